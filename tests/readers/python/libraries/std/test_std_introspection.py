"""What a program asks of its own classes and functions, as CPython answers it."""

from __future__ import annotations

from typing import Any

import pytest

from convcalc.readers.python.objects.unread import Unread

SNIPPETS = {
    "annotations of a class": """
import inspect
class Base:
    width: int
class Cfg(Base):
    rates: list | None = None
    name: 'str' = 'x'
own = inspect.get_annotations(Cfg)
r = Cfg.__annotations__['rates'] == (list | None), list(own), own['name'], Base.__annotations__['width'] is int, 'width' in own
""",
    "hints": """
from typing import get_type_hints
class Size: pass
class Base:
    size: Size
    width: int
class Net(Base):
    width: str
def grow(net: Net, by: 'Size' = 2) -> Net: pass
hints = get_type_hints(Net)
r = hints['size'] is Size, hints['width'] is str, list(hints), get_type_hints(grow)['by'] is Size, get_type_hints(grow)['return'] is Net
""",
    "annotations that are texts": """
from __future__ import annotations
import dataclasses, inspect
@dataclasses.dataclass
class Cfg:
    width: int = 3
def f(x: list[int], *, y=2): pass
r = Cfg.__annotations__, dataclasses.fields(Cfg)[0].type, inspect.signature(f).parameters['x'].annotation, f.__annotations__
""",
    "annotations of arguments": """
import inspect
class Net: pass
def f(net: Net, count: int = 3, *rest: str, flag=False, **more: float) -> bool: pass
found = inspect.signature(f).parameters
r = found['net'].annotation is Net, found['count'].annotation is int, found['flag'].annotation is inspect.Parameter.empty, found['rest'].annotation is str, found['more'].annotation is float, inspect.getfullargspec(f).annotations['return'] is bool
""",
    "types of fields": """
from dataclasses import dataclass, fields
@dataclass(repr=False, kw_only=True)
class Cfg:
    sizes: list | tuple | None = None
    name: str = ''
kinds = {each.name: each.type for each in fields(Cfg)}
r = kinds['name'] is str, isinstance((1,), kinds['sizes']), Cfg.__dataclass_params__.repr, Cfg.__dataclass_params__.frozen
""",
    "parts of unions": """
import types
from typing import Literal, Optional, Union, get_args, get_origin
r = get_origin(int | None) is types.UnionType, get_args(int | None) == (int, type(None)), get_args(Optional[int]) == (int, type(None)), get_origin(Optional[int]) is Union, get_origin(Literal['a'] | None) is Union
""",
    "properties of a class": """
class classproperty(property):
    def __get__(self, instance, owner): return self.fget(owner)
class Cfg:
    width = 4
    @classproperty
    def double(cls): return cls.width * 2
class Wide(Cfg): width = 8
r = Cfg.double, Wide.double, Wide().double, isinstance(Cfg.__dict__['double'], classproperty)
""",
    "properties with a setter": """
class checked(property): pass
class Cfg:
    def __init__(self): self._w = 1
    @checked
    def w(self): return self._w
    @w.setter
    def w(self, value): self._w = value * 2
c = Cfg()
c.w = 5
try:
    del c.w
    said = 'deleted'
except AttributeError:
    said = 'no deleter'
r = c.w, said, type(Cfg.w) is checked
""",
    "attributes under other names": """
class Base:
    names = {'width': 'w'}
    def __getattribute__(self, key):
        if key != 'names' and key in super().__getattribute__('names'):
            key = super().__getattribute__('names')[key]
        return super().__getattribute__(key)
    def __setattr__(self, key, value):
        super().__setattr__(self.names.get(key, key), value)
class Cfg(Base):
    names = {'width': 'w', 'size': 'n'}
    n = 4
    @property
    def twice(self): return self.width * 2
    def __getattr__(self, key): return key.upper()
class Plain:
    w = 1
c = Cfg()
c.width = 3
def other(self, key): return 'all ' + key
Plain.__getattribute__ = other
r = c.w, c.width, c.size, c.twice, c.missing, Plain().w, getattr(c, 'width'), c.__dict__
""",
    "methods of mappings": """
from collections.abc import Mapping, MutableMapping
class Table(MutableMapping):
    known = {'a': 1}
    def __init__(self): self.own = {}
    def __getitem__(self, key): return self.own[key] if key in self.own else self.known[key]
    def __setitem__(self, key, value): self.own[key] = value
    def __delitem__(self, key): del self.own[key]
    def __iter__(self): return iter({**self.known, **self.own})
    def __len__(self): return len({**self.known, **self.own})
t = Table()
t.update({'b': 2}, c=3)
first = list(t.keys()), list(t.items()), sorted(t.values()), t.get('z'), t.get('a', 9), 'z' in t, 'b' in t
second = t.setdefault('d', 4), t.setdefault('a', 5), t.pop('b'), t.pop('z', None), t == {'a': 1, 'c': 3, 'd': 4}, isinstance(t, Mapping)
try:
    t.pop('z')
except KeyError:
    third = 'no key'
r = first, second, third, len(t)
""",
    "methods of sequences": """
from collections.abc import MutableSequence
class Row(MutableSequence):
    def __init__(self): self.held = []
    def __getitem__(self, i): return self.held[i]
    def __setitem__(self, i, value): self.held[i] = value
    def __delitem__(self, i): del self.held[i]
    def __len__(self): return len(self.held)
    def insert(self, i, value): self.held.insert(i, value)
row = Row()
row.append(3)
row.extend([4, 3])
r = row.held, row.index(4), row.count(3), list(row)
""",
    "what is kept of a function": """
def f(a, /, b, *, c=1, **more):
    total = a + b
    for step in range(3):
        total += step
    return total
code = f.__code__
r = code.co_varnames, code.co_argcount, code.co_kwonlyargcount, code.co_posonlyargcount, code.co_name, (lambda x, y: x).__code__.co_varnames
""",
    "variables of a context": """
from contextvars import ContextVar, Token
depth = ContextVar('depth', default=1)
bare = ContextVar('bare')
seen = [depth.get(), depth.get(7), bare.get(3), depth.name]
first = depth.set(2)
second = depth.set(3)
seen += [depth.get(), second.old_value, first.old_value is Token.MISSING, first.var is depth]
depth.reset(second)
seen.append(depth.get())
depth.reset(first)
seen.append(depth.get())
try:
    bare.get()
except LookupError:
    seen.append('nothing')
for token in (second, depth.set(5)):
    try:
        bare.reset(token)
    except (RuntimeError, ValueError) as error:
        seen.append(type(error).__name__)
r = seen
""",
    "what a logger holds": """
import logging
class Quiet(logging.Filter):
    def filter(self, record): return False
log = logging.getLogger('quiet')
quiet = Quiet()
for _ in range(2):
    if not any(isinstance(each, Quiet) for each in log.filters):
        log.addFilter(quiet)
handler = logging.NullHandler()
log.addHandler(handler)
log.setLevel(logging.ERROR)
seen = [log.filters == [quiet], log.handlers == [handler], log.level, log.disabled, log.propagate]
log.removeFilter(quiet)
log.removeHandler(handler)
r = seen, log.filters, log.handlers, log.debug('nothing')
""",
    "what is installed": """
import importlib.metadata, sys
found = importlib.metadata.packages_distributions()
r = 'no_such_package' in found, 'json' in found, sys.implementation.name, 'json' in sys.stdlib_module_names
""",
    "functions that are wrapped": """
import functools, inspect
def outer(f):
    @functools.wraps(f)
    def wrapper(*args): return f(*args)
    return wrapper
def plain(x): return x
r = inspect.unwrap(outer(outer(plain))) is plain, inspect.unwrap(plain) is plain
""",
}


@pytest.mark.parametrize("source", SNIPPETS.values(), ids=SNIPPETS)
def test_a_program_learns_of_itself_what_python_tells_it(as_python: Any, source: str):
    as_python(source)


def test_an_annotation_that_cannot_be_evaluated_is_not_known(library: Any):
    found = library("class A:\n    x: nowhere.Thing = 1\nr = A.__annotations__['x']")

    assert isinstance(found, Unread)


def test_an_annotation_that_the_class_itself_hides_is_not_known(library: Any):
    source = "class A:\n    size = 3\n    x: size = 1\nr = A.__annotations__['x']"

    assert isinstance(library(source), Unread)


def test_the_source_of_a_class_is_its_lines(library: Any):
    source = (
        "import inspect\n\nclass A:\n    x = 1\n\n    def f(self): pass\n\nr = inspect.getsource(A)"
    )

    assert library(source) == "class A:\n    x = 1\n\n    def f(self): pass\n"


def test_a_librarys_own_class_has_no_source(library: Any):
    source = "import inspect\ntry:\n    r = inspect.getsource(int)\nexcept (OSError, TypeError):\n    r = 'none'"

    assert library(source) == "none"
