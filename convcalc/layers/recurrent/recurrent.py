"""PyTorch's recurrent layers over sequences: RNN, LSTM and GRU."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import choice
from convcalc.layers.core.arguments import fraction
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import switch
from convcalc.layers.core.axes import needs_inputs
from convcalc.layers.core.axes import needs_rank
from convcalc.layers.core.fitting import check_features
from convcalc.layers.core.fitting import check_shape
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.core.trails import Trail
from convcalc.layers.core.trails import mixing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given

GATES = {"RNN": 1, "GRU": 3, "LSTM": 4}


class Recurrent(Layer):
    """
    A recurrent network over a sequence, `num_layers` deep, in one or both directions.

    Shapes:
        input: (T, N, F), or (N, T, F) with `batch_first`, or (T, F); then, if given, the first
            hidden state and, for an LSTM, the first cell state
        weight_ih_l0: (G · H, F); weight_hh_l0: (G · H, R), G gates: 1 RNN, 3 GRU, 4 LSTM; R =
            proj_size or H
        result: (T, N, R · directions), the last hidden state (num_layers · directions, N, R), and
            for an LSTM the last cell state (num_layers · directions, N, H)

    Units: macs = N · T · (the elements of all matrices); for every step, one operation a gate
    element.

    Source: torch.nn.LSTM, "Outputs"; torch.utils.flop_counter for the work.
    """

    kind: ClassVar[str] = "recurrent"
    takes_many: ClassVar[bool] = True

    mode: str
    hidden_size: Dim
    input_size: Dim | None = None
    num_layers: int = 1
    bias: bool = True
    batch_first: bool = False
    bidirectional: bool = False
    proj_size: Dim = 0
    states: bool = True

    @property
    def _seen(self) -> Dim:
        """The size of what a step hands to the next."""
        return self.hidden_size if self.proj_size == 0 else self.proj_size

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The sequence, and the last states."""
        wanted = "(N, T, features)" if self.batch_first else "(T, N, features)"
        needs_inputs(inputs, 1, 3 if self.mode == "LSTM" else 2, "the sequence, then its states")
        needs_rank(inputs[0], (2, 3), f"{wanted} or (T, features)")
        *leading, features = inputs[0]
        if self.input_size is not None:
            check_features(features, self.input_size, "input_size", needs)
        directions = 1 + self.bidirectional
        states = self._states(inputs[0])
        _check_states(inputs[1:], states, needs)
        sequence = (*leading, self._seen * directions)
        return (sequence, *states) if self.states else (sequence,)

    def _states(self, shape: Shape) -> Shapes:
        """The shapes of the states, by which a sequence starts and ends."""
        batch = () if len(shape) == 2 else (shape[0 if self.batch_first else 1],)
        count = self.num_layers * (1 + self.bidirectional)
        hidden = (count, *batch, self._seen)
        return (hidden, (count, *batch, self.hidden_size)) if self.mode == "LSTM" else (hidden,)

    def _features(self, inputs: Shapes) -> Dim:
        if self.input_size is not None:
            return self.input_size
        if not inputs:
            raise NeedsInput
        return inputs[0][-1]

    def _matrices(self, inputs: Shapes) -> Iterator[tuple[str, Shape]]:
        """The matrices by name, layer by layer and direction by direction."""
        rows = GATES[self.mode] * self.hidden_size
        features = self._features(inputs)
        suffixes = ("", "_reverse") if self.bidirectional else ("",)
        for layer in range(self.num_layers):
            for suffix in suffixes:
                yield f"weight_ih_l{layer}{suffix}", (rows, features)
                yield f"weight_hh_l{layer}{suffix}", (rows, self._seen)
                if self.proj_size != 0:
                    yield f"weight_hr_l{layer}{suffix}", (self.proj_size, self.hidden_size)
            features = self._seen * len(suffixes)

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """The matrices of every layer and direction, and two biases for each."""
        found: dict[str, Shape] = {}
        for name, shape in self._matrices(inputs):
            found[name] = shape
            if self.bias and not name.startswith("weight_hr"):
                found[name.replace("weight", "bias")] = shape[:1]
        return found

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Every matrix once for every step of every sequence."""
        steps = product(inputs[0][:-1])
        total: Dim = 0
        for _, shape in self._matrices(inputs):
            total = total + product(shape)
        return steps * total

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """The gates, step by step."""
        cells = self.num_layers * (1 + self.bidirectional)
        return product(inputs[0][:-1]) * (GATES[self.mode] * self.hidden_size * cells)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Every step may have seen the whole sequence and all features."""
        rank = len(inputs[0])
        time = 1 if rank == 3 and self.batch_first else 0
        states: tuple[Trail, ...] = tuple(
            dict.fromkeys(range(len(shape)), (None, WHOLE)) for shape in inputs[1:]
        )
        return (mixing(inputs[0], outputs[0], (time, rank - 1)), *states)

    def wanted_ranks(self) -> tuple[int, ...]:
        """Batched or not."""
        return (3, 2)


def _check_states(given: Shapes, wanted: Shapes, needs: Needs) -> None:
    """Need the first states in the shapes that fit the sequence."""
    if given and len(given) != len(wanted):
        raise ShapeError(
            f"{len(given)} first state", expected=" and ".join(map(show_shape, wanted))
        )
    for got, right in zip(given, wanted, strict=False):
        check_shape(got, right, "the first state", needs)


def _layers(value: Any) -> int:
    if type(value) is not int or value < 1:
        refuse("num_layers", value, "a whole number, at least 1")
    if value > 10_000:
        refuse("num_layers", value, "at most 10000")
    return value


def _recurrent(given: Given, mode: str) -> Recurrent:
    fraction(given.dropout, "dropout")
    hidden = size(given.hidden_size, "hidden_size")
    projected = size(given.proj_size, "proj_size", 0)
    if type(hidden) is int and type(projected) is int and projected >= hidden:
        refuse("proj_size", given.proj_size, f"less than hidden_size={hidden}")
    return Recurrent(
        mode=mode,
        input_size=size(given.input_size, "input_size"),
        hidden_size=hidden,
        num_layers=_layers(given.num_layers),
        bias=_flag(given.bias, "bias"),
        batch_first=_flag(given.batch_first, "batch_first"),
        bidirectional=switch(given.bidirectional, "bidirectional"),
        proj_size=projected,
    )


def _flag(value: Any, name: str) -> bool:
    """True or False and nothing else, as PyTorch insists here."""
    if not isinstance(value, bool):
        refuse(name, value, "True or False")
    return value


def torch_recurrent(given: Given, mode: str) -> Recurrent:
    """torch.nn.RNN, LSTM, GRU."""
    if mode == "RNN":
        choice(given.nonlinearity, "nonlinearity", ("tanh", "relu"))
    return _recurrent(given if mode == "LSTM" else given.but(proj_size=0), mode)


def native_recurrent(given: Given, mode: str) -> Recurrent:
    """The native rnn, gru and lstm: batch first; with `states` the last states, too."""
    if mode != "LSTM" and given.proj_size != 0:
        refuse("proj_size", given.proj_size, "0, since only an LSTM projects its state")
    layer = _recurrent(given.but(input_size=1, batch_first=True, dropout=0), mode)
    return layer.replace(input_size=None, states=switch(given.states, "states"))
