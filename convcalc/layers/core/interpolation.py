"""Which inputs an interpolated output sees, and how many of them."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from convcalc.errors import LimitError
from convcalc.layers.core.adaptive_windows import adaptive
from convcalc.layers.core.spatial import MOST_PHASES
from convcalc.layers.core.spatial import blocks
from convcalc.layers.core.spatial import repeated
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import Irregular
from convcalc.layers.core.trails import Slide

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.trails import Step

TAPS = {
    "nearest": 1,
    "nearest-exact": 1,
    "linear": 2,
    "bilinear": 2,
    "trilinear": 2,
    "bicubic": 4,
    "lanczos3": 6,
    "lanczos5": 10,
}
"""How many neighbours along one axis an output is made of."""


def interpolated(
    mode: str, length: Dim, result: Dim, scale: Dim | float | None, *, align_corners: bool
) -> Step:
    """
    What an output of a resized axis sees: its neighbours.

    Periodic where the ratio is a whole number or its inverse. `scale` is what the coordinates are
    computed with; None where they follow from the two sizes. Positions beyond the ends are not
    clipped.

    Source: torch.nn.functional.interpolate, `area_pixel_compute_source_index` in
    aten/src/ATen/native/UpSample.h.
    """
    if mode == "area":
        return adaptive(length, result)
    if align_corners:
        return _aligned(mode, length, result)
    times = _ratio(length, result, scale)
    if times == 1:
        return ONE_TO_ONE
    if mode == "nearest" and times is not None and not isinstance(times, Fraction):
        return repeated(times)
    if isinstance(times, Fraction) and times.numerator == 1:
        return _shrunk(mode, times.denominator)
    if isinstance(times, Fraction) and times.denominator == 1 and times <= MOST_PHASES:
        return _stretched(mode, int(times))
    return Irregular(size=TAPS[mode], reason=f"{length} positions become {result}")


def _ratio(length: Dim, result: Dim, scale: Dim | float | None) -> Fraction | Dim | None:
    """Outputs for every input: a fraction, or a symbol; None where it may be between two."""
    if scale is not None:
        return Fraction(1) / _inverse(scale) if isinstance(scale, (int, float)) else scale
    if type(length) is int and type(result) is int:
        return Fraction(result, length)
    quotient = result // length
    if quotient * length == result:
        return Fraction(quotient) if type(quotient) is int else quotient
    inverse = length // result
    if type(inverse) is int and inverse * result == length:
        return Fraction(1, inverse)
    return None


def _inverse(scale: float) -> Fraction:
    """Inputs for every output, as a whole number where double precision says so."""
    return Fraction(1 / scale) if (1 / scale).is_integer() else 1 / Fraction(scale)


def _shrunk(mode: str, step: int) -> Step:
    """Every `step`-th position, or what is around the middle of a block of that many."""
    if mode == "nearest":
        return Slide(starts=(0,), sizes=(1,), advance=step)
    if mode == "nearest-exact":
        return Slide(starts=(step // 2,), sizes=(1,), advance=step)
    start, size = _neighbours(mode, Fraction(step - 1, 2))
    return Slide(starts=(start,), sizes=(size,), advance=step)


def _stretched(mode: str, times: int) -> Step:
    """Phases that repeat with every input position."""
    if mode in ("nearest", "nearest-exact"):
        return repeated(times)
    phases = [
        _neighbours(mode, Fraction(2 * phase + 1 - times, 2 * times)) for phase in range(times)
    ]
    return _phased(phases)


def _phased(phases: list[tuple[int, int]]) -> Slide:
    return Slide(
        starts=tuple(start for start, _ in phases),
        sizes=tuple(size for _, size in phases),
        advance=1,
    )


def _neighbours(mode: str, place: Fraction) -> tuple[int, int]:
    """The first position around a place, and how many; one where the place is a position."""
    if place.denominator == 1:
        return int(place), 1
    taps = TAPS[mode]
    return floor(place) - taps // 2 + 1, taps


def _aligned(mode: str, length: Dim, result: Dim) -> Step:
    """The first and the last positions of input and output lie on each other."""
    if length == result:
        return ONE_TO_ONE
    if type(result) is int and result == 1:
        return blocks(1)
    if type(length) is int and type(result) is int:
        times = Fraction(result - 1, length - 1) if length > 1 else Fraction(MOST_PHASES + 1)
        if times.denominator == 1 and times <= MOST_PHASES:
            return _phased(
                [_neighbours(mode, Fraction(each, int(times))) for each in range(int(times))]
            )
        if times.numerator == 1:
            return Slide(starts=(0,), sizes=(1,), advance=times.denominator)
    return Irregular(size=TAPS[mode], reason=f"{length} positions become {result}")


SIMPLE_DENOMINATOR = 1000
CHECKED_SIZES = 4096
LARGEST_EXACT = 1 << 53


def scaled(length: Dim, scale: Dim | float) -> Dim:
    """
    ⌊length · scale⌋, in double precision as PyTorch computes it.

    With a symbolic length it is exact arithmetic of fractions: of the simple fraction that the
    ratio is written for (0.1 is 1/10), or of the ratio as it is stored, whichever agrees with more
    lengths up to 4,096. Where the product is a whole number, and only there, double precision may
    still be one less or more: 0.57 · 100 is 56.99….

    Raises:
        LimitError: If a length is too large for double precision.

    >>> scaled(10, 1.7)
    17
    """
    if not isinstance(scale, float):
        return length * scale
    if scale.is_integer():
        return length * int(scale)
    if type(length) is int:
        if length > LARGEST_EXACT:
            raise LimitError(f"a size of {length} is too large to be scaled by {scale}")
        return floor(length * scale)
    ratio = _as_fraction(scale)
    return length * ratio.numerator // ratio.denominator


def _as_fraction(scale: float) -> Fraction:
    exact = Fraction(scale)
    simple = exact.limit_denominator(SIMPLE_DENOMINATOR)
    if float(simple) != scale:
        return exact
    return min((simple, exact), key=lambda ratio: _disagreements(scale, ratio, simple.denominator))


def _disagreements(scale: float, ratio: Fraction, step: int) -> int:
    """How many of the lengths whose product is whole are rounded otherwise in double precision."""
    return sum(
        floor(length * scale) != length * ratio.numerator // ratio.denominator
        for length in range(step, CHECKED_SIZES + 1, step)
    )
