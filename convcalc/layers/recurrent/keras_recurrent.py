"""Keras's recurrent layers: cells, and the layers that run them over a sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import keras_activation
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import truth
from convcalc.layers.core.axes import needs_inputs
from convcalc.layers.core.axes import needs_rank
from convcalc.layers.core.fitting import check_shape
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.core.trails import mixing

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail

GATES = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}


class KerasCell(Layer):
    """
    One step of a recurrent network as Keras builds it.

    Shapes:
        input: (N, F), then the state (N, H), and for an LSTM the carry (N, H)
        kernel: (F, G · H); recurrent_kernel: (H, G · H); bias: (G · H), or (2, G · H) for a GRU
            that resets after
        result: (N, H), then the state or states after the step

    Units: macs = N · (the elements of both kernels); one operation a gate element.

    Source: keras.layers.LSTMCell, GRUCell, SimpleRNNCell.
    """

    kind: ClassVar[str] = "recurrentcell"
    takes_many: ClassVar[bool] = True

    mode: str
    units: Dim
    bias: bool = True
    reset_after: bool = False

    @property
    def state_sizes(self) -> tuple[Dim, ...]:
        """The sizes of the states that a step hands to the next."""
        return (self.units,) * (2 if self.mode == "LSTM" else 1)

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The output and the states after the step."""
        states = len(self.state_sizes)
        needs_inputs(inputs, 1 + states, 1 + states, f"the input and {states} of state")
        needs_rank(inputs[0], (2,), "(N, features)")
        state = (inputs[0][0], self.units)
        for given in inputs[1:]:
            check_shape(given, state, "the state", needs)
        return (state,) * (1 + states)

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """Both kernels, and the bias if there is one."""
        if not inputs:
            raise NeedsInput
        columns = GATES[self.mode] * self.units
        kernels: dict[str, Shape] = {
            "kernel": (inputs[0][-1], columns),
            "recurrent_kernel": (self.units, columns),
        }
        if not self.bias:
            return kernels
        return kernels | {"bias": (2, columns) if self.reset_after else (columns,)}

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Both kernels once for every row."""
        columns = GATES[self.mode] * self.units
        return product(inputs[0][:-1]) * columns * (inputs[0][-1] + self.units)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """The gates."""
        return product(inputs[0][:-1]) * (GATES[self.mode] * self.units)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """All features of the own row."""
        return tuple(mixing(shape, outputs[0], (-1,)) for shape in inputs)


class CudnnCell(KerasCell):
    """
    A step as NVIDIA's library does it, in the layers of older versions: with a bias on both sides.

    Shapes:
        bias: (2 · G · H)

    Source: keras.layers.CuDNNLSTM, CuDNNGRU of TensorFlow 1.
    """

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """The kernels, and the biases one behind the other."""
        return super().weights(inputs) | {"bias": (2 * GATES[self.mode] * self.units,)}


class StackedCells(Layer):
    """Cells one on top of the other, to be run by an RNN layer and never called by themselves."""

    kind: ClassVar[str] = "recurrentcell"
    takes_many: ClassVar[bool] = True

    cells: tuple[KerasCell, ...]

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Refuse: an RNN layer runs the cells."""
        raise ShapeError(
            "stacked cells called on a tensor", hint="RNN(StackedRNNCells([...])) runs them"
        )


class KerasRecurrent(Layer):
    """
    One or several cells, one on top of the other, run over a sequence.

    Shapes:
        input: (N, T, F), then, if given, the first states (N, H)
        result: (N, H), or (N, T, H) with `return_sequences`; with `return_state` then the last
            states (N, H)

    Units: as the cells', T times.

    Source: keras.layers.RNN, "Call arguments" and "Output shape".
    """

    kind: ClassVar[str] = "recurrent"
    takes_many: ClassVar[bool] = True

    cells: tuple[KerasCell, ...]
    return_sequences: bool = False
    return_state: bool = False
    go_backwards: bool = False
    stateful: bool = False

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The sequence or its last step, and the last states."""
        needs_inputs(inputs, 1, None, "the sequence, then its states")
        needs_rank(inputs[0], (3,), "(N, T, features)")
        batch, steps, _ = inputs[0]
        states: Shapes = tuple(
            (batch, length) for cell in self.cells for length in cell.state_sizes
        )
        needs_inputs(inputs, 1, 1 + len(states), "the sequence, then its states")
        for given, wanted in zip(inputs[1:], states, strict=False):
            check_shape(given, wanted, "the first state", needs)
        last = self.cells[-1].units
        sequence = (batch, steps, last) if self.return_sequences else (batch, last)
        return (sequence, *states) if self.return_state else (sequence,)

    def _step_inputs(self, shape: Shape) -> Shapes:
        """What goes into each cell at every step."""
        features = (shape[-1], *(cell.units for cell in self.cells[:-1]))
        return tuple((shape[0], each) for each in features)

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """The cells' own, numbered where there are several."""
        if not inputs:
            raise NeedsInput
        found: dict[str, Shape] = {}
        steps = self._step_inputs(inputs[0])
        for index, (cell, step) in enumerate(zip(self.cells, steps, strict=True)):
            prefix = f"{index}." if len(self.cells) > 1 else ""
            found |= {prefix + name: each for name, each in cell.weights((step,)).items()}
        return found

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Every cell's, for every step."""
        total: Dim = 0
        for cell, step in zip(self.cells, self._step_inputs(inputs[0]), strict=True):
            total = total + cell.macs((step,), ())
        return total * inputs[0][1]

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Every cell's, for every step."""
        total: Dim = 0
        for cell, step in zip(self.cells, self._step_inputs(inputs[0]), strict=True):
            total = total + cell.elementwise((step,), ())
        return total * inputs[0][1]

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Every step may have seen the whole sequence and all features."""
        states: Trail = {0: (0, ONE_TO_ONE), 1: (None, WHOLE)}
        return (
            sequence_trail(self.return_sequences, len(outputs[0])),
            *(states for _ in inputs[1:]),
        )

    def wanted_ranks(self) -> tuple[int, ...]:
        """A batch of sequences."""
        return (3,)


def sequence_trail(kept: bool, rank: int) -> Trail:
    """All steps and all features of (N, T, F), seen from a sequence or from its last step."""
    return {0: (0, ONE_TO_ONE), 1: (1 if kept else None, WHOLE), 2: (rank - 1, WHOLE)}


def flags(given: Given) -> dict[str, bool]:
    """The switches that all recurrent layers have; Keras takes anything for a yes or no here."""
    names = ("return_sequences", "return_state", "go_backwards", "stateful")
    return {name: truth(getattr(given, name), name) for name in names}


def keras_rnn(given: Given) -> KerasRecurrent:
    """keras.layers.RNN: a cell, or a list of them."""
    return KerasRecurrent(
        cells=_cells(given.cell, "cell"),
        **flags(given),
    )


def keras_stacked_cells(given: Given) -> StackedCells:
    """keras.layers.StackedRNNCells."""
    return StackedCells(cells=_cells(given.cells, "cells"))


def _cells(value: Any, name: str) -> tuple[KerasCell, ...]:
    """One cell or several, as a tuple."""
    if isinstance(value, StackedCells):
        return value.cells
    cells = tuple(value) if isinstance(value, (tuple, list)) else (value,)
    if not cells or not all(isinstance(each, KerasCell) for each in cells):
        refuse(name, value, "a SimpleRNNCell, GRUCell or LSTMCell, or a list of them")
    return cells


def keras_cell(given: Given, mode: str) -> KerasCell:
    """keras.layers.SimpleRNNCell, LSTMCell, GRUCell."""
    keras_activation(given.activation)
    if mode != "SimpleRNN":
        keras_activation(given.recurrent_activation)
    cell = KerasCell(
        mode=mode, units=size(given.units, "units"), bias=truth(given.use_bias, "use_bias")
    )
    if mode != "GRU":
        return cell
    return cell.replace(reset_after=truth(given.reset_after, "reset_after"))


def keras_recurrent(given: Given, mode: str) -> KerasRecurrent:
    """keras.layers.SimpleRNN, LSTM, GRU."""
    return KerasRecurrent(cells=(keras_cell(given, mode),), **flags(given))


def keras_cudnn(given: Given, mode: str) -> KerasRecurrent:
    """keras.layers.CuDNNLSTM, CuDNNGRU of TensorFlow 1."""
    cell = CudnnCell(mode=mode, units=size(given.units, "units"))
    return KerasRecurrent(cells=(cell,), **flags(given))
