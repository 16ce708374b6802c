"""
The same elements in another shape or order: every operation once.

The result has the type of the input; no work is done, and the backward pass keeps nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import minimum
from convcalc.errors import BadValue
from convcalc.layers.other.function import Function
from convcalc.layers.shape.expand import Expand
from convcalc.layers.shape.indexing import Index
from convcalc.layers.shape.indexing import Single
from convcalc.layers.shape.indexing import Span
from convcalc.layers.shape.permute import Permute
from convcalc.layers.shape.permute import Transpose
from convcalc.layers.shape.repeat import Repeat
from convcalc.layers.shape.repeat import RepeatInterleave
from convcalc.layers.shape.reshape import WholeReshape
from convcalc.layers.shape.squeeze import Squeeze
from convcalc.layers.shape.squeeze import Unsqueeze
from convcalc.operations.applying import perform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.shape.indexing import Part
    from convcalc.operations.applying import Hand
    from convcalc.operations.applying import V


def viewed(hand: Hand[V], spelled: str, layer: Layer, source: V) -> V:
    """The elements, in their order, as a layer shows them."""
    return perform(hand, spelled, layer, [source], "", lambda _, array: array)[0]


def reshaped(hand: Hand[V], spelled: str, source: V, sizes: Shape) -> V:
    """
    The elements, in their order, in these sizes; one may be -1.

    Raises:
        ShapeError: If the sizes hold another number of elements.
    """
    return viewed(hand, spelled, WholeReshape(sizes=sizes), source)


def squeezed(hand: Hand[V], spelled: str, source: V, axes: Sequence[int]) -> V:
    """
    Axes of 1 taken out.

    Raises:
        ShapeError: If there is no such axis.
    """
    for axis in sorted(axes, reverse=True):
        source = viewed(hand, spelled, Squeeze(axis=axis), source)
    return source


def unsqueezed(hand: Hand[V], spelled: str, source: V, axis: int) -> V:
    """
    An axis of 1 put in.

    `axis` is its place in the result.

    Raises:
        ShapeError: If there is no such place.
    """
    return viewed(hand, spelled, Unsqueeze(axis=axis), source)


def permuted(
    hand: Hand[V], spelled: str, source: V, order: Sequence[int], argument: str = "dims"
) -> V:
    """
    All axes in another order; `argument` is what the user calls it.

    Raises:
        BadValue: If an axis is missing or named twice.
    """
    rank = len(source.shape)
    layer = Permute(axes=tuple(order), argument=argument)
    if sorted(each % max(rank, 1) for each in order) != list(range(rank)):
        layer.applied((source.shape,), hand.needs)
        raise BadValue(f"{argument}={tuple(order)}", expected="every axis once", argument=argument)

    def compute(numpy: Any, array: Any) -> Any:
        return numpy.transpose(array, order)

    return perform(hand, spelled, layer, [source], "", compute)[0]


def exchanged(hand: Hand[V], spelled: str, source: V, first: int, second: int) -> V:
    """
    Two axes in each other's places.

    Raises:
        ShapeError: If there is no such axis.
    """
    layer = Transpose(first=first, second=second)

    def compute(numpy: Any, array: Any) -> Any:
        return numpy.swapaxes(array, first, second)

    return perform(hand, spelled, layer, [source], "", compute)[0]


def moved(
    hand: Hand[V],
    spelled: str,
    source: V,
    taken: Sequence[int],
    put: Sequence[int],
    argument: str = "dims",
) -> V:
    """
    Axes taken out and put in at places of the result, the others in their order.

    Raises:
        BadValue: If there are not as many places as axes.
    """
    if len(taken) != len(put):
        raise BadValue(f"{len(taken)} axes are moved to {len(put)} places", argument="destination")
    order = [axis for axis in range(len(source.shape)) if axis not in taken]
    for place, axis in sorted(zip(put, taken, strict=True)):
        order.insert(place, axis)
    return permuted(hand, spelled, source, order, argument)


def diagonal(hand: Hand[V], spelled: str, source: V, offset: Dim, axes: tuple[int, int]) -> V:
    """Two axes become one, behind the others: what stands `offset` beside the diagonal."""
    first, second = axes
    shape = source.shape
    rows: Dim = shape[first] + min(0, offset)
    columns: Dim = shape[second] - max(0, offset)
    rest = tuple(each for axis, each in enumerate(shape) if axis not in axes)
    layer = Function(
        function=hand.named(spelled), shapes=((*rest, minimum(rows, columns)),), work=0
    )

    def compute(numpy: Any, array: Any) -> Any:
        return numpy.diagonal(array, offset, first, second)

    return perform(hand, spelled, layer, [source], "", compute)[0]


def expanded(hand: Hand[V], spelled: str, source: V, sizes: Shape) -> V:
    """
    Axes of 1 seen as often as these sizes say; -1 leaves an axis.

    More sizes than axes put new axes in front.

    Raises:
        ShapeError: If an axis of another size than 1 is to change.
    """
    layer = Expand(sizes=sizes)
    shape = layer.outputs((source.shape,), hand.needs)[0]

    def compute(numpy: Any, array: Any) -> Any:
        return numpy.broadcast_to(array, shape)

    return perform(hand, spelled, layer, [source], "", compute)[0]


def tiled(hand: Hand[V], spelled: str, source: V, times: Shape) -> V:
    """
    The whole tensor several times along its axes, and along new ones in front.

    (*S) gives (*new, times · S), axis by axis.

    Raises:
        ShapeError: If there are fewer numbers of times than axes.
    """

    def compute(numpy: Any, array: Any) -> Any:
        return numpy.tile(array, times)

    return perform(hand, spelled, Repeat(times=times), [source], "", compute)[0]


def repeated(hand: Hand[V], spelled: str, source: V, times: Dim, axis: int) -> V:
    """
    Every position of an axis so many times, one behind the other.

    (..., N, ...) gives (..., N · times, ...).

    Raises:
        ShapeError: If there is no such axis.
    """
    layer = RepeatInterleave(times=times, axis=axis)

    def compute(numpy: Any, array: Any) -> Any:
        return numpy.repeat(array, times, axis)

    known = compute if type(times) is int else None
    return perform(hand, spelled, layer, [source], "", known)[0]


def indexed(hand: Hand[V], spelled: str, source: V, parts: Sequence[Part]) -> V:
    """
    Positions of axes: slices, single positions and new axes, the other axes whole.

    A slice leaves ⌈(stop - start) / step⌉ positions, a single position no axis.

    Raises:
        ShapeError: If there are more positions than axes, or one lies outside.
    """
    key = tuple([_key_of(each) for each in parts])

    def compute(_: Any, array: Any) -> Any:
        return array[key]

    return perform(hand, spelled, Index(parts=tuple(parts)), [source], "", compute)[0]


def _key_of(part: Part) -> Any:
    """NumPy's way to say a slice, a position or a new axis."""
    if isinstance(part, Span):
        return slice(part.start, part.stop, part.step)
    return part.position if isinstance(part, Single) else None
