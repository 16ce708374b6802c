"""
Convolution and pooling as Caffe works them out.

Source: BVLC/caffe, src/caffe/layers/base_conv_layer.cpp, conv_layer.cpp, deconv_layer.cpp,
pooling_layer.cpp.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import product
from convcalc.dims import symbol
from convcalc.errors import ShapeError
from convcalc.layers.convolution.conv import Conv
from convcalc.layers.convolution.transposed_conv import TransposedConv
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.window import Window
from convcalc.layers.other.function import Function
from convcalc.layers.pooling.global_pool import GlobalPool
from convcalc.layers.pooling.pool import Pool

if TYPE_CHECKING:
    from convcalc.layers.core.shapes import Shape
    from convcalc.operations.operand import Operand
    from convcalc.readers.caffe.spelled import CaffeLayer
    from convcalc.readers.caffe.spelled import Settings
    from convcalc.readers.caffe.tracing import Trace


def _each(
    layer: CaffeLayer, found: Settings, name: str, usual: int | None, ndim: int
) -> tuple[int, ...]:
    """A number for every spatial axis: one for all, one each, or of height and width apart."""
    stem = name.removesuffix("_size")
    if found.has(f"{stem}_h") or found.has(f"{stem}_w"):
        least = 0 if name == "pad" else 1
        start = usual if usual is not None else 0
        return tuple([found.number(f"{stem}_{each}", start, least) for each in "hw"])
    listed = found.numbers(name)
    if not listed:
        if usual is None:
            raise layer.wrong(f"no {name}", f"{name}: 3, or {stem}_h and {stem}_w")
        return (usual,) * ndim
    if len(listed) not in (1, ndim):
        raise layer.wrong(f"{len(listed)} values of {name}", f"1 or {ndim}")
    if any(each < (0 if name == "pad" else 1) for each in listed):
        raise layer.wrong(f"{name}: {listed}", "sizes of at least 1")
    return tuple(listed) * (ndim if len(listed) == 1 else 1)


def _maps(layer: CaffeLayer, source: Operand) -> int:
    """How many spatial axes an input has."""
    ndim = len(source.shape) - 2
    if ndim < 1:
        raise ShapeError(f"an input {show_shape(source.shape)}", expected="(N, C, H, W)").at(
            layer.place(), f"{layer.type} {layer.name!r}"
        )
    return ndim


def convolution(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """Convolution, each of the inputs with the same weights; depthwise ones too."""
    found = layer.settings("convolution_param")
    source = inputs[0]
    ndim = _maps(layer, source)
    if found.number("axis", 1) not in (1, -1 - ndim):
        raise layer.wrong("axis: channels behind spatial axes", "axis: 1", "permute them before")
    filters = found.number("num_output", 0, 1)
    groups = found.number("group", filters if layer.type == "DepthwiseConvolution" else 1, 1)
    if layer.type == "ConvolutionDepthwise":
        groups = filters
    kernel = _each(layer, found, "kernel_size", None, ndim)
    channels = source.shape[1]
    bias = found.truth("bias_term", usual=True)
    is_transposed = layer.type == "Deconvolution"
    steps = _each(layer, found, "stride", 1, ndim)
    pads = tuple([(each, each) for each in _each(layer, found, "pad", 0, ndim)])
    dilation = _each(layer, found, "dilation", 1, ndim)
    if filters % groups or (type(channels) is int and channels % groups):
        raise layer.wrong(
            f"group: {groups} for {channels} channels and {filters} filters", "a divisor of both"
        )
    weight: Shape
    made: Conv | TransposedConv
    if is_transposed:
        weight = (channels, filters // groups, *kernel)
        made = TransposedConv(
            ndim=ndim,
            in_channels=channels,
            out_channels=filters,
            kernel_size=kernel,
            stride=steps,
            dilation=dilation,
            padding=pads,
            groups=groups,
            bias=bias,
            unbatched=False,
        )
    else:
        weight = (filters, channels // groups, *kernel)
        made = Conv(
            ndim=ndim,
            in_channels=channels,
            out_channels=filters,
            groups=groups,
            window=Window(kernel_size=kernel, stride=steps, dilation=dilation, padding=pads),
            bias=bias,
            unbatched=False,
        )
    stored = {"weight": weight, **({"bias": (filters,)} if bias else {})}
    return [trace.apply(layer, made, [each], stored)[0] for each in inputs]


OPERATIONS = {"0": "max", "1": "average", "2": "average", "MAX": "max"}


def pooling(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """
    Pooling, rounded up unless said otherwise.

    Where there is padding, a last window that would start behind the input and the padding in front
    of it is left out; without padding it stays.
    """
    found = layer.settings("pooling_param")
    source = inputs[0]
    ndim = _maps(layer, source)
    operation = OPERATIONS.get(found.word("pool", "MAX"), "average")
    if found.truth("global_pooling", usual=False):
        return trace.apply(layer, GlobalPool(operation=operation, keepdims=True), [source])
    kernel = _each(layer, found, "kernel_size", None, ndim)
    steps = _each(layer, found, "stride", 1, ndim)
    pads = _each(layer, found, "pad", 0, ndim)
    for size, pad in zip(kernel, pads, strict=True):
        if pad >= size:
            raise layer.wrong(f"pad: {pad} with a kernel of {size}", "less than the kernel")
    is_floor = found.word("round_mode") in ("FLOOR", "1")
    rounds_up = found.truth("ceil_mode", usual=not is_floor)
    window = Window(
        kernel_size=kernel,
        stride=steps,
        dilation=(1,) * ndim,
        padding=tuple([(each, each) for each in pads]),
        ceil_mode=rounds_up,
        starts_inside=any(pads),
    )
    has_mask = len(layer.tops) > 1
    made = Pool(
        ndim=ndim, operation=operation, window=window, return_indices=has_mask, unbatched=False
    )
    return trace.apply(layer, made, [source])


def im2col(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """Im2col: the windows as channels."""
    found = layer.settings("convolution_param")
    source = inputs[0]
    ndim = _maps(layer, source)
    kernel = _each(layer, found, "kernel_size", None, ndim)
    window = Window(
        kernel_size=kernel,
        stride=_each(layer, found, "stride", 1, ndim),
        dilation=_each(layer, found, "dilation", 1, ndim),
        padding=tuple([(each, each) for each in _each(layer, found, "pad", 0, ndim)]),
    )
    batch, channels, *spatial = source.shape
    places = window.slide(tuple(spatial), trace.network.needs)
    shape = (batch, channels * product(kernel), *places)
    return trace.apply(layer, Function(function="im2col", shapes=(shape,)), [source])


def pyramid(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """SPP: pooled to 1, 4, 16, ... places a channel, all in one vector."""
    found = layer.settings("spp_param")
    source = inputs[0]
    levels = found.number("pyramid_height", 1, 1)
    if levels > 16:
        raise layer.wrong(f"pyramid_height: {levels}", "at most 16")
    batch, channels = source.shape[:2]
    shape: Shape = (batch, channels * ((4**levels - 1) // 3))
    if levels == 1:
        shape = (batch, channels, 1, 1)
    made = Function(
        function="spp", shapes=(shape,), work=product(source.shape) * levels, stays=(0,)
    )
    return trace.apply(layer, made, [source])


def roi_pooling(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """ROIPooling and PSROIPooling: a small map for every region."""
    source = inputs[0]
    count = inputs[1].shape[0] if len(inputs) > 1 else symbol("rois")
    if layer.type == "PSROIPooling":
        found = layer.settings("psroi_pooling_param")
        size = found.number("group_size", 1, 1)
        shape: Shape = (count, found.number("output_dim", 1, 1), size, size)
    else:
        found = layer.settings("roi_pooling_param")
        height, width = found.number("pooled_h", 1, 1), found.number("pooled_w", 1, 1)
        shape = (count, source.shape[1], height, width)
    made = Function(function="roi_pooling", shapes=(shape,), work=product(shape))
    return trace.apply(layer, made, inputs[:2])


def interp(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """Interp: a size, or one that grows or shrinks between the pixels; Upsample: a scale."""
    batch, channels, height, width = inputs[0].shape
    sizes = [height, width]
    if layer.type == "Upsample":
        found = layer.settings("upsample_param")
        scale = found.number("scale", found.number("stride", 2, 1), 1)
        sizes = [
            found.number("upsample_h", 0) or height * scale,
            found.number("upsample_w", 0) or width * scale,
        ]
    else:
        found = layer.settings("interp_param")
        extra = found.number("pad_beg", 0) + found.number("pad_end", 0)
        sizes = [each + extra for each in sizes]
        if found.has("shrink_factor"):
            factor = found.number("shrink_factor", 1, 1)
            sizes = [(each - 1) // factor + 1 for each in sizes]
        if found.has("zoom_factor"):
            factor = found.number("zoom_factor", 1, 1)
            sizes = [each + (each - 1) * (factor - 1) for each in sizes]
        if found.has("height"):
            sizes = [found.number("height", 1, 1), found.number("width", 1, 1)]
        elif len(inputs) > 1:
            sizes = list(inputs[1].shape[2:])
    shape = (batch, channels, *sizes)
    made = Function(function="interp", shapes=(shape,), work=product(shape) * 4, stays=(0, 1))
    return trace.apply(layer, made, inputs[:1])
