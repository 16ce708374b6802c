"""Positions taken out of a tensor, and written into one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import BadValue
from convcalc.layers.other.function import Function
from convcalc.readers.onnx.operators.shapes import known_sizes
from convcalc.readers.onnx.step import Undecided
from convcalc.readers.onnx.values import dtype_of

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.readers.onnx.step import Step
    from convcalc.readers.onnx.values import Value


def gather(step: Step) -> list[Value]:
    """Gather: the shape of the positions stands where the axis was."""
    data, indices = step.needed(0), step.needed(1)
    axis = step.axis(step.whole("axis"), data.rank)
    shape = (*data.shape[:axis], *indices.shape, *data.shape[axis + 1 :])
    if data.is_constant and indices.is_constant:
        return [step.constant(shape, data.dtype, made_of=data.made_of)]
    stays = tuple(range(axis)) if not indices.rank else ()
    layer = Function(function="gather", shapes=(shape,), work=0, stays=stays)
    return step.apply(layer, [data, indices], matrices=(data,))


def gather_elements(step: Step) -> list[Value]:
    """GatherElements: as many as there are positions."""
    data, indices = step.needed(0), step.needed(1)
    return step.apply(Function(function="gather", shapes=(indices.shape,), work=0), [data, indices])


def gather_nd(step: Step) -> list[Value]:
    """GatherND: rows of positions, and what is behind them."""
    data, indices = step.needed(0), step.needed(1)
    width = indices.shape[-1] if indices.rank else None
    if type(width) is not int:
        raise Undecided("how many axes GatherND takes is worked out by the network")
    batch = step.whole("batch_dims")
    if batch + width > data.rank:
        raise BadValue(f"{batch + width} positions for {data.rank} axes")
    shape = (*indices.shape[:-1], *data.shape[batch + width :])
    return step.apply(Function(function="gather", shapes=(shape,), work=0), [data, indices])


def scatter(step: Step) -> list[Value]:
    """ScatterElements, ScatterND, TensorScatter: the data with updates written into it."""
    data = step.needed(0)
    inputs = [each for each in step.inputs if each is not None]
    layer = Function(function="scatter", shapes=(data.shape,), stays=tuple(range(data.rank)))
    return step.apply(layer, inputs)


def one_hot(step: Step) -> list[Value]:
    """OneHot: an axis as long as the depth."""
    indices, values = step.needed(0), step.needed(2)
    depth = step.scalar(1)
    size: Dim = int(depth) if isinstance(depth, (int, float)) else depth or step.fresh()
    axis = step.axis(step.whole("axis", -1), indices.rank + 1)
    shape = (*indices.shape[:axis], size, *indices.shape[axis:])
    layer = Function(function="one_hot", shapes=(shape,))
    return step.apply(layer, [indices], dtype=values.dtype)


def eye_like(step: Step) -> list[Value]:
    """EyeLike: a matrix of the same shape."""
    source = step.needed(0)
    dtype = dtype_of(step.whole("dtype")) if step.has("dtype") else source.dtype
    return step.apply(Function(function="eye", shapes=(source.shape,)), [source], dtype=dtype)


def dynamic_slice(step: Step) -> list[Value]:
    """DynamicSlice, an experiment of the first operator sets."""
    source = step.needed(0)
    axes = step.axes(source.rank, 3) or list(range(source.rank))
    starts, stops = known_sizes(step, 1), known_sizes(step, 2)
    sizes = list(source.shape)
    for axis, start, stop in zip(axes, starts, stops, strict=True):
        length = sizes[axis]
        if all(type(each) is int for each in (start, stop, length)):
            sizes[axis] = len(range(*slice(start, stop).indices(length)))
        else:
            sizes[axis] = step.fresh()
    return step.apply(Function(function="slice", shapes=(tuple(sizes),), work=0), [source])
