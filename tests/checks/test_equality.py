"""Equality for every size, against trying sizes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcalc.checks.equality import is_equal_always
from convcalc.checks.equality import only_where
from convcalc.checks.equality import ratio
from convcalc.dims import evaluate
from convcalc.dims import parse
from convcalc.dims import symbol

SMALL = st.integers(1, 6)
FORMULAS = st.builds(
    lambda a, b, c, d: (a * symbol("H") + b) // c + d * symbol("W"), SMALL, SMALL, SMALL, SMALL
)


@given(FORMULAS, FORMULAS)
def test_formulas_are_equal_where_no_size_tells_them_apart(one: Any, other: Any):
    sizes = [{"H": height, "W": width} for height in range(1, 40) for width in (1, 2)]
    same = all(evaluate(one, each) == evaluate(other, each) for each in sizes)

    assert is_equal_always(one, other) is same


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (3, 3, True),
        (3, 4, False),
        ((1, 2), (1, 2), True),
        ((1, 2), (1, 2, 3), False),
        ((), None, False),
        ("H//2 + (H + 1)//2", "H", True),
        ("H//2", "(H + 1)//2", False),
        ("H//2", 5, False),
        ("H//K", "(H + 1)//K", False),
    ],
)
def test_values(old: Any, new: Any, expected: bool):
    one, other = [parse(each) if isinstance(each, str) else each for each in (old, new)]

    assert is_equal_always(one, other) is expected


def test_for_which_sizes_shapes_agree():
    height = symbol("H")

    assert only_where((1, height // 2), (1, (height + 1) // 2)) == "H divisible by 2"
    assert only_where((1, height), (1, height + 1)) == ""
    assert only_where((1, 2), (1, 3)) == ""
    assert only_where((1,), (1, 3)) == ""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (4, 6, Fraction(3, 2)),
        (0, 6, None),
        ("4*H*W", "6*H*W", Fraction(3, 2)),
        ("4*H*W + H", "6*H*W", None),
        ("H", 3, None),
    ],
)
def test_a_ratio_is_one_number_or_none(old: Any, new: Any, expected: Fraction | None):
    one, other = [parse(each) if isinstance(each, str) else each for each in (old, new)]

    assert ratio(one, other) == expected
