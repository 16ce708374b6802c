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


def keras_conv(
    ndim: int,
    filters: Any,
    kernel_size: Any,
    strides: Any = 1,
    padding: Any = "valid",
    data_format: Any = None,
    dilation_rate: Any = 1,
    groups: Any = 1,
    activation: Any = None,
    use_bias: Any = True,
    kernel_initializer: Any = None,
    bias_initializer: Any = None,
    kernel_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    kernel_constraint: Any = None,
    bias_constraint: Any = None,
) -> Conv:
    """keras.layers.Conv1D, Conv2D, Conv3D."""
    strides = sizes(strides, ndim, "strides")
    dilation = sizes(dilation_rate, ndim, "dilation_rate")
    check_keras_dilation(strides, dilation, dilation_rate)
    layer = Conv(
        ndim=ndim,
        out_channels=size(filters, "filters"),
        window=Window(
            kernel_size=sizes(kernel_size, ndim, "kernel_size"),
            stride=strides,
            dilation=dilation,
            padding=keras_padding(padding, causal=ndim == 1),
        ),
        groups=size(groups, "groups"),
        bias=switch(use_bias, "use_bias"),
        channels_last=keras_axes(data_format),
        unbatched=False,
        keras=True,
        activation=keras_activation(activation),
    )
    check_groups(layer.in_channels, layer.out_channels, layer.groups)
    return layer
