from __future__ import annotations

import pytest

import convcalc

SMALL = """
input({shape})
conv2d(8, k=7, s=2)
maxpool2d(3, s=2)
conv2d(8, k=7, s=2)
"""


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        pytest.param(
            SMALL.format(shape="3, 20, 20"),
            "the input must be at least 35×35",
            id="the least size is that of the whole network",
        ),
        pytest.param(
            SMALL.format(shape="3, 20, 100"),
            "the input must be at least 35×35",
            id="one axis is enough",
        ),
        pytest.param(
            "input(20, 20, 3)\nlayers.Conv2D(8, 9, strides=2)\nlayers.Conv2D(8, 9)",
            "the input must be at least 25×25",
            id="channels may come last",
        ),
        pytest.param(
            "input(200, 20, 3)\nlayers.Conv2D(8, 9, strides=2)\nlayers.Conv2D(8, 9)",
            "the input must be at least 25×25",
            id="channels are no spatial axis",
        ),
        pytest.param(
            "input(3, 8)\nconv1d(8, k=9)",
            "the input must be at least 9",
            id="there may be one axis",
        ),
        pytest.param(
            "input(3, 20, 20)\nconv2d(8, k=3)\nConv2d(3, 8, 3)",
            "in_channels=8",
            id="other errors keep their hint",
        ),
    ],
)
def test_an_input_that_is_too_small_says_the_least(text: str, hint: str):
    with pytest.raises(convcalc.ConvcalcError) as caught:
        convcalc.summary(text)

    assert caught.value.hint == hint
