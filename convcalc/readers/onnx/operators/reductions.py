"""Axes reduced, chosen from, or summed along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import product
from convcalc.layers.other.along_axis import Along
from convcalc.layers.other.function import Function
from convcalc.layers.other.reduce import Reduce
from convcalc.readers.onnx.step import Undecided

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.readers.onnx.step import Step
    from convcalc.readers.onnx.values import Value


def reduce(step: Step) -> list[Value]:
    """ReduceMean and its kin: the axes are an attribute or an input."""
    source = step.needed(0)
    axes = step.axes(source.rank, 1)
    if not axes:
        if step.whole("noop_with_empty_axes"):
            return step.apply(
                Function(
                    function=step.op.lower(),
                    shapes=(source.shape,),
                    stays=tuple(range(source.rank)),
                ),
                [source],
            )
        axes = list(range(source.rank))
    layer = Reduce(
        function=step.op.removeprefix("Reduce").lower(),
        axes=tuple(axes),
        keepdim=bool(step.whole("keepdims", 1)),
    )
    return step.apply(layer, [source])


def position(step: Step) -> list[Value]:
    """ArgMax and ArgMin."""
    source = step.needed(0)
    axis = step.axis(step.whole("axis"), source.rank)
    layer = Reduce(
        function=step.op.lower(), axes=(axis,), keepdim=bool(step.whole("keepdims", 1)), most=True
    )
    return step.apply(layer, [source], dtype="int64")


def along(step: Step) -> list[Value]:
    """CumSum and CumProd."""
    source = step.needed(0)
    axis = step.scalar(1)
    axes = (step.axis(axis, source.rank),) if type(axis) is int else tuple(range(source.rank))
    return step.apply(Along(function=step.op.lower(), axes=axes), [source])


def top_k(step: Step) -> list[Value]:
    """TopK: the count is an attribute or an input."""
    source = step.needed(0)
    axis = step.axis(step.whole("axis", -1), source.rank)
    count: Dim | None = step.whole("k") if step.has("k") else step.scalar(1)
    if count is None:
        count = step.fresh()
    shape = (*source.shape[:axis], count, *source.shape[axis + 1 :])
    layer = Function(
        function="topk",
        shapes=(shape, shape),
        work=product(source.shape),
        stays=tuple([each for each in range(source.rank) if each != axis]),
    )
    return step.apply(layer, [source], dtype=(source.dtype, "int64"))


def non_zero(step: Step) -> list[Value]:
    """NonZero: as many columns as the values say."""
    source = step.needed(0)
    layer = Function(
        function="nonzero",
        shapes=((max(source.rank, 1), step.fresh()),),
        work=product(source.shape),
    )
    return step.apply(layer, [source], dtype="int64")


def unique(step: Step) -> list[Value]:
    """Unique: as many as the values say."""
    source = step.needed(0)
    count = step.fresh()
    if step.has("axis"):
        axis = step.axis(step.whole("axis"), source.rank)
        shape = (*source.shape[:axis], count, *source.shape[axis + 1 :])
        length = source.shape[axis]
    else:
        shape, length = (count,), product(source.shape)
    shapes = (shape, (count,), (length,), (count,))[: max(len(step.results), 1)]
    layer = Function(function="unique", shapes=shapes, work=product(source.shape))
    dtypes = (source.dtype, "int64", "int64", "int64")[: len(shapes)]
    return step.apply(layer, [source], dtype=dtypes)


def compress(step: Step) -> list[Value]:
    """Compress: the positions that a condition names."""
    source = step.needed(0)
    truths = step.sizes(1)
    known = truths is not None and None not in truths
    count: Dim = sum(map(bool, truths or ())) if known else step.fresh()
    if not step.has("axis"):
        shape: tuple[Dim, ...] = (count,)
    else:
        axis = step.axis(step.whole("axis"), source.rank)
        if known and type(source.shape[axis]) is int:
            count = sum(map(bool, (truths or [])[: source.shape[axis]]))
        shape = (*source.shape[:axis], count, *source.shape[axis + 1 :])
    if not shape:
        raise Undecided("Compress of a single number")
    return step.apply(
        Function(function="compress", shapes=(shape,), work=0), [source, step.needed(1)]
    )
