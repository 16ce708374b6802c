from __future__ import annotations

from spelled import make
from spelled import outputs
from spelled import refusal


def test_sizes_and_weights():
    layer = make("layers.ConvLSTM2D", 4, 3, return_sequences=True, return_state=True)
    shape = (1, 6, 8, 9, 2)

    assert outputs(layer, shape) == ((1, 6, 6, 7, 4), (1, 6, 7, 4), (1, 6, 7, 4))
    assert layer.weights((shape,)) == {
        "kernel": (3, 3, 2, 16),
        "recurrent_kernel": (3, 3, 4, 16),
        "bias": (16,),
    }
    assert layer.macs((shape,), ()) == 6 * 6 * 7 * 16 * 9 * (2 + 4)
    assert layer.spatial_axes(shape) == range(2, 4)


def test_a_step_needs_its_axes():
    assert refusal("layers.ConvLSTM1D", 4, 3, on=(2, 3, 4)) == (
        "an input with 3 axes, (2, 3, 4)\nexpected: (N, T, *S, C) with 1 spatial axes"
    )


def test_strides_and_dilation_exclude_each_other():
    assert refusal("layers.ConvLSTM2D", 4, 3, strides=2, dilation_rate=2) == (
        "dilation_rate=2\nexpected: 1, since Keras does not take it with strides"
    )
