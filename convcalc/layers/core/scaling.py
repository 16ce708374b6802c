"""A size times a ratio, rounded down as the frameworks round it."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from convcalc.errors import LimitError

if TYPE_CHECKING:
    from convcalc.dims import Dim

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
