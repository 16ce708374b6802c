"""Operators whose window slides: convolutions and poolings, with the channels behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import BadValue
from convcalc.layers.convolution.conv import Conv
from convcalc.layers.convolution.depthwise_conv import DepthwiseConv
from convcalc.layers.convolution.transposed_conv import TransposedConv
from convcalc.layers.core.window import Window
from convcalc.layers.pooling.pool import Pool
from convcalc.readers.tflite.unknown import stated_shapes
from convcalc.readers.tflite.values import Undecided

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.window import Sizes
    from convcalc.readers.tflite.step import Step
    from convcalc.readers.tflite.values import Value

PADDINGS = ("same", "valid")
"""The place is the number."""

OPERATIONS = {"AVERAGE_POOL_2D": "average", "MAX_POOL_2D": "max", "L2_POOL_2D": "norm"}

FLAT = ("h", "w")
DEEP = ("d", "h", "w")


def conv(step: Step) -> list[Value]:
    """(N, H, W, C) by (O, kh, kw, C / groups)."""
    channels = step.axes(0, 4)[-1]
    out, *kernel, per_group = step.axes(1, 4)
    layer = Conv(
        ndim=2,
        window=_window(step, tuple(kernel), FLAT),
        out_channels=out,
        groups=_groups(channels, per_group),
        bias=step.has(2),
        channels_last=True,
        unbatched=False,
        keras=True,
        activation=bool(step.activation),
    )
    return step.apply(layer, (0,), ((1, "weight"), (2, "bias")), activates=False)


def depthwise_conv(step: Step) -> list[Value]:
    """(N, H, W, C) by (1, kh, kw, C · multiplier)."""
    channels = step.axes(0, 4)[-1]
    _, *kernel, out = step.axes(1, 4)
    layer = DepthwiseConv(
        ndim=2,
        window=_window(step, tuple(kernel), FLAT),
        multiplier=_groups(out, channels),
        bias=step.has(2),
        channels_last=True,
        unbatched=False,
        keras=True,
        activation=bool(step.activation),
    )
    return step.apply(layer, (0,), ((1, "weight"), (2, "bias")), activates=False)


def conv_3d(step: Step) -> list[Value]:
    """(N, D, H, W, C) by (kd, kh, kw, C / groups, O)."""
    channels = step.axes(0, 5)[-1]
    *kernel, per_group, out = step.axes(1, 5)
    layer = Conv(
        ndim=3,
        window=_window(step, tuple(kernel), DEEP),
        out_channels=out,
        groups=_groups(channels, per_group),
        bias=step.has(2),
        channels_last=True,
        unbatched=False,
        keras=True,
        activation=bool(step.activation),
    )
    return step.apply(layer, (0,), ((1, "weight"), (2, "bias")), activates=False)


def transpose_conv(step: Step) -> list[Value]:
    """The sizes of the result, (O, kh, kw, C), and (N, H, W, C)."""
    out, *kernel, _ = step.axes(1, 4)
    step.axes(2, 4)
    return _transposed(step, out, tuple(kernel), FLAT)


def conv_3d_transpose(step: Step) -> list[Value]:
    """The sizes of the result, (kd, kh, kw, O, C), and (N, D, H, W, C)."""
    *kernel, out, _ = step.axes(1, 5)
    step.axes(2, 5)
    return _transposed(step, out, tuple(kernel), DEEP)


def _transposed(step: Step, out: Dim, kernel: Sizes, axes: tuple[str, ...]) -> list[Value]:
    window = _window(step, kernel, axes)
    try:
        wanted = step.sizes(0, "the size of its result")
    except Undecided as problem:
        (wanted,) = stated_shapes(step, str(problem))
    if len(wanted) != len(axes) + 2:
        raise BadValue(f"{len(wanted)} sizes of the result", expected=f"{len(axes) + 2}")
    layer = TransposedConv(
        ndim=len(axes),
        out_channels=out,
        kernel_size=kernel,
        stride=window.stride,
        dilation=window.dilation,
        rule=str(window.padding),
        output_padding=(0,) * len(axes) if window.padding == "valid" else None,
        output_size=wanted[1:-1],
        in_channels=step.shape(1)[-1],
        bias=step.has(3),
        channels_last=True,
        unbatched=False,
        keras=True,
        activation=bool(step.activation),
    )
    return step.apply(layer, (2,), ((1, "weight"), (3, "bias")), activates=False)


def pool(step: Step) -> list[Value]:
    """(N, H, W, C) to (N, H', W', C)."""
    step.axes(0, 4)
    kernel = step.positive("filter_h", "filter_w")
    layer = Pool(
        ndim=2,
        operation=OPERATIONS[step.word],
        window=_window(step, kernel, FLAT),
        count_include_pad=False,
        channels_last=True,
        unbatched=False,
    )
    return step.apply(layer)


def _window(step: Step, kernel: Sizes, axes: tuple[str, ...]) -> Window:
    """
    The window that the options say.

    Raises:
        BadValue: If a size in it is none.
    """
    padding = step.options["padding"]
    if not 0 <= padding < len(PADDINGS):
        raise BadValue(f"padding={padding}", expected="0 for SAME or 1 for VALID")
    if any(type(each) is int and each < 1 for each in kernel):
        raise BadValue(f"a kernel of {kernel}", expected="at least 1 on every axis")
    has_dilation = f"dilation_{axes[0]}" in step.options
    return Window(
        kernel_size=kernel,
        stride=step.positive(*[f"stride_{axis}" for axis in axes]),
        dilation=step.positive(*[f"dilation_{axis}" for axis in axes])
        if has_dilation
        else (1,) * len(axes),
        padding=PADDINGS[padding],
    )


def _groups(whole: Dim, part: Dim) -> int:
    """
    How often one number of channels goes into another.

    Raises:
        Undecided: If they are not known.
        BadValue: If it does not.
    """
    if type(whole) is not int or type(part) is not int:
        raise Undecided("the number of channels is worked out while it runs")
    if part < 1 or whole % part:
        raise BadValue(f"{whole} channels in groups of {part}", expected=f"a multiple of {part}")
    return whole // part
