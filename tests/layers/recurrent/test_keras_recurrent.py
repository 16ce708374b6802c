from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs
from spelled import refusal

from convcalc.dims import product
from convcalc.errors import ShapeError


@pytest.mark.parametrize(
    ("spelled", "arguments", "wanted"),
    [
        pytest.param("SimpleRNN", {}, 7 * 5 + 5 * 5 + 5, id="one kernel, one bias"),
        pytest.param("LSTM", {}, 4 * (7 * 5 + 5 * 5 + 5), id="four gates"),
        pytest.param("GRU", {}, 3 * (7 * 5 + 5 * 5 + 2 * 5), id="a bias for each product"),
        pytest.param("GRU", {"reset_after": False}, 3 * (7 * 5 + 5 * 5 + 5), id="reset before"),
    ],
)
def test_parameters_follow_the_published_formula(
    spelled: str, arguments: dict[str, object], wanted: int
):
    layer = make(f"layers.{spelled}", 5, **arguments)

    assert sum(map(product, layer.weights(((2, 3, 7),)).values())) == wanted


def test_sequences_and_states_on_request():
    assert outputs(make("layers.LSTM", 5), (2, 3, 7)) == (2, 5)
    layer = make("layers.LSTM", 5, return_sequences=True, return_state=True)
    assert outputs(layer, (2, 3, 7)) == ((2, 3, 5), (2, 5), (2, 5))


def test_stacked_cells_feed_each_other():
    cells = [make("layers.LSTMCell", 4), make("layers.GRUCell", 6)]
    layer = make("layers.RNN", cells, return_state=True)

    assert outputs(layer, (2, 3, 7)) == ((2, 6), (2, 4), (2, 4), (2, 6))
    assert layer.weights(((2, 3, 7),))["1.kernel"] == (4, 18)
    assert make("layers.RNN", make("layers.StackedRNNCells", cells), return_state=True) == layer


def test_stacked_cells_are_not_called_by_themselves():
    cells = make("layers.StackedRNNCells", [make("layers.LSTMCell", 4)])

    with pytest.raises(ShapeError, match="stacked cells called on a tensor"):
        outputs(cells, (2, 3))


def test_refuses_what_is_no_cell():
    assert refusal("layers.RNN", 5) == (
        "cell=5\nexpected: a SimpleRNNCell, GRUCell or LSTMCell, or a list of them"
    )
    assert refusal("layers.LSTM", -2) == "units=-2\nexpected: at least 1"
