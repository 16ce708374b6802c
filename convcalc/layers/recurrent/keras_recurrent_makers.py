"""How Keras spells its recurrent layers: SimpleRNN, LSTM, GRU, and their cells."""

from __future__ import annotations

from typing import Any

from convcalc.layers.core.keras_arguments import truth
from convcalc.layers.recurrent.keras_recurrent import KerasCell
from convcalc.layers.recurrent.keras_recurrent import KerasRecurrent
from convcalc.layers.recurrent.keras_recurrent import cell_of
from convcalc.layers.recurrent.keras_recurrent import flags


def keras_simple_rnn_cell(
    units: Any,
    activation: Any = "tanh",
    use_bias: Any = True,
    kernel_initializer: Any = "glorot_uniform",
    recurrent_initializer: Any = "orthogonal",
    bias_initializer: Any = "zeros",
    kernel_regularizer: Any = None,
    recurrent_regularizer: Any = None,
    bias_regularizer: Any = None,
    kernel_constraint: Any = None,
    recurrent_constraint: Any = None,
    bias_constraint: Any = None,
    dropout: Any = 0.0,
    recurrent_dropout: Any = 0.0,
    seed: Any = None,
) -> KerasCell:
    """keras.layers.SimpleRNNCell."""
    return cell_of("SimpleRNN", units, use_bias, activation)


def keras_lstm_cell(
    units: Any,
    activation: Any = "tanh",
    recurrent_activation: Any = "sigmoid",
    use_bias: Any = True,
    kernel_initializer: Any = "glorot_uniform",
    recurrent_initializer: Any = "orthogonal",
    bias_initializer: Any = "zeros",
    unit_forget_bias: Any = True,
    kernel_regularizer: Any = None,
    recurrent_regularizer: Any = None,
    bias_regularizer: Any = None,
    kernel_constraint: Any = None,
    recurrent_constraint: Any = None,
    bias_constraint: Any = None,
    dropout: Any = 0.0,
    recurrent_dropout: Any = 0.0,
    seed: Any = None,
    *,
    implementation: Any = 2,
) -> KerasCell:
    """keras.layers.LSTMCell."""
    return cell_of("LSTM", units, use_bias, activation, recurrent_activation)


def keras_gru_cell(
    units: Any,
    activation: Any = "tanh",
    recurrent_activation: Any = "sigmoid",
    use_bias: Any = True,
    kernel_initializer: Any = "glorot_uniform",
    recurrent_initializer: Any = "orthogonal",
    bias_initializer: Any = "zeros",
    kernel_regularizer: Any = None,
    recurrent_regularizer: Any = None,
    bias_regularizer: Any = None,
    kernel_constraint: Any = None,
    recurrent_constraint: Any = None,
    bias_constraint: Any = None,
    dropout: Any = 0.0,
    recurrent_dropout: Any = 0.0,
    reset_after: Any = True,
    seed: Any = None,
    *,
    implementation: Any = 2,
) -> KerasCell:
    """keras.layers.GRUCell."""
    cell = cell_of("GRU", units, use_bias, activation, recurrent_activation)
    return cell.replace(reset_after=truth(reset_after, "reset_after"))


def keras_simple_rnn(
    units: Any,
    activation: Any = "tanh",
    use_bias: Any = True,
    kernel_initializer: Any = "glorot_uniform",
    recurrent_initializer: Any = "orthogonal",
    bias_initializer: Any = "zeros",
    kernel_regularizer: Any = None,
    recurrent_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    kernel_constraint: Any = None,
    recurrent_constraint: Any = None,
    bias_constraint: Any = None,
    dropout: Any = 0.0,
    recurrent_dropout: Any = 0.0,
    return_sequences: Any = False,
    return_state: Any = False,
    go_backwards: Any = False,
    stateful: Any = False,
    unroll: Any = False,
    seed: Any = None,
) -> KerasRecurrent:
    """keras.layers.SimpleRNN."""
    return KerasRecurrent(
        cells=(cell_of("SimpleRNN", units, use_bias, activation),),
        **flags(return_sequences, return_state, go_backwards, stateful),
    )


def keras_lstm(
    units: Any,
    activation: Any = "tanh",
    recurrent_activation: Any = "sigmoid",
    use_bias: Any = True,
    kernel_initializer: Any = "glorot_uniform",
    recurrent_initializer: Any = "orthogonal",
    bias_initializer: Any = "zeros",
    unit_forget_bias: Any = True,
    kernel_regularizer: Any = None,
    recurrent_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    kernel_constraint: Any = None,
    recurrent_constraint: Any = None,
    bias_constraint: Any = None,
    dropout: Any = 0.0,
    recurrent_dropout: Any = 0.0,
    seed: Any = None,
    return_sequences: Any = False,
    return_state: Any = False,
    go_backwards: Any = False,
    stateful: Any = False,
    unroll: Any = False,
    use_cudnn: Any = "auto",
    *,
    implementation: Any = 2,
) -> KerasRecurrent:
    """keras.layers.LSTM."""
    return KerasRecurrent(
        cells=(cell_of("LSTM", units, use_bias, activation, recurrent_activation),),
        **flags(return_sequences, return_state, go_backwards, stateful),
    )


def keras_gru(
    units: Any,
    activation: Any = "tanh",
    recurrent_activation: Any = "sigmoid",
    use_bias: Any = True,
    kernel_initializer: Any = "glorot_uniform",
    recurrent_initializer: Any = "orthogonal",
    bias_initializer: Any = "zeros",
    kernel_regularizer: Any = None,
    recurrent_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    kernel_constraint: Any = None,
    recurrent_constraint: Any = None,
    bias_constraint: Any = None,
    dropout: Any = 0.0,
    recurrent_dropout: Any = 0.0,
    seed: Any = None,
    return_sequences: Any = False,
    return_state: Any = False,
    go_backwards: Any = False,
    stateful: Any = False,
    unroll: Any = False,
    reset_after: Any = True,
    use_cudnn: Any = "auto",
    *,
    implementation: Any = 2,
) -> KerasRecurrent:
    """keras.layers.GRU."""
    cell = cell_of("GRU", units, use_bias, activation, recurrent_activation)
    return KerasRecurrent(
        cells=(cell.replace(reset_after=truth(reset_after, "reset_after")),),
        **flags(return_sequences, return_state, go_backwards, stateful),
    )
