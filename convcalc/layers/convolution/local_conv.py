"""Older Keras's locally connected layers: a convolution with other weights at every position."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import product
from convcalc.layers.core.arguments import keras_activation
from convcalc.layers.core.arguments import keras_axes
from convcalc.layers.core.arguments import keras_padding
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import sizes
from convcalc.layers.core.arguments import truth
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.needs import Needs
from convcalc.layers.core.spatial import SlidingConv
from convcalc.layers.core.window import Window

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given


class LocalConv(SlidingConv):
    """
    A convolution of 1 or 2 spatial axes whose weights are not shared between positions.

    Shapes:
        input: (N, *S, C), or (N, C, *S) with channels first
        kernel: (ΠT, Πk · C, F), of 1 axis (T, k · C, F); `dense`: (*S, C, *T, F), in which all that
            no window sees is masked
        bias: (*T, F)
        result: (N, *T, F), as of a convolution

    Units: macs = N · ΠT · F · C · Πk.

    Source: keras.layers.LocallyConnected2D of Keras 2.
    """

    kind: ClassVar[str] = "localconv"

    filters: Dim
    dense: bool = False

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Slide the window along every spatial axis."""
        parts = self.parts(inputs[0])
        return (parts.join(self.filters, self.window.slide(parts.spatial, needs)),)

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """The kernels of all positions, and the biases if there are any."""
        if not inputs:
            raise NeedsInput
        parts = self.parts(inputs[0])
        places = self.window.slide(parts.spatial, Needs())
        seen = product(self.window.kernel_size) * parts.channels
        kernel: Shape = (product(places), seen, self.filters)
        if self.dense:
            kernel = (*parts.join(parts.channels, parts.spatial)[1:],)
            kernel += parts.join(self.filters, places)[1:]
        return {"kernel": kernel} | ({"bias": (*places, self.filters)} if self.bias else {})

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """One for every output element, position of the window and input channel."""
        seen = product(self.window.kernel_size) * self.parts(inputs[0]).channels
        return product(outputs[0]) * seen


def keras_local_conv(given: Given, ndim: int) -> LocalConv:
    """keras.layers.LocallyConnected1D, LocallyConnected2D of Keras 2."""
    if given.implementation not in (1, 2, 3):
        refuse("implementation", given.implementation, "1, 2 or 3")
    padding = keras_padding(given.padding)
    if padding != "valid" and given.implementation != 2:
        refuse("padding", given.padding, "'valid', or implementation=2")
    return LocalConv(
        ndim=ndim,
        filters=size(given.filters, "filters"),
        window=Window(
            kernel_size=sizes(given.kernel_size, ndim, "kernel_size"),
            stride=sizes(given.strides, ndim, "strides"),
            dilation=(1,) * ndim,
            padding=padding,
        ),
        bias=truth(given.use_bias, "use_bias"),
        activation=keras_activation(given.activation),
        channels_last=keras_axes(given.data_format),
        unbatched=False,
        dense=given.implementation == 2,
    )
