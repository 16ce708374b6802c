"""
Elements picked by tensors of positions, and positions written out as vectors: one record each.

No work is done but for the vectors. What the backward pass keeps is what PyTorch's does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.other.function import Function
from convcalc.operations.applying import perform

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape
    from convcalc.operations.applying import Hand
    from convcalc.operations.applying import V
    from convcalc.operations.operand import Operand


class Gathering(NamedTuple):
    """
    A way to pick: `keeps` says what the backward pass keeps.

    "first" is the tensor, "second" the positions, "more" the positions as they were broadcast.
    """

    keeps: str = ""


GATHERINGS: dict[str, Gathering] = {
    "gather": Gathering("first second"),
    "take": Gathering("first second"),
    "take_along_dim": Gathering("first more"),
}
"""In the type of the tensor that is picked from."""


def taken(hand: Hand[V], spelled: str, source: V, places: V, axis: int | None) -> V:
    """
    The positions of an axis in place of it; without one, of all elements in a row.

    `axis` is counted from the front: (..., N, ...) and positions (*P) give (..., *P, ...).
    """
    shape = places.shape
    if axis is not None:
        shape = (*source.shape[:axis], *shape, *source.shape[axis + 1 :])

    def compute(numpy: Any, array: Any, indices: Any) -> Any:
        return numpy.take(array, indices, axis)

    layer = Function(function=hand.named(spelled), shapes=(shape,), work=0)
    return perform(hand, spelled, layer, [source, places], source.dtype, compute)[0]


def gathered(hand: Hand[V], spelled: str, source: V, places: V, axis: int) -> V:
    """
    For every position of an axis its element; the result has the shape of the positions.

    Along the other axes the positions may be fewer than the elements.

    Raises:
        ShapeError: If they have not as many axes.
    """
    same_rank(spelled, source, places)

    def compute(numpy: Any, array: Any, indices: Any) -> Any:
        cut = tuple(
            slice(None) if each == axis else slice(length)
            for each, length in enumerate(indices.shape)
        )
        return numpy.take_along_axis(array[cut], indices, axis)

    layer = _along(hand.named(spelled), places.shape, axis)
    return perform(hand, spelled, layer, [source, places], source.dtype, compute)[0]


def picked_along(hand: Hand[V], spelled: str, source: V, places: V, axis: int | None) -> V:
    """
    For every position of an axis its element; without one, of all elements in a row.

    The other axes of both broadcast to one another.

    Raises:
        ShapeError: If they have not as many axes.
    """
    if axis is None:
        layer = Function(function=hand.named(spelled), shapes=((product(places.shape),),), work=0)
        return perform(hand, spelled, layer, [source, places], source.dtype)[0]
    same_rank(spelled, source, places)
    shape = list(source.shape)
    for each, length in enumerate(places.shape):
        if each == axis or shape[each] == 1:
            shape[each] = length

    def compute(numpy: Any, array: Any, indices: Any) -> Any:
        return numpy.take_along_axis(array, indices, axis)

    layer = _along(hand.named(spelled), tuple(shape), axis)
    return perform(hand, spelled, layer, [source, places], source.dtype, compute)[0]


def _along(function: str, shape: Shape, axis: int) -> Function:
    """A function that moves elements along an axis; the other axes stay."""
    stays = tuple([each for each in range(len(shape)) if each != axis])
    return Function(function=function, shapes=(shape,), work=0, stays=stays)


def same_rank(spelled: str, source: Operand, places: Operand) -> None:
    """
    Positions, or what is put at them, have as many axes as the tensor.

    Raises:
        ShapeError: If they have not.
    """
    if len(source.shape) != len(places.shape):
        raise ShapeError(
            f"{spelled}: {show_shape(places.shape)} for {show_shape(source.shape)}",
            expected=f"{len(source.shape)} axes for both",
            argument="index",
        )


def one_hot(hand: Hand[V], spelled: str, source: V, count: Dim, axis: int, dtype: str) -> V:
    """
    A vector of `count` elements for every number: 1 at its place, 0 elsewhere.

    The vectors lie along a new axis, counted from the front in the result. One operation an
    element of the result; no backward pass goes through.
    """
    shape = (*source.shape[:axis], count, *source.shape[axis:])

    def compute(numpy: Any, array: Any) -> Any:
        return numpy.moveaxis(array[..., None] == numpy.arange(count), -1, axis)

    layer = Function(function=hand.named(spelled), shapes=(shape,), stays=tuple(range(axis)))
    known = compute if type(count) is int else None
    return perform(hand, spelled, layer, [source], dtype, known)[0]
