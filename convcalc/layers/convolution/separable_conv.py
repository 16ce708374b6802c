"""Separable convolution: a depthwise convolution, and a 1×1 convolution behind it, as one layer."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import product
from convcalc.layers.convolution.conv import native_padding
from convcalc.layers.convolution.depthwise_conv import keras_depthwise_window
from convcalc.layers.core.arguments import keras_activation
from convcalc.layers.core.arguments import keras_axes
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import sizes
from convcalc.layers.core.arguments import switch
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.spatial import SlidingConv
from convcalc.layers.core.window import Window

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given


class SeparableConv(SlidingConv):
    """
    A depthwise convolution without bias, then a pointwise one with it.

    Shapes:
        input: (N, C, *S), or (N, *S, C) with `channels_last`
        depthwise: (C·multiplier, 1, *kernel_size); Keras: (*kernel_size, C, multiplier)
        pointwise: (out_channels, C·multiplier, 1...); Keras: (1..., C·multiplier, out_channels)
        result: (N, out_channels, *T), T as of a convolution

    Units: macs = N · ΠT · C · multiplier · (Πk + out_channels).

    Source: keras.layers.SeparableConv2D.
    """

    kind: ClassVar[str] = "separable_conv"

    out_channels: Dim
    multiplier: Dim = 1
    keras: bool = False

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Slide the window along every spatial axis."""
        parts = self.parts(inputs[0])
        return (parts.join(self.out_channels, self.window.slide(parts.spatial, needs)),)

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """Both kernels, and the bias if there is one."""
        if not inputs:
            raise NeedsInput
        channels = self.parts(inputs[0]).channels
        middle = channels * self.multiplier
        kernel_size, ones = self.window.kernel_size, (1,) * self.ndim
        bias = {"bias": (self.out_channels,)} if self.bias else {}
        if self.keras:
            return {
                "depthwise_kernel": (*kernel_size, channels, self.multiplier),
                "pointwise_kernel": (*ones, middle, self.out_channels),
            } | bias
        return {
            "depthwise.weight": (middle, 1, *kernel_size),
            "pointwise.weight": (self.out_channels, middle, *ones),
        } | bias

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Both convolutions, the depthwise one at the output's positions."""
        middle = self.parts(inputs[0]).channels * self.multiplier
        after = self.parts(outputs[0])
        positions = product(after.batch) * product(after.spatial)
        return positions * middle * (product(self.window.kernel_size) + self.out_channels)


def native_separable_conv(given: Given, ndim: int) -> SeparableConv:
    """Native separable1d, separable2d, separable3d."""
    return SeparableConv(
        ndim=ndim,
        out_channels=size(given.out_channels, "out_channels"),
        window=Window(
            kernel_size=sizes(given.kernel_size, ndim, "kernel_size"),
            stride=sizes(given.stride, ndim, "stride"),
            dilation=sizes(given.dilation, ndim, "dilation"),
            padding=native_padding(given.padding, ndim),
        ),
        multiplier=size(given.multiplier, "multiplier"),
        bias=switch(given.bias, "bias"),
    )


def keras_separable_conv(given: Given, ndim: int) -> SeparableConv:
    """keras.layers.SeparableConv1D, SeparableConv2D."""
    return SeparableConv(
        ndim=ndim,
        out_channels=size(given.filters, "filters"),
        window=keras_depthwise_window(
            ndim, given.kernel_size, given.strides, given.padding, given.dilation_rate
        ),
        multiplier=size(given.depth_multiplier, "depth_multiplier"),
        bias=switch(given.use_bias, "use_bias"),
        channels_last=keras_axes(given.data_format),
        unbatched=False,
        keras=True,
        activation=keras_activation(given.activation),
    )
