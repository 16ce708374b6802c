from __future__ import annotations

from spelled import make
from spelled import outputs
from spelled import refusal


def test_a_vector_becomes_a_sequence():
    assert outputs(make("layers.RepeatVector", 3), (2, 5)) == (2, 3, 5)
    assert refusal("layers.RepeatVector", 3, on=(2, 5, 1)) == (
        "an input with 3 axes, (2, 5, 1)\nexpected: (N, features)"
    )


def test_more_numbers_than_axes_put_new_ones_in_front():
    assert outputs(make("repeat", 4, 2, 1), (3, 5)) == (4, 6, 5)
    assert refusal("repeat", 2, on=(3, 5)) == "1 numbers of times for (3, 5)\nexpected: at least 2"
