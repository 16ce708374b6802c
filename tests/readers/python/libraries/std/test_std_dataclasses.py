"""`dataclasses` as CPython has it."""

from __future__ import annotations

from typing import Any

import pytest

from convcalc.errors import ConvcalcError

NAMES = "InitVar, KW_ONLY, asdict, astuple, dataclass, field, fields, is_dataclass, replace, FrozenInstanceError, make_dataclass"
IMPORT = f"from dataclasses import {NAMES}\nfrom typing import ClassVar, Optional\n"

CONFIG = """
@dataclass
class Config:
    width: int
    depth: int = 3
    kernel: tuple = (3, 3)
    names: list = field(default_factory=list)
    KIND = 'none of the fields'
    shared: ClassVar[int] = 5
    def size(self): return self.width * self.depth
"""

SNIPPETS = {
    "fields by position, name and default": CONFIG
    + "a, b = Config(8), Config(4, depth=1, names=['x'])\n"
    "r = a.width, a.depth, a.kernel, a.names, a.size(), b.names, repr(b), Config(1).names is a.names",
    "equality is of the fields": CONFIG
    + "r = Config(1) == Config(1), Config(1) != Config(2), Config(1) == 3, Config(1) is Config(1)",
    "into plain values": CONFIG
    + "a = Config(8, names=[Config(1)])\nr = asdict(a), astuple(a), asdict(a, dict_factory=list)",
    "replace": CONFIG + "a = Config(8)\nb = replace(a, depth=9)\nr = a.depth, b.depth, b.width",
    "what is known of the fields": CONFIG
    + "r = [(f.name, f.default if f.name == 'depth' else 0, f.init) for f in fields(Config)],"
    " is_dataclass(Config), is_dataclass(Config(1)), is_dataclass(3)",
    "after the constructor": """
@dataclass
class A:
    x: int
    y: InitVar[int] = 2
    z: int = field(init=False)
    w: InitVar[int] = 1
    def __post_init__(self, y, w):
        self.z = self.x * y + w
r = A(3).z, A(3, y=4).z, repr(A(3))
""",
    "inheritance": """
@dataclass
class Base:
    a: int
    b: int = 2
@dataclass
class Derived(Base):
    c: int = 3
    a: int = 1
class Plain(Derived):
    def total(self): return self.a + self.b + self.c
r = Derived(), repr(Derived(5)), Plain(1, 2, 3).total(), [f.name for f in fields(Derived)], Derived() == Derived(1)
r = str(r)
""",
    "keywords only": """
@dataclass(kw_only=True)
class A:
    x: int = 1
    y: int
@dataclass
class B:
    x: int
    _: KW_ONLY
    y: int = 2
    z: int
r = repr(A(y=2)), repr(B(1, z=3))
""",
    "frozen objects": """
@dataclass(frozen=True)
class A:
    x: int
    y: tuple = ()
a = A(1)
tries = []
try:
    a.x = 2
except AttributeError as e:
    tries.append('no')
try:
    del a.x
except FrozenInstanceError as e:
    tries.append('no')
r = tries, a.x, hash(a) == hash(A(1))
""",
    "order": """
@dataclass(order=True)
class A:
    x: int
    y: str = field(default='', compare=False)
r = A(1) < A(2), A(2) >= A(1, 'z'), sorted([A(3), A(1)])[0].x, max(A(1), A(5)).x
""",
    "own methods stay": """
@dataclass
class A:
    x: int = 1
    def __repr__(self): return 'own'
    def __eq__(self, other): return True
r = repr(A()), A(1) == A(2)
""",
    "options of fields": """
@dataclass
class A:
    x: int = field(default=1, repr=False)
    y: int = field(default=2, compare=False)
    z: dict = field(default_factory=lambda: {'a': 1}, metadata={'help': 'no'})
r = repr(A()), A(y=3) == A(), A(x=3) == A(), A().z, fields(A)[2].metadata['help'], A.x
""",
    "classes as defaults": """
class Norm: pass
@dataclass
class A:
    norm: type = Norm
    act: object = len
    size: Optional[int] = None
r = A().norm is Norm, A().act([1]), A.size
""",
    "made by a call": """
A = make_dataclass('A', ['x', ('y', int, field(default=2))])
r = repr(A(1)), A(1) == A(1, 2)
""",
    "annotations are never looked at": """
@dataclass
class A:
    x: 'NowhereToBeFound' = 1
    y: 'also[nowhere]' = 2
r = A().x, A(y=3).y
""",
    "a copy is another object": """
from copy import copy, deepcopy
@dataclass
class A:
    x: list
a = A([1])
b, c = copy(a), deepcopy(a)
r = b.x is a.x, c.x is a.x, c == a, b is a
""",
}


@pytest.mark.parametrize("source", SNIPPETS.values(), ids=SNIPPETS)
def test_it_agrees_with_python(as_python: Any, source: str):
    as_python(IMPORT + source)


REFUSED = {
    "a missing field": ("Config()", "Config() needs 'width'"),
    "an unknown field": ("Config(1, dept=2)", "Config() has no argument 'dept'"),
    "one too many": ("Config(1, 2, 3, 4, 5)", "Config() takes 4 arguments, got 5"),
    "given twice": ("Config(1, width=2)", "Config() got 'width' twice"),
    "a default for all objects": (
        "@dataclass\nclass A:\n    x: list = []",
        "the default of 'x' is a list, one for all objects",
    ),
    "a field without a default behind": (
        "@dataclass\nclass A:\n    x: int = 1\n    y: int",
        "A: 'y' has no default, but 'x' before it has",
    ),
    "an unknown option": (
        "@dataclass(frosen=True)\nclass A: pass",
        "dataclass() has no option 'frosen'",
    ),
    "fields of a plain object": ("fields(3)", "fields() takes a dataclass, got a number"),
    "an unknown option of a field": (
        "@dataclass\nclass A:\n    x: int = field(defalt=1)",
        "field(): got an unexpected keyword argument 'defalt'",
    ),
}


@pytest.mark.parametrize(("source", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_is_said(library: Any, source: str, message: str):
    with pytest.raises(ConvcalcError) as caught:
        library(IMPORT + CONFIG + source)

    assert caught.value.message == message


def test_dataclasses_inside_themselves_end(library: Any):
    source = IMPORT + "@dataclass\nclass A:\n    x: object = None\na = A()\na.x = a\nasdict(a)"

    with pytest.raises(ConvcalcError):
        library(source)
