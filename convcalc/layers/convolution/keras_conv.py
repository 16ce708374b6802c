"""Convolution as Keras spells it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.layers.convolution.conv import Conv
from convcalc.layers.convolution.conv import check_groups
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import sizes
from convcalc.layers.core.arguments import switch
from convcalc.layers.core.keras_arguments import keras_activation
from convcalc.layers.core.keras_arguments import keras_axes
from convcalc.layers.core.keras_arguments import keras_padding
from convcalc.layers.core.window import Window

if TYPE_CHECKING:
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.window import Sizes


def check_keras_dilation(strides: Sizes, dilation: Sizes, spelled: Any) -> None:
    """
    Refuse strides and dilation at once, as Keras does, even on different axes.

    Raises:
        BadValue: If both are known to be larger than 1.
    """
    if any(type(each) is int and each > 1 for each in strides) and any(
        type(each) is int and each > 1 for each in dilation
    ):
        refuse("dilation_rate", spelled, "1, since Keras does not take it with strides")


def keras_conv(given: Given, ndim: int) -> Conv:
    """keras.layers.Conv1D, Conv2D, Conv3D."""
    strides = given.strides
    strides = sizes(strides, ndim, "strides")
    dilation = sizes(given.dilation_rate, ndim, "dilation_rate")
    check_keras_dilation(strides, dilation, given.dilation_rate)
    layer = Conv(
        ndim=ndim,
        out_channels=size(given.filters, "filters"),
        window=Window(
            kernel_size=sizes(given.kernel_size, ndim, "kernel_size"),
            stride=strides,
            dilation=dilation,
            padding=keras_padding(given.padding, causal=ndim == 1),
        ),
        groups=size(given.groups, "groups"),
        bias=switch(given.use_bias, "use_bias"),
        channels_last=keras_axes(given.data_format),
        unbatched=False,
        keras=True,
        activation=keras_activation(given.activation),
    )
    check_groups(layer.in_channels, layer.out_channels, layer.groups)
    return layer
