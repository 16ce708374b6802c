from __future__ import annotations

from typing import Any

import pytest
from spelled import make
from spelled import refusal

from convcalc.vocabulary.maker import COMMON


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
