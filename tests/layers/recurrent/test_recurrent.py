from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs
from spelled import refusal

from convcalc.dims import product
from convcalc.errors import ShapeError

GATES = {"RNN": 1, "GRU": 3, "LSTM": 4}


@pytest.mark.parametrize("mode", GATES)
@pytest.mark.parametrize("directions", [1, 2])
@pytest.mark.parametrize("layers", [1, 3])
def test_parameters_follow_the_published_formula(mode: str, directions: int, layers: int):
    inner, hidden, gates = 7, 5, GATES[mode]
    wanted = 0
    for index in range(layers):
        seen = inner if index == 0 else hidden * directions
        wanted += directions * gates * hidden * (seen + hidden + 2)

    layer = make(f"nn.{mode}", inner, hidden, layers, bidirectional=directions == 2)

    assert sum(map(product, layer.weights(()).values())) == wanted


def test_an_lstm_hands_out_the_sequence_and_both_states():
    layer = make("nn.LSTM", 8, 6, 2, bidirectional=True, proj_size=3)

    assert outputs(layer, (11, 4, 8)) == ((11, 4, 6), (4, 4, 3), (4, 4, 6))
    assert outputs(layer, (11, 8)) == ((11, 6), (4, 3), (4, 6))
    assert list(layer.weights(()))[:5] == [
        "weight_ih_l0",
        "bias_ih_l0",
        "weight_hh_l0",
        "bias_hh_l0",
        "weight_hr_l0",
    ]


def test_the_first_states_are_held_against_the_sequence():
    layer = make("nn.GRU", 8, 6, batch_first=True)

    assert outputs(layer, (4, 11, 8), (1, 4, 6)) == ((4, 11, 6), (1, 4, 6))
    with pytest.raises(ShapeError, match=r"the first state is \(1, 3, 6\)"):
        outputs(layer, (4, 11, 8), (1, 3, 6))


def test_the_native_ones_are_batch_first_and_hand_out_the_sequence():
    assert outputs(make("lstm", 6), (4, 11, 8)) == (4, 11, 6)
    assert outputs(make("gru", 6, states=True), (4, 11, 8)) == ((4, 11, 6), (1, 4, 6))


def test_wrong_features_say_what_to_write():
    assert refusal("nn.LSTM", 19, 5, on=(1, 2, 20)) == (
        "the input has 20 features, the layer takes 19\n"
        "expected: 19 features on the last axis\n"
        "hint: input_size=20"
    )


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        pytest.param({"proj_size": 6}, "proj_size=6\nexpected: less than hidden_size=6", id="wide"),
        pytest.param(
            {"num_layers": 0}, "num_layers=0\nexpected: a whole number, at least 1", id="none"
        ),
        pytest.param(
            {"num_layers": 10**9}, "num_layers=1000000000\nexpected: at most 10000", id="hostile"
        ),
        pytest.param({"bias": 1}, "bias=1\nexpected: True or False", id="bias must be a bool"),
        pytest.param({"dropout": 2}, "dropout=2\nexpected: a number from 0 to 1", id="dropout"),
    ],
)
def test_refuses_what_pytorch_refuses(arguments: dict[str, object], wanted: str):
    assert refusal("nn.LSTM", 8, 6, **arguments) == wanted


def test_a_cell_is_one_step():
    layer = make("nn.LSTMCell", 8, 6)

    assert outputs(layer, (4, 8)) == ((4, 6), (4, 6))
    assert outputs(make("nn.GRUCell", 8, 6), (8,)) == (6,)
    assert layer.macs(((4, 8),), ()) == 4 * 4 * 6 * (8 + 6)
