"""
Small constants whose elements may be formulas: sizes on their way from a Shape to a Reshape.

An element is a whole number, a size with symbols, a fraction of one, a truth, a float, a text, or
None where it is not known. NumPy has no such elements, and takes longer to import than to do
without.
"""

from __future__ import annotations

from itertools import product as positions
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence

MOST = 4_096
"""Elements of a constant that are followed."""


class Array:
    """Elements in row-major order, and the shape they have."""

    __slots__ = ("items", "shape")

    def __init__(self, shape: Sequence[int], items: Iterable[Any]) -> None:
        self.shape = tuple(shape)
        self.items = list(items)

    def __repr__(self) -> str:
        return f"Array({self.shape}, {self.items})"

    @property
    def is_known(self) -> bool:
        """Whether every element is."""
        return None not in self.items

    def scalar(self) -> Any:
        """The only element; None where there is not just one."""
        return self.items[0] if len(self.items) == 1 else None


def count(shape: Iterable[int]) -> int:
    """How many elements a shape has."""
    result = 1
    for size in shape:
        result *= size
    return result


def strides(shape: Sequence[int]) -> list[int]:
    """How far apart neighbours along each axis are."""
    result = [1] * len(shape)
    for axis in range(len(shape) - 2, -1, -1):
        result[axis] = result[axis + 1] * shape[axis + 1]
    return result


def gathered(array: Array, shape: Sequence[int], steps: Sequence[int], start: int = 0) -> Array:
    """The elements that steps along each axis of a result's shape lead to."""
    if count(shape) > MOST:
        return Array(shape, ())
    offsets = [start]
    for size, step in zip(shape, steps, strict=True):
        offsets = [each + step * index for each in offsets for index in range(size)]
    return Array(shape, [array.items[each] for each in offsets])


def permuted(array: Array, order: Sequence[int]) -> Array:
    """The axes in another order."""
    steps = strides(array.shape)
    return gathered(array, [array.shape[each] for each in order], [steps[each] for each in order])


def spread(array: Array, shape: Sequence[int]) -> Array:
    """The array broadcast to a shape that it fits."""
    own = [0] * (len(shape) - len(array.shape)) + strides(array.shape)
    sizes = (1,) * (len(shape) - len(array.shape)) + array.shape
    steps = [0 if size == 1 else step for size, step in zip(sizes, own, strict=True)]
    return gathered(array, shape, steps)


def common_shape(shapes: Iterable[Sequence[int]]) -> tuple[int, ...] | None:
    """The shape that all broadcast to; None where they do not."""
    result: list[int] = []
    for shape in shapes:
        longer, shorter = (
            (result, list(shape)) if len(result) >= len(shape) else (list(shape), result)
        )
        result = list(longer)
        for axis, size in enumerate(shorter, len(longer) - len(shorter)):
            if result[axis] == 1:
                result[axis] = size
            elif size not in (1, result[axis]):
                return None
    return tuple(result)


def elementwise(function: Callable[..., Any], arrays: Sequence[Array]) -> Array | None:
    """A function of the elements of arrays that broadcast; None where an element is not known."""
    shape = common_shape([each.shape for each in arrays])
    if shape is None or count(shape) > MOST:
        return None
    columns = [spread(each, shape).items for each in arrays]
    return Array(
        shape,
        [None if None in row else function(*row) for row in zip(*columns, strict=True)],
    )


def joined(arrays: Sequence[Array], axis: int) -> Array:
    """Arrays one behind the other along an axis."""
    first = arrays[0].shape
    shape = (*first[:axis], sum(each.shape[axis] for each in arrays), *first[axis + 1 :])
    outer = count(first[:axis])
    items: list[Any] = []
    for index in range(outer):
        for each in arrays:
            run = count(each.shape[axis:])
            items += each.items[index * run : (index + 1) * run]
    return Array(shape, items)


def taken(array: Array, axis: int, indices: Array) -> Array | None:
    """The positions of an axis that whole numbers name; None where one lies outside."""
    size = array.shape[axis]
    outer, inner = count(array.shape[:axis]), count(array.shape[axis + 1 :])
    shape = (*array.shape[:axis], *indices.shape, *array.shape[axis + 1 :])
    if count(shape) > MOST or not all(
        type(each) is int and -size <= each < size for each in indices.items
    ):
        return None
    items: list[Any] = []
    for block in range(outer):
        for each in indices.items:
            at = (block * size + each % size) * inner
            items += array.items[at : at + inner]
    return Array(shape, items)


def cut(array: Array, axis: int, start: int, stop: int, step: int = 1) -> Array:
    """A slice of one axis, by Python's rules for whole numbers."""
    places = range(
        *slice(start, stop if stop >= 0 or step > 0 else None, step).indices(array.shape[axis])
    )
    found = taken(array, axis, Array((len(places),), places))
    return found or Array((*array.shape[:axis], 0, *array.shape[axis + 1 :]), ())


def reduced(
    array: Array, function: Callable[[list[Any]], Any], axes: Sequence[int], *, keeps: bool
) -> Array:
    """One element for all those along some axes; not known where one of them is not."""
    own = strides(array.shape)
    stays = [axis for axis in range(len(array.shape)) if axis not in axes]
    items = []
    for place in positions(*[range(array.shape[axis]) for axis in stays]):
        start = sum(index * own[axis] for index, axis in zip(place, stays, strict=True))
        run = gathered(
            array, [array.shape[axis] for axis in axes], [own[axis] for axis in axes], start
        )
        items.append(None if None in run.items else function(run.items))
    shape = [
        1 if axis in axes else size
        for axis, size in enumerate(array.shape)
        if keeps or axis in stays
    ]
    return Array(shape, items)
