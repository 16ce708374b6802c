from __future__ import annotations

import pytest
from spelled import refusal


@pytest.mark.parametrize(
    ("spelled", "arguments", "wanted"),
    [
        ("layers.Permute", ((2,),), "dims=(2,)\nexpected: 1 to 1 in some order"),
        ("layers.Permute", (2,), "dims=2\nexpected: a tuple of axes, counted from 1"),
        ("permute", (0, 0, 1), "axes=(0, 0, 1)\nexpected: 0 to 2 in some order"),
        ("transpose", (0, 1.5), "second=1.5\nexpected: a whole number, the index of an axis"),
    ],
)
def test_refuses(spelled: str, arguments: tuple[object, ...], wanted: str):
    assert refusal(spelled, *arguments) == wanted


def test_another_number_of_axes():
    assert refusal("layers.Permute", (2, 1), on=(3, 2)) == (
        "an order of 3 axes for (3, 2)\nexpected: 2 axes"
    )
