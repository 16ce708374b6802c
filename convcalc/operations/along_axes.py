"""
What works along axes and keeps the shape: totals, orders, turns, softmax. One record each.

What the backward pass keeps is what PyTorch's does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from convcalc.layers.activation.softmax import Softmax
from convcalc.layers.other.along_axis import Along
from convcalc.operations.applying import perform
from convcalc.operations.dtypes import numpy_name
from convcalc.operations.promotion import SAME
from convcalc.operations.promotion import TOTAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.operations.applying import Hand
    from convcalc.operations.applying import V


class Running(NamedTuple):
    """
    An operation along axes: `gives` is the type of the result, `values` NumPy's function or "".

    `keeps` says what the backward pass keeps: "first" is the input, "output" the result, "indices"
    the positions that leave it as well or that it works out.
    """

    gives: str
    values: str = ""
    keeps: str = ""


RUNNING: dict[str, Running] = {
    "cummax": Running(SAME, "", "first indices"),
    "cummin": Running(SAME, "", "first indices"),
    "cumprod": Running(TOTAL, "cumprod", "first output"),
    "cumsum": Running(TOTAL, "cumsum"),
    "flip": Running(SAME),
    "log_softmax": Running(SAME, "", "output"),
    "logcumsumexp": Running(SAME, "", "first output"),
    "roll": Running(SAME),
    "softmax": Running(SAME, "", "output"),
    "sort": Running(SAME, "", "indices"),
}
"""Along axes, in the same shape."""


def running(
    hand: Hand[V], spelled: str, record: Running, source: V, axis: int, dtype: str = ""
) -> V:
    """
    A total so far along an axis, of this type where it is not the record's.

    The shape stays; one operation an element.

    Raises:
        ShapeError: If there is no such axis.
    """
    dtype = dtype or hand.promotion.result(record.gives, source.dtype)
    layer = Along(function=hand.named(spelled), axes=(axis,))

    def compute(numpy: Any, array: Any) -> Any:
        return getattr(numpy, record.values)(array.astype(numpy_name(dtype)), axis=axis)

    return perform(hand, spelled, layer, [source], dtype, compute if record.values else None)[0]


def normalised(
    hand: Hand[V], spelled: str, source: V, axes: tuple[int, ...] | None, dtype: str = ""
) -> V:
    """
    A softmax, or its logarithm, along axes, of this type where it is not the record's.

    Without axes they follow from their number, as PyTorch has it: see `Softmax`.
    """
    dtype = dtype or hand.promotion.result(RUNNING["softmax"].gives, source.dtype)
    return perform(hand, spelled, Softmax(axes=axes), [source], dtype)[0]


def running_with_positions(hand: Hand[V], spelled: str, source: V, axis: int) -> list[V]:
    """
    The largest or smallest so far along an axis, and where it was.

    Both have the shape of the input; one operation an element.

    Raises:
        ShapeError: If there is no such axis.
    """
    layer = Along(function=hand.named(spelled), axes=(axis,), count=2)
    return perform(hand, spelled, layer, [source], (source.dtype, hand.promotion.index))


def smallest_first(hand: Hand[V], spelled: str, source: V, axis: int) -> V:
    """
    The elements of an axis in order, without where they were.

    The shape stays; one operation an element.

    Raises:
        ShapeError: If there is no such axis.
    """
    layer = Along(function="sort", axes=(axis,))

    def compute(numpy: Any, array: Any) -> Any:
        return numpy.sort(array, axis) if array.ndim else array

    return perform(hand, spelled, layer, [source], "", compute)[0]


def flipped(hand: Hand[V], spelled: str, source: V, axes: tuple[int, ...]) -> V:
    """
    Some axes the other way round.

    The shape stays, and no work is done.

    Raises:
        ShapeError: If there is no such axis.
    """
    layer = Along(function="flip", axes=axes)

    def compute(numpy: Any, array: Any) -> Any:
        return numpy.flip(array, axes)

    return perform(hand, spelled, layer, [source], "", compute)[0]


def rolled(
    hand: Hand[V], spelled: str, source: V, shifts: Sequence[Any], axes: tuple[int, ...] | None
) -> V:
    """
    Elements pushed along axes, the last ones to the front; without axes, all in a row.

    The shape stays, and no work is done; there is a shift for every axis.

    Raises:
        ShapeError: If there is no such axis.
    """
    layer = Along(function="roll", axes=axes or tuple(range(len(source.shape))))

    def compute(numpy: Any, array: Any) -> Any:
        return numpy.roll(array, shifts if axes else shifts[0], axes)

    known = compute if all(type(each) is int for each in shifts) else None
    return perform(hand, spelled, layer, [source], "", known)[0]


def ordered(
    hand: Hand[V], spelled: str, source: V, axis: int, *, descending: bool = False
) -> list[V]:
    """
    The elements of an axis in order, and where they were.

    Both have the shape of the input; one operation an element.

    Raises:
        ShapeError: If there is no such axis.
    """
    layer = Along(function="sort", axes=(axis,), count=2)

    def compute(numpy: Any, array: Any) -> Any:
        found = _order(numpy, array, axis, descending=descending)
        return [numpy.take_along_axis(array, found, axis) if array.ndim else array, found]

    dtypes = (source.dtype, hand.promotion.index)
    return perform(hand, spelled, layer, [source], dtypes, compute)


def order(hand: Hand[V], spelled: str, source: V, axis: int, *, descending: bool = False) -> V:
    """
    Where the elements of an axis are found in order.

    The shape stays; one operation an element.

    Raises:
        ShapeError: If there is no such axis.
    """
    layer = Along(function="sort", axes=(axis,))

    def compute(numpy: Any, array: Any) -> Any:
        return _order(numpy, array, axis, descending=descending)

    return perform(hand, spelled, layer, [source], hand.promotion.index, compute)[0]


def _order(numpy: Any, array: Any, axis: int, *, descending: bool) -> Any:
    if not array.ndim:
        return numpy.zeros((), "int64")
    return numpy.argsort(-array if descending else array, axis=axis, kind="stable")
