"""The evaluator agrees with Python on harmless source, and stops hostile source."""

from __future__ import annotations

import ast
import sys
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from convcalc.dims import symbol
from convcalc.errors import BadValue
from convcalc.errors import ConvcalcError
from convcalc.errors import LimitError
from convcalc.errors import SyntaxProblem
from convcalc.errors import UnknownName
from convcalc.readers.python.language.evaluator import Evaluator
from convcalc.readers.python.language.source_text import SourceText

HARMLESS = {
    "arithmetic keeps Python's precedence": "r = 2 + 3 * 4 ** 2 // 5 % 7 - -1",
    "floor division and rest of negative numbers": "r = (-7 // 2, -7 % 3, divmod(-7, 2))",
    "comparisons chain": "r = (1 < 2 < 3, 1 < 3 < 2, 1 == 1 != 2, 3 in [1, 2], None is None)",
    "and and or give the deciding value": "r = (0 or 'a', 1 and 0, [] or () or 5, not 3)",
    "a conditional expression evaluates one side": "r = 1 if True else 1 // 0",
    "comprehensions nest and filter": "r = [(a, b) for a in range(4) if a % 2 for b in range(a)]",
    "dict and set comprehensions": "r = ({k: k * k for k in range(3)}, sorted({x % 3 for x in range(9)}))",
    "generators feed functions": "r = sum(x * x for x in range(5))",
    "stars spread": "a = [1, 2]\nr = [*a, 3, *range(2)], {**{'x': 1}, 'y': 2}",
    "unpacking with a rest": "a, *b, (c, d) = 1, 2, 3, (4, 5)\nr = a, b, c, d",
    "augmented assignment changes lists in place": "a = [1]\nb = a\nb += [2]\nr = a",
    "slices": "a = list(range(10))\nr = a[2:8:3], a[::-1], a[-3:], 'text'[1:3], (1, 2, 3)[:-1]",
    "slices are assigned and deleted": "a = [1, 2, 3, 4]\na[1:3] = [9]\ndel a[0]\nr = a",
    "f-strings format": "a = 3.14159\nr = f'{a:.2f}|{7:>3}|{\"x\"!r}|{1 + 1}'",
    "texts format": "r = '{}-{1}-{n:02d}'.replace('{1}', '{}').format(1, 2, n=3), '%d %s' % (1, 'a')",
    "text methods": "r = ' a-b '.strip().upper().split('-'), '-'.join(['a', 'b']), 'abc'.replace('b', 'xx')",
    "functions bind as in Python": (
        "def f(a, b=2, *c, d, e=5, **g):\n    return a, b, c, d, e, g\n"
        "r = f(1, d=4), f(1, 2, 3, 4, d=0, z=9), f(*[1], **{'d': 2})"
    ),
    "closures and nonlocal": (
        "def outer():\n    n = 0\n    def inner():\n        nonlocal n\n        n += 1\n        return n\n"
        "    inner()\n    return inner()\nr = outer()"
    ),
    "global names": "n = 1\ndef f():\n    global n\n    n = 5\nf()\nr = n",
    "lambdas and sorting by a key": "r = sorted(['bb', 'a', 'ccc'], key=lambda s: -len(s)), max([3, 9, 4])",
    "recursion": "def f(n):\n    return 1 if n < 2 else n * f(n - 1)\nr = f(20)",
    "loops with else, break and continue": (
        "r = []\nfor i in range(10):\n    if i == 2:\n        continue\n    if i == 5:\n        break\n"
        "    r.append(i)\nelse:\n    r = None\nfor i in []:\n    pass\nelse:\n    r.append('else')"
    ),
    "while": "n, r = 27, 0\nwhile n != 1:\n    n = n // 2 if n % 2 == 0 else 3 * n + 1\n    r += 1",
    "walrus binds outside a comprehension": "r = [y := x * 2 for x in range(3)], y",
    "zip, enumerate, map, filter, reversed": (
        "r = list(zip([1, 2], 'ab')), list(enumerate('ab', 1)), list(map(abs, [-1, 2])),"
        " list(filter(None, [0, 1])), list(reversed([1, 2]))"
    ),
    "any, all, min, max, sum, abs, round": (
        "r = any([0, 1]), all([]), min(3, 1), max([1, 2], key=lambda x: -x), abs(-2), round(2.567, 2)"
    ),
    "isinstance and conversions": "r = isinstance(1, (str, int)), int('12'), float('1.5'), str([1, 'a']), bool([])",
    "dict methods": (
        "d = {'a': 1}\nd.update(b=2)\nd.setdefault('c', 3)\n"
        "r = d, d.get('x', 0), d.pop('a'), list(d.items()), list(d)"
    ),
    "math": "import math\nfrom math import ceil as up\nr = math.floor(2.5), up(2.1), math.prod([2, 3]), math.gcd(12, 18), math.sqrt(16)",
    "channels made divisible": (
        "def make_divisible(v, divisor=8, minimum=None):\n"
        "    minimum = minimum or divisor\n"
        "    new = max(minimum, int(v + divisor / 2) // divisor * divisor)\n"
        "    if new < 0.9 * v:\n        new += divisor\n    return new\n"
        "r = [make_divisible(c * 0.75) for c in (16, 24, 32, 96, 1280)]"
    ),
    "annotations say nothing": "a: int = 3\nb: 'unknown'\nr = a",
    "asserts that hold": "assert 1 < 2, 'never'\nr = 1",
    "iterators": "it = iter([1, 2])\nr = next(it), next(it), next(it, 'end')",
}


@pytest.mark.parametrize("source", HARMLESS.values(), ids=HARMLESS)
def test_it_agrees_with_python(evaluate: Any, source: str):
    expected: dict[str, Any] = {}
    exec(source, expected)  # noqa: S102  # the sources stand above

    assert evaluate(source)["r"] == expected["r"]


HOSTILE = {
    "brackets without end": "(" * 100_000,
    "brackets closed": "(" * 5_000 + ")" * 5_000,
    "lists in lists": "[" * 150 + "]" * 150,
    "signs without end": "-" * 100_000 + "1",
    "a chain of attributes": "a" + ".a" * 100_000,
    "a sum without end": "1" + "+1" * 100_000,
    "nots without end": "not " * 50_000 + "1",
    "a conditional without end": "1 if 1 else " * 30_000 + "1",
    "elif without end": "if 0:\n pass\n" + "elif 0:\n pass\n" * 20_000,
    "indentation without end": "\n".join(" " * i + "if 1:" for i in range(200)),
    "a long number": "x = " + "9" * 5_000,
    "a large number": "x = " + "9" * 2_000,
    "a line of ten megabytes": "a," * 5_000_000,
    "a text of ten megabytes": "'" + "a" * 9_000_000 + "'",
    "a power": "x = 10 ** 10 ** 10",
    "a shift": "x = 1 << 10 ** 9",
    "products": "x = 3\nwhile True: x = x * x",
    "a repeated text": "x = 'a' * 10 ** 12",
    "a repeated list": "x = [0] * 10 ** 12",
    "a doubled text": "x = 'ab'\nwhile True: x = x + x",
    "a doubled list": "x = [1]\nwhile True: x = x + x",
    "a list that grows while it is gone over": "x = [1]\nfor y in x: x.append(y)",
    "a range": "x = list(range(10 ** 18))",
    "a set of a range": "x = set(range(10 ** 18))",
    "a loop without end": "while True: pass",
    "a function without end": "def f(x): return f(x)\nf(1)",
    "lambdas that call each other": "f = lambda: g()\ng = lambda: f()\nf()",
    "keys that call each other": "def f(x): return sorted([1, 2], key=f)\nf(1)",
    "a nested list as text": "x = [1]\nfor i in range(99): x = [x, x]\ny = str(x)",
    "nested lists compared": "x, y = [1], [1]\nfor i in range(99):\n  x = [x, x]\n  y = [y, y]\nx == y",
    "a nested tuple as key": "x = (1,)\nfor i in range(99): x = (x, x)\n{x: 1}",
    "a deep list as text": "x = []\nfor i in range(99999): x = [x]\nstr(x)",
    "a list in itself compared": "x, y = [], []\nx.append(x)\ny.append(y)\nx == y",
    "replacing": "x = 'a' * 9999\nx.replace('a', x)",
    "joining": "x = ('a' * 9999).join(['b'] * 9999)",
    "loops in loops": "for a in range(99999):\n for b in range(99999): pass",
    "comprehensions in comprehensions": "[0 for a in range(99999) for b in range(99999)]",
    "many functions": "x = [(lambda: 1) for i in range(9999999)]",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_hostile_source_meets_a_limit(evaluate: Any, source: str):
    before, started = sys.getrecursionlimit(), time.process_time()

    with pytest.raises(LimitError, match=r"more than [\d,]+ "):
        evaluate(source, steps=300_000, items=1_000_000)

    assert sys.getrecursionlimit() == before
    assert time.process_time() - started < 20


ESCAPES = {
    "the classes of everything": ("().__class__.__bases__[0].__subclasses__()", UnknownName),
    "the globals of a function": ("def f(): pass\nf.__globals__", UnknownName),
    "the code of a lambda": ("(lambda: 0).__code__.co_code", UnknownName),
    "a method's own": ("[].append.__self__", UnknownName),
    "the dict of a module": ("import math\nmath.__dict__", UnknownName),
    "format reaching into values": ("'{0.__class__}'.format(1)", BadValue),
    "format reaching into elements": ("'{0[a]}'.format({'a': 1})", BadValue),
    "nested format widths": ("'{:{}}'.format(1, 9)", BadValue),
    "a wide format": ("'{:99999999}'.format(1)", BadValue),
    "a wide f-string": ("f'{1:99999999}'", BadValue),
    "a wide percent": ("'%99999999d' % 1", BadValue),
    "a computed percent": ("'%*d' % (99999999, 1)", BadValue),
    "a wide padding": ("'a'.ljust(99999999)", BadValue),
    "eval": ("eval('1')", UnknownName),
    "exec": ("exec('1')", UnknownName),
    "open": ("open('/etc/passwd')", UnknownName),
    "getattr": ("getattr(len, '__self__')", UnknownName),
    "import os": ("import os", UnknownName),
    "from os": ("from os import system", UnknownName),
    "__import__": ("__import__('os')", UnknownName),
    "a relative import": ("from . import x", UnknownName),
    "the builtins": ("__builtins__", UnknownName),
    "the builtins of the globals": ("globals()['__builtins__']", BadValue),
    "the frame of a generator": ("def f():\n    yield 1\nf().gi_frame", UnknownName),
    "the code of a generator": ("(x for x in [1]).gi_code", UnknownName),
    "the globals of a method": (
        "class A:\n    def f(self): pass\nA().f.__func__.__globals__",
        UnknownName,
    ),
    "the traceback of an exception": (
        "try:\n    1 // 0\nexcept Exception as e:\n    e.__traceback__.tb_frame",
        UnknownName,
    ),
    "the subclasses of a type": ("type(1).__subclasses__()", UnknownName),
    "the initialiser's globals": ("''.__class__.__init__.__globals__", UnknownName),
    "the loader": ("__loader__", UnknownName),
    "the spec": ("__spec__", UnknownName),
    "compiling": ("compile('1', '', 'eval')", UnknownName),
    "breaking in": ("breakpoint()", UnknownName),
    "asking": ("input()", UnknownName),
    "a closure's cells": ("def f(): pass\nf.__closure__", UnknownName),
    "waiting for a coroutine": ("async def f(): pass\nawait f()", SyntaxProblem),
    "a thousand-fold rounding": ("round(1.5, 10 ** 9)", BadValue),
}


@pytest.mark.parametrize(("source", "kind"), ESCAPES.values(), ids=ESCAPES)
def test_there_is_no_way_out(evaluate: Any, source: str, kind: type[ConvcalcError]):
    with pytest.raises(kind) as caught:
        evaluate(source)

    assert caught.value.source is not None


def test_an_error_points_at_the_innermost_node(evaluate: Any):
    with pytest.raises(UnknownName) as caught:
        evaluate("width = 3\ndepth = 4 + (wdith * 2)\n")

    assert str(caught.value) == (
        "net.py:2:14: name 'wdith' is not defined\n"
        "    depth = 4 + (wdith * 2)\n"
        "                 ^^^^^\n"
        "hint: did you mean 'width'?"
    )


def test_columns_count_letters_not_bytes(evaluate: Any):
    with pytest.raises(UnknownName) as caught:
        evaluate("größe = 'äöü'; y = größe + x\n")

    assert caught.value.source is not None
    assert caught.value.source.column == 28


def test_an_undecided_size_is_never_a_truth():
    evaluator = Evaluator(SourceText("if H > 3:\n    pass\n", "net.py"))
    evaluator.scope.bind("H", symbol("H"))

    with pytest.raises(BadValue) as caught:
        evaluator.run()

    assert str(caught.value) == (
        "net.py:1:4: H > 3 depends on the sizes\n"
        "    if H > 3:\n"
        "       ^^^^^\n"
        "expected: a condition that holds, or fails, for every size\n"
        "hint: give the input in numbers, for example -i 3x224x224"
    )


@pytest.mark.parametrize(
    ("condition", "holds"),
    [("H >= 1", True), ("H + 1 > H", True), ("H < 1", False), ("2 * H == H", False), ("H", True)],
)
def test_sizes_are_compared_where_every_value_agrees(condition: str, *, holds: bool):
    evaluator = Evaluator(SourceText(f"r = True if {condition} else False", "net.py"))
    evaluator.scope.bind("H", symbol("H"))
    evaluator.run()

    assert evaluator.scope.variables["r"] is holds


NUMBERS = st.integers(-20, 20).map(str)
EXPRESSIONS = st.recursive(
    NUMBERS | st.sampled_from(["a", "b"]),
    lambda inner: st.one_of(
        st.tuples(
            inner,
            st.sampled_from(["+", "-", "*", "//", "%", "<", "<=", "==", "!=", "and", "or"]),
            inner,
        ).map(lambda parts: f"({' '.join(parts)})"),
        inner.map(lambda text: f"(-{text})"),
        inner.map(lambda text: f"(not {text})"),
        st.tuples(inner, inner, inner).map(lambda p: f"({p[0]} if {p[1]} else {p[2]})"),
        st.tuples(inner, inner).map(lambda p: f"max({p[0]}, {p[1]})"),
        inner.map(lambda text: f"[{text}, 1][0]"),
    ),
    max_leaves=12,
)


@given(source=EXPRESSIONS, a=st.integers(-9, 9), b=st.integers(-9, 9))
@settings(max_examples=300, deadline=None)
def test_expressions_agree_with_python(source: str, a: int, b: int):
    evaluator = Evaluator(SourceText(f"r = {source}", "net.py"))
    evaluator.scope.variables.update(a=a, b=b)
    try:
        expected = eval(source, {"a": a, "b": b})  # noqa: S307  # made of the pieces above
    except ZeroDivisionError:
        with pytest.raises(BadValue, match="division by zero"):
            evaluator.run()
        return
    evaluator.run()

    assert evaluator.scope.variables["r"] == expected


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_is_evaluated_or_refused(text: str):
    evaluator = Evaluator(SourceText(text, "net.py"))
    try:
        evaluator.run()
    except ConvcalcError as error:
        assert str(error)  # noqa: PT017  # any of its kinds will do
    else:
        ast.parse(text)
