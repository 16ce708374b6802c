"""Depthwise convolution: every channel by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.dims import product
from convcalc.layers.convolution.conv import native_padding
from convcalc.layers.core.arguments import keras_activation
from convcalc.layers.core.arguments import keras_axes
from convcalc.layers.core.arguments import keras_padding
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import sizes
from convcalc.layers.core.arguments import switch
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.spatial import MOST_PHASES
from convcalc.layers.core.spatial import SlidingConv
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.core.trails import Slide
from convcalc.layers.core.trails import sliding
from convcalc.layers.core.window import Window

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Step
    from convcalc.layers.core.trails import Trail
    from convcalc.layers.core.worked import Working


class DepthwiseConv(SlidingConv):
    """
    A convolution of every channel alone, with `multiplier` output channels for each.

    Shapes:
        input: (N, C, *S), or (N, *S, C) with `channels_last`
        weight: (C·multiplier, 1, *kernel_size); Keras: (*kernel_size, C, multiplier)
        result: (N, C·multiplier, *T), T as of a convolution

    Units: macs = N · ΠT · C · multiplier · Πk.

    Source: keras.layers.DepthwiseConv2D; in PyTorch a Conv2d with groups=in_channels.
    """

    kind: ClassVar[str] = "depthwise_conv"

    multiplier: Dim = 1
    keras: bool = False

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Slide the window along every spatial axis, in every channel."""
        parts = self.parts(inputs[0])
        channels = parts.channels * self.multiplier
        return (parts.join(channels, self.window.slide(parts.spatial, needs)),)

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """The kernel, and the bias if there is one."""
        if not inputs:
            raise NeedsInput
        channels = self.parts(inputs[0]).channels
        bias = {"bias": (channels * self.multiplier,)} if self.bias else {}
        kernel_size = self.window.kernel_size
        if self.keras:
            return {"kernel": (*kernel_size, channels, self.multiplier)} | bias
        return {"weight": (channels * self.multiplier, 1, *kernel_size)} | bias

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """One for every output element and kernel position."""
        return product(outputs[0]) * product(self.window.kernel_size)

    def worked_macs(self, inputs: Shapes, outputs: Shapes) -> Working:
        """Output elements × kernel positions."""
        from convcalc.layers.core.worked import worked_product

        sizes = (outputs[0], self.window.kernel_size)
        return worked_product("outputs · kernel", sizes, self.macs(inputs, outputs))

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """The window along the spatial axes; one channel."""
        parts = self.parts(inputs[0])
        trail = sliding(inputs[0], outputs[0], parts.spatial_axes, self.window)
        trail[parts.channel_axis] = (parts.channel_axis, fanned_out(self.multiplier))
        return (trail,)


def fanned_out(multiplier: Dim) -> Step:
    """Every channel is seen by `multiplier` output channels in a row."""
    if type(multiplier) is not int or multiplier > MOST_PHASES:
        return WHOLE
    if multiplier == 1:
        return ONE_TO_ONE
    ones = (1,) * multiplier
    return Slide(starts=(0,) * multiplier, sizes=ones, advance=1, windowed=False)


def native_depthwise_conv(given: Given, ndim: int) -> DepthwiseConv:
    """Native depthwise1d, depthwise2d, depthwise3d."""
    return DepthwiseConv(
        ndim=ndim,
        window=Window(
            kernel_size=sizes(given.kernel_size, ndim, "kernel_size"),
            stride=sizes(given.stride, ndim, "stride"),
            dilation=sizes(given.dilation, ndim, "dilation"),
            padding=native_padding(given.padding, ndim),
        ),
        multiplier=size(given.multiplier, "multiplier"),
        bias=switch(given.bias, "bias"),
    )


def keras_depthwise_window(
    ndim: int, kernel_size: Any, strides: Any, padding: Any, dilation_rate: Any
) -> Window:
    """The window of Keras's depthwise layers, which take strides and dilation at once."""
    return Window(
        kernel_size=sizes(kernel_size, ndim, "kernel_size"),
        stride=sizes(strides, ndim, "strides"),
        dilation=sizes(dilation_rate, ndim, "dilation_rate"),
        padding=keras_padding(padding),
    )


def keras_depthwise_conv(given: Given, ndim: int) -> DepthwiseConv:
    """keras.layers.DepthwiseConv1D, DepthwiseConv2D."""
    return DepthwiseConv(
        ndim=ndim,
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
