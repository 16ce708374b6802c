"""Transposed convolution as Keras spells it."""

from __future__ import annotations

from typing import Any

from convcalc.layers.convolution.keras_conv import check_keras_dilation
from convcalc.layers.convolution.transposed_conv import TransposedConv
from convcalc.layers.convolution.transposed_conv import check_output_padding
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import sizes
from convcalc.layers.core.arguments import switch
from convcalc.layers.core.keras_arguments import keras_activation
from convcalc.layers.core.keras_arguments import keras_axes
from convcalc.layers.core.keras_arguments import keras_padding


def keras_transposed_conv(
    ndim: int,
    filters: Any,
    kernel_size: Any,
    strides: Any = 1,
    padding: Any = "valid",
    output_padding: Any = None,
    data_format: Any = None,
    dilation_rate: Any = 1,
    activation: Any = None,
    use_bias: Any = True,
    kernel_initializer: Any = None,
    bias_initializer: Any = None,
    kernel_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    kernel_constraint: Any = None,
    bias_constraint: Any = None,
) -> TransposedConv:
    """keras.layers.Conv1DTranspose, Conv2DTranspose."""
    steps = sizes(strides, ndim, "strides")
    dilation = sizes(dilation_rate, ndim, "dilation_rate")
    check_keras_dilation(steps, dilation, dilation_rate)
    extra = None
    if output_padding is not None:
        extra = sizes(output_padding, ndim, "output_padding", 0)
        check_output_padding(extra, steps, None)
    return TransposedConv(
        ndim=ndim,
        out_channels=size(filters, "filters"),
        kernel_size=sizes(kernel_size, ndim, "kernel_size"),
        stride=steps,
        dilation=dilation,
        rule=keras_padding(padding),
        output_padding=extra,
        bias=switch(use_bias, "use_bias"),
        channels_last=keras_axes(data_format),
        unbatched=False,
        keras=True,
        activation=keras_activation(activation),
    )


def keras_transposed_conv_3d(
    filters: Any,
    kernel_size: Any,
    strides: Any = 1,
    padding: Any = "valid",
    data_format: Any = None,
    output_padding: Any = None,
    dilation_rate: Any = 1,
    activation: Any = None,
    use_bias: Any = True,
    kernel_initializer: Any = None,
    bias_initializer: Any = None,
    kernel_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    kernel_constraint: Any = None,
    bias_constraint: Any = None,
) -> TransposedConv:
    """keras.layers.Conv3DTranspose, which alone takes data_format before output_padding."""
    return keras_transposed_conv(
        3,
        filters,
        kernel_size,
        strides,
        padding,
        output_padding,
        data_format,
        dilation_rate,
        activation,
        use_bias,
    )
