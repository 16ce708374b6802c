"""
Tensors of regular numbers, which no layer makes: in steps, evenly spaced, the identity.

The network does no work for them, and no backward pass goes through.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.dims import ceil_div
from convcalc.errors import BadValue
from convcalc.operations.applying import made
from convcalc.operations.dtypes import category
from convcalc.operations.dtypes import numpy_name

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.operations.applying import Hand
    from convcalc.operations.applying import V

Ends = tuple[Any, Any, Any]
"""Where numbers in steps start, where they stop, which they do not reach, and the step."""


def steps_between(ends: Ends) -> Dim:
    """
    How many numbers lie in steps between two; less than 0 where the steps lead away.

    >>> steps_between((0, 10, 3)), steps_between((10, 0, -3)), steps_between((0, 1.0, 0.25))
    (4, 4, 4)

    Raises:
        BadValue: If the steps are 0, or fractions lie between symbolic sizes.
    """
    start, stop, step = ends
    if step == 0:
        raise BadValue("arange() in steps of 0", argument="step")
    fractions = _are_fractions(ends)
    if any(isinstance(each, Expr) for each in ends):
        if fractions:
            raise BadValue(
                f"arange() from {start} to {stop} in steps of {step}", expected="whole sizes"
            )
        if type(step) is int and step < 0:
            start, stop, step = stop, start, -step
        return ceil_div(stop - start, step)
    count: int = ceil((stop - start) / step) if fractions else -((start - stop) // step)
    return count


def in_steps(hand: Hand[V], ends: Ends, count: Dim, dtype: str = "") -> V:
    """`count` numbers from the start on; without a type, fractions where an end is one."""
    start, _, step = ends
    fractions = _are_fractions(ends)

    def compute(numpy: Any) -> Any:
        return start + step * numpy.arange(count, dtype="float64" if fractions else "int64")

    is_known = not any(isinstance(each, Expr) for each in ends)
    name = dtype or ("float32" if fractions else hand.promotion.whole)
    return made(hand, (count,), name, compute if is_known else None)


def _are_fractions(ends: Ends) -> bool:
    return any(isinstance(each, float) for each in ends)


def spaced(hand: Hand[V], ends: tuple[Any, Any], count: Dim, dtype: str) -> V:
    """`count` numbers evenly from the first to the last, worked out from both ends."""

    def compute(numpy: Any) -> Any:
        return _spaced(numpy, ends, count, dtype)

    plain = all(isinstance(each, (int, float)) for each in ends)
    return made(hand, (count,), dtype, compute if plain else None)


def _spaced(numpy: Any, ends: tuple[Any, Any], count: Any, dtype: str) -> Any:
    kind = numpy.dtype(numpy_name(dtype if category(dtype) == 2 else "float32")).type
    first, last = map(kind, ends)
    if count == 1:
        return numpy.array([first])
    step = (last - first) / kind(max(count - 1, 1))
    index = numpy.arange(count)
    front = first + step * index.astype(kind)
    back = last - step * (count - index - 1).astype(kind)
    return numpy.where(index < count // 2, front, back)


def identity(hand: Hand[V], rows: Dim, columns: Dim, dtype: str) -> V:
    """A matrix (rows, columns) with 1 on its diagonal and 0 elsewhere."""

    def compute(numpy: Any) -> Any:
        return numpy.eye(rows, columns)

    return made(hand, (rows, columns), dtype, compute)
