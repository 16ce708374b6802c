from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs

from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.needs import Needs


@pytest.mark.parametrize("stride", [1, 2, 3])
def test_is_a_depthwise_and_a_pointwise_convolution(stride: int):
    shape = (2, 6, 11, 9)
    separable = make("separable2d", 8, k=3, s=stride, p=1, multiplier=2)
    depthwise = make("depthwise2d", k=3, s=stride, p=1, multiplier=2, bias=False)
    pointwise = make("conv2d", 8, k=1)
    middle = depthwise.outputs((shape,), Needs())
    result = pointwise.outputs(middle, Needs())

    assert separable.outputs((shape,), Needs()) == result
    assert separable.macs((shape,), result) == depthwise.macs((shape,), middle) + pointwise.macs(
        middle, result
    )
    assert separable.weights((shape,)) == {
        "depthwise.weight": depthwise.weights((shape,))["weight"],
        "pointwise.weight": pointwise.weights(middle)["weight"],
        "bias": pointwise.weights(middle)["bias"],
    }


def test_keras_kernels():
    layer = make("layers.SeparableConv2D", 7, 3, depth_multiplier=2)

    assert outputs(layer, (1, 9, 9, 5)) == (1, 7, 7, 7)
    assert layer.weights(((1, 9, 9, 5),)) == {
        "depthwise_kernel": (3, 3, 5, 2),
        "pointwise_kernel": (1, 1, 10, 7),
        "bias": (7,),
    }


def test_weights_need_an_input():
    with pytest.raises(NeedsInput):
        make("separable2d", 8, 3).weights(())
