from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs

from convcalc.dims import product
from convcalc.dims import symbol
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.needs import Needs


@pytest.mark.parametrize("channels", [1, 3, 8])
@pytest.mark.parametrize("multiplier", [1, 2, 5])
def test_agrees_with_a_convolution_in_as_many_groups_as_channels(channels: int, multiplier: int):
    shape = (2, channels, 11, 9)
    depthwise = make("depthwise2d", k=3, s=2, p=1, multiplier=multiplier)
    grouped = make("conv2d", channels * multiplier, k=3, s=2, p=1, g=channels)
    result = depthwise.outputs((shape,), Needs())

    assert result == grouped.outputs((shape,), Needs())
    assert depthwise.weights((shape,)) == grouped.weights((shape,))
    assert depthwise.macs((shape,), result) == grouped.macs((shape,), result)


def test_keras_kernel_shape():
    layer = make("layers.DepthwiseConv2D", (3, 5), depth_multiplier=4)

    assert layer.weights(((1, 9, 9, 6),)) == {"kernel": (3, 5, 6, 4), "bias": (24,)}


def test_keras_takes_strides_and_dilation_at_once():
    layer = make("layers.DepthwiseConv2D", 3, strides=2, dilation_rate=2)

    assert outputs(layer, (1, 9, 9, 4)) == (1, 3, 3, 4)


def test_symbolic_channels_multiply():
    channels = symbol("C")

    assert outputs(make("depthwise1d", k=3, multiplier=2), (1, channels, 8)) == (1, 2 * channels, 6)


def test_channels_fan_out_one_by_one():
    layer = make("depthwise1d", k=1, multiplier=3)
    trail = layer.trails(((1, 4, 5),), ((1, 12, 5),))[0]
    axis, step = trail[1]

    assert axis == 1
    assert (step.starts, step.sizes, step.advance) == ((0, 0, 0), (1, 1, 1), 1)


def test_weights_need_an_input():
    with pytest.raises(NeedsInput):
        make("depthwise2d", 3).weights(())


def test_params_are_the_weights():
    weights = make("depthwise2d", 3).weights(((1, 32, 8, 8),))

    assert sum(product(shape) for shape in weights.values()) == 32 * 9 + 32
