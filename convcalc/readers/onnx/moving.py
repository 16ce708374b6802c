"""Folds that move elements of constants and do nothing else with them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.onnx.folding import Folded
from convcalc.readers.onnx.folding import arrays_of
from convcalc.readers.onnx.folding import dtype_of_input
from convcalc.readers.stored import arrays
from convcalc.readers.stored.arrays import Array

if TYPE_CHECKING:
    from convcalc.readers.onnx.step import Step


def concat(step: Step) -> Folded:
    """One behind the other."""
    given = arrays_of(step)
    axis = step.axis(step.whole("axis", 1), len(given[0].shape))
    if any(len(each.shape) != len(given[0].shape) for each in given):
        return None
    return dtype_of_input(step), arrays.joined(given, axis)


def gather(step: Step) -> Folded:
    """Positions of an axis."""
    data, indices = arrays_of(step)
    found = arrays.taken(data, step.axis(step.whole("axis"), len(data.shape)), indices)
    return None if found is None else (dtype_of_input(step), found)


def gather_elements(step: Step) -> Folded:
    """A position of an axis for every element."""
    data, indices = arrays_of(step)
    axis = step.axis(step.whole("axis"), len(data.shape))
    places = _places(data, indices, axis)
    if places is None:
        return None
    return dtype_of_input(step), Array(indices.shape, [data.items[each] for each in places])


def _places(data: Array, indices: Array, axis: int) -> list[int] | None:
    """Where the elements stand that indices along an axis name."""
    own, steps = arrays.strides(data.shape), arrays.strides(indices.shape)
    size = data.shape[axis]
    found = []
    for number, index in enumerate(indices.items):
        if type(index) is not int or not -size <= index < size:
            return None
        place = [number // steps[each] % indices.shape[each] for each in range(len(steps))]
        place[axis] = index % size
        found.append(sum(each * step for each, step in zip(place, own, strict=True)))
    return found


def gather_nd(step: Step) -> Folded:
    """Whole positions."""
    data, indices = arrays_of(step)
    if step.whole("batch_dims") or not indices.is_known:
        return None
    found = _blocks(data, indices)
    if found is None:
        return None
    starts, size = found
    shape = (*indices.shape[:-1], *data.shape[indices.shape[-1] :])
    items = [each for start in starts for each in data.items[start : start + size]]
    return dtype_of_input(step), Array(shape, items)


def _blocks(data: Array, indices: Array) -> tuple[list[int], int] | None:
    """Where the blocks begin that rows of indices name, and how long one is."""
    width = indices.shape[-1]
    own = arrays.strides(data.shape)
    starts = []
    for row in range(0, len(indices.items), width or 1):
        place = indices.items[row : row + width]
        sizes = data.shape[:width]
        if not all(
            type(each) is int and -size <= each < size
            for each, size in zip(place, sizes, strict=True)
        ):
            return None
        starts.append(
            sum(each % size * step for each, size, step in zip(place, sizes, own, strict=False))
        )
    return starts, arrays.count(data.shape[width:])


def scatter_nd(step: Step) -> Folded:
    """Blocks written over whole positions."""
    data, indices, updates = arrays_of(step)
    if step.text("reduction", "none") != "none":
        return None
    found = _blocks(data, indices)
    if found is None:
        return None
    items = list(data.items)
    for number, start in enumerate(found[0]):
        size = found[1]
        items[start : start + size] = updates.items[number * size : (number + 1) * size]
    return dtype_of_input(step), Array(data.shape, items)


def scatter_elements(step: Step) -> Folded:
    """Elements written over positions of an axis."""
    data, indices, updates = arrays_of(step)
    if step.text("reduction", "none") != "none":
        return None
    places = _places(data, indices, step.axis(step.whole("axis"), len(data.shape)))
    if places is None:
        return None
    items = list(data.items)
    for place, each in zip(places, updates.items, strict=True):
        items[place] = each
    return dtype_of_input(step), Array(data.shape, items)


def ranges_of_axes(step: Step) -> Folded:
    """Ranges of axes."""
    data = arrays_of(step)[0]
    bounds = slice_bounds(step, len(data.shape))
    if bounds is None:
        return None
    for axis, start, stop, stride in bounds:
        if not all(type(each) is int for each in (start, stop)):
            return None
        size = data.shape[axis]
        data = arrays.cut(
            data, axis, max(-size - 1, min(start, size)), _stop(stop, size, stride), stride
        )
    return dtype_of_input(step), data


def _stop(stop: int, size: int, stride: int) -> int:
    """The end of a range counted from the front, -1 where one that goes back takes the first."""
    if stop < 0:
        stop = stop + size
        if stop < 0:
            return -1 if stride < 0 else 0
    return min(stop, size)


def slice_bounds(step: Step, rank: int) -> list[tuple[int, Any, Any, int]] | None:
    """Axis, start, stop and step of every range of a Slice; None where they are not known."""
    if step.wholes("starts") is not None:
        listed: list[Any] = [step.wholes("starts"), step.wholes("ends"), step.wholes("axes"), None]
    else:
        listed = [step.sizes(1), step.sizes(2), step.sizes(3), step.sizes(4)]
        if any(step.given(index) is not None and listed[index - 1] is None for index in (3, 4)):
            return None
    starts, stops, axes, steps = listed
    if starts is None or stops is None or None in starts or None in stops:
        return None
    axes = range(len(starts)) if axes is None else axes
    steps = [1] * len(starts) if steps is None else steps
    if not all(type(each) is int for each in (*axes, *steps)) or 0 in steps:
        return None
    rows = zip(axes, starts, stops, steps, strict=True)
    return [(step.axis(axis, rank), start, stop, stride) for axis, start, stop, stride in rows]


def squeeze(step: Step) -> Folded:
    """Axes of 1 taken out."""
    data = arrays_of(step)[0]
    axes = step.axes(len(data.shape), 1)
    if axes is None:
        axes = [axis for axis, size in enumerate(data.shape) if size == 1]
    shape = [size for axis, size in enumerate(data.shape) if axis not in axes]
    return dtype_of_input(step), Array(shape, data.items)


def unsqueeze(step: Step) -> Folded:
    """Axes of 1 put in."""
    data = arrays_of(step)[0]
    listed = step.wholes("axes") or step.sizes(1) or ()
    rank = len(data.shape) + len(listed)
    shape = list(data.shape)
    for axis in sorted(step.axis(each, rank) for each in listed):
        shape.insert(axis, 1)
    return dtype_of_input(step), Array(shape, data.items)


def reshape(step: Step) -> Folded:
    """In another shape."""
    data = arrays_of(step)[0]
    wanted = step.wholes("shape") or step.sizes(1)
    if wanted is None or not all(type(each) is int for each in wanted):
        return None
    sizes = list(wanted)
    if not step.whole("allowzero"):
        sizes = [data.shape[axis] if size == 0 else size for axis, size in enumerate(sizes)]
    rest = arrays.count([each for each in sizes if each != -1])
    sizes = [len(data.items) // rest if each == -1 and rest else each for each in sizes]
    return (
        (dtype_of_input(step), Array(sizes, data.items))
        if arrays.count(sizes) == len(data.items)
        else None
    )


def flatten(step: Step) -> Folded:
    """As a matrix."""
    data = arrays_of(step)[0]
    axis = step.whole("axis", 1)
    axis = axis + len(data.shape) if axis < 0 else axis
    shape = (arrays.count(data.shape[:axis]), arrays.count(data.shape[axis:]))
    return dtype_of_input(step), Array(shape, data.items)


def transpose(step: Step) -> Folded:
    """The axes in another order."""
    data = arrays_of(step)[0]
    order = step.wholes("perm") or tuple(reversed(range(len(data.shape))))
    if sorted(order) != list(range(len(data.shape))):
        return None
    return dtype_of_input(step), arrays.permuted(data, order)


def expand(step: Step) -> Folded:
    """Broadcast to a shape."""
    data, wanted = arrays_of(step)
    if not all(type(each) is int for each in wanted.items):
        return None
    shape = arrays.common_shape([data.shape, wanted.items])
    if shape is None or arrays.count(shape) > arrays.MOST:
        return None
    return dtype_of_input(step), arrays.spread(data, shape)


def tile(step: Step) -> Folded:
    """Several times along each axis."""
    data = arrays_of(step)[0]
    if len(step.inputs) != 2:
        return None
    times = step.sizes(1) or []
    if (
        not all(type(each) is int for each in times)
        or arrays.count(times) * len(data.items) > arrays.MOST
    ):
        return None
    for axis, each in enumerate(times):
        data = arrays.joined([data] * each, axis) if each else arrays.cut(data, axis, 0, 0)
    return dtype_of_input(step), data


def pad(step: Step) -> Folded:
    """Constants around a vector."""
    data = arrays_of(step)[0]
    pads = step.sizes(1)
    if len(data.shape) != 1 or pads is None or step.text("mode", "constant") != "constant":
        return None
    if step.given(3) is not None or not all(
        type(each) is int and 0 <= each <= arrays.MOST for each in pads
    ):
        return None
    fill = step.scalar(2) if step.given(2) is not None else 0
    items = [fill] * pads[0] + data.items + [fill] * pads[1]
    return dtype_of_input(step), Array((len(items),), items)


def non_zero(step: Step) -> Folded:
    """Where elements are that are not 0."""
    data = arrays_of(step)[0]
    if not all(isinstance(each, (int, float)) for each in data.items):
        return None
    steps = arrays.strides(data.shape)
    places = [index for index, each in enumerate(data.items) if each]
    items = [
        place // steps[axis] % data.shape[axis] for axis in range(len(steps)) for place in places
    ]
    return "int64", Array((len(steps), len(places)), items)


def trilu(step: Step) -> Folded:
    """Nothing above or below a diagonal of a matrix."""
    data = arrays_of(step)[0]
    offset = step.scalar(1) if step.given(1) is not None else 0
    if len(data.shape) != 2 or type(offset) is not int:
        return None
    upper, width = step.whole("upper", 1), data.shape[1]
    items = []
    for index, each in enumerate(data.items):
        beyond = index % width - index // width - offset
        items.append(each if (beyond >= 0 if upper else beyond <= 0) else 0)
    return dtype_of_input(step), Array(data.shape, items)
