"""Convolutions and pooling: what slides a window."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import product
from convcalc.errors import BadValue
from convcalc.layers.convolution.conv import Conv
from convcalc.layers.convolution.transposed_conv import TransposedConv
from convcalc.layers.core.window import Window
from convcalc.layers.core.window import reach
from convcalc.layers.other.function import Function
from convcalc.layers.pooling.global_pool import GlobalPool
from convcalc.layers.pooling.pool import Pool
from convcalc.readers.onnx.step import Undecided

if TYPE_CHECKING:
    from convcalc.layers.core.window import Padding
    from convcalc.readers.onnx.step import Step
    from convcalc.readers.onnx.values import Value

RULES = {"SAME_UPPER": "same", "SAME_LOWER": "same_lower", "VALID": "valid"}


def _padding(step: Step, ndim: int) -> Padding:
    """The padding: a rule, or pairs; attributes have all that goes in front, then all behind."""
    rule = step.text("auto_pad", "NOTSET")
    if rule in RULES:
        return RULES[rule]
    pads = step.wholes("pads") or (0,) * (2 * ndim)
    if len(pads) == ndim:
        pads = (*pads, *pads)
    if len(pads) != 2 * ndim:
        raise BadValue(f"pads={list(pads)}", expected=f"{2 * ndim} numbers for {ndim} axes")
    return tuple(zip(pads[:ndim], pads[ndim:], strict=True))


def _each(step: Step, name: str, ndim: int) -> tuple[int, ...]:
    """A number for every axis, 1 where the attribute is not there."""
    found = step.wholes(name) or (1,) * ndim
    if len(found) != ndim:
        raise BadValue(f"{name}={list(found)}", expected=f"{ndim} numbers")
    return found


def _window(step: Step, kernel_size: Any, *, ceil_mode: bool = False) -> Window:
    ndim = len(kernel_size)
    return Window(
        kernel_size=tuple(kernel_size),
        stride=_each(step, "strides", ndim),
        dilation=_each(step, "dilations", ndim),
        padding=_padding(step, ndim),
        ceil_mode=ceil_mode,
    )


def _layer(step: Step, weight: Value, bias: Value | None) -> Conv:
    """
    The convolution of a node with this weight.

    Raises:
        BadValue: If the weight is that of none.
    """
    if weight.rank < 3:
        raise BadValue(f"a weight with {weight.rank} axes", expected="(M, C / group, *kernel)")
    groups = step.whole("group", 1)
    return Conv(
        ndim=weight.rank - 2,
        in_channels=weight.shape[1] * groups,
        out_channels=weight.shape[0],
        groups=groups,
        window=_window(step, weight.shape[2:]),
        bias=bias is not None,
        unbatched=False,
    )


def _conv(
    step: Step, source: Value, weight: Value, bias: Value | None, dtype: str = ""
) -> list[Value]:
    layer = _layer(step, weight, bias)
    return step.apply(layer, [source], weights=[("weight", weight), ("bias", bias)], dtype=dtype)


def conv(step: Step) -> list[Value]:
    """Conv, and with an activation fused into it."""
    return _conv(step, step.needed(0), step.needed(1), step.given(2))


def conv_integer(step: Step) -> list[Value]:
    """ConvInteger: sums of 32 bits."""
    return _conv(step, step.needed(0), step.needed(1), None, "int32")


def quantised_conv(step: Step) -> list[Value]:
    """QLinearConv: the weight is the fourth input, the bias the last one."""
    zero = step.given(7)
    dtype = step.needed(0).dtype if zero is None else zero.dtype
    return _conv(step, step.needed(0), step.needed(3), step.given(8), dtype)


def conv_transpose(step: Step) -> list[Value]:
    """ConvTranspose, its padding worked out where the output's shape is given."""
    source, weight, bias = step.needed(0), step.needed(1), step.given(2)
    ndim = weight.rank - 2
    if ndim < 1:
        raise BadValue(f"a weight with {weight.rank} axes", expected="(C, M / group, *kernel)")
    groups = step.whole("group", 1)
    kernel = weight.shape[2:]
    stride, dilation = _each(step, "strides", ndim), _each(step, "dilations", ndim)
    extra = step.wholes("output_padding") or (0,) * ndim
    wanted = step.wholes("output_shape")
    rule = step.text("auto_pad", "NOTSET")
    pads: Any = ()
    if wanted is not None:
        pads = []
        for axis, size in enumerate(wanted[-ndim:]):
            span = reach(kernel[axis], dilation[axis])
            total = (source.shape[2 + axis] - 1) * stride[axis] + extra[axis] + span - size
            half = total // 2
            pads.append((total - half, half) if rule == "SAME_LOWER" else (half, total - half))
    elif rule in ("NOTSET", "VALID", ""):
        pads = ((0, 0),) * ndim if rule == "VALID" else _padding(step, ndim)
    layer = TransposedConv(
        ndim=ndim,
        in_channels=weight.shape[0],
        out_channels=weight.shape[1] * groups,
        kernel_size=tuple(kernel),
        stride=stride,
        dilation=dilation,
        padding=tuple(pads),
        rule="" if pads else "same",
        output_padding=extra if pads else None,
        groups=groups,
        bias=bias is not None,
        unbatched=False,
    )
    return step.apply(layer, [source], weights=[("weight", weight), ("bias", bias)])


def deform_conv(step: Step) -> list[Value]:
    """DeformConv: a convolution that looks where offsets say."""
    source, weight, bias = step.needed(0), step.needed(1), step.given(3)
    layer = _layer(step, weight, bias)
    shapes = layer.applied((source.shape,), step.network.needs)
    products = layer.macs((source.shape,), shapes)
    inputs = [each for each in (source, step.given(2), step.given(4)) if each is not None]
    found = Function(function="deform_conv", shapes=shapes, products=products, stays=(0,))
    return step.apply(found, inputs, weights=[("weight", weight), ("bias", bias)])


def _pool(step: Step, operation: str, *, indices: bool = False, norm: float = 2) -> list[Value]:
    source = step.needed(0)
    kernel = step.wholes("kernel_shape")
    if kernel is None:
        raise BadValue(f"{step.op} without its kernel_shape")
    layer = Pool(
        ndim=len(kernel),
        operation=operation,
        window=_window(step, kernel, ceil_mode=bool(step.whole("ceil_mode"))),
        return_indices=indices,
        count_include_pad=bool(step.whole("count_include_pad")),
        norm_type=norm,
        unbatched=False,
    )
    return step.apply(layer, [source], dtype=(source.dtype, "int64") if indices else source.dtype)


def max_pool(step: Step) -> list[Value]:
    """MaxPool, with the positions where a second output is wanted."""
    return _pool(step, "max", indices=len([each for each in step.results if each]) > 1)


def average_pool(step: Step) -> list[Value]:
    """AveragePool."""
    return _pool(step, "average")


def norm_pool(step: Step) -> list[Value]:
    """LpPool."""
    return _pool(step, "norm", norm=step.whole("p", 2))


def global_pool(step: Step) -> list[Value]:
    """GlobalAveragePool, GlobalMaxPool, GlobalLpPool: axes of 1 stay."""
    operation = {"GlobalMaxPool": "max", "GlobalLpPool": "norm"}.get(step.op, "average")
    return step.apply(GlobalPool(operation=operation, keepdims=True), [step.needed(0)])


def quantised_global_pool(step: Step) -> list[Value]:
    """QLinearGlobalAveragePool."""
    last = bool(step.whole("channels_last"))
    layer = GlobalPool(operation="average", keepdims=True, channels_last=last)
    return step.apply(layer, [step.needed(0)])


def quantised_pool(step: Step) -> list[Value]:
    """QLinearAveragePool."""
    if step.whole("channels_last"):
        raise Undecided("a QLinearAveragePool of channels last is not read")
    return _pool(step, "average")


def channels_last_conv(step: Step) -> list[Value]:
    """A convolution of QONNX whose input has its channels last."""
    source, weight, bias = step.needed(0), step.needed(1), step.given(2)
    groups = step.whole("group", 1)
    layer = Conv(
        ndim=weight.rank - 2,
        in_channels=weight.shape[-1] * groups,
        out_channels=weight.shape[0],
        groups=groups,
        window=_window(step, weight.shape[1:-1]),
        bias=bias is not None,
        channels_last=True,
        unbatched=False,
    )
    return step.apply(layer, [source], weights=[("weight", weight), ("bias", bias)])


def channels_last_max_pool(step: Step) -> list[Value]:
    """Pooling of QONNX whose input has its channels last."""
    source = step.needed(0)
    kernel = step.wholes("kernel_shape") or ()
    window = _window(step, kernel, ceil_mode=bool(step.whole("ceil_mode")))
    layer = Pool(
        ndim=len(kernel), operation="max", window=window, channels_last=True, unbatched=False
    )
    return step.apply(layer, [source])


def max_unpool(step: Step) -> list[Value]:
    """MaxUnpool: the size that the pooling had, or the one that is given."""
    source, kernel = step.needed(0), step.wholes("kernel_shape") or ()
    ndim = len(kernel)
    wanted = step.sizes(2)
    if step.given(2) is not None:
        if wanted is None:
            raise Undecided("the output size of MaxUnpool is worked out by the network")
        shape = tuple([step.fresh() if each is None else each for each in wanted])
    else:
        strides, pads = _each(step, "strides", ndim), step.wholes("pads") or (0,) * (2 * ndim)
        sizes = [
            (size - 1) * strides[axis] + kernel[axis] - pads[axis] - pads[axis + ndim]
            for axis, size in enumerate(source.shape[2:])
        ]
        shape = (*source.shape[:2], *sizes)
    layer = Function(function="max_unpool", shapes=(shape,), stays=(0, 1))
    return step.apply(layer, [source, step.needed(1)])


def roi_pool(step: Step) -> list[Value]:
    """MaxRoiPool: a map of a fixed size for every region."""
    source, regions = step.needed(0), step.needed(1)
    sizes = step.wholes("pooled_shape") or (1, 1)
    shape = (regions.shape[0], source.shape[1], *sizes)
    return step.apply(
        Function(function="max_roi_pool", shapes=(shape,), work=product(source.shape)),
        [source, regions],
    )


def roi_align(step: Step) -> list[Value]:
    """RoiAlign: a map of a fixed size for every region."""
    source, regions = step.needed(0), step.needed(1)
    height, width = step.whole("output_height", 1), step.whole("output_width", 1)
    shape = (regions.shape[0], source.shape[1], height, width)
    samples = step.whole("sampling_ratio") or 1
    work = product(shape) * (4 * samples * samples)
    layer = Function(function="roi_align", shapes=(shape,), work=work)
    return step.apply(layer, [source, regions, step.needed(2)])


def col2im(step: Step) -> list[Value]:
    """Col2Im: blocks added up to an image."""
    source = step.needed(0)
    image, block = step.sizes(1), step.sizes(2)
    if image is None or block is None or None in block:
        raise Undecided("the sizes of Col2Im are worked out by the network")
    channels = source.shape[1] // product(block)
    sizes = tuple([step.fresh() if each is None else each for each in image])
    layer = Function(
        function="col2im",
        shapes=((source.shape[0], channels, *sizes),),
        work=product(source.shape),
    )
    return step.apply(layer, [source])
