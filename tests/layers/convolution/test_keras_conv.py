from __future__ import annotations

from spelled import make
from spelled import outputs
from spelled import refusal


def test_channels_come_last_unless_said_otherwise():
    assert outputs(make("layers.Conv2D", 8, 3), (1, 9, 9, 3)) == (1, 7, 7, 8)
    assert outputs(make("layers.Conv2D", 8, 3, data_format="channels_first"), (1, 3, 9, 9)) == (
        1,
        8,
        7,
        7,
    )


def test_same_rounds_up():
    assert outputs(make("layers.Conv2D", 8, 3, 2, "SAME"), (1, 9, 8, 3)) == (1, 5, 4, 8)


def test_kernel_shape():
    layer = make("layers.Conv2D", 8, (3, 5), groups=2)

    assert layer.weights(((1, 9, 9, 6),)) == {"kernel": (3, 5, 3, 8), "bias": (8,)}


def test_strides_and_dilation_exclude_each_other_even_on_different_axes():
    assert refusal("layers.Conv2D", 8, 3, strides=(2, 1), dilation_rate=(1, 2)) == (
        "dilation_rate=(1, 2)\nexpected: 1, since Keras does not take it with strides"
    )


def test_causal_is_for_one_axis():
    assert outputs(make("layers.Conv1D", 8, 3, 2, "causal"), (1, 9, 3)) == (1, 5, 8)
    assert refusal("layers.Conv2D", 8, 3, padding="causal").startswith("padding='causal'")
