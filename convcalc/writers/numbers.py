"""Counts, sizes and receptive fields as people read them, and as machines do."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import LimitError
from convcalc.unknown import Unknown

if TYPE_CHECKING:
    from convcalc.analysis.report import ReceptiveField
    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape

NOTHING = "–"
UNITS = ("bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB")
GROUPED = 1_000


def show_count(count: Dim | Unknown) -> str:
    """
    A count with separated thousands, a formula, or a question mark.

    >>> show_count(4089184256)
    '4,089,184,256'
    """
    if type(count) is int:
        if -GROUPED < count < GROUPED:
            return str(count)
        return _digits(count, ",")
    return str(count)


def plain_count(count: Dim | Unknown) -> str:
    """A count for a machine: digits only, a formula in ASCII, or a question mark."""
    if type(count) is int:
        return _digits(count, "")
    return str(count) if isinstance(count, Unknown) else repr(count)


def show_bytes(count: Dim | Unknown) -> str:
    """
    Bytes in the largest unit of 1024 that leaves at least one.

    >>> show_bytes(102440608)
    '97.7 MiB'
    """
    if type(count) is not int:
        return str(count) if isinstance(count, Unknown) else f"{count} bytes"
    power = min((max(count.bit_length(), 1) - 1) // 10, len(UNITS) - 1)
    if power == 0:
        return f"{show_count(count)} {'byte' if count == 1 else 'bytes'}"
    unit = 1 << (10 * power)
    whole, tenth = divmod((count * 10 + unit // 2) // unit, 10)
    return f"{show_count(whole)}.{tenth} {UNITS[power]}"


def show_shapes(shapes: tuple[Shape, ...]) -> str:
    """All shapes of a row, for example `(1, 64, 56, 56)`; a dash where there is none."""
    if not shapes:
        return NOTHING
    return ", ".join(map(_show_shape, shapes))


def plain_shapes(shapes: tuple[Shape, ...]) -> str:
    """The same with formulas in ASCII; empty where there is none."""
    return ", ".join(f"({', '.join(map(repr, s))}{',' if len(s) == 1 else ''})" for s in shapes)


def _show_shape(shape: Shape) -> str:
    # str() of a tuple would print the formulas in their ASCII form.
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"


def show_field(field: ReceptiveField) -> str:
    """
    The size of a receptive field: `7×7`; `≤ 67×67` where paths do not align.

    A word where everything is seen; a question mark for a size without an answer.
    """
    if field.status == "global":
        return "global"
    if field.status == "none" or not field.size:
        return NOTHING
    return ("≤ " if field.status == "union" else "") + by_axis(field.size)


def by_axis(values: tuple[Any, ...]) -> str:
    """One number an axis: `7×7`; formulas in brackets where they need them."""
    if not values:
        return NOTHING
    if len(values) == 1:
        return "?" if values[0] is None else str(values[0])
    return "×".join(map(_factor, values))


def plain_by_axis(values: tuple[Any, ...]) -> str:
    """One number an axis in ASCII, separated by blanks; a question mark for no answer."""
    return " ".join(["?" if each is None else _ascii(each) for each in values])


def _factor(value: Any) -> str:
    if value is None:
        return "?"
    text = str(value)
    return f"({text})" if " " in text or text.startswith("-") else text


def _ascii(value: Any) -> str:
    # Fractions have an ASCII str(), sizes an ASCII repr() without blanks once these are taken out.
    text = str(value) if hasattr(value, "denominator") else repr(value)
    return text.replace(" ", "")


def _digits(count: int, separator: str) -> str:
    try:
        return f"{count:{separator}d}"
    except ValueError:
        raise too_long(count) from None


def too_long(count: int) -> LimitError:
    """The complaint about a number that Python refuses to write out."""
    return LimitError(
        f"a number of {count.bit_length():,} bits cannot be written out",
        expected="numbers of at most 14,000 bits",
    )
