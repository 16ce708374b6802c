from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spelled import make
from spelled import outputs
from spelled import refusal

from convcalc.dims import evaluate
from convcalc.dims import symbols
from convcalc.layers.core.needs import Needs


@given(length=st.integers(1, 40), pieces=st.integers(1, 12))
def test_chunks_are_equal_but_for_the_last(length: int, pieces: int):
    step = -(-length // pieces)
    wanted = [(2, len(range(length)[start : start + step])) for start in range(0, length, step)]

    assert list(make("chunk", pieces).outputs(((2, length),), Needs())) == wanted


@pytest.mark.parametrize("pieces", [2, 3, 4, 7])
def test_symbolic_chunks_are_those_of_every_number_that_is_allowed(pieces: int):
    channels = symbols("C")
    needs = Needs()
    found = make("chunk", pieces).outputs(((1, channels),), needs)
    allowed = [
        size
        for size in range(1, 60)
        if all(evaluate(each.expr, {"C": size}) >= 0 for each in needs.conditions)
    ]

    for size in allowed:
        sizes = tuple((1, evaluate(each[1], {"C": size})) for each in found)
        assert outputs(make("chunk", pieces), (1, size)) == sizes
    assert set(range((pieces - 1) ** 2 + 1, 60)) <= set(allowed)


def test_split_by_sizes():
    assert outputs(make("split", [3, 5]), (2, 8, 7)) == ((2, 3, 7), (2, 5, 7))
    assert refusal("split", [3, 4], on=(2, 8)) == (
        "sizes (3, 4) add up to 7, axis 1 of (2, 8) has 8\nexpected: sizes that add up to 8"
    )


@pytest.mark.parametrize("pieces", [0, 10**9, 1.5])
def test_refuses(pieces: object):
    assert "a whole number from 1 to 100000" in refusal("chunk", pieces)
