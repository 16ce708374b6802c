from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs
from spelled import refusal

from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE


@pytest.mark.parametrize("shape", [(2, 8, 9), (2, 8, 9, 7), (2, 8, 9, 7, 5)])
def test_one_value_a_channel_whatever_the_spatial_axes(shape: tuple[int, ...]):
    assert outputs(make("globalavgpool"), shape) == (2, 8)
    assert outputs(make("globalmaxpool", keepdims=True), shape) == (2, 8, *[1] * (len(shape) - 2))


def test_keras_pools_what_is_not_channels():
    assert outputs(make("layers.GlobalAveragePooling2D"), (2, 9, 7, 8)) == (2, 8)
    assert outputs(make("layers.GlobalMaxPool1D", "channels_first", True), (2, 8, 9)) == (2, 8, 1)


def test_all_is_seen_of_one_channel():
    layer = make("layers.GlobalAveragePooling1D")

    assert layer.trails(((2, 9, 8),), ((2, 8),)) == (
        {0: (0, ONE_TO_ONE), 1: (None, WHOLE), 2: (1, ONE_TO_ONE)},
    )


def test_a_flat_input_has_nothing_to_pool():
    assert refusal("globalavgpool", on=(2, 8)) == (
        "an input with 2 axes, (2, 8), where at least one spatial axis is wanted\n"
        "expected: (N, C, L), (N, C, H, W) or (N, C, D, H, W)"
    )
