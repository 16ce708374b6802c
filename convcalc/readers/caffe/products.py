"""Products of matrices: fully connected layers, embeddings, recurrent layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import product
from convcalc.layers.other.function import Function
from convcalc.readers.caffe.spelled import LARGEST

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape
    from convcalc.operations.operand import Operand
    from convcalc.readers.caffe.spelled import CaffeLayer
    from convcalc.readers.caffe.tracing import Trace


def inner_product(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """InnerProduct: all from an axis on, by default all but the batch."""
    found = layer.settings("inner_product_param")
    source = inputs[0]
    axis = placed(layer, found.number("axis", 1), len(source.shape))
    width, inner = found.number("num_output", 0, 1), product(source.shape[axis:])
    rows = product(source.shape[:axis])
    bias = found.truth("bias_term", usual=True)
    made = Function(
        function="inner_product",
        shapes=((*source.shape[:axis], width),),
        products=rows * inner * width,
        work=rows * width if bias else 0,
        stays=tuple(range(axis)),
    )
    turned = found.truth("transpose", usual=False)
    stored: dict[str, Shape] = {"weight": (inner, width) if turned else (width, inner)}
    if bias:
        stored["bias"] = (width,)
    return trace.apply(layer, made, [source], stored)


def placed(layer: CaffeLayer, axis: int, rank: int) -> int:
    """
    An axis counted from the front.

    Raises:
        BadValue: If there is no such axis.
    """
    if not -rank <= axis < rank:
        raise layer.wrong(f"axis: {axis} of {rank} axes", f"{-rank} to {rank - 1}")
    return axis % rank


def embed(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """Embed: a row of a table for every number."""
    found = layer.settings("embed_param")
    source = inputs[0]
    width, count = found.number("num_output", 1, 1), found.number("input_dim", 1, 1)
    made = Function(function="embed", shapes=((*source.shape, width),), work=0)
    stored: dict[str, Shape] = {"weight": (count, width)}
    if found.truth("bias_term", usual=True):
        stored["bias"] = (width,)
    return trace.apply(layer, made, [source], stored)


def recurrent(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """
    LSTM and RNN over (T, N, ...).

    Source: BVLC/caffe, src/caffe/layers/lstm_layer.cpp: gates (4·H, F) with a bias, (4·H, H)
    without; rnn_layer.cpp: (H, F) with a bias, (H, H), and (H, H) with a bias for what goes out.
    """
    found = layer.settings("recurrent_param")
    source = inputs[0]
    width = found.number("num_output", 1, 1)
    steps, batch = source.shape[:2]
    features = product(source.shape[2:])
    if found.truth("expose_hidden", usual=False):
        trace.unknown(layer, inputs, "its states come from outside")
        return []
    gates = 4 if layer.type == "LSTM" else 1
    stored: dict[str, Shape] = {
        "W_xc": (gates * width, features),
        "b_c": (gates * width,),
        "W_hc": (gates * width, width),
    }
    products = gates * width * (features + width)
    still: Dim = 0
    if len(inputs) > 2:
        still = product(inputs[2].shape[1:])
        stored["W_xc_static"] = (gates * width, still)
    if layer.type == "RNN":
        stored |= {"W_ho": (width, width), "b_o": (width,)}
        products = products + width * width
    made = Function(
        function=layer.type.lower(),
        shapes=((steps, batch, width),),
        products=steps * batch * products + batch * gates * width * still,
        work=steps * batch * width * gates,
    )
    return trace.apply(layer, made, inputs, stored)


def parameter(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """Parameter: what is learned, as a blob."""
    shapes = layer.settings("parameter_param").blocks("shape")
    sizes = tuple([each for each in shapes[-1].all("dim") if type(each) is int])
    if not sizes or min(sizes) < 1 or max(sizes) > LARGEST:
        raise layer.wrong(f"shape {sizes}", "sizes of at least 1")
    made = Function(function="parameter", shapes=(sizes,), work=0)
    return trace.apply(layer, made, [], {"weight": sizes})
