from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs
from spelled import refusal


def test_pytorch_counts_batches_and_keras_does_not():
    shape = (2, 8, 5, 5)

    assert make("nn.BatchNorm2d", 8).buffers((shape,)) == {
        "running_mean": (8,),
        "running_var": (8,),
        "num_batches_tracked": (),
    }
    assert make("layers.BatchNormalization").buffers((shape,)) == {
        "moving_mean": (5,),
        "moving_variance": (5,),
    }


@pytest.mark.parametrize("spelled", ["batchnorm", "batchnorm2d", "batch_norm"])
def test_the_native_one_infers_the_channels(spelled: str):
    layer = make(spelled)

    assert outputs(layer, (2, 8, 5, 5)) == (2, 8, 5, 5)
    assert layer.weights(((2, 8, 5, 5),)) == {"weight": (8,), "bias": (8,)}


def test_wrong_channels_say_what_to_write():
    assert refusal("nn.BatchNorm2d", 64, on=(1, 128, 7, 7)) == (
        "the input has 128 channels, the layer takes 64\n"
        "expected: 64 channels\n"
        "hint: num_features=128"
    )


def test_each_dimensionality_has_its_ranks():
    assert outputs(make("nn.BatchNorm1d", 8), (2, 8)) == (2, 8)
    assert refusal("nn.BatchNorm2d", 8, on=(8, 5, 5)) == (
        "an input with 3 axes, (8, 5, 5)\nexpected: (N, C, H, W)"
    )


def test_without_statistics_nothing_is_held_against_the_channels_but_one_value_is_too_few():
    arguments = {"affine": False, "track_running_stats": False}

    assert outputs(make("nn.BatchNorm1d", 7, **arguments), (2, 8)) == (2, 8)
    assert refusal("nn.BatchNorm1d", 8, **arguments, on=(1, 8)) == (
        "one value to normalise over in (1, 8)\nexpected: more than one value"
    )


def test_only_the_bias_can_be_left_out():
    assert make("nn.BatchNorm2d", 8, bias=False).weights(()) == {"weight": (8,)}
    assert refusal("layers.BatchNormalization", axis=[1, 2]) == "axis=[1, 2]\nexpected: one axis"
