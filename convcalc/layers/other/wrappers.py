"""Keras layers around another layer: TimeDistributed, Bidirectional, SpectralNormalization."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.layers.core.axes import needs_axes
from convcalc.layers.core.axes import needs_inputs
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.recurrent.conv_lstm import ConvLSTM
from convcalc.layers.recurrent.keras_recurrent import KerasRecurrent
from convcalc.unknown import Unknown

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail

MERGE_MODES = ("sum", "mul", "ave", "concat", None)


class Wrapper(Layer):
    """A layer that answers as the layer inside does, until a kind says otherwise."""

    kind: ClassVar[str] = "wrapper"
    takes_many: ClassVar[bool] = True

    layer: Layer

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """As the layer inside."""
        return self.layer.applied(inputs, needs)

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """As the layer inside."""
        return self.layer.weights(inputs)

    def buffers(self, inputs: Shapes) -> dict[str, Shape]:
        """As the layer inside."""
        return self.layer.buffers(inputs)

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim | Unknown:
        """As the layer inside."""
        return self.layer.macs(inputs, outputs)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim | Unknown:
        """As the layer inside."""
        return self.layer.elementwise(inputs, outputs)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """As the layer inside."""
        return self.layer.trails(inputs, outputs)

    def spatial_axes(self, shape: Shape) -> range:
        """As the layer inside."""
        return self.layer.spatial_axes(shape)

    def wanted_ranks(self) -> tuple[int, ...]:
        """As the layer inside."""
        return self.layer.wanted_ranks()


class TimeDistributed(Wrapper):
    """
    The same layer at every step of a sequence.

    Shapes:
        input: (N, T, *rest), at least 3 axes; the layer inside gets (N, *rest)
        result: (N, T, *rest of what leaves the layer inside)

    Units: the layer's own, T times; its weights once.

    Source: keras.layers.TimeDistributed.
    """

    kind: ClassVar[str] = "timedistributed"

    def _step(self, shapes: Shapes) -> Shapes:
        return tuple((shape[0], *shape[2:]) for shape in shapes)

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """What leaves the layer inside, for every step."""
        needs_inputs(inputs, 1, None, "a sequence")
        for shape in inputs:
            needs_axes(shape, 3, "(N, T, ...), at least 3 axes")
        steps = inputs[0][1]
        found = self.layer.applied(self._step(inputs), needs)
        return tuple((shape[0], steps, *shape[1:]) for shape in found)

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """The layer's own."""
        return self.layer.weights(self._step(inputs))

    def buffers(self, inputs: Shapes) -> dict[str, Shape]:
        """The layer's own."""
        return self.layer.buffers(self._step(inputs))

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim | Unknown:
        """The layer's own for every step."""
        once = self.layer.macs(self._step(inputs), self._step(outputs))
        return once if isinstance(once, Unknown) else once * inputs[0][1]

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim | Unknown:
        """The layer's own for every step."""
        once = self.layer.elementwise(self._step(inputs), self._step(outputs))
        return once if isinstance(once, Unknown) else once * inputs[0][1]

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """As the layer inside, each step for itself."""
        inner = self.layer.trails(self._step(inputs), self._step(outputs))
        return tuple(map(_with_time, inner))

    def spatial_axes(self, shape: Shape) -> range:
        """As the layer inside, one axis on."""
        inner = self.layer.spatial_axes((shape[0], *shape[2:]))
        return range(inner.start + 1, inner.stop + 1) if inner else inner

    def wanted_ranks(self) -> tuple[int, ...]:
        """One axis more than the layer inside."""
        return tuple(rank + 1 for rank in self.layer.wanted_ranks())


def _with_time(trail: Trail) -> Trail:
    """A trail with the time axis put behind the batch."""

    def moved(axis: int | None) -> int | None:
        return axis if axis is None or axis == 0 else axis + 1

    found: Trail = {
        axis + (axis > 0): (moved(output), step) for axis, (output, step) in trail.items()
    }
    found[1] = (1, ONE_TO_ONE)
    return found


class Bidirectional(Wrapper):
    """
    A recurrent layer run forwards and, with weights of its own, backwards.

    Shapes:
        input: as the layer's
        result: the layer's; features twice as many with merge_mode "concat", two of them with None;
            then, with `return_state`, the states of both directions

    Units: both layers' own; joining them is one operation an element, "ave" two, "concat" none.

    Source: keras.layers.Bidirectional.
    """

    kind: ClassVar[str] = "bidirectional"

    layer: Layer
    backward: Layer
    merge_mode: str | None = "concat"

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The outputs of both directions, joined, then the states."""
        needs_inputs(inputs, 1, None, "a sequence, then its states")
        states = len(inputs) // 2
        forward, *forward_states = self.layer.applied(inputs[: 1 + states], needs)
        second = (inputs[0], *inputs[1 + states :])
        backward, *backward_states = self.backward.applied(second, needs)
        carried = (*forward_states, *backward_states)
        if self.merge_mode is None:
            return (forward, backward, *carried)
        if self.merge_mode == "concat":
            return ((*forward[:-1], forward[-1] + backward[-1]), *carried)
        for one, other in zip(forward, backward, strict=True):
            needs.equal(one, other, lambda: _unlike(forward, backward))
        return (forward, *carried)

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """Both layers' own."""
        if not inputs:
            raise NeedsInput
        forward = self.layer.weights(inputs[:1])
        backward = self.backward.weights(inputs[:1])
        return {f"forward.{name}": shape for name, shape in forward.items()} | {
            f"backward.{name}": shape for name, shape in backward.items()
        }

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim | Unknown:
        """Both layers' own."""
        first = self.layer.macs(inputs[:1], outputs[:1])
        second = self.backward.macs(inputs[:1], outputs[:1])
        if isinstance(first, Unknown) or isinstance(second, Unknown):
            return first if isinstance(first, Unknown) else second
        return first + second

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim | Unknown:
        """Both layers' own, and joining them."""
        first = self.layer.elementwise(inputs[:1], outputs[:1])
        second = self.backward.elementwise(inputs[:1], outputs[:1])
        if isinstance(first, Unknown) or isinstance(second, Unknown):
            return first if isinstance(first, Unknown) else second
        joining = {"sum": 1, "mul": 1, "ave": 2}.get(self.merge_mode or "", 0)
        return first + second + joining * product(outputs[0])

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """As the layer: everything of the sequence."""
        states = len(inputs) // 2
        forward = self.layer.trails(inputs[: 1 + states], outputs)
        return (*forward, *forward[1:])


def _unlike(forward: Shape, backward: Shape) -> ShapeError:
    return ShapeError(
        f"{forward[-1]} features forwards and {backward[-1]} backwards",
        expected="as many in both directions",
        argument="merge_mode",
    )


class SpectralNormalization(Wrapper):
    """
    A layer whose kernel is divided by its largest singular value.

    Shapes:
        as the layer inside; vector_u: (1, the kernel's last size), not learned

    Units: the layer's own; at inference the stored kernel is used as it is.

    Source: keras.layers.SpectralNormalization.
    """

    kind: ClassVar[str] = "spectralnormalization"

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """As the layer inside, which must have a kernel."""
        found = self.layer.applied(inputs, needs)
        self._kernel(inputs)
        return found

    def _kernel(self, inputs: Shapes) -> Shape:
        weights = self.layer.weights(inputs)
        kernel = weights.get("kernel") or weights.get("embeddings")
        if kernel is None:
            raise ShapeError(
                f"a {self.layer.kind} layer has no kernel to normalise",
                expected="a layer with a kernel or embeddings",
                argument="layer",
            )
        return kernel

    def buffers(self, inputs: Shapes) -> dict[str, Shape]:
        """The layer's own, and the vector that the power iteration keeps."""
        return self.layer.buffers(inputs) | {"vector_u": (1, self._kernel(inputs)[-1])}


def _layer(value: Any, name: str = "layer") -> Layer:
    if not isinstance(value, Layer):
        refuse(name, value, "a layer, for example Dense(8)")
    return value


def keras_time_distributed(given: Given) -> TimeDistributed:
    """keras.layers.TimeDistributed."""
    return TimeDistributed(layer=_layer(given.layer))


def keras_bidirectional(given: Given) -> Bidirectional:
    """keras.layers.Bidirectional."""
    if given.merge_mode not in MERGE_MODES:
        refuse("merge_mode", given.merge_mode, " or ".join(map(repr, MERGE_MODES)))
    forward = _recurrent(given.layer, "layer")
    if given.backward_layer is None:
        backward = forward.replace(go_backwards=not forward.go_backwards)
    else:
        backward = _recurrent(given.backward_layer, "backward_layer")
    if forward.go_backwards == backward.go_backwards:
        refuse("backward_layer", backward.go_backwards, "go_backwards unlike the forward layer's")
    for name in ("stateful", "return_sequences", "return_state"):
        if getattr(forward, name) != getattr(backward, name):
            refuse("backward_layer", given.backward_layer, f"{name}={getattr(forward, name)}, too")
    return Bidirectional(layer=forward, backward=backward, merge_mode=given.merge_mode)


def _recurrent(value: Any, name: str) -> KerasRecurrent | ConvLSTM:
    if not isinstance(value, (KerasRecurrent, ConvLSTM)):
        refuse(name, value, "a recurrent layer, for example LSTM(8)")
    return value


def keras_spectral_normalization(given: Given) -> SpectralNormalization:
    """keras.layers.SpectralNormalization."""
    size(given.power_iterations, "power_iterations")
    return SpectralNormalization(layer=_layer(given.layer))
