from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import pytest
from hypothesis import given
from sizes import linear_in_one

from convcalc.dims import minimum
from convcalc.dims import symbol
from convcalc.dims.periods import Progression
from convcalc.dims.periods import TooHardError
from convcalc.dims.periods import period_of

if TYPE_CHECKING:
    from convcalc.dims.expression import Expr

H = symbol("H")


@pytest.mark.parametrize(
    ("dim", "length", "slope"),
    [
        pytest.param(H, 1, 1, id="symbol"),
        pytest.param(3 * H // 4, 4, 3, id="floor"),
        pytest.param((H // 2 + H // 3) // 5, 6, 1, id="a floor of a sum that grows by its divisor"),
        pytest.param(minimum(H, 40), 1, 0, id="minimum"),
        pytest.param(H % 6, 6, 0, id="remainder"),
        pytest.param(H * H // 2, 4, None, id="square"),
    ],
)
def test_periods(dim: Expr, length: int, slope: int | None):
    period = period_of(dim.terms, "H")

    assert (period.length, period.slope) == (length, slope)


@given(linear_in_one)
def test_sizes_step_by_their_slope(size: Any):
    dim, slow = size
    if isinstance(dim, int):
        return
    period = period_of(dim.terms, "H")

    for number in range(period.start, period.start + 50):
        step = slow({"H": number + period.length}) - slow({"H": number})
        assert step == period.slope


def test_symbolic_divisors_have_no_period():
    with pytest.raises(TooHardError):
        period_of((7 // H).terms, "H")


def test_a_progression_finds_its_turn():
    line = Progression(lambda number: number**2 - 100, 1, 2, 2)

    assert line.value(3) == 49 - 100
    assert line.first_at_least(0) == 5


def test_a_progression_that_falls_counts_downwards():
    line = Progression(lambda number: 1000 - 3 * number, 0, 1, 1)

    assert line.direction == -1
    assert line.first_at_least(1) == 334
