from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs
from spelled import refusal


@pytest.mark.parametrize(
    "layer",
    [
        make("identity"),
        make("nn.Identity", 54, unused=True),
        make("nn.Dropout", 0.2, True),
        make("dropout", p=0.5),
        make("layers.Dropout", 0.3, noise_shape=(None, 1)),
        make("layers.GaussianNoise", 0.1),
        make("layers.Masking"),
    ],
    ids=repr,
)
def test_costs_nothing_and_keeps_its_memory(layer: object):
    assert outputs(layer, (2, 3)) == (2, 3)
    assert layer.elementwise(((2, 3),), ((2, 3),)) == 0  # type: ignore[attr-defined]
    assert layer.is_view  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("spelled", "arguments", "wanted"),
    [
        ("nn.Dropout", (1.5,), "p=1.5\nexpected: a number from 0 to 1"),
        ("layers.Dropout", (-0.1,), "rate=-0.1\nexpected: a number from 0 to 1"),
        ("layers.GaussianNoise", (2,), "stddev=2\nexpected: a number from 0 to 1"),
        (
            "layers.Dropout",
            (0.1, (0,)),
            "noise_shape=(0,)\nexpected: whole numbers from 1, or None",
        ),
    ],
)
def test_refuses(spelled: str, arguments: tuple[object, ...], wanted: str):
    assert refusal(spelled, *arguments) == wanted


def test_whole_channels_need_their_axes():
    assert refusal("layers.SpatialDropout2D", 0.2, on=(3, 4)) == (
        "an input with 2 axes, (3, 4)\nexpected: 4 axes"
    )
