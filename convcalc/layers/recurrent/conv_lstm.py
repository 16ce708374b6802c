"""Keras's convolutional LSTM: an LSTM whose products are convolutions."""

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
from convcalc.layers.core.axes import needs_inputs
from convcalc.layers.core.axes import needs_rank
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.shapes import Parts
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.core.window import Window
from convcalc.layers.recurrent.keras_recurrent import flags

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail

GATES = 4


class ConvLSTM(Layer):
    """
    An LSTM over images: input and state go through convolutions.

    Shapes:
        input: (N, T, *S, C), or (N, T, C, *S) with channels first
        kernel: (*kernel_size, C, 4 · F); recurrent_kernel: (*kernel_size, F, 4 · F); bias: (4 · F)
        result: (N, *O, F), or (N, T, *O, F) with `return_sequences`; with `return_state` then two
            states (N, *O, F); O as the window slides over S. The state's own convolution keeps its
            size.

    Units: macs = N · T · ΠO · 4 · F · Πk · (C + F); for every step, one operation a gate element.

    Source: keras.layers.ConvLSTM2D, "Input shape" and "Output shape".
    """

    kind: ClassVar[str] = "convlstm"
    takes_many: ClassVar[bool] = True

    ndim: int
    filters: Dim
    window: Window
    bias: bool = True
    channels_last: bool = True
    return_sequences: bool = False
    return_state: bool = False
    go_backwards: bool = False
    stateful: bool = False

    def _parts(self, shape: Shape) -> Parts:
        """One step of the sequence."""
        wanted = "(N, T, *S, C)" if self.channels_last else "(N, T, C, *S)"
        needs_rank(shape, (self.ndim + 3,), f"{wanted} with {self.ndim} spatial axes")
        step = (shape[0], *shape[2:])
        return Parts(step, self.ndim, channels_last=self.channels_last, unbatched=False)

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The sequence or its last step, and the last states."""
        needs_inputs(inputs, 1, 3, "the sequence, then its states")
        parts = self._parts(inputs[0])
        state = parts.join(self.filters, self.window.slide(parts.spatial, needs))
        first = (state[0], inputs[0][1], *state[1:]) if self.return_sequences else state
        return (first, state, state) if self.return_state else (first,)

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """Both kernels, and the bias if there is one."""
        if not inputs:
            raise NeedsInput
        columns = GATES * self.filters
        kernels: dict[str, Shape] = {
            "kernel": (*self.window.kernel_size, self._parts(inputs[0]).channels, columns),
            "recurrent_kernel": (*self.window.kernel_size, self.filters, columns),
        }
        return kernels | ({"bias": (columns,)} if self.bias else {})

    def _gate_elements(self, inputs: Shapes) -> Dim:
        """N · T · ΠO · 4 · F."""
        spatial = self._parts(inputs[0]).spatial
        counts = [self.window.count(axis, length) for axis, length in enumerate(spatial)]
        return product(inputs[0][:2]) * product(counts) * (GATES * self.filters)

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Both convolutions for every step."""
        seen = self._parts(inputs[0]).channels + self.filters
        return self._gate_elements(inputs) * product(self.window.kernel_size) * seen

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """The gates, step by step."""
        return self._gate_elements(inputs)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Through its state every step may have seen everything of the steps before."""
        shift = 0 if self.return_sequences else 1
        trail: Trail = {axis: (axis - shift, WHOLE) for axis in range(2, len(inputs[0]))}
        trail[0] = (0, ONE_TO_ONE)
        trail[1] = (None if shift else 1, WHOLE)
        states: Trail = {axis: (axis + 1 - shift, WHOLE) for axis in range(1, self.ndim + 2)}
        states[0] = (0, ONE_TO_ONE)
        return (trail, *(states for _ in inputs[1:]))

    def spatial_axes(self, shape: Shape) -> range:
        """The axes that the window slides along."""
        first = 2 if self.channels_last else 3
        return range(first, first + self.ndim)

    def slides(self) -> Window:
        """The window that slides over the input."""
        return self.window

    def wanted_ranks(self) -> tuple[int, ...]:
        """A batch of sequences of images."""
        return (self.ndim + 3,)


def keras_conv_lstm(given: Given, ndim: int) -> ConvLSTM:
    """keras.layers.ConvLSTM1D, ConvLSTM2D, ConvLSTM3D."""
    keras_activation(given.activation)
    keras_activation(given.recurrent_activation, "recurrent_activation")
    stride = sizes(given.strides, ndim, "strides")
    dilation = sizes(given.dilation_rate, ndim, "dilation_rate")
    if any(each != 1 for each in stride) and any(each != 1 for each in dilation):
        refuse("dilation_rate", given.dilation_rate, "1, since Keras does not take it with strides")
    return ConvLSTM(
        ndim=ndim,
        filters=size(given.filters, "filters"),
        window=Window(
            kernel_size=sizes(given.kernel_size, ndim, "kernel_size"),
            stride=stride,
            dilation=dilation,
            padding=keras_padding(given.padding),
        ),
        bias=truth(given.use_bias, "use_bias"),
        channels_last=keras_axes(given.data_format),
        **flags(given),
    )
