"""Locally connected layers against a convolution; Keras 2's counts are in the golden rows."""

from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs

from convcalc.dims import product
from convcalc.errors import BadValue
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.needs import Needs

SHAPE = (2, 9, 7, 4)


@pytest.mark.parametrize("strides", [1, 2, (1, 3)])
def test_shapes_and_work_are_a_convolutions(strides: object):
    local = make("layers.LocallyConnected2D", 6, (3, 2), strides=strides)
    shared = make("layers.Conv2D", 6, (3, 2), strides=strides)
    result = local.outputs((SHAPE,), Needs())

    assert result == shared.outputs((SHAPE,), Needs())
    assert local.macs((SHAPE,), result) == shared.macs((SHAPE,), result)


def test_weights_of_every_implementation():
    # Keras 2.21: count_params of LocallyConnected2D(6, 3, implementation=...) on (9, 7, 4).
    for implementation, count in ((1, 7770), (2, 53130), (3, 7770)):
        layer = make("layers.LocallyConnected2D", 6, 3, implementation=implementation)
        assert sum(map(product, layer.weights((SHAPE,)).values())) == count


def test_same_padding_is_for_the_dense_kernel():
    layer = make("layers.LocallyConnected1D", 6, 3, padding="same", implementation=2)

    assert outputs(layer, (2, 9, 4)) == (2, 9, 6)
    with pytest.raises(BadValue, match="implementation=2"):
        make("layers.LocallyConnected1D", 6, 3, padding="same")


def test_weights_need_an_input():
    with pytest.raises(NeedsInput):
        make("layers.LocallyConnected2D", 6, 3).weights(())
