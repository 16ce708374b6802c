"""`enum` as CPython has it."""

from __future__ import annotations

from typing import Any

import pytest

from convcalc.errors import ConvcalcError

IMPORT = "from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto, unique\n"
COLOUR = "class C(Enum):\n    RED = 1\n    GREEN = 'g'\n    ALSO_RED = 1\n    def hi(self): return self.name + '!'\n"

SNIPPETS = {
    "members": COLOUR
    + "r = C.RED.name, C.RED.value, C.GREEN.value, C('g').name, C['RED'].value, C.RED.hi(), C(C.RED) is C.RED",
    "other names of a member": COLOUR
    + "r = C.ALSO_RED is C.RED, C.ALSO_RED.name, [e.name for e in C], len(C), list(C.__members__)",
    "texts of members": COLOUR
    + "r = str(C.RED), repr(C.GREEN), f'{C.RED}', '%s' % C.RED, [C.RED].__repr__()",
    "comparison is identity": COLOUR
    + "r = C.RED == C.RED, C.RED == 1, C.RED != C.GREEN, C.RED in C, C.RED in (C.GREEN, C.RED), {C.RED: 5}[C.RED], C.RED is C(1)",
    "kinds": COLOUR
    + "r = isinstance(C.RED, C), isinstance(C.RED, Enum), issubclass(C, Enum), type(C.RED) is C, C.RED.__class__ is C, C.__name__",
    "numbers count up": "class A(Enum):\n    X = auto()\n    Y = auto()\n    Z = 10\n    W = auto()\nr = [(e.name, e.value) for e in A]",
    "members that are numbers": "class A(IntEnum):\n    X = 1\n    Y = 2\n"
    "r = A.X + 1, A.Y > A.X, A.X == 1, [1, 2, 3][A.X], str(A.X), f'{A.X}', repr(A.X), isinstance(A.X, int), {1: 'a'}[A.X], A.Y * 2.0, range(A.Y), int(A.Y), A(2) is A.Y, max(A).name",
    "members that are texts": "class A(str, Enum):\n    X = 'x'\n    Y = 'yy'\n"
    "r = A.X == 'x', A.Y.upper(), A('x').name, {'x': 1}[A.X], A.X in ('x', 'z'), isinstance(A.X, str), A.X + 'z', len(A.Y), A.X.value, 'x' == A.X, repr(A.X), str(A.X), 'y' in A.Y, ','.join(['a']), A.Y.startswith('y')",
    "texts that are members": "class A(StrEnum):\n    SAME = auto()\n    X = 'x1'\nr = A.SAME == 'same', f'{A.X}', str(A.X), A.X.value, A.X[0]",
    "flags": "class P(Flag):\n    R = auto()\n    W = auto()\n    X = auto()\n    RW = R | W\n"
    "a = P.R | P.W\nr = a is P.RW or a == P.RW, P.R in a, P.X in a, bool(a & P.X), (a & P.W).name, P.X.value, (P.RW | P.X).value, (a ^ P.R).name, (~P.R & P.W).name",
    "flags that are numbers": "class P(IntFlag):\n    R = 4\n    W = 2\nr = P.R | P.W == 6, int(P.R | P.W), P.R + 1, P.R == 4, bool(P.R & 4)",
    "a constructor": "class Planet(Enum):\n    A = (1, 2)\n    B = (3, 4)\n    def __init__(self, m, n):\n        self.m = m\n        self.n = n\n    @property\n    def total(self): return self.m + self.n\n"
    "r = Planet.A.m, Planet.B.total, Planet.A.value, Planet((1, 2)).name",
    "a __new__": "class A(Enum):\n    X = ('x', 5)\n    def __new__(cls, text, size):\n        obj = object.__new__(cls)\n        obj._value_ = text\n        obj.size = size\n        return obj\nr = A.X.value, A.X.size, A('x').name",
    "class methods and properties": "class A(Enum):\n    X = 1\n    @classmethod\n    def first(cls): return list(cls)[0]\n    @staticmethod\n    def three(): return 3\n    def __call__(self, x): return x + self.value\nr = A.first().name, A.three(), A.X(4)",
    "a base without members": "class Base(Enum):\n    @classmethod\n    def names(cls): return [e.name for e in cls]\n    def __repr__(self): return 'own ' + self._name_\nclass A(Base):\n    X = 1\n    Y = 2\nr = A.names(), repr(A.X), isinstance(A.X, Base)",
    "made by a call": "A = Enum('A', 'X Y')\nB = Enum('B', {'P': 5})\nr = A.X.value, [e.name for e in A], B.P.value, B(5).name",
    "what is missing": "class A(Enum):\n    X = 'x'\n    @classmethod\n    def _missing_(cls, value): return cls.X if value.lower() == 'x' else None\ntry:\n    A('y')\n    r = 0\nexcept ValueError as e:\n    r = A('X').name, str(e)",
    "unknown values and names": COLOUR
    + "r = []\nfor f in (lambda: C(7), lambda: C['BLUE'], lambda: C.BLUE):\n    try:\n        f()\n    except (ValueError, KeyError, AttributeError) as e:\n        r.append(type(e).__name__)",
    "unknown is an error for unique": "@unique\nclass A(Enum):\n    X = 1\nr = A.X.value",
    "values that are functions in a dict": "class A(Enum):\n    X = {'f': len}\nr = A.X.value['f']('abc')",
    "next values of one's own": "class A(Enum):\n    @staticmethod\n    def _generate_next_value_(name, start, count, last): return name.lower()\n    X = auto()\nr = A.X.value",
    "truth and order": COLOUR
    + "r = bool(C.RED), C.RED or 5\nr = r[0]\ntry:\n    C.RED < C.GREEN\nexcept TypeError:\n    r = r, 'no'",
    "keywords of a function": "class Mode(str, Enum):\n    A = 'a'\ndef f(mode=Mode.A): return 1 if mode == Mode.A else 2\nr = f(), f('a'), f(Mode('a')), f('b')",
    "copies": COLOUR
    + "from copy import copy, deepcopy\nr = deepcopy(C.RED) is C.RED, copy(C.RED) is C.RED, deepcopy([C.RED])[0] is C.RED",
    "dataclasses as values": (
        "from dataclasses import dataclass\nfrom functools import partial\n"
        "@dataclass\nclass W:\n    url: str\n    f: object\n    meta: dict\n"
        "class Ws(Enum):\n    @classmethod\n    def verify(cls, o): return cls[o] if type(o) is str else o\n"
        "    @property\n    def meta(self): return self.value.meta\n"
        "class N(Ws):\n    V1 = W('a', partial(len), {**{'k': 1}, 'n': 2})\n    V2 = W('b', len, {})\n    DEFAULT = V2\n"
        "r = N.DEFAULT.name, N.verify('V1').meta, [e.name for e in N], N.verify(None), N.V1.value.url"
    ),
    "a metaclass of one's own": (
        "import enum\nclass M(enum.EnumMeta):\n    def from_text(self, t): return self[t.upper()]\n"
        "class A(enum.Enum, metaclass=M):\n    X = 1\nclass B(A.__class__ and A.__base__, metaclass=M):\n    Y = 2\n"
        "r = A.from_text('x').value, B.from_text('y').value"
    ),
}


@pytest.mark.parametrize("source", SNIPPETS.values(), ids=SNIPPETS)
def test_it_agrees_with_python(as_python: Any, source: str):
    as_python(IMPORT + source)


REFUSED = {
    "an unknown value": ("C('r')", "'r' is not a valid C"),
    "an unknown name": ("C['REDD']", "C has no member 'REDD'"),
    "a member that changes": ("C.RED = 3", "C.RED is a member: it cannot be changed"),
}


@pytest.mark.parametrize(("source", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_is_said(library: Any, source: str, message: str):
    with pytest.raises(ConvcalcError) as caught:
        library(IMPORT + COLOUR + source)

    assert caught.value.message == message
