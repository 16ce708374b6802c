"""Sizes that are symbols, divided: exact fractions, which rounding makes sizes again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar
from typing import NoReturn

from convcalc.dims import Expr
from convcalc.dims import ceil_div
from convcalc.dims import is_at_least
from convcalc.readers.python.objects.failures import NoQuotient
from convcalc.readers.python.objects.failures import Uncaught
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.values.sizes import equal_sizes
from convcalc.readers.python.values.sizes import order_sizes

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.dims import Dim
    from convcalc.readers.python.objects.host import Site

FINEST = 1 << 20
"""The largest denominator: a float that needs more is no exact fraction, such as 0.1."""

WHOLE = (int, Expr)


class Quotient(HostObject):
    """
    `top / bottom`, where `top` holds symbols and `bottom` is a whole number above 1.

    In a program it is a float, with one difference: it is exact.
    """

    __slots__ = ("bottom", "top")
    type_name: ClassVar[str] = "a divided size"

    def __init__(self, top: Dim, bottom: int) -> None:
        self.top = top
        self.bottom = bottom

    def __repr__(self) -> str:
        return f"({self.top}) / {self.bottom}"

    def __floor__(self) -> Dim:
        return self.top // self.bottom

    def __ceil__(self) -> Dim:
        return ceil_div(self.top, self.bottom)

    def __trunc__(self) -> Dim:
        if is_at_least(self.top, 0) is not True:
            raise Uncaught(
                f"int() of {self!r} rounds up or down by its sign",
                hint="// rounds down whatever the sign",
            )
        return self.top // self.bottom

    def __round__(self) -> Dim:
        if self.bottom % 2 == 0:
            raise Uncaught(
                f"round() of {self!r} rounds halves to the even side",
                hint="// rounds down, -(-a // b) rounds up",
            )
        return (2 * self.top + self.bottom) // (2 * self.bottom)

    def as_number(self, site: Site) -> object:
        """Itself: no float is as exact."""
        return self

    def unary(self, sign: str, site: Site) -> object:
        """`-x`, `+x` and `abs(x)`."""
        if sign == "~":
            return super().unary(sign, site)
        if sign == "abs":
            mine = (self.top, self.bottom)
            sign = "-" if compare_fractions("<", mine, (0, 1), site) else "+"
        return Quotient(-self.top, self.bottom) if sign == "-" else self

    def binary(self, sign: str, other: object, site: Site, *, reflected: bool) -> object:
        """Exact arithmetic with numbers and sizes."""
        fraction = as_fraction(other)
        if fraction is None:
            return NotImplemented
        mine = (self.top, self.bottom)
        left, right = (fraction, mine) if reflected else (mine, fraction)
        return combine(sign, left, right)

    def compare(self, sign: str, other: object, site: Site) -> object:
        """Both sides times the denominators."""
        fraction = as_fraction(other)
        if fraction is None:
            return NotImplemented
        return compare_fractions(sign, (self.top, self.bottom), fraction, site)

    def truth(self, site: Site) -> bool:
        """Whether it is not 0."""
        return not compare_fractions("==", (self.top, self.bottom), (0, 1), site)


Fraction = tuple["Dim", int]


def as_fraction(value: object) -> Fraction | None:
    """
    A number, size or quotient as top and bottom; None where it is none.

    Raises:
        Uncaught: If it is a float that is no exact fraction.
    """
    if isinstance(value, Quotient):
        return value.top, value.bottom
    if isinstance(value, WHOLE):
        return value, 1
    if not isinstance(value, float):
        return None
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124  # not a number
        refuse_float(value)
    top, bottom = value.as_integer_ratio()
    if bottom > FINEST:
        refuse_float(value)
    return top, bottom


def refuse_float(value: float) -> NoReturn:
    """
    Stop where rounding would decide.

    Raises:
        Uncaught: Always.
    """
    raise Uncaught(
        f"{value} with a size that is a symbol is rounded in a way that depends on the size",
        expected="a fraction such as 0.5 or 0.25",
        hint="give the input in numbers, for example -i 1x3x224x224",
    )


def combine(sign: str, left: Fraction, right: Fraction) -> object:
    """
    The result of an operator between two fractions; NotImplemented where it has none.

    Raises:
        NoQuotient: If it divides by zero.
    """
    rule = RULES.get(sign)
    return NotImplemented if rule is None else rule(*left, *right)


def reduced(top: Dim, bottom: int) -> object:
    """The fraction, or the size that it is where the division leaves no rest."""
    if bottom < 0:
        top, bottom = -top, -bottom
    whole = top // bottom
    return whole if whole * bottom == top else Quotient(top, bottom)


def _add(top: Any, bottom: int, other: Any, below: int) -> object:
    return reduced(top * below + other * bottom, bottom * below)


def _subtract(top: Any, bottom: int, other: Any, below: int) -> object:
    return reduced(top * below - other * bottom, bottom * below)


def _multiply(top: Any, bottom: int, other: Any, below: int) -> object:
    return reduced(top * other, bottom * below)


def _divide(top: Any, bottom: int, other: Any, below: int) -> object:
    _check_divisor(other)
    return reduced(top * below, bottom * other)


def _floor_divide(top: Any, bottom: int, other: Any, below: int) -> object:
    _check_divisor(other)
    return (top * below) // (bottom * other)


def _rest(top: Any, bottom: int, other: Any, below: int) -> object:
    whole: Any = _floor_divide(top, bottom, other, below)
    return _subtract(top, bottom, whole * other, below)


def _power(top: Any, bottom: int, other: Any, below: int) -> object:
    if below != 1 or not isinstance(other, int) or not 0 <= other <= 8:
        raise Uncaught(f"a size to the power of {other}/{below} is no exact size")
    return reduced(top**other, bottom**other)


def _check_divisor(divisor: object) -> None:
    if not isinstance(divisor, int):
        raise Uncaught(
            f"a division by {divisor}, which is a symbol, is no exact fraction",
            hint="// divides into whole sizes, rounded down",
        )
    if divisor == 0:
        raise NoQuotient("division by zero")


RULES: dict[str, Callable[..., object]] = {
    "+": _add,
    "-": _subtract,
    "*": _multiply,
    "/": _divide,
    "//": _floor_divide,
    "%": _rest,
    "**": _power,
}


def compare_fractions(sign: str, left: Fraction, right: Fraction, site: Site) -> bool:
    """
    Whether a comparison of two fractions holds.

    Raises:
        Uncaught: If that depends on the sizes.
    """
    one, two = left[0] * right[1], right[0] * left[1]
    evaluator = site.evaluator
    if sign in ("==", "!="):
        return equal_sizes(one, two, evaluator) == (sign == "==")
    if isinstance(one, int) and isinstance(two, int):
        return {"<": one < two, "<=": one <= two, ">": one > two, ">=": one >= two}[sign]
    return order_sizes(sign, one, two, evaluator)


def with_size(sign: str, left: object, right: object) -> object:
    """
    An operator between a size that is a symbol and a number that is not whole, or a division.

    NotImplemented where it is neither.

    Raises:
        Uncaught: If the result is no exact fraction.
    """
    if sign == "**" and isinstance(right, float):
        raise Uncaught(
            f"({left}) ** {right} is no exact size",
            hint="give the input in numbers, for example -i 1x3x224x224",
        )
    if sign != "/" and not isinstance(left, float) and not isinstance(right, float):
        return NotImplemented
    one, two = as_fraction(left), as_fraction(right)
    return NotImplemented if one is None or two is None else combine(sign, one, two)
