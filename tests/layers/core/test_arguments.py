from __future__ import annotations

from typing import Any

import pytest
from spelled import make
from spelled import refusal

from convcalc.errors import BadValue
from convcalc.layers.core.arguments import torch_sizes
from convcalc.layers.core.arguments import torch_switch
from convcalc.vocabulary.maker import COMMON


@pytest.mark.parametrize("value", [2, (2,), [2], (2, 2)])
def test_one_size_or_one_an_axis(value: object):
    assert torch_sizes(value, 2, "stride") == (2, 2)


def test_another_count_is_refused():
    with pytest.raises(BadValue, match="one size or 2"):
        torch_sizes((1, 2, 3), 2, "stride")


@pytest.mark.parametrize(("value", "wanted"), [(None, False), (True, True), (0, False)])
def test_none_is_no(value: object, wanted: bool):
    assert torch_switch(value, "bias") is wanted


@pytest.mark.parametrize("name", sorted(COMMON))
def test_what_every_layer_takes_is_left_out(name: str):
    assert make("layers.ReLU", **{name: None}) == make("layers.ReLU")


def test_what_no_layer_takes_is_refused():
    assert refusal("layers.ReLU", nmae="x").startswith("ReLU() has no argument 'nmae'")


def test_an_activation_may_be_a_function():
    called: Any = make("layers.Dense", 3, activation=abs)
    linear: Any = make("layers.Dense", 3, activation="linear")

    assert called.activation
    assert not linear.activation
    assert refusal("layers.Dense", 3, activation=3) == (
        "activation=3\nexpected: the name of an activation, or None"
    )
