"""PyTorch's recurrent cells: one step of an RNN, LSTM or GRU."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import product
from convcalc.layers.core.arguments import choice
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import switch
from convcalc.layers.core.arguments import torch_switch
from convcalc.layers.core.axes import needs_inputs
from convcalc.layers.core.axes import needs_rank
from convcalc.layers.core.fitting import check_features
from convcalc.layers.core.fitting import check_shape
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.trails import mixing
from convcalc.layers.recurrent.recurrent import GATES

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail


class RecurrentCell(Layer):
    """
    One step of a recurrent network.

    Shapes:
        input: (N, F) or (F); then, if given, the state (N, H), and for an LSTM the cell state (N,
            H)
        weight_ih: (G · H, F); weight_hh: (G · H, H), G gates: 1 RNN, 3 GRU, 4 LSTM
        result: (N, H) or (H); an LSTM's twice

    Units: macs = N · (the elements of both matrices); one operation a gate element.

    Source: torch.nn.LSTMCell, "Outputs"; torch.utils.flop_counter for the work.
    """

    kind: ClassVar[str] = "recurrentcell"
    takes_many: ClassVar[bool] = True

    mode: str
    hidden_size: Dim
    input_size: Dim | None = None
    bias: bool = True
    states: bool = True

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The state after the step."""
        states = 2 if self.mode == "LSTM" else 1
        needs_inputs(inputs, 1, 1 + states, "the input, then its states")
        needs_rank(inputs[0], (1, 2), "(N, features) or (features)")
        check_features(inputs[0][-1], self._features(inputs), "input_size", needs)
        state = (*inputs[0][:-1], self.hidden_size)
        for given in inputs[1:]:
            check_shape(given, state, "the state", needs)
        return (state,) * (states if self.states else 1)

    def _features(self, inputs: Shapes) -> Dim:
        if self.input_size is not None:
            return self.input_size
        if not inputs:
            raise NeedsInput
        return inputs[0][-1]

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """The two matrices and the two biases."""
        rows = GATES[self.mode] * self.hidden_size
        matrices: dict[str, Shape] = {
            "weight_ih": (rows, self._features(inputs)),
            "weight_hh": (rows, self.hidden_size),
        }
        return matrices | ({"bias_ih": (rows,), "bias_hh": (rows,)} if self.bias else {})

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Both matrices once for every row."""
        rows = GATES[self.mode] * self.hidden_size
        return product(inputs[0][:-1]) * rows * (self._features(inputs) + self.hidden_size)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """The gates."""
        return product(outputs[0]) * GATES[self.mode]

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """All features of the own row."""
        return tuple(mixing(shape, outputs[0], (-1,)) for shape in inputs)


def torch_rnn_cell(given: Given) -> RecurrentCell:
    """torch.nn.RNNCell."""
    choice(given.nonlinearity, "nonlinearity", ("tanh", "relu"))
    return torch_gated_cell(given, "RNN")


def torch_gated_cell(given: Given, mode: str) -> RecurrentCell:
    """torch.nn.LSTMCell and GRUCell."""
    return RecurrentCell(
        mode=mode,
        input_size=size(given.input_size, "input_size"),
        hidden_size=size(given.hidden_size, "hidden_size"),
        bias=torch_switch(given.bias, "bias"),
    )


def native_cell(given: Given, mode: str) -> RecurrentCell:
    """The native rnncell, grucell and lstmcell; with `states` an LSTM's cell state, too."""
    return RecurrentCell(
        mode=mode,
        hidden_size=size(given.hidden_size, "hidden_size"),
        bias=switch(given.bias, "bias"),
        states=switch(given.states, "states"),
    )
