"""How Keras spells its recurrent layers: SimpleRNN, LSTM, GRU, and their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.layers.core.arguments import size
from convcalc.layers.core.keras_arguments import keras_activation
from convcalc.layers.core.keras_arguments import truth
from convcalc.layers.recurrent.keras_recurrent import KerasCell
from convcalc.layers.recurrent.keras_recurrent import KerasRecurrent
from convcalc.layers.recurrent.keras_recurrent import flags

if TYPE_CHECKING:
    from convcalc.layers.core.signatures import Given


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
