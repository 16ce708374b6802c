"""
Arithmetic of elements: whole numbers, sizes with symbols, exact fractions of these, truths, floats.

Every function gives None where the result cannot be told.
"""

from __future__ import annotations

import math
import struct
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.dims import ceil_div
from convcalc.dims import is_at_least
from convcalc.dims import is_equal
from convcalc.dims import maximum
from convcalc.dims import minimum
from convcalc.operations.dtypes import category

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.dims import Dim

MOST_BITS = 256
"""Of a whole number that is followed."""


class Ratio:
    """A size with symbols over a whole number that does not divide it."""

    __slots__ = ("above", "below")

    def __init__(self, above: Dim, below: int) -> None:
        self.above = above
        self.below = below

    def __repr__(self) -> str:
        return f"({self.above})/{self.below}"


def ratio(above: Dim, below: int) -> Any:
    """A quotient in its simplest form."""
    if below < 0:
        above, below = above * -1, -below
    if isinstance(above, int):
        found = Fraction(above, below)
        return int(found) if found.denominator == 1 else above / below
    quotient = above // below
    return quotient if quotient * below == above else Ratio(above, below)


def _parts(value: Any) -> tuple[Dim, int] | None:
    """A number as a quotient of a size and a whole number."""
    if isinstance(value, Ratio):
        return value.above, value.below
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return value.as_integer_ratio()
    return value, 1


def _is_plain(*values: Any) -> bool:
    return not any(isinstance(each, (Expr, Ratio)) for each in values)


def _fits(value: Any) -> Any:
    return None if isinstance(value, int) and value.bit_length() > MOST_BITS else value


def add(one: Any, other: Any) -> Any:
    """A sum."""
    if _is_plain(one, other) or (
        not isinstance(one, (Ratio, float)) and not isinstance(other, (Ratio, float))
    ):
        return _fits(one + other)
    left, right = _parts(one), _parts(other)
    if left is None or right is None:
        return None
    return ratio(left[0] * right[1] + right[0] * left[1], left[1] * right[1])


def neg(value: Any) -> Any:
    """The number with the other sign."""
    return mul(value, -1)


def sub(one: Any, other: Any) -> Any:
    """A difference."""
    return add(one, neg(other))


def mul(one: Any, other: Any) -> Any:
    """A product."""
    if _is_plain(one, other) or (
        not isinstance(one, (Ratio, float)) and not isinstance(other, (Ratio, float))
    ):
        return _fits(one * other)
    left, right = _parts(one), _parts(other)
    if left is None or right is None:
        return None
    return ratio(left[0] * right[0], left[1] * right[1])


def true_div(one: Any, other: Any) -> Any:
    """A quotient of fractions."""
    left, right = _parts(one), _parts(other)
    if left is None or right is None or not isinstance(right[0], int):
        return 1 if one == other else None
    if right[0] == 0:
        return None
    return ratio(left[0] * right[1], left[1] * right[0])


def whole_div(one: Any, other: Any) -> Any:
    """A quotient of whole numbers, rounded towards 0."""
    if _is_plain(one, other):
        if other == 0:
            return None
        quotient = abs(one) // abs(other)
        return quotient if (one < 0) == (other < 0) else -quotient
    if isinstance(other, int) and other <= 0:
        return None
    return one // other if is_at_least(one, 0) is not False else None


def mod(one: Any, other: Any) -> Any:
    """What a division leaves, with the sign of the divisor."""
    if isinstance(one, float) or isinstance(other, float) or not _is_whole(one, other):
        return None
    if isinstance(other, int) and other == 0:
        return None
    return one - (one // other) * other


def _is_whole(*values: Any) -> bool:
    return all(isinstance(each, (int, Expr)) for each in values)


def floor(value: Any) -> Any:
    """Rounded down."""
    if isinstance(value, Ratio):
        return value.above // value.below
    return math.floor(value) if isinstance(value, float) and math.isfinite(value) else value


def ceil(value: Any) -> Any:
    """Rounded up."""
    if isinstance(value, Ratio):
        return ceil_div(value.above, value.below)
    return math.ceil(value) if isinstance(value, float) and math.isfinite(value) else value


def round_half_even(value: Any) -> Any:
    """Rounded to the nearest, halves to the even one."""
    if isinstance(value, Ratio):
        return None
    return round(value) if isinstance(value, float) and math.isfinite(value) else value


def absolute(value: Any) -> Any:
    """Without its sign."""
    if _is_plain(value):
        return abs(value)
    return value if not isinstance(value, Ratio) and is_at_least(value, 0) else None


def sign(value: Any) -> Any:
    """-1, 0 or 1."""
    if _is_plain(value):
        return (value > 0) - (value < 0)
    return 1 if not isinstance(value, Ratio) and is_at_least(value, 1) else None


def least(one: Any, other: Any) -> Any:
    """The smaller."""
    return _extreme(one, other, min, minimum)


def greatest(one: Any, other: Any) -> Any:
    """The larger."""
    return _extreme(one, other, max, maximum)


def _extreme(one: Any, other: Any, plain: Callable[..., Any], symbolic: Callable[..., Any]) -> Any:
    if _is_plain(one, other):
        return plain(one, other)
    return symbolic(one, other) if _is_whole(one, other) else None


def equal(one: Any, other: Any) -> Any:
    """Whether they are."""
    if _is_plain(one, other):
        return one == other
    return is_equal(one, other) if _is_whole(one, other) else None


def at_least(one: Any, other: Any) -> Any:
    """Whether the first is as large."""
    if _is_plain(one, other):
        return one >= other
    left, right = _parts(one), _parts(other)
    if left is None or right is None:
        return None
    return is_at_least(left[0] * right[1], right[0] * left[1])


def more(one: Any, other: Any) -> Any:
    """Whether the first is larger."""
    found = at_least(other, one)
    return None if found is None else not found


def negated(value: Any) -> Any:
    """The other truth."""
    return not value


def power(one: Any, other: Any) -> Any:
    """A power with a small whole exponent, or of plain numbers."""
    if isinstance(other, float) and other.is_integer():
        other = int(other)
    if type(other) is int and 0 <= other <= 8:
        result: Any = 1
        for _ in range(other):
            result = None if result is None else mul(result, one)
        return result
    if _is_plain(one, other) and one > 0 and abs(other) < 64 and one < 1e9:
        return float(one) ** other
    return None


def root(value: Any) -> Any:
    """The square root of a plain number."""
    if not _is_plain(value) or value < 0:
        return None
    if isinstance(value, int) and math.isqrt(value) ** 2 == value:
        return math.isqrt(value)
    return math.sqrt(value)


def single(value: Any) -> Any:
    """A fraction as thirty-two bits hold it; everything else as it is."""
    if not isinstance(value, float):
        return value
    try:
        return struct.unpack("f", struct.pack("f", value))[0]
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def cast(value: Any, dtype: str) -> Any:
    """A number in another format."""
    if dtype == "bool":
        found = equal(value, 0)
        return None if found is None else not found
    if dtype == "string":
        return None
    if isinstance(value, bool):
        return int(value)
    if category(dtype) < 2 and isinstance(value, (float, Ratio)):
        if isinstance(value, float):
            return int(value) if math.isfinite(value) else None
        return floor(value)
    return single(value) if dtype == "float32" else value
