from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs
from spelled import refusal


def test_none_keeps_the_axis():
    assert outputs(make("nn.AdaptiveAvgPool2d", (None, 7)), (1, 8, 9, 10)) == (1, 8, 9, 7)


def test_keras_keeps_the_channels_last():
    layer = make("layers.AdaptiveAveragePooling2D", (2, 3))

    assert outputs(layer, (1, 9, 10, 8)) == (1, 2, 3, 8)


def test_indices_come_second():
    layer = make("nn.AdaptiveMaxPool1d", 4, return_indices=True)

    assert outputs(layer, (8, 9)) == ((8, 4), (8, 4))


@pytest.mark.parametrize(
    ("spelled", "value", "wanted"),
    [
        ("nn.AdaptiveAvgPool2d", (3, 7, 2), "output_size=(3, 7, 2)\nexpected: one size or 2"),
        ("nn.AdaptiveAvgPool2d", None, "output_size=None\nexpected: one size or 2"),
        ("nn.AdaptiveAvgPool1d", (None,), "output_size=None\nexpected: a whole number, at least 0"),
        ("adaptiveavgpool2d", 0, "output_size=0\nexpected: at least 1"),
    ],
)
def test_refusals(spelled: str, value: object, wanted: str):
    assert refusal(spelled, value) == wanted
