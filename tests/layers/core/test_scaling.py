from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest

from convcalc.dims import substitute
from convcalc.dims import symbol
from convcalc.errors import LimitError
from convcalc.layers.core.scaling import scaled

RATIOS = (0.5, 0.1, 1 / 3, 2 / 3, 0.7, 1.7, 2.3, 0.333333, 1.1, 3.14)


@pytest.mark.parametrize("ratio", RATIOS)
def test_known_sizes_are_rounded_as_in_double_precision(ratio: float):
    assert [scaled(n, ratio) for n in range(1, 300)] == [floor(n * ratio) for n in range(1, 300)]


@pytest.mark.parametrize("ratio", [0.5, 0.1, 1 / 3, 2 / 3, 1.5, 0.25, 2.625])
def test_symbolic_sizes_round_alike(ratio: float):
    result = scaled(symbol("L"), ratio)

    for size in range(1, 300):
        assert substitute(result, {"L": size}) == scaled(size, ratio)


@pytest.mark.parametrize("ratio", RATIOS)
def test_symbolic_sizes_differ_by_one_at_most_and_only_at_whole_products(ratio: float):
    result = scaled(symbol("L"), ratio)
    simple = Fraction(ratio).limit_denominator(1000)

    for size in range(1, 300):
        difference = abs(substitute(result, {"L": size}) - scaled(size, ratio))
        assert difference <= ((size * simple).denominator == 1)


def test_a_simple_ratio_prints_simply():
    assert str(scaled(symbol("L"), 1.5)) == "L + ⌊L/2⌋"
    assert str(scaled(symbol("L"), 0.1)) == "⌊L/10⌋"


def test_whole_ratios_stay_whole():
    assert scaled(10**30, 2.0) == 2 * 10**30


def test_sizes_beyond_double_precision_are_refused():
    with pytest.raises(LimitError, match=r"too large to be scaled by 1\.5"):
        scaled(1 << 60, 1.5)
