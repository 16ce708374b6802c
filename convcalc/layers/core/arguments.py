"""Reading the arguments of a layer call: sizes, switches and choices, refused with a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NoReturn

from convcalc.dims import Expr
from convcalc.errors import BadValue

if TYPE_CHECKING:
    from collections.abc import Collection

    from convcalc.dims import Dim


def refuse(name: str, value: object, expected: str, hint: str = "") -> NoReturn:
    """Complain about one argument."""
    raise BadValue(f"{name}={show_value(value)}", expected=expected, hint=hint, argument=name)


def show_value(value: object) -> str:
    """A value as the user would write it, cut where it is long."""
    from convcalc.layers.core.quoted_values import shown

    text = shown(value, 20)
    return text if len(text) <= 60 else f"{text[:57]}..."


def size(value: Any, name: str, least: int = 1) -> Dim:
    """
    One whole number or symbolic size, at least `least`.

    Raises:
        BadValue: If it is something else or smaller.
    """
    if isinstance(value, Expr):
        return value
    if type(value) is not int:
        hint = "// divides into whole numbers" if isinstance(value, float) else ""
        refuse(name, value, f"a whole number, at least {least}", hint)
    if value < least:
        refuse(name, value, f"at least {least}")
    return value


def number(value: Any, name: str) -> float | int:
    """A plain number, for example a ratio or a slope."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        refuse(name, value, "a number")
    return value


def sizes(value: Any, ndim: int, name: str, least: int = 1) -> tuple[Dim, ...]:
    """
    One size for every spatial axis, from one for all or one each.

    Raises:
        BadValue: If there is another count of them or one is too small.
    """
    if isinstance(value, (tuple, list)):
        if len(value) != ndim:
            refuse(name, value, f"one size or {ndim}")
        return tuple([size(each, name, least) for each in value])
    return (size(value, name, least),) * ndim


def switch(value: Any, name: str) -> bool:
    """A yes or no; 0 and 1 are taken, as the frameworks do."""
    if isinstance(value, bool) or (type(value) is int and value in (0, 1)):
        return bool(value)
    refuse(name, value, "True or False")


def choice(value: Any, name: str, among: Collection[str]) -> str:
    """
    One word of a few.

    Raises:
        BadValue: With the nearest word as the hint.
    """
    if isinstance(value, str) and value in among:
        return value
    from convcalc.suggestions import did_you_mean

    refuse(name, value, " or ".join(map(repr, among)), did_you_mean(str(value), among))


def fraction(value: Any, name: str) -> float | int:
    """
    A plain number from 0 to 1, for example a dropout rate.

    Raises:
        BadValue: If it is something else.
    """
    if not 0 <= number(value, name) <= 1:
        refuse(name, value, "a number from 0 to 1")
    return value  # type: ignore[no-any-return]
