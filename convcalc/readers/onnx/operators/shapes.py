"""Shapes asked for, changed, cut, joined, padded and resized."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import ceil_div
from convcalc.dims import product
from convcalc.errors import BadValue
from convcalc.errors import ShapeError
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.other.function import Function
from convcalc.layers.other.merge import broadcast
from convcalc.layers.shape.concat import Concat
from convcalc.layers.shape.expand import Expand
from convcalc.layers.shape.indexing import Index
from convcalc.layers.shape.indexing import Span
from convcalc.layers.shape.pad import Pad
from convcalc.layers.shape.permute import Permute
from convcalc.layers.shape.repeat import Repeat
from convcalc.layers.shape.reshape import WholeReshape
from convcalc.layers.shape.shuffle import PixelShuffle
from convcalc.layers.shape.shuffle import PixelUnshuffle
from convcalc.layers.shape.split import Split
from convcalc.readers.onnx.moving import slice_bounds
from convcalc.readers.onnx.step import Undecided
from convcalc.readers.stored import arrays
from convcalc.readers.stored.arrays import Array

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.onnx.step import Step
    from convcalc.readers.onnx.values import Value

FAR = 2**31 - 1
"""Ends of slices from here on mean the end of the axis."""


def changed(step: Step, layer: Layer, source: Value) -> list[Value]:
    """A layer applied; a constant stays one, without a row, and made of the same stored tensors."""
    if not source.is_constant:
        return step.apply(layer, [source])
    shapes = layer.applied((source.shape,), step.network.needs)
    return [
        step.constant(shape, source.dtype, made_of=source.made_of if index == 0 else ())
        for index, shape in enumerate(shapes)
    ]


def known_sizes(step: Step, index: int) -> list[Any]:
    """
    The sizes that an input holds, with names for those that are not known.

    Raises:
        Undecided: If not even their number is known.
    """
    found = step.sizes(index)
    if found is None:
        value = step.needed(index)
        count = value.shape[0] if value.rank == 1 else None
        if type(count) is not int or count > arrays.MOST:
            raise Undecided(f"the sizes of {step.op} are worked out by the network")
        found = [None] * count
    return [
        step.fresh() if each is None or isinstance(each, (float, bool)) else each for each in found
    ]


def shape(step: Step) -> list[Value]:
    """Shape: the sizes, as elements that go on as formulas."""
    sizes = step.needed(0).shape
    first, last = step.whole("start"), step.whole("end", len(sizes))
    found = sizes[slice(first, last)]
    return [step.constant((len(found),), "int64", Array((len(found),), found), is_constant=False)]


def size(step: Step) -> list[Value]:
    """Size: how many elements there are."""
    count = product(step.needed(0).shape)
    return [step.constant((), "int64", Array((), [count]), is_constant=False)]


def reshape(step: Step) -> list[Value]:
    """Reshape: 0 keeps a size, -1 is what is left."""
    source = step.needed(0)
    listed = step.wholes("shape")
    sizes: list[Any] = list(listed) if listed is not None else known_sizes(step, 1)
    if not step.whole("allowzero"):
        for axis, each in enumerate(sizes):
            if type(each) is int and each == 0:
                if axis >= source.rank:
                    raise BadValue(
                        f"size {axis} of {show_shape(source.shape)} is not there to keep"
                    )
                sizes[axis] = source.shape[axis]
    found = step.sizes(1) if listed is None else sizes
    if found is None or None in found:
        # With an unknown size beside it, what is left is unknown as well.
        sizes = [step.fresh() if type(each) is int and each == -1 else each for each in sizes]
        return step.apply(Function(function="reshape", shapes=(tuple(sizes),), work=0), [source])
    return changed(step, WholeReshape(sizes=tuple(sizes)), source)


def flatten(step: Step) -> list[Value]:
    """Flatten to a matrix."""
    source = step.needed(0)
    axis = step.whole("axis", 1)
    axis = axis + source.rank if axis < 0 else axis
    sizes = (product(source.shape[:axis]), product(source.shape[axis:]))
    return changed(step, WholeReshape(sizes=sizes), source)


def squeeze(step: Step) -> list[Value]:
    """Squeeze: the axes named, or all of 1."""
    source = step.needed(0)
    axes = step.axes(source.rank, 1)
    if axes is None:
        if any(type(each) is not int for each in source.shape):
            raise Undecided("which axes Squeeze takes out depends on the sizes")
        axes = [axis for axis, each in enumerate(source.shape) if each == 1]
    for axis in axes:
        each = source.shape[axis]
        step.network.needs.equal(each, 1, lambda: _not_one(source, axes))
    sizes = tuple([each for axis, each in enumerate(source.shape) if axis not in axes])
    return changed(step, WholeReshape(sizes=sizes), source)


def _not_one(source: Value, axes: Sequence[int]) -> ShapeError:
    return ShapeError(
        f"Squeeze takes the axes {list(axes)} out of {show_shape(source.shape)}",
        expected="sizes of 1 there",
    )


def unsqueeze(step: Step) -> list[Value]:
    """Unsqueeze: axes of 1 put in."""
    source = step.needed(0)
    listed = step.wholes("axes")
    found: Sequence[Any] | None = step.sizes(1) if listed is None else listed
    if found is None or not all(type(each) is int for each in found):
        raise Undecided("the axes of Unsqueeze are worked out by the network")
    sizes = list(source.shape)
    rank = len(sizes) + len(found)
    for axis in sorted(step.axis(each, rank) for each in found):
        sizes.insert(axis, 1)
    return changed(step, WholeReshape(sizes=tuple(sizes)), source)


def transpose(step: Step) -> list[Value]:
    """Transpose: the axes in another order, turned round without one."""
    source = step.needed(0)
    order = step.wholes("perm") or tuple(reversed(range(source.rank)))
    if sorted(order) != list(range(source.rank)):
        raise BadValue(f"perm={list(order)}", expected=f"every axis of {source.rank} once")
    if source.rank < 2:
        return [source]
    return changed(step, Permute(axes=order, argument="perm"), source)


def concat(step: Step) -> list[Value]:
    """Concat; quantised inputs come with a scale and a zero point each."""
    if step.op == "QLinearConcat":
        inputs = [step.needed(index) for index in range(2, len(step.inputs), 3)]
    else:
        inputs = [each for each in step.inputs if each is not None]
    if not inputs:
        raise BadValue(f"{step.op} without inputs")
    axis = step.axis(step.whole("axis", 1), inputs[0].rank)
    return step.apply(Concat(axis=axis, least=1), inputs)


def split(step: Step) -> list[Value]:
    """Split: sizes as an attribute or an input, or equal parts, the last one perhaps smaller."""
    source = step.needed(0)
    axis = step.axis(step.whole("axis"), source.rank)
    listed: Sequence[Any] | None = step.wholes("split")
    if listed is None and step.given(1) is not None:
        listed = step.sizes(1)
        if listed is None or None in listed:
            listed = [step.fresh() for _ in step.results]
            shapes = tuple([_with(source.shape, axis, each) for each in listed])
            return step.apply(Function(function="split", shapes=shapes, work=0), [source])
    if listed is None:
        count = step.whole("num_outputs") or len(step.results)
        length = source.shape[axis]
        each = ceil_div(length, count)
        listed = [each] * (count - 1) + [length - each * (count - 1)]
    return changed(step, Split(sizes=tuple(listed), axis=axis), source)


def _with(shape: Shape, axis: int, size: Dim) -> Shape:
    return (*shape[:axis], size, *shape[axis + 1 :])


def slice_axes(step: Step) -> list[Value]:
    """Slice: ranges of axes, far ends cut to the axis."""
    source = step.needed(0)
    bounds = slice_bounds(step, source.rank)
    if bounds is None:
        return _open_slice(step, source)
    parts = [Span() for _ in source.shape]
    for axis, start, stop, stride in bounds:
        size = source.shape[axis]
        if stride < 0:
            return _backwards(step, source, bounds)
        parts[axis] = Span(
            start=_bound(start, size),
            stop=None if type(stop) is int and stop >= FAR else stop,
            step=stride,
        )
    return changed(step, Index(parts=tuple(parts)), source)


def _bound(start: Any, size: Dim) -> Any:
    if type(start) is int and start <= -FAR:
        return 0
    return size if type(start) is int and start >= FAR else start


def _backwards(step: Step, source: Value, bounds: Sequence[Any]) -> list[Value]:
    """Ranges of which some go back."""
    sizes = list(source.shape)
    for axis, start, stop, stride in bounds:
        size = sizes[axis]
        if type(start) is not int or type(stop) is not int:
            sizes[axis] = step.fresh()
        elif type(size) is int:
            last = None if stop < -size and stride < 0 else stop
            first = max(start, -size - 1) if stride < 0 else start
            sizes[axis] = len(range(*slice(first, last, stride).indices(size)))
        elif stride == -1 and start in (-1, FAR) and stop <= -FAR:
            sizes[axis] = size
        else:
            sizes[axis] = step.fresh()
    layer = Function(function="slice", shapes=(tuple(sizes),), work=0)
    return changed(step, layer, source)


def _open_slice(step: Step, source: Value) -> list[Value]:
    """Ranges that are worked out by the network: every axis that they may be about is open."""
    axes: Sequence[Any] | None = step.wholes("axes") or step.sizes(3)
    if axes is None:
        count = step.needed(1).shape[0] if step.needed(1).rank == 1 else None
        axes = range(count) if step.given(3) is None and type(count) is int else None
    if axes is None or None in axes:
        raise Undecided("the ranges of Slice are worked out by the network")
    found = [step.axis(each, source.rank) for each in axes]
    sizes = [step.fresh() if axis in found else each for axis, each in enumerate(source.shape)]
    return step.apply(Function(function="slice", shapes=(tuple(sizes),), work=0), [source])


def pad(step: Step) -> list[Value]:
    """Pad: amounts as an attribute or an input, for all axes or those named; negative ones cut."""
    source = step.needed(0)
    listed: Sequence[Any] | None = step.wholes("pads") or step.wholes("paddings")
    if listed is None:
        listed = step.sizes(1)
        if listed is None:
            value = step.needed(1)
            count = value.shape[0] if value.rank == 1 else 2 * source.rank
            listed = [None] * (count if type(count) is int else 2 * source.rank)
    axes = step.axes(source.rank, 3) if step.given(3) is not None else list(range(source.rank))
    axes = axes or list(range(source.rank))
    if len(listed) != 2 * len(axes):
        raise BadValue(f"{len(listed)} amounts of padding", expected=f"{2 * len(axes)}")
    if None in listed:
        sizes = list(source.shape)
        for place, axis in enumerate(axes):
            before, after = listed[place], listed[place + len(axes)]
            sizes[axis] = (
                step.fresh() if before is None or after is None else sizes[axis] + before + after
            )
        return step.apply(Function(function="pad", shapes=(tuple(sizes),)), [source])
    amounts: list[tuple[Dim, Dim]] = [(0, 0)] * source.rank
    for place, axis in enumerate(axes):
        amounts[axis] = (listed[place], listed[place + len(axes)])
    return changed(step, Pad(amounts=tuple(amounts), mode="constant"), source)


def tile(step: Step) -> list[Value]:
    """Tile: how often along every axis; at first how often along one."""
    source = step.needed(0)
    if len(step.inputs) > 2:
        times: list[Any] = [1] * source.rank
        axis = step.scalar(2)
        if type(axis) is not int:
            raise Undecided("the axis of Tile is worked out by the network")
        each = step.scalar(1)
        times[step.axis(axis, source.rank)] = each
    else:
        times = step.sizes(1) or [None] * source.rank
    if None in times:
        sizes = tuple(
            [
                step.fresh() if each is None else size * each
                for size, each in zip(source.shape, times, strict=True)
            ]
        )
        return step.apply(Function(function="tile", shapes=(sizes,)), [source])
    return step.apply(Repeat(times=tuple(times)), [source])


def expand(step: Step) -> list[Value]:
    """Expand: a shape that both broadcast to."""
    source = step.needed(0)
    wanted = tuple(known_sizes(step, 1))
    sizes = broadcast((source.shape, wanted), step.network.needs, channel_axis=1)
    return changed(step, Expand(sizes=sizes), source)


def depth_to_space(step: Step) -> list[Value]:
    """DepthToSpace: channels become pixels."""
    source, block = step.needed(0), step.whole("blocksize", 1)
    batch, channels, *spatial = source.shape
    fewer = step.network.needs.divisible(
        channels,
        block ** len(spatial),
        lambda: ShapeError(f"{channels} channels in blocks of {block}"),
    )
    if len(spatial) == 2:
        return step.apply(PixelShuffle(factor=block), [source])
    sizes = (batch, fewer, *[each * block for each in spatial])
    return step.apply(Function(function="depth_to_space", shapes=(sizes,), stays=(0,)), [source])


def space_to_depth(step: Step) -> list[Value]:
    """SpaceToDepth: pixels become channels."""
    source, block = step.needed(0), step.whole("blocksize", 1)
    batch, channels, *spatial = source.shape
    fewer = [
        step.network.needs.divisible(
            each, block, lambda: ShapeError(f"{show_shape(source.shape)} in blocks of {block}")
        )
        for each in spatial
    ]
    if len(spatial) == 2:
        return step.apply(PixelUnshuffle(factor=block), [source])
    sizes = (batch, channels * block ** len(spatial), *fewer)
    return step.apply(Function(function="space_to_depth", shapes=(sizes,), stays=(0,)), [source])


def _kept(step: Step, source: Value, *others: Value) -> list[Value]:
    layer = Function(
        function=step.op.lower(), shapes=(source.shape,), stays=tuple(range(source.rank))
    )
    return step.apply(layer, [source, *others])


def reverse(step: Step) -> list[Value]:
    """ReverseSequence."""
    return _kept(step, step.needed(0), step.needed(1))


def trilu(step: Step) -> list[Value]:
    """Trilu."""
    return _kept(step, step.needed(0))


def center_crop_pad(step: Step) -> list[Value]:
    """CenterCropPad: sizes for all axes or those named."""
    source = step.needed(0)
    axes = step.axes(source.rank, None) or list(range(source.rank))
    wanted = known_sizes(step, 1)
    sizes = list(source.shape)
    for axis, each in zip(axes, wanted, strict=True):
        sizes[axis] = each
    return step.apply(Function(function="center_crop_pad", shapes=(tuple(sizes),)), [source])


def crop(step: Step) -> list[Value]:
    """Crop, of the first operator sets: borders taken off."""
    source = step.needed(0)
    left, top, right, bottom = step.wholes("border") or (0, 0, 0, 0)
    scale = step.wholes("scale")
    batch, channels, height, width = source.shape
    if scale:
        sizes: Shape = (batch, channels, *scale)
    else:
        sizes = (batch, channels, height - top - bottom, width - left - right)
    return step.apply(Function(function="crop", shapes=(sizes,)), [source])
