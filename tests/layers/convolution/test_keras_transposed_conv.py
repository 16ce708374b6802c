from __future__ import annotations

from spelled import make
from spelled import outputs
from spelled import refusal


def test_dcgan_doubles_with_same():
    layer = make("layers.Conv2DTranspose", 64, 5, strides=2, padding="same")

    assert outputs(layer, (1, 7, 7, 128)) == (1, 14, 14, 64)


def test_output_padding_stays_below_the_strides():
    assert refusal("layers.Conv2DTranspose", 8, 3, strides=2, output_padding=2) == (
        "output_padding=2\nexpected: 0 to 1, less than the stride"
    )
