"""Products of matrices: fully connected layers, embeddings, recurrent layers, attention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.attention.scaled_attention import ScaledAttention
from convcalc.layers.dense.embedding import Embedding
from convcalc.layers.dense.linear import Linear
from convcalc.layers.other.function import Function
from convcalc.layers.other.merge import broadcast
from convcalc.readers.stored.network import USUAL

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape
    from convcalc.operations.operand import Operand
    from convcalc.readers.ncnn.lines import NcnnLayer
    from convcalc.readers.ncnn.tracing import Trace


def inner_product(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """
    InnerProduct: of everything behind the batch, or row by row where rows are as long as weights.

    Raises:
        BadValue: If the weights of the file are for another number of inputs.
    """
    source = inputs[0]
    width, size = layer.number(0, 0, 1), layer.number(2, 0, 0)
    inner = product(source.shape[1:])
    is_rows = len(source.shape) == 3 and size == width * source.shape[2]
    if is_rows:
        inner = source.shape[2]
    if type(inner) is int and size and size != width * inner:
        raise layer.wrong(
            f"weight_data_size={size}, and {inner} numbers come in",
            f"num_output · inputs = {width * inner}",
        )
    bias = bool(layer.number(1))
    activation = bool(layer.number(9))
    stored: dict[str, Shape] = {"weight": (width, inner)}
    if bias:
        stored["bias"] = (width,)
    dtype = USUAL
    if layer.number(8):
        dtype = "int8"
        stored |= {"weight_scales": (width,), "input_scales": (1,)}
    if is_rows or len(source.shape) == 2:
        made = Linear(out_features=width, in_features=inner, bias=bias, activation=activation)
        return trace.apply(layer, made, [source], stored, dtype)
    batch = source.shape[0]
    whole = Function(
        function="inner_product",
        shapes=((batch, width),),
        products=batch * inner * width,
        work=batch * width * (bias + activation),
        stays=(0,),
    )
    return trace.apply(layer, whole, [source], stored, dtype)


def gemm(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """
    Gemm: (M, K) · (K, N) + C, each of them an input or stored.

    C is broadcast by its type: one number, M, (M, 1), (M, N) or N of them.
    """
    if layer.number(18):
        return trace.unknown(layer, inputs, "quantised weights of a Gemm are not read here")
    waiting = list(inputs)
    stored: dict[str, Shape] = {}
    sides: list[Shape] = []
    rows, columns, inner = (layer.number(key) for key in (7, 8, 9))
    for role, is_stored, is_turned, sizes in (
        ("A_weight", layer.number(4), layer.number(2), (rows, inner)),
        ("B_weight", layer.number(5), layer.number(3), (inner, columns)),
    ):
        if is_stored:
            stored[role] = sizes[::-1] if is_turned else sizes
            sides.append((trace.batch, *sizes))
            continue
        shape = waiting.pop(0).shape
        if len(shape) == 4 and shape[2] == 1:
            shape = (shape[0], shape[1], shape[3])
        if len(shape) != 3:
            return trace.unknown(layer, inputs, "a Gemm of other blobs than matrices")
        sides.append((shape[0], shape[2], shape[1]) if is_turned else shape)
    (batch, height, depth), (_, other, width) = sides
    trace.network.needs.equal(depth, other, lambda: _unlike(layer, depth, other))
    kind = layer.number(10)
    if layer.number(6) and kind >= 0:
        shapes: list[Shape] = [(1,), (height,), (height, 1), (height, width), (width,)]
        stored["C"] = shapes[kind]
    result: Shape = (batch, width, height) if layer.number(14) else (batch, height, width)
    if layer.number(11):
        result = (result[0], result[1], 1, result[2])
    has_sum = bool(waiting) or "C" in stored
    made = Function(
        function="gemm",
        shapes=(result,),
        products=batch * height * depth * width,
        work=product(result) if has_sum else 0,
        stays=(0,),
    )
    return trace.apply(layer, made, inputs, stored)


def _unlike(layer: NcnnLayer, depth: Dim, other: Dim) -> ShapeError:
    return ShapeError(f"rows of {depth} times columns of {other}", expected="the same").at(
        layer.place(), f"{layer.type} {layer.name!r}"
    )


def matmul(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """MatMul: (*, M, K) · (*, K, N), the second one turned if asked; what stands before spreads."""
    one, other = inputs[0].shape, inputs[1].shape
    if min(len(one), len(other)) < 3:
        return trace.unknown(layer, inputs, "a product with a vector is not read here")
    rows, depth = one[-2:]
    inner, columns = other[-2:] if not layer.number(0) else other[:-3:-1]
    trace.network.needs.equal(depth, inner, lambda: _unlike(layer, depth, inner))
    rank = max(len(one), len(other)) - 3
    before = [(1,) * (rank - len(each) + 3) + tuple(each[1:-2]) for each in (one, other)]
    spread = broadcast(tuple(before), trace.network.needs, channel_axis=1) if rank else ()
    shape = (one[0], *spread, rows, columns)
    made = Function(
        function="matmul", shapes=(shape,), products=product(shape) * depth, work=0, stays=(0,)
    )
    return trace.apply(layer, made, inputs)


def embed(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """Embed: a row of a table for every number."""
    width, count = layer.number(0, 0, 1), layer.number(1, 0, 1)
    stored: dict[str, Shape] = {"weight": (count, width)}
    if layer.number(2):
        stored["bias"] = (width,)
    dtype = USUAL
    if layer.number(18):
        dtype, stored["weight_scales"] = "int8", (1,)
    return trace.apply(layer, Embedding(count=count, width=width), inputs[:1], stored, dtype)


def recurrent(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """LSTM, GRU and RNN over (T, F), in one or both directions, with the last states if asked."""
    if layer.number(8):
        return trace.unknown(layer, inputs, "quantised weights of a recurrent layer")
    source = inputs[0]
    batch, steps, features = source.shape
    gates, biases = {"LSTM": (4, 4), "GRU": (3, 4), "RNN": (1, 1)}[layer.type]
    width = layer.number(0, 0, 1)
    hidden = layer.number(3, width, 1) if layer.type == "LSTM" else width
    ways = 2 if layer.number(2) == 2 else 1
    stored: dict[str, Shape] = {
        "xc_weight": (ways, gates * hidden, features),
        "gate_bias": (ways, biases, hidden),
        "hc_weight": (ways, gates * hidden, width),
    }
    if hidden != width:
        stored["hr_weight"] = (ways, width, hidden)
    each = gates * hidden * (features + width) + (width * hidden if hidden != width else 0)
    states: list[Shape] = [(batch, ways, width), (batch, ways, hidden)]
    made = Function(
        function=layer.type.lower(),
        shapes=((batch, steps, width * ways), *states[: len(layer.tops) - 1]),
        products=batch * steps * ways * each,
        work=batch * steps * ways * gates * hidden,
        stays=(0,),
    )
    return trace.apply(layer, made, inputs, stored)


def attention(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """
    MultiHeadAttention over (L, F): four products with weights, and two of what they give.

    Source: Tencent/ncnn, src/layer/multiheadattention.cpp: without a second or third input the
    first one stands for them.
    """
    if layer.number(7) or layer.number(18):
        return trace.unknown(layer, inputs, "a cache, or quantised weights of attention")
    width = layer.number(0, 0, 1)
    wide = layer.number(2, 0, 1) // width
    keys, values = layer.number(3, width, 1), layer.number(4, width, 1)
    blobs = inputs[: len(inputs) - 1] if layer.number(5) else inputs
    query = blobs[0].shape
    seen = blobs[1].shape[1] if len(blobs) > 1 else query[1]
    batch, length = query[0], query[1]
    stored: dict[str, Shape] = {
        "q_weight": (width, wide),
        "q_bias": (width,),
        "k_weight": (width, keys),
        "k_bias": (width,),
        "v_weight": (width, values),
        "v_bias": (width,),
        "out_weight": (wide, width),
        "out_bias": (wide,),
    }
    products = width * (2 * length * wide + seen * (keys + values) + 2 * length * seen)
    made = Function(
        function="attention",
        shapes=((batch, length, wide),),
        products=batch * products,
        work=batch * layer.number(1, 1, 1) * length * seen,
        stays=(0,),
    )
    return trace.apply(layer, made, inputs, stored)


def scaled_attention(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """SDPA over heads; several may share one of key and value."""
    if layer.number(7) or layer.number(18):
        return trace.unknown(layer, inputs, "a cache, or quantised attention")
    return trace.apply(layer, ScaledAttention(grouped=True), inputs)
