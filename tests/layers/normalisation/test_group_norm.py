from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs
from spelled import refusal

from convcalc.dims import symbols
from convcalc.layers.core.needs import Needs


@pytest.mark.parametrize(
    ("spelled", "arguments"),
    [("nn.GroupNorm", (8, 24)), ("groupnorm", (8,)), ("layers.GroupNormalization", (8, 1))],
)
def test_keeps_the_shape_and_has_two_weights_a_channel(spelled: str, arguments: tuple[int, ...]):
    layer = make(spelled, *arguments)

    assert outputs(layer, (2, 24, 5, 5)) == (2, 24, 5, 5)
    assert list(layer.weights(((2, 24, 5, 5),)).values()) == [(24,), (24,)]


def test_minus_one_is_a_group_for_every_channel():
    assert outputs(make("layers.GroupNormalization", -1), (2, 5, 5, 7)) == (2, 5, 5, 7)


def test_the_groups_must_divide_the_channels():
    assert refusal("nn.GroupNorm", 4, 6) == (
        "6 channels do not divide into 4 groups\n"
        "expected: a number of groups that divides 6\n"
        "hint: 1, 2, 3, 6 would divide 6"
    )
    assert "8 channels do not divide into 32 groups" in refusal(
        "layers.GroupNormalization", axis=1, on=(2, 8, 10)
    )


def test_symbolic_channels_are_recorded():
    channels = symbols("C")
    needs = Needs()

    make("groupnorm", 8).outputs(((2, channels, 5, 5),), needs)
    assert [str(each.expr) for each in needs.conditions] == ["8·⌊C/8⌋ - C"]


def test_one_value_is_too_few():
    assert refusal("nn.GroupNorm", 4, 4, on=(1, 4)).startswith("one value to normalise over")
