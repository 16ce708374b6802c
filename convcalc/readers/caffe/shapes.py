"""Blobs joined, cut and in other shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.other.function import Function
from convcalc.layers.shape.concat import Concat
from convcalc.layers.shape.flatten import Flatten
from convcalc.layers.shape.pad import Pad
from convcalc.layers.shape.permute import Permute
from convcalc.layers.shape.repeat import Repeat
from convcalc.layers.shape.reshape import WholeReshape
from convcalc.layers.shape.split import Split
from convcalc.readers.caffe.products import placed

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.operations.operand import Operand
    from convcalc.readers.caffe.spelled import CaffeLayer
    from convcalc.readers.caffe.tracing import Trace


def concat(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """Concat along an axis, by default the channels."""
    found = layer.settings("concat_param")
    axis = found.number("axis", found.number("concat_dim", 1))
    axis = placed(layer, axis, len(inputs[0].shape))
    return trace.apply(layer, Concat(axis=axis, least=1), inputs)


def slice_blob(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """Slice at points, or into equal parts."""
    found = layer.settings("slice_param")
    source = inputs[0]
    axis = placed(layer, found.number("axis", found.number("slice_dim", 1)), len(source.shape))
    points, length = found.numbers("slice_point"), source.shape[axis]
    count = max(len(layer.tops), 1)
    sizes: list[Dim]
    if points:
        if len(points) != count - 1 or points != sorted(set(points)):
            raise layer.wrong(f"slice_point: {points}", f"{count - 1} growing points")
        ends: list[Dim] = [0, *points, length]
        sizes = [ends[index + 1] - ends[index] for index in range(count)]
    else:
        sizes = [
            trace.network.needs.divisible(
                length,
                count,
                lambda: ShapeError(
                    f"{length} in {count} equal parts", expected=f"a multiple of {count}"
                ).at(layer.place(), f"{layer.type} {layer.name!r}"),
            )
        ] * count
    return trace.apply(layer, Split(sizes=tuple(sizes), axis=axis), [source])


def flatten(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """Flatten some axes to one."""
    found = layer.settings("flatten_param")
    made = Flatten(start=found.number("axis", 1), end=found.number("end_axis", -1))
    return trace.apply(layer, made, inputs[:1])


def reshape(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """Reshape some axes: 0 keeps one, -1 is what is left."""
    found = layer.settings("reshape_param")
    shape = inputs[0].shape
    rank = len(shape)
    blocks = found.blocks("shape")
    dims = [int(each) for each in blocks[-1].all("dim")] if blocks else []
    if dims.count(-1) > 1 or min(dims, default=0) < -1:
        raise layer.wrong(f"dims {dims}", "sizes, 0 for one that stays, and at most one -1")
    start, count = found.number("axis", 0), found.number("num_axes", -1)
    start = start + rank + 1 if start < 0 else start
    end = rank if count == -1 else start + count
    if not 0 <= start <= end <= rank:
        raise layer.wrong(f"axis: {start}, num_axes: {count} of {rank} axes")
    sizes: list[Dim] = []
    for place, each in enumerate(dims):
        if each == 0 and start + place >= end:
            raise layer.wrong(f"dim: 0 at place {place} of {end - start} axes", "an axis to keep")
        sizes.append(shape[start + place] if each == 0 else each)
    whole = (*shape[:start], *sizes, *shape[end:])
    return trace.apply(layer, WholeReshape(sizes=whole), inputs[:1])


def permute(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """Permute: the axes named first, then the others."""
    order = layer.settings("permute_param").numbers("order")
    rank = len(inputs[0].shape)
    order += [axis for axis in range(rank) if axis not in order]
    return trace.apply(layer, Permute(axes=tuple(order), argument="order"), inputs[:1])


def crop(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """Crop to the size of a second input, from an axis on, by default the height."""
    found = layer.settings("crop_param")
    shape, other = inputs[0].shape, inputs[1].shape
    axis = placed(layer, found.number("axis", 2), len(shape))
    sizes = (*shape[:axis], *other[axis:])
    offsets = found.numbers("offset") or [0]
    offsets = offsets * (len(shape) - axis) if len(offsets) == 1 else offsets
    if len(offsets) != len(shape) - axis or len(other) != len(shape):
        raise layer.wrong(f"offset: {offsets}", f"one, or {len(shape) - axis}")
    for whole, size, offset in zip(shape[axis:], sizes[axis:], offsets, strict=True):
        if type(whole) is int and type(size) is int and not 0 <= offset <= whole - size:
            raise layer.wrong(
                f"{size} from {offset} on of {whole}", f"an offset of 0 to {whole - size}"
            )
    made = Function(function="crop", shapes=(sizes,), stays=tuple(range(axis)))
    return trace.apply(layer, made, inputs[:2])


def tile(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """Tile an axis."""
    found = layer.settings("tile_param")
    rank = len(inputs[0].shape)
    times = [1] * rank
    times[placed(layer, found.number("axis", 1), rank)] = found.number("tiles", 1, 1)
    return trace.apply(layer, Repeat(times=tuple(times)), inputs[:1])


def pad(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """The padding layer of the first generation."""
    amount = layer.settings("padding_param").number("pad", 0, 0)
    return trace.apply(layer, Pad(amounts=((amount, amount),) * 2), inputs[:1])


def reduction(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """Reduction of all axes from one on, by default of all."""
    axis = layer.settings("reduction_param").number("axis", 0)
    shape = inputs[0].shape
    axis = axis + len(shape) if axis < 0 else axis
    made = Function(function="reduction", shapes=(shape[:axis],), work=product(shape))
    return trace.apply(layer, made, inputs[:1])


def arg_max(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """ArgMax along an axis, or of everything behind the batch."""
    found = layer.settings("argmax_param")
    shape, count = inputs[0].shape, found.number("top_k", 1, 1)
    if found.has("axis"):
        axis = placed(layer, found.number("axis", 1), len(shape))
        sizes = (*shape[:axis], count, *shape[axis + 1 :])
    else:
        both = found.truth("out_max_val", usual=False)
        ones = (1,) * max(len(shape) - 3, 0)
        sizes = (shape[0], 2 if both else 1, count, *ones)
    made = Function(function="argmax", shapes=(sizes,), work=product(shape))
    return trace.apply(layer, made, inputs[:1])


def batch_reindex(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """BatchReindex: the examples that a second input names."""
    sizes = (inputs[1].shape[0], *inputs[0].shape[1:])
    return trace.apply(layer, Function(function="batch_reindex", shapes=(sizes,)), inputs[:2])
