"""`functools` as CPython has it."""

from __future__ import annotations

from typing import Any

import pytest

from convcalc.errors import ConvcalcError
from convcalc.errors import LimitError

SNIPPETS = {
    "a partial keeps arguments in front": """
from functools import partial
def f(a, b=2, *c, d=4, **e): return a, b, c, d, e
p = partial(f, 1, d=5)
r = p(), p(3), p(3, 4, 5), p(d=6), p(z=7), partial(p, 8, y=9)(10, y=11)
""",
    "a partial of a partial is one": """
from functools import partial
def f(*a, **k): return a, k
p = partial(partial(f, 1, x=1), 2, x=2, y=3)
r = p.func is f, p.args, p.keywords, p(3), isinstance(p, partial)
""",
    "a partial in a class is not bound": """
from functools import partial
class Block:
    norm = partial(dict, eps=1e-6)
    def make(self): return self.norm(dim=3)
r = Block().make(), Block.norm(dim=4)
""",
    "a partial as a default and in a dict": """
import functools
layers = {'ln': functools.partial(dict, kind='ln', eps=1e-5)}
def build(norm_layer=functools.partial(dict, kind='bn')): return norm_layer(dim=1)
r = build(), build(layers['ln'])
""",
    "a partial has attributes": """
from functools import partial, update_wrapper
def f(x):
    "the text"
    return x
p = partial(f, 1)
p.note = 'n'
update_wrapper(p, f)
r = p.note, p.__name__, p.__wrapped__ is f, hasattr(p, 'nothing'), hasattr(partial(f), '__name__')
""",
    "wraps keeps the name": """
import functools
def shout(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        return f(*args, **kwargs) + '!'
    return wrapper
@shout
def hello(name): return 'hello ' + name
r = hello('you'), hello.__name__, hello.__wrapped__('me')
""",
    "reduce": """
from functools import reduce
import operator
r = reduce(operator.mul, [1, 2, 3, 4]), reduce(lambda a, b: a + [b], 'ab', []), reduce(max, [3])
""",
    "a cache gives one object": """
from functools import lru_cache, cache
made = []
@lru_cache(maxsize=None)
def f(a, b=1):
    made.append(a)
    return [a, b]
@lru_cache
def g(a): return [a]
class A:
    @cache
    def h(self, x): return [x]
a = A()
r = f(1) is f(1), f(1) is f(1, b=1), f(2), len(made), g(1) is g(1), a.h(1) is a.h(1), A().h(1) is a.h(1), f.__name__
""",
    "a cache is cleared": """
from functools import lru_cache
@lru_cache(None)
def f(a): return [a]
before = f(1)
f.cache_clear()
r = before is f(1), f(1)
""",
    "a cached property is worked out once": """
from functools import cached_property
class A:
    count = 0
    @cached_property
    def size(self):
        self.count += 1
        return self.count
a = A()
r = a.size, a.size, A().size, a.__dict__
""",
    "a function chooses by class": """
from functools import singledispatch
class A: pass
class B(A): pass
@singledispatch
def kind(x): return 'other'
@kind.register
def _(x: int): return 'int'
@kind.register(list)
def _(x): return 'list'
@kind.register(A)
def _(x): return 'A'
r = kind(1), kind([]), kind('a'), kind(B()), kind(True)
""",
    "all comparisons out of one": """
from functools import total_ordering
@total_ordering
class V:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __lt__(self, o): return self.n < o.n
a, b, c = V(1), V(2), V(1)
r = a < b, a <= c, b > a, b >= a, a >= b, a > c, a >= c
""",
    "a partial method": """
from functools import partialmethod
class A:
    def set(self, name, value): return (name, value)
    on = partialmethod(set, value=True)
    off = partialmethod(set, 'x', False)
r = A().on('a'), A().off()
""",
}


@pytest.mark.filterwarnings("ignore:functools.partial will be:FutureWarning")
@pytest.mark.parametrize("source", SNIPPETS.values(), ids=SNIPPETS)
def test_it_agrees_with_python(as_python: Any, source: str):
    as_python(source)


def test_the_named_arguments_of_a_call_do_not_stay(library: Any):
    source = "from functools import partial\np = partial(dict, a=1)\np(b=2)\nr = p(), p.keywords"

    assert library(source) == ({"a": 1}, {"a": 1})


REFUSED = {
    "a partial of no function": (
        "from functools import partial\npartial(3)",
        "partial() takes a function first, got a number",
    ),
    "reduce of nothing": (
        "from functools import reduce\nreduce(max, [])",
        "TypeError: reduce() of empty iterable with no initial value",
    ),
    "arguments that do not fit": (
        "from functools import reduce\nreduce(max)",
        "reduce() needs 'iterable'",
    ),
}


@pytest.mark.parametrize(("source", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_is_said(library: Any, source: str, message: str):
    with pytest.raises(ConvcalcError) as caught:
        library(source)

    assert caught.value.message == message


def test_partials_of_partials_end(library: Any):
    source = "from functools import partial\nf = len\nwhile True:\n    f = partial(f, 1)"

    with pytest.raises(LimitError):
        library(source, items=100_000)
