"""
Convolution, pooling and resizing as ncnn works them out.

Source: Tencent/ncnn, src/layer/convolution.cpp, deconvolution.cpp, pooling.cpp, interp.cpp.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.convolution.conv import Conv
from convcalc.layers.convolution.transposed_conv import TransposedConv
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.window import Window
from convcalc.layers.dense.linear import Linear
from convcalc.layers.other.function import Function
from convcalc.layers.pooling.adaptive_pool import AdaptivePool
from convcalc.layers.pooling.global_pool import GlobalPool
from convcalc.layers.pooling.pool import Pool
from convcalc.layers.shape.resize import Resize
from convcalc.readers.ncnn.sizes import told
from convcalc.readers.stored.network import USUAL

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape
    from convcalc.operations.operand import Operand
    from convcalc.readers.ncnn.lines import NcnnLayer
    from convcalc.readers.ncnn.tracing import Trace

KEYS = {1: (0,), 2: (10, 0), 3: (20, 10, 0)}
"""What is added to the number of a width's setting for the others, by the count of axes."""

PADS = {1: ((4, 15),), 2: ((14, 16), (4, 15)), 3: ((24, 17), (14, 16), (4, 15))}
POOL_PADS = {1: ((3, 14),), 2: ((13, 15), (3, 14)), 3: ((23, 16), (13, 15), (3, 14))}
"""The settings with the padding before and after, axis by axis."""

LIKE_TENSORFLOW = {-233: "same", -234: "same_lower"}
"""What stands in the place of a padding that keeps ⌈S / s⌉ windows."""


def _ndim(layer: NcnnLayer, source: Operand) -> int:
    """
    The count of spatial axes.

    Raises:
        ShapeError: If the input has another number of axes.
    """
    ndim = {"1D": 1, "3D": 3}.get(layer.type[-2:], 2)
    if len(source.shape) != ndim + 2:
        raise ShapeError(
            f"an input {show_shape(source.shape)} with {len(source.shape) - 1} axes behind the "
            "batch",
            expected=f"{ndim + 1}: channels and {ndim} spatial ones",
        ).at(layer.place(), f"{layer.type} {layer.name!r}")
    return ndim


def _each(layer: NcnnLayer, key: int, usual: int, ndim: int) -> tuple[int, ...]:
    """A size for every axis: that of the width where there is none of its own."""
    width = layer.number(key, usual, 1)
    return tuple([layer.number(key + more, width, 1) for more in KEYS[ndim]])


def _pads(layer: NcnnLayer, keys: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """The padding of every axis: that of the left where there is none of its own."""
    left = layer.number(keys[-1][0])
    pads = []
    for before, after in keys:
        start = layer.number(before, left)
        pads.append((start, layer.number(after, start)))
    return tuple(pads)


def _quantised(layer: NcnnLayer, count: Dim) -> tuple[str, dict[str, Shape]]:
    """The number format of the weights, and the scales that a quantised layer stores."""
    term = layer.number(8)
    if not term:
        return USUAL, {}
    found: dict[str, Shape] = {"weight_scales": (count,), "input_scales": (1,)}
    if term > 100:
        found["output_scales"] = (1,)
    return "int8", found


def _channels(layer: NcnnLayer, source: Operand, filters: int, groups: int, area: Dim) -> Dim:
    """
    The channels that go in.

    Raises:
        BadValue: If the weights of the file are for another number.
    """
    channels = source.shape[1]
    if filters % groups or (type(channels) is int and channels % groups):
        raise layer.wrong(
            f"group={groups} for {channels} channels and {filters} filters", "a divisor of both"
        )
    size = layer.number(6)
    wanted = filters * (channels // groups) * area
    if size and type(channels) is int and size != wanted:
        raise layer.wrong(
            f"weight_data_size={size}, and {channels} channels come in",
            f"num_output · channels / group · kernel = {wanted}",
        )
    return channels


def convolution(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """A convolution and its activation; of a vector, by a kernel of 1, a fully connected layer."""
    source = inputs[0]
    if len(source.shape) == 2 and layer.type == "Convolution":
        return _of_vector(trace, layer, source)
    ndim = _ndim(layer, source)
    if layer.number(19):
        return trace.unknown(layer, inputs, "its weights are worked out by the network")
    filters = layer.number(0, 0, 1)
    groups = layer.number(7, 1, 1) if "DepthWise" in layer.type else 1
    kernel = _each(layer, 1, 0, ndim)
    channels = _channels(layer, source, filters, groups, product(kernel))
    pads = _pads(layer, PADS[ndim])
    window = Window(
        kernel_size=kernel,
        stride=_each(layer, 3, 1, ndim),
        dilation=_each(layer, 2, 1, ndim),
        padding=LIKE_TENSORFLOW.get(pads[0][0], pads),
    )
    bias = bool(layer.number(5))
    made = Conv(
        ndim=ndim,
        in_channels=channels,
        out_channels=filters,
        groups=groups,
        window=window,
        bias=bias,
        activation=bool(layer.number(9)),
        unbatched=False,
    )
    dtype, scales = _quantised(layer, groups if groups > 1 else filters)
    stored: dict[str, Shape] = {"weight": (filters, channels // groups, *kernel)}
    if bias:
        stored["bias"] = (filters,)
    return trace.apply(layer, made, [source], {**stored, **scales}, dtype)


def _of_vector(trace: Trace, layer: NcnnLayer, source: Operand) -> list[Operand]:
    filters = layer.number(0, 0, 1)
    if _each(layer, 1, 0, 2) != (1, 1):
        raise layer.wrong(f"an input {show_shape(source.shape)}", "a map, or a kernel of 1")
    channels = _channels(layer, source, filters, 1, 1)
    bias = bool(layer.number(5))
    made = Linear(
        out_features=filters, in_features=channels, bias=bias, activation=bool(layer.number(9))
    )
    dtype, scales = _quantised(layer, filters)
    stored: dict[str, Shape] = {"weight": (filters, channels)}
    if bias:
        stored["bias"] = (filters,)
    return trace.apply(layer, made, [source], {**stored, **scales}, dtype)


def deconvolution(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """A transposed convolution and its activation."""
    source = inputs[0]
    ndim = _ndim(layer, source)
    pads = _pads(layer, PADS[ndim])
    asked = any(layer.number(key) for key in ((25, 26, 27) if ndim == 3 else (20, 21)))
    if layer.number(28) or asked or min(map(min, pads)) < 0:
        return trace.unknown(layer, inputs, "a size that is asked for is not read here")
    filters = layer.number(0, 0, 1)
    groups = layer.number(7, 1, 1) if "DepthWise" in layer.type else 1
    kernel = _each(layer, 1, 0, ndim)
    channels = _channels(layer, source, filters, groups, product(kernel))
    right = layer.number(18, 0, 0)
    more = {1: (18,), 2: (19, 18), 3: (20, 19, 18)}[ndim]
    bias = bool(layer.number(5))
    made = TransposedConv(
        ndim=ndim,
        in_channels=channels,
        out_channels=filters,
        kernel_size=kernel,
        stride=_each(layer, 3, 1, ndim),
        dilation=_each(layer, 2, 1, ndim),
        padding=pads,
        output_padding=tuple([layer.number(key, right, 0) for key in more]),
        groups=groups,
        bias=bias,
        activation=bool(layer.number(9)),
        unbatched=False,
    )
    stored: dict[str, Shape] = {"weight": (channels, filters // groups, *kernel)}
    if bias:
        stored["bias"] = (filters,)
    return trace.apply(layer, made, [source], stored)


def pooling(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """
    Pooling: of everything, to a size, or with a window.

    With full padding the last, partial window counts, wherever it starts.
    """
    source = inputs[0]
    ndim = _ndim(layer, source)
    operation = "average" if layer.number(0) else "max"
    if layer.number(4):
        return trace.apply(layer, GlobalPool(operation=operation), [source])
    if layer.number(7):
        width = layer.number(8)
        wanted = [layer.number(8 + more, width) for more in KEYS[ndim]]
        sizes = tuple([None if each == -233 else each for each in wanted])
        made = AdaptivePool(ndim=ndim, operation=operation, output_size=sizes, unbatched=False)
        return trace.apply(layer, made, [source])
    mode = layer.number(5)
    window = Window(
        kernel_size=_each(layer, 1, 0, ndim),
        stride=_each(layer, 2, 1, ndim),
        dilation=(1,) * ndim,
        padding={2: "same", 3: "same_lower"}.get(mode, _pads(layer, POOL_PADS[ndim])),
        ceil_mode=mode == 0,
        starts_inside=False,
    )
    pool = Pool(ndim=ndim, operation=operation, window=window, unbatched=False)
    return trace.apply(layer, pool, [source])


MODES = {1: "nearest", 2: "bilinear", 3: "bicubic"}


def interp(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """Interp: to a size, by a factor, or to the size of a second input."""
    source = inputs[0]
    batch, channels, *spatial = source.shape
    sizes: list[Dim] = [layer.number(3), layer.number(4)]
    if 9 in layer.texts:
        named = told(layer.texts[9], inputs)
        if named is None or len(named) != 2:
            return trace.unknown(layer, inputs, "a size that is worked out as the network runs")
        sizes = named[::-1]
    elif len(inputs) > 1:
        sizes = list(inputs[1].shape[-2:])
    mode = MODES.get(layer.number(0), "nearest")
    if len(source.shape) == 4:
        scales = (layer.ratio(1), layer.ratio(2))
        made = (
            Resize(scale=scales, mode=mode) if 0 in sizes else Resize(size=tuple(sizes), mode=mode)
        )
        return trace.apply(layer, made, [source])
    if 0 in sizes:
        return trace.unknown(layer, inputs, "a factor for an input that is no map")
    shape: Shape = (batch, channels, *sizes) if not spatial else (batch, channels, sizes[1])
    spread = Function(function="interp", shapes=(shape,), work=product(shape), stays=(0, 1))
    return trace.apply(layer, spread, [source])


def roi_pooling(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """ROIPooling, ROIAlign and PSROIPooling: a small map of one region."""
    source = inputs[0]
    width, height = layer.number(0, 7, 1), layer.number(1, 7, 1)
    channels = layer.number(3, 0, 1) if layer.type == "PSROIPooling" else source.shape[1]
    shape = (source.shape[0], channels, height, width)
    made = Function(function=layer.type.lower(), shapes=(shape,), work=product(shape))
    return trace.apply(layer, made, inputs[:2])
