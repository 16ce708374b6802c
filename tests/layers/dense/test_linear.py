from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs
from spelled import refusal

from convcalc.dims import symbols
from convcalc.errors import BadValue
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.needs import Needs


@pytest.mark.parametrize("spelled", ["linear", "layers.Dense"])
def test_the_input_side_is_inferred(spelled: str):
    layer = make(spelled, 120)

    assert outputs(layer, (2, 400)) == (2, 120)
    assert sorted(layer.weights(((2, 400),)).values()) in (
        [(120,), (120, 400)],
        [(120,), (400, 120)],
    )
    assert layer.macs(((2, 400),), ((2, 120),)) == 2 * 400 * 120


def test_leading_axes_are_rows():
    assert outputs(make("nn.Linear", 8, 3), (2, 5, 7, 8)) == (2, 5, 7, 3)
    assert outputs(make("nn.Linear", 8, 3), (8,)) == (3,)


def test_a_wrong_size_says_what_to_write():
    assert refusal("nn.Linear", 400, 120, on=(1, 9216)) == (
        "the input has 9216 features, the layer takes 400\n"
        "expected: 400 features on the last axis\n"
        "hint: in_features=9216"
    )


def test_a_forgotten_flatten_is_seen():
    assert refusal("nn.Linear", 9216, 4096, on=(1, 256, 6, 6)) == (
        "the input has 6 features, the layer takes 9216\n"
        "expected: 9216 features on the last axis\n"
        "hint: flatten before it: 256 · 6 · 6 = 9216 features"
    )
    assert "flatten before it and in_features=9216" in refusal(
        "nn.Linear", 400, 9, on=(1, 256, 6, 6)
    )


def test_symbols_that_must_be_equal_are_recorded():
    features = symbols("F")
    needs = Needs()

    assert make("nn.Linear", 512, 10).outputs(((1, features),), needs) == ((1, 10),)
    assert [str(each.expr) for each in needs.conditions] == ["F - 512"]


def test_a_lazy_layer_that_is_never_called_has_no_known_weights():
    with pytest.raises(NeedsInput):
        make("nn.LazyLinear", 3).weights(())
    assert make("nn.Linear", 4, 3, bias=False).weights(()) == {"weight": (3, 4)}


@pytest.mark.parametrize("argument", ["lora_rank", "quantization_config"])
def test_what_changes_the_weights_in_ways_not_counted_is_refused(argument: str):
    with pytest.raises(BadValue, match="not counted"):
        make("layers.Dense", 3, **{argument: 4})


def test_an_unknown_activation_gets_a_suggestion():
    assert refusal("layers.Dense", 3, activation="rellu") == (
        "activation='rellu'\nexpected: an activation of Keras\nhint: did you mean 'relu'?"
    )
