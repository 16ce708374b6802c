"""Transposed convolution as Keras spells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.layers.convolution.keras_conv import check_keras_dilation
from convcalc.layers.convolution.transposed_conv import TransposedConv
from convcalc.layers.convolution.transposed_conv import check_output_padding
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import sizes
from convcalc.layers.core.arguments import switch
from convcalc.layers.core.keras_arguments import keras_activation
from convcalc.layers.core.keras_arguments import keras_axes
from convcalc.layers.core.keras_arguments import keras_padding

if TYPE_CHECKING:
    from convcalc.layers.core.signatures import Given


def keras_transposed_conv(given: Given, ndim: int) -> TransposedConv:
    """keras.layers.Conv1DTranspose, Conv2DTranspose, Conv3DTranspose."""
    steps = sizes(given.strides, ndim, "strides")
    dilation = sizes(given.dilation_rate, ndim, "dilation_rate")
    check_keras_dilation(steps, dilation, given.dilation_rate)
    extra = None
    if given.output_padding is not None:
        extra = sizes(given.output_padding, ndim, "output_padding", 0)
        check_output_padding(extra, steps, None)
    return TransposedConv(
        ndim=ndim,
        out_channels=size(given.filters, "filters"),
        kernel_size=sizes(given.kernel_size, ndim, "kernel_size"),
        stride=steps,
        dilation=dilation,
        rule=keras_padding(given.padding),
        output_padding=extra,
        bias=switch(given.use_bias, "use_bias"),
        channels_last=keras_axes(given.data_format),
        unbatched=False,
        keras=True,
        activation=keras_activation(given.activation),
    )
