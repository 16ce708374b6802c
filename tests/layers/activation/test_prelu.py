from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs
from spelled import refusal


def test_one_slope_or_one_for_each_channel():
    assert make("nn.PReLU").weights(()) == {"weight": (1,)}
    assert outputs(make("prelu", 5), (2, 5, 7, 7)) == (2, 5, 7, 7)
    assert refusal("nn.PReLU", 4, on=(2, 5, 7, 7)) == (
        "4 slopes for 5 channels of (2, 5, 7, 7)\n"
        "expected: one for all, or one for each channel\n"
        "hint: num_parameters=5"
    )


@pytest.mark.parametrize(
    ("shared", "wanted"),
    [(None, (3, 4, 5)), ([1, 2], (1, 1, 5)), (3, (3, 4, 1))],
)
def test_keras_has_a_slope_for_every_element_unless_axes_share(
    shared: object, wanted: tuple[int, ...]
):
    assert make("layers.PReLU", shared_axes=shared).weights(((2, 3, 4, 5),)) == {"alpha": wanted}


def test_axes_that_are_not_there_cannot_share():
    assert refusal("layers.PReLU", shared_axes=[4], on=(2, 3, 4, 5)) == (
        "shared_axes has 4 for an input with 4 axes, (2, 3, 4, 5)\nexpected: 1 to 3"
    )
