"""`itertools` as CPython has it, one element at a time."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from convcalc.errors import ConvcalcError
from convcalc.errors import LimitError
from convcalc.readers.python.libraries import library as module_of

NAMES = sorted(each for each in vars(itertools) if each[0] != "_")
IMPORT = f"from itertools import {', '.join(NAMES)}\n"

SNIPPETS = {
    "accumulate": "list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], lambda a, b: a * b, initial=4)), list(accumulate([]))",
    "chain": "list(chain([1], 'ab', (2,))), list(chain.from_iterable([[1, 2], [3]])), list(chain())",
    "combinations": "list(combinations('abc', 2)), list(combinations([1], 2)), list(combinations_with_replacement('ab', 2))",
    "compress": "list(compress('abcd', [1, 0, True]))",
    "count": "list(islice(count(5, 2), 3)), list(zip(count(), 'ab')), next(count(0.5))",
    "cycle": "list(islice(cycle('ab'), 5)), list(cycle([]))",
    "dropwhile and takewhile": "list(dropwhile(lambda x: x < 2, [1, 2, 1])), list(takewhile(lambda x: x < 2, [1, 2, 1]))",
    "filterfalse": "list(filterfalse(None, [0, 1, ''])), list(filterfalse(lambda x: x % 2, range(5)))",
    "groupby": "[(k, list(g)) for k, g in groupby('aabca')], [k for k, g in groupby([1, 3, 2], key=lambda x: x % 2)]",
    "islice": "list(islice(range(10), 2, 8, 3)), list(islice('abc', None)), list(islice('abc', 1, None))",
    "pairwise": "list(pairwise([1, 2, 3])), list(pairwise([1]))",
    "permutations": "list(permutations([1, 2, 3])), list(permutations('abc', 2))",
    "product": "list(product('ab', [1, 2])), list(product([0, 1], repeat=3)), list(product())",
    "repeat": "list(repeat(3, 2)), tuple(repeat('x', 0)), [a for a, _ in zip(repeat(1), 'ab')], list(repeat(object=1, times=2))",
    "starmap": "list(starmap(pow, [(2, 3), (3, 2)]))",
    "tee": "[list(each) for each in tee([1, 2, 3], 3)], [list(e) for e in tee(iter('ab'))]",
    "zip_longest": "list(zip_longest('abc', [1], fillvalue=0)), list(zip_longest())",
    "nested unpacking": "dict(zip(*[iter([1, 2, 3, 4])] * 2)), [*chain([1], [2])], max(chain([1], [2]))",
    "an iterator is used up": "(lambda c: (list(islice(c, 2)), next(c), list(c)))(iter(chain([1, 2, 3, 4])))",
}


@pytest.mark.parametrize("source", SNIPPETS.values(), ids=SNIPPETS)
def test_it_agrees_with_python(as_python: Any, source: str):
    as_python(f"{IMPORT}r = {source}")


TO_TUPLE = """
from itertools import repeat
import collections.abc
def _ntuple(n):
    def parse(x):
        if isinstance(x, collections.abc.Iterable) and not isinstance(x, str):
            return tuple(x)
        return tuple(repeat(x, n))
    return parse
to_2tuple = _ntuple(2)
r = to_2tuple(3), to_2tuple((1, 2)), to_2tuple([1, 2]), to_2tuple('ab'), to_2tuple(None)
"""


def test_the_helper_of_every_other_network_works(as_python: Any):
    as_python(TO_TUPLE)


def test_batches_as_newer_pythons_make_them(library: Any):
    source = "from itertools import batched\nr = list(batched('abcde', 2))"

    assert library(source) == [("a", "b"), ("c", "d"), ("e",)]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.integers(0, 5), max_size=6), st.integers(0, 4))
def test_random_values_combine_as_in_python(as_python: Any, values: list[int], size: int):
    source = (
        f"{IMPORT}v, n = {values!r}, {size}\n"
        "r = (list(combinations(v, n)), list(permutations(v[:4], min(n, 3))), list(pairwise(v)),"
        " list(islice(cycle(v), n)), [(k, list(g)) for k, g in groupby(v)], list(accumulate(v)))"
    )
    as_python(source)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.none() | st.integers(-1, 7), min_size=1, max_size=3), st.integers(0, 8))
def test_random_slices_take_as_many_elements_as_in_python(as_python: Any, ends: Any, length: int):
    as_python(
        f"from itertools import islice\nv = iter(range({length}))\n"
        f"try: r = list(islice(v, *{ends})), list(v)\nexcept ValueError as e: r = 'refused'"
    )


ENDLESS = {
    "an endless list": "list(count())",
    "an endless cycle": "for each in cycle('ab'): pass",
    "endless repetition": "sum(1 for _ in repeat(1))",
    "many repetitions": "list(repeat(1, 10 ** 12))",
    "a large product": "for each in product(range(100), repeat=20): pass",
    "a product of many factors": "list(product([0, 1], repeat=10 ** 9))",
    "all permutations": "list(permutations(range(50)))",
    "large combinations": "list(combinations(range(10 ** 5), 5 * 10 ** 4))",
    "one endless group": "next(groupby(count(), key=lambda x: 0))",
    "an endless accumulation": "list(accumulate(repeat(2), lambda a, b: a * b))",
}


@pytest.mark.parametrize("source", ENDLESS.values(), ids=ENDLESS)
def test_what_does_not_end_is_stopped(library: Any, source: str):
    with pytest.raises(ConvcalcError) as caught:
        library(f"{IMPORT}{source}", steps=200_000, items=200_000)

    assert isinstance(caught.value, LimitError) or "at most" in caught.value.expected


def test_names_are_those_of_python():
    module = module_of("itertools")

    assert module is not None
    assert set(NAMES) - set(module.table) == set()
