from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs
from spelled import refusal


@pytest.mark.parametrize("spelled", ["lrn", "nn.LocalResponseNorm", "nn.CrossMapLRN2d"])
def test_keeps_the_shape_and_adds_squares(spelled: str):
    layer = make(spelled, 5)

    assert outputs(layer, (1, 96, 27, 27)) == (1, 96, 27, 27)
    assert layer.elementwise(((1, 96, 27, 27),), ((1, 96, 27, 27),)) == 96 * 27 * 27 * 6


def test_needs_positions():
    assert refusal("nn.LocalResponseNorm", 5, on=(1, 96)) == (
        "an input with 2 axes, (1, 96)\nexpected: (N, C, *S), at least 3 axes"
    )
