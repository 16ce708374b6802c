from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest
from spelled import looks

from convcalc.dims import substitute
from convcalc.dims import symbol
from convcalc.errors import LimitError
from convcalc.layers.core.interpolation import TAPS
from convcalc.layers.core.interpolation import interpolated
from convcalc.layers.core.interpolation import scaled
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import Irregular
from convcalc.layers.core.trails import Slide


def sampled(mode: str, i: int, n: int, o: int, *, align_corners: bool) -> set[int]:
    """The input positions that output i is made of, from the definition of the coordinates."""
    if mode == "nearest":
        return {i * n // o}
    if mode == "nearest-exact":
        return {floor((i + Fraction(1, 2)) * Fraction(n, o))}
    if align_corners:
        place = Fraction(i * (n - 1), o - 1) if o > 1 else Fraction(0)
    else:
        place = (i + Fraction(1, 2)) * Fraction(n, o) - Fraction(1, 2)
    if place.denominator == 1:
        return {int(place)}
    half = TAPS[mode] // 2
    return set(range(floor(place) - half + 1, floor(place) + half + 1))


@pytest.mark.parametrize("mode", ["nearest", "nearest-exact", "linear", "bicubic", "lanczos3"])
@pytest.mark.parametrize("align_corners", [False, True])
def test_neighbours_are_those_of_the_definition(mode: str, align_corners: bool):
    if align_corners and mode.startswith("nearest"):
        return
    for n in range(1, 13):
        for o in range(1, 30):
            step = interpolated(mode, n, o, None, align_corners=align_corners)
            wanted = [sampled(mode, i, n, o, align_corners=align_corners) for i in range(o)]
            if isinstance(step, Irregular):
                assert step.size >= max(map(len, wanted))
            else:
                assert [looks(step, i) for i in range(o)] == wanted, (n, o)


@pytest.mark.parametrize("mode", ["nearest", "linear"])
@pytest.mark.parametrize(("n", "o"), [(5, 10), (5, 15), (12, 4), (12, 6), (7, 7)])
def test_whole_ratios_are_exact(mode: str, n: int, o: int):
    assert isinstance(interpolated(mode, n, o, None, align_corners=False), Slide)


def test_odd_ratios_are_irregular():
    step = interpolated("bilinear", 5, 7, None, align_corners=False)

    assert step == Irregular(size=2, reason="5 positions become 7")


def test_the_scale_decides_where_it_is_given():
    third = interpolated("nearest", 10, 3, 1 / 3, align_corners=False)

    assert third == Slide(starts=(0,), sizes=(1,), advance=3)


def test_a_symbolic_size_doubles_exactly():
    height = symbol("H")
    step = interpolated("bilinear", height, 2 * height, None, align_corners=False)

    assert step == Slide(starts=(-1, 0), sizes=(2, 2), advance=1)
    assert interpolated("nearest", height, height, None, align_corners=False) == ONE_TO_ONE


def test_symbolic_sizes_that_have_no_ratio_are_irregular():
    step = interpolated("nearest", symbol("H"), 7, None, align_corners=False)

    assert isinstance(step, Irregular)


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
