"""`x in iterator`, which takes what comes before x."""

from __future__ import annotations

from typing import Any

import pytest

PROGRAMS = {
    "a generator": "it = (n * n for n in range(6))\nr = 4 in it, list(it)",
    "a generator without it": "it = (n for n in range(3))\nr = 7 in it, list(it)",
    "a function with yield": "def f():\n    yield 'a'\n    yield 'b'\n    yield 'c'\nit = f()\nr = 'b' in it, list(it)",
    "not in": "r = 'w5' not in (f'{k}{n}' for k in 'ws' for n in (5, 7))",
    "map and zip": "r = '2' in map(str, range(4)), (1, 'b') in zip(range(3), 'abc')",
    "iter of a list": "it = iter([3, 1, 2])\nr = 1 in it, next(it), 3 in it",
    "equal but another type": "r = 1.0 in (n for n in [0, 1])",
}


@pytest.mark.parametrize("source", PROGRAMS.values(), ids=PROGRAMS)
def test_what_is_in_an_iterator(as_python: Any, source: str):
    as_python(source)
