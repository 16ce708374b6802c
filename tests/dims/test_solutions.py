from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies
from sizes import linear_in_one

from convcalc.dims import symbol
from convcalc.dims.periods import TooHardError
from convcalc.dims.solutions import EVERYTHING
from convcalc.dims.solutions import Solutions
from convcalc.dims.solutions import complement
from convcalc.dims.solutions import intersection
from convcalc.dims.solutions import solutions_of

H = symbol("H")


def contains(found: Solutions, number: int) -> bool:
    spans = found.classes[number % found.modulus]
    return any(low <= number and (high is None or number <= high) for low, high in spans)


@given(linear_in_one)
def test_solutions_are_the_numbers_that_satisfy(size: Any):
    dim, slow = size
    if isinstance(dim, int):
        return
    zero, positive = solutions_of(dim, "==", "H"), solutions_of(dim, ">=", "H")

    for number in range(1, 300):
        assert contains(zero, number) == (slow({"H": number}) == 0)
        assert contains(positive, number) == (slow({"H": number}) >= 0)


@pytest.mark.parametrize(
    ("dim", "expected"),
    [
        pytest.param(H * H - 10 * H + 21, {3, 7}, id="two roots"),
        pytest.param(H**3 - 64, {4}, id="cubic"),
        pytest.param((H * H) // 3 - 5, {4}, id="floor of a square"),
        pytest.param(H * H + 1, set(), id="no root"),
        pytest.param(H - 10**30, {10**30}, id="far away"),
    ],
)
def test_roots_of_powers_are_found(dim: Any, expected: set[int]):
    found = solutions_of(dim, "==", "H")

    assert {low for spans in found.classes for low, _ in spans} == expected
    assert all(low == high for spans in found.classes for low, high in spans)


def test_intersections_have_the_common_period():
    both = intersection(solutions_of(H % 4, "==", "H"), solutions_of(H % 6, "==", "H"))

    assert (both.modulus, both.least) == (12, 12)
    assert intersection(both, EVERYTHING) == both


def test_spans_end_inside_their_finer_class():
    few = intersection(solutions_of(H % 4, "==", "H"), solutions_of(7 - H, ">=", "H"))

    assert (few.least, few.greatest) == (4, 4)


def test_long_common_periods_are_refused():
    with pytest.raises(TooHardError):
        intersection(solutions_of(H % 4999, "==", "H"), solutions_of(H % 4993, "==", "H"))


def test_everything_and_nothing_are_known():
    assert solutions_of(H % 2 + H - 1, ">=", "H").is_everything
    assert solutions_of(-H, ">=", "H").is_empty


@given(linear_in_one, strategies.sampled_from(["==", ">="]))
def test_the_complement_holds_what_is_missing(built: Any, relation: Any):
    dim, slow = built
    if isinstance(dim, int):
        return
    found = solutions_of(dim, relation, "H")
    others = complement(found)

    assert intersection(found, others).is_empty
    assert complement(others) == found
    for number in range(1, 60):
        value = slow({"H": number})
        assert contains(others, number) is not (value == 0 if relation == "==" else value >= 0)


def test_the_greatest_number_is_known_where_there_is_one():
    below = complement(solutions_of(H - 10, ">=", "H"))

    assert (below.least, below.greatest) == (1, 9)
    assert complement(below).greatest is None
    assert complement(EVERYTHING).greatest is None
