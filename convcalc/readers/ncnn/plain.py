"""Element by element, and normalisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.activation.activation import Activation
from convcalc.layers.activation.softmax import Softmax
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.normalisation.batch_norm import BatchNorm
from convcalc.layers.normalisation.group_norm import GroupNorm
from convcalc.layers.normalisation.instance_norm import InstanceNorm
from convcalc.layers.normalisation.layer_norm import LayerNorm
from convcalc.layers.normalisation.response_norm import LocalResponseNorm
from convcalc.layers.other.function import Function
from convcalc.layers.other.identity import Identity
from convcalc.layers.other.merge import Merge
from convcalc.layers.other.merge import broadcast

if TYPE_CHECKING:
    from convcalc.layers.core.shapes import Shape
    from convcalc.operations.operand import Operand
    from convcalc.readers.ncnn.lines import NcnnLayer
    from convcalc.readers.ncnn.tracing import Trace


def placed(layer: NcnnLayer, axis: int, source: Operand) -> int:
    """
    An axis of the blob as ncnn counts it, behind the batch, as an axis of the tensor.

    Raises:
        BadValue: If there is no such axis.
    """
    rank = len(source.shape) - 1
    if not -rank <= axis < rank:
        raise layer.wrong(f"axis {axis} of {rank} axes", f"{-rank} to {rank - 1}")
    return axis % rank + 1


def activation(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """A function of every element."""
    return trace.apply(layer, Activation(function=layer.type.lower()), inputs[:1])


def same(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """What changes nothing."""
    return trace.apply(layer, Identity(), inputs[:1])


def converted(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """Another number format or order of elements: each is copied; quantising has scales."""
    source = inputs[0]
    rank = len(source.shape)
    stored: dict[str, Shape] = {}
    if layer.type == "Quantize":
        stored["scales"] = (layer.number(0, 1, 1),)
    made = Function(function=layer.type.lower(), shapes=(source.shape,), stays=tuple(range(rank)))
    return trace.apply(layer, made, [source], stored)


def softmax(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """Softmax along an axis."""
    axis = placed(layer, layer.number(0), inputs[0])
    return trace.apply(layer, Softmax(axes=(axis,)), inputs[:1])


def response_norm(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """LRN over neighbouring channels, or within each."""
    size, source = layer.number(1, 5, 1), inputs[0]
    if layer.number(0):
        work = product(source.shape) * size * size
        made = Function(function="lrn", shapes=(source.shape,), work=work)
        return trace.apply(layer, made, [source])
    return trace.apply(layer, LocalResponseNorm(neighbours=size), [source])


def batch_norm(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """BatchNorm: slope and bias are learned, mean and variance statistics."""
    width = (layer.number(0, 0, 1),)
    made = BatchNorm(num_features=width[0], axis=1, scale=True, shift=True)
    stored: dict[str, Shape] = {"slope": width, "mean": width, "variance": width, "bias": width}
    return trace.apply(layer, made, inputs[:1], stored)


def scale(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """Scale: by what is stored, or by a second input."""
    source = inputs[0]
    stored: dict[str, Shape] = {}
    size = layer.number(0)
    if size != -233:
        stored["scale"] = (size,)
    if layer.number(1):
        stored["bias"] = (source.shape[1] if size == -233 else size,)
    made = Function(
        function="scale",
        shapes=(source.shape,),
        work=product(source.shape) * (2 if "bias" in stored else 1),
        stays=tuple(range(len(source.shape))),
    )
    return trace.apply(layer, made, inputs[:2], stored)


def bias(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """Bias: what is stored added."""
    shape = inputs[0].shape
    made = Function(function="bias", shapes=(shape,), stays=tuple(range(len(shape))))
    return trace.apply(layer, made, inputs[:1], {"bias": (layer.number(0, 0, 1),)})


def prelu(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """PReLU: a slope for every channel, or one for all."""
    stored: dict[str, Shape] = {"slope": (layer.number(0, 0, 1),)}
    return trace.apply(layer, Activation(function="prelu"), inputs[:1], stored)


def layer_norm(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """LayerNorm and RMSNorm over as many of the last axes as make up the size."""
    size, shape = layer.number(0), inputs[0].shape
    stored: dict[str, Shape] = {}
    if layer.number(2, 1):
        stored["gamma"] = (size,)
        if layer.type == "LayerNorm":
            stored["beta"] = (size,)
    whole = size and size != shape[-1] and len(shape) > 2
    made = LayerNorm(axes=(-2, -1) if whole else (-1,))
    return trace.apply(layer, made, inputs[:1], stored)


def group_norm(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """GroupNorm, and InstanceNorm where every channel is a group."""
    is_groups = layer.type == "GroupNorm"
    width: Shape = (layer.number(1 if is_groups else 0),)
    affine = layer.number(3 if is_groups else 2, 1)
    stored = {"gamma": width, "beta": width} if affine else {}
    made = (
        GroupNorm(groups=layer.number(0, 1, 1))
        if is_groups
        else InstanceNorm(ndim=len(inputs[0].shape) - 2)
    )
    return trace.apply(layer, made, inputs[:1], stored)


def normalize(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """Normalize, with a scale; MVN."""
    shape = inputs[0].shape
    stored: dict[str, Shape] = {}
    if layer.type == "Normalize":
        stored["scale"] = (layer.number(3, 0, 1),)
    made = Function(function=layer.type.lower(), shapes=(shape,), work=3 * product(shape))
    return trace.apply(layer, made, inputs[:1], stored)


OPERATIONS = {0: "multiply", 1: "add", 2: "maximum"}


def eltwise(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """Eltwise of inputs of one shape."""
    for each in inputs[1:]:
        if len(each.shape) != len(inputs[0].shape):
            raise _unlike(layer, inputs)
        for one, other in zip(each.shape, inputs[0].shape, strict=True):
            trace.network.needs.equal(one, other, lambda: _unlike(layer, inputs))
    function = OPERATIONS.get(layer.number(0), "add")
    return trace.apply(layer, Merge(function=function), inputs)


def _unlike(layer: NcnnLayer, inputs: list[Operand]) -> ShapeError:
    shown = " and ".join(show_shape(each.shape) for each in inputs)
    return ShapeError(f"blobs of other shapes: {shown}", expected="one shape for all").at(
        layer.place(), f"{layer.type} {layer.name!r}"
    )


BINARY = (
    *("add", "subtract", "multiply", "divide", "maximum", "minimum", "power"),
    *("rsubtract", "rdivide", "rpower", "atan2", "ratan2"),
)


def binary(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """
    BinaryOp: of a blob and a number, or of two blobs, the smaller one spread.

    Source: Tencent/ncnn, docs/developer-guide/binaryop-broadcasting.md: new axes are put behind,
    but for a vector that is as long as the last axis and not as the first.
    """
    function = BINARY[layer.number(0, 0, 0)]
    if layer.number(1) or len(inputs) == 1:
        return trace.apply(layer, Activation(function=function), inputs[:1])
    ranks = {len(each.shape) for each in inputs}
    if len(ranks) == 1:
        return trace.apply(layer, Merge(function=function), inputs)
    largest = max(inputs, key=lambda each: len(each.shape)).shape
    shapes = tuple([_spread(each.shape, largest) for each in inputs])
    shape = broadcast(shapes, trace.network.needs, channel_axis=1)
    made = Function(function=function, shapes=(shape,), stays=tuple(range(len(shape))))
    return trace.apply(layer, made, inputs)


def _spread(shape: Shape, largest: Shape) -> Shape:
    missing = (1,) * (len(largest) - len(shape))
    if len(shape) == 2 and missing and shape[1] != largest[1]:
        return (shape[0], *missing, shape[1])
    return (*shape, *missing)


def rotary(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """RotaryEmbed: every element turned with its partner."""
    shape = inputs[0].shape
    made = Function(function="rotary_embed", shapes=(shape,), work=3 * product(shape))
    return trace.apply(layer, made, inputs)
