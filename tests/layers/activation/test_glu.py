from __future__ import annotations

from spelled import make
from spelled import outputs
from spelled import refusal


def test_halves_an_axis():
    assert outputs(make("nn.GLU"), (3, 6, 148)) == (3, 6, 74)
    assert outputs(make("glu"), (3, 6, 5, 5)) == (3, 3, 5, 5)


def test_an_odd_axis_cannot_be_halved():
    assert refusal("nn.GLU", on=(3, 28, 15)) == (
        "axis 2 of (3, 28, 15) cannot be halved\nexpected: an even size"
    )
