from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import assume
from hypothesis import given
from hypothesis import strategies
from sizes import any_size
from sizes import linear_in_one

from convcalc.dims import Dim
from convcalc.dims import Expr
from convcalc.dims import bounds
from convcalc.dims import evaluate
from convcalc.dims import is_at_least
from convcalc.dims import is_equal
from convcalc.dims import maximum
from convcalc.dims import minimum
from convcalc.dims import symbols
from convcalc.dims.periods import period_of

H, W, C, K = symbols("H W C K")
GRID = [dict(zip("HWK", at, strict=True)) for at in product([1, 2, 3, 5, 8, 13, 24], repeat=3)]


@pytest.mark.parametrize(
    ("dim", "expected"),
    [
        pytest.param(5, (5, 5), id="number"),
        pytest.param(H, (1, None), id="symbol"),
        pytest.param((H + 31) // 32, (1, None), id="ceiling"),
        pytest.param(H - H // 2, (1, None), id="a half is not more than the whole"),
        pytest.param(H % 2, (0, 1), id="remainder"),
        pytest.param(C * C - C, (0, None), id="square"),
        pytest.param(H * W - H - W + 1, (0, None), id="product of what is not negative"),
        pytest.param(minimum(H, 3) - H, (None, 0), id="minimum"),
        pytest.param(maximum(H, 3) - minimum(H, 3), (0, None), id="maximum less minimum"),
        pytest.param(7 // K, (0, 7), id="symbolic denominator"),
        pytest.param(H - W, (None, None), id="nothing is known"),
    ],
)
def test_bounds_are_tight_where_it_is_cheap(dim: Dim, expected: Any):
    assert bounds(dim) == expected


def test_bounds_take_assumed_ranges():
    assert bounds(H - W, {"H": (64, 128), "W": (1, 32)}) == (32, 127)
    assert bounds(H * H - H, {"H": (4, 4)}) == (12, 12)


@given(any_size)
def test_bounds_are_sound(size: Any):
    dim, slow = size
    lowest, highest = bounds(dim)

    for at in GRID[::3]:
        assert lowest is None or lowest <= slow(at)
        assert highest is None or slow(at) <= highest


@given(any_size, strategies.integers(1, 9), strategies.integers(0, 9))
def test_assumed_bounds_are_sound(size: Any, low: int, width: int):
    dim, slow = size
    lowest, highest = bounds(dim, dict.fromkeys("HWK", (low, low + width)))

    for at in product(range(low, low + width + 1, max(width, 1)), repeat=3):
        value = slow(dict(zip("HWK", at, strict=True)))
        assert lowest is None or lowest <= value
        assert highest is None or value <= highest


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param(H // 2 + (H + 1) // 2, H, True, id="Hermite's identity"),
        pytest.param(H - H // 2, (H + 1) // 2, True, id="the other half"),
        pytest.param(minimum(H, 5) + maximum(H, 5), H + 5, True, id="both extremes"),
        pytest.param(2 * H, 2 * W + 1, False, id="even and odd"),
        pytest.param(2 * (H // 2), H, None, id="for some only"),
        pytest.param(H, W, None, id="two symbols"),
        pytest.param(H + 1, H, False, id="one more"),
        pytest.param(H * H % 4, 2, False, id="no square"),
    ],
)
def test_equality_is_proved_or_refuted_or_left_open(left: Any, right: Any, expected: Any):
    assert is_equal(left, right) is expected


def test_what_touches_a_bound_once_is_at_least_that():
    assert is_at_least((H - 2) ** 2, 0) is True
    assert is_at_least((H - 2) ** 2, 1) is None
    assert is_at_least(-((H - 2) ** 2), 1) is False
    assert is_equal((H - 2) ** 2, -1) is False
    assert is_equal(-((H - 2) ** 2), 1) is False


@given(linear_in_one)
def test_order_is_decided_up_to_the_very_bound(built: Any):
    size, slow = built
    values = [slow({"H": at}) for at in range(1, 1000)]
    least = min(values)
    assume(values.index(least) < 300 and isinstance(size, Expr))
    assume(period_of(size.terms, "H").length < 300)

    assert is_at_least(size, least) is True
    assert is_at_least(size, least + 1) is (False if max(values) == least else None)
    assert is_equal(size, least - 1) is False


@given(linear_in_one, linear_in_one)
def test_order_in_one_symbol_is_exact(left: Any, right: Any):
    values = [left[1]({"H": at}) - right[1]({"H": at}) for at in range(1, 1000)]
    verdict = is_at_least(left[0], right[0])
    equality = is_equal(left[0], right[0])

    assert verdict is None or all((value >= 0) is verdict for value in values)
    assert equality is None or all((value == 0) is equality for value in values)
    assert equality is True or any(values)


@given(any_size, any_size)
def test_order_is_sound(left: Any, right: Any):
    verdict = is_at_least(left[0], right[0])
    equality = is_equal(left[0], right[0])

    for at in GRID[::3]:
        difference = evaluate(left[0], at) - evaluate(right[0], at)
        assert verdict is None or (difference >= 0) is verdict
        assert equality is None or (difference == 0) is equality
