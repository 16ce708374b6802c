"""Element by element, and normalisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.activation.activation import Activation
from convcalc.layers.activation.softmax import Softmax
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.normalisation.batch_norm import BatchNorm
from convcalc.layers.normalisation.response_norm import LocalResponseNorm
from convcalc.layers.other.function import Function
from convcalc.layers.other.identity import Identity
from convcalc.layers.other.merge import Merge
from convcalc.layers.shape.shuffle import ChannelShuffle
from convcalc.readers.caffe.products import placed

if TYPE_CHECKING:
    from convcalc.layers.core.shapes import Shape
    from convcalc.operations.operand import Operand
    from convcalc.readers.caffe.spelled import CaffeLayer
    from convcalc.readers.caffe.tracing import Trace


def activation(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """A function of every element."""
    return trace.apply(layer, Activation(function=layer.type.lower()), inputs[:1])


def same(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """What changes nothing in the phase of tests."""
    return trace.apply(layer, Identity(), inputs[:1]) * max(len(layer.tops), 1)


def softmax(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """Softmax along an axis, by default the second."""
    source = inputs[0]
    axis = placed(layer, layer.settings("softmax_param").number("axis", 1), len(source.shape))
    return trace.apply(layer, Softmax(axes=(axis,)), [source])


def response_norm(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """LRN over neighbouring channels, or within each."""
    found = layer.settings("lrn_param")
    size = found.number("local_size", 5, 1)
    if found.word("norm_region") in ("WITHIN_CHANNEL", "1"):
        work = product(inputs[0].shape) * size * size
        made = Function(function="lrn", shapes=(inputs[0].shape,), work=work)
        return trace.apply(layer, made, inputs[:1])
    return trace.apply(layer, LocalResponseNorm(neighbours=size), inputs[:1])


def batch_norm(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """BatchNorm: mean, variance and a factor are stored; a Scale behind it is learned."""
    source = inputs[0]
    width: Shape = source.shape[1:2]
    made = BatchNorm(num_features=source.shape[1] if width else 1, axis=1, scale=False, shift=False)
    stored: dict[str, Shape] = {"mean": width, "variance": width, "factor": (1,)}
    return trace.apply(layer, made, [source], stored)


def _spread(layer: CaffeLayer, source: Operand, param: str) -> Shape:
    """The shape of what an axis, and some behind it, are multiplied with or raised by."""
    found = layer.settings(param)
    axis = placed(layer, found.number("axis", 1), len(source.shape))
    count = found.number("num_axes", 1, -1)
    end = len(source.shape) if count == -1 else axis + count
    return source.shape[axis:end]


def scale(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """Scale: by what is learned, or by a second input."""
    found = layer.settings("scale_param")
    stored: dict[str, Shape] = {}
    shape = inputs[1].shape if len(inputs) > 1 else _spread(layer, inputs[0], "scale_param")
    if len(inputs) == 1:
        stored["scale"] = shape
    if found.truth("bias_term", usual=False):
        stored["bias"] = shape
    work = product(inputs[0].shape) * (2 if "bias" in stored else 1)
    made = Function(
        function="scale",
        shapes=(inputs[0].shape,),
        work=work,
        stays=tuple(range(len(inputs[0].shape))),
    )
    return trace.apply(layer, made, inputs[:2], stored)


def bias(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """Bias: what is learned added, or a second input."""
    stored: dict[str, Shape] = {}
    if len(inputs) == 1:
        stored["bias"] = _spread(layer, inputs[0], "bias_param")
    rank = len(inputs[0].shape)
    made = Function(function="bias", shapes=(inputs[0].shape,), stays=tuple(range(rank)))
    return trace.apply(layer, made, inputs[:2], stored)


def prelu(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """PReLU: a slope for every channel, or one for all."""
    is_shared = layer.settings("prelu_param").truth("channel_shared", usual=False)
    slope: Shape = (1,) if is_shared else inputs[0].shape[1:2]
    return trace.apply(layer, Activation(function="prelu"), inputs[:1], {"slope": slope})


def normalize(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """Normalize, with a scale of every channel; MVN."""
    stored: dict[str, Shape] = {}
    if layer.type == "Normalize":
        is_shared = layer.settings("norm_param").truth("channel_shared", usual=True)
        stored["scale"] = (1,) if is_shared else inputs[0].shape[1:2]
    work = 3 * product(inputs[0].shape)
    made = Function(function=layer.type.lower(), shapes=(inputs[0].shape,), work=work)
    return trace.apply(layer, made, inputs[:1], stored)


OPERATIONS = {"0": "multiply", "PROD": "multiply", "2": "maximum", "MAX": "maximum"}


def eltwise(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """
    Eltwise of inputs of one shape.

    Raises:
        ShapeError: If they have others.
    """
    for each in inputs[1:]:
        if len(each.shape) != len(inputs[0].shape):
            raise _unlike(layer, inputs)
        for one, other in zip(each.shape, inputs[0].shape, strict=True):
            trace.network.needs.equal(one, other, lambda: _unlike(layer, inputs))
    operation = OPERATIONS.get(layer.settings("eltwise_param").word("operation", "SUM"), "add")
    return trace.apply(layer, Merge(function=operation, least=1), inputs)


def _unlike(layer: CaffeLayer, inputs: list[Operand]) -> ShapeError:
    shown = " and ".join(show_shape(each.shape) for each in inputs)
    return ShapeError(f"blobs of other shapes: {shown}", expected="one shape for all").at(
        layer.place(), f"{layer.type} {layer.name!r}"
    )


def axpy(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """Axpy: a number a channel times a map, and another map added."""
    shape = inputs[1].shape
    made = Function(
        function="axpy", shapes=(shape,), work=2 * product(shape), stays=tuple(range(len(shape)))
    )
    return trace.apply(layer, made, inputs[:3])


def shuffle(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """ShuffleChannel."""
    groups = layer.settings("shuffle_channel_param").number("group", 1, 1)
    return trace.apply(layer, ChannelShuffle(groups=groups), inputs[:1])
