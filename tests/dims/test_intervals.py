from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from convcalc.dims import maximum
from convcalc.dims import minimum
from convcalc.dims import symbols
from convcalc.dims.expression import terms_of
from convcalc.dims.intervals import Ranges
from convcalc.dims.intervals import interval

if TYPE_CHECKING:
    from convcalc.dims.expression import Expr

H, W, C, K = symbols("H W C K")


@pytest.mark.parametrize(
    ("dim", "expected"),
    [
        pytest.param(H, (1, None), id="symbol"),
        pytest.param((H + 31) // 32, (1, None), id="ceiling"),
        pytest.param(H - H // 2, (1, None), id="a half is not more than the whole"),
        pytest.param(H % 2, (0, 1), id="remainder"),
        pytest.param(C * C - C, (0, None), id="square"),
        pytest.param(H * W - H - W + 1, (0, None), id="product of what is not negative"),
        pytest.param(minimum(H, 3) - H, (None, 0), id="minimum"),
        pytest.param(maximum(H, 3) - minimum(H, 3), (0, None), id="maximum less minimum"),
        pytest.param(7 // K, (0, 7), id="symbolic denominator"),
        pytest.param(-1 // (K + 1) + H // K, (-1, None), id="negative numerator"),
        pytest.param((H - W) // K, (None, None), id="nothing is known"),
    ],
)
def test_bounds_are_tight_where_it_is_cheap(dim: Expr, expected: tuple[int | None, int | None]):
    assert interval(dim.terms) == expected


def test_ranges_narrow_the_bounds():
    ranges = Ranges({"H": (64, 128), "W": (1, 32)})

    assert interval(terms_of(H - W), ranges) == (32, 127)


def test_deep_nests_are_bounded_at_once():
    size = H
    for level in range(5):
        size = maximum(minimum(size - W, W + level) - H // 5, 2 * size - C)

    assert interval(terms_of(size), Ranges({"H": (1, 9)}))[0] is None
