"""Pooling in convcalc's own words: the letters of the formula, and any padding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.layers.convolution.conv import native_padding
from convcalc.layers.core.arguments import choice
from convcalc.layers.core.arguments import number
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import sizes
from convcalc.layers.core.arguments import switch
from convcalc.layers.core.window import Window
from convcalc.layers.core.window import reach
from convcalc.layers.pooling.pool import Pool

if TYPE_CHECKING:
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.window import Sizes


def _native_window(given: Given, ndim: int) -> Window:
    """
    A pooling window whose padding may differ before and after, or be 'same' or 'valid'.

    Raises:
        BadValue: If a window could lie in the padding alone.
    """
    kernel = sizes(given.kernel_size, ndim, "kernel_size")
    dilations = sizes(given.dilation, ndim, "dilation")
    pads = native_padding(given.padding, ndim)
    rounded = switch(given.ceil_mode, "ceil_mode")
    if isinstance(pads, str):
        choice(pads, "padding", ("same", "valid"))
        if rounded and pads == "same":
            refuse("ceil_mode", given.ceil_mode, "False, since padding='same' rounds up anyway")
    else:
        _check_window_touches(pads, kernel, dilations)
    return Window(
        kernel_size=kernel,
        stride=kernel if given.stride is None else sizes(given.stride, ndim, "stride"),
        dilation=dilations,
        padding=pads,
        ceil_mode=rounded,
    )


def _check_window_touches(pads: tuple[Sizes, ...], kernel: Sizes, dilations: Sizes) -> None:
    for axis, pair in enumerate(pads):
        span = reach(kernel[axis], dilations[axis])
        for each in pair:
            if type(each) is int and type(span) is int and each >= span:
                refuse(
                    "padding",
                    each,
                    f"at most {span - 1}, so that every window of {span} touches the input",
                )


def native_max_pool(given: Given, ndim: int) -> Pool:
    """Native maxpool1d, maxpool2d, maxpool3d; the stride is the kernel unless it is given."""
    return Pool(
        ndim=ndim,
        operation="max",
        window=_native_window(given, ndim),
        return_indices=switch(given.return_indices, "return_indices"),
    )


def native_average_pool(given: Given, ndim: int) -> Pool:
    """Native avgpool1d, avgpool2d, avgpool3d; the stride is the kernel unless it is given."""
    return Pool(
        ndim=ndim,
        operation="average",
        window=_native_window(given.but(dilation=1), ndim),
        count_include_pad=switch(given.count_include_pad, "count_include_pad"),
    )


def native_norm_pool(given: Given, ndim: int) -> Pool:
    """Native lppool1d, lppool2d, lppool3d; the stride is the kernel unless it is given."""
    if number(given.norm, "norm") == 0:
        refuse("norm", given.norm, "a power other than 0")
    return Pool(
        ndim=ndim,
        operation="norm",
        norm_type=given.norm,
        window=_native_window(given.but(dilation=1), ndim),
    )
