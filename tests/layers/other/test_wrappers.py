from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs
from spelled import refusal

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.trails import WHOLE


def test_every_step_goes_through_the_same_layer():
    inner = make("layers.Conv2D", 8, 3, padding="same")
    layer = make("layers.TimeDistributed", inner)
    shape, step = (2, 5, 16, 16, 3), (2, 16, 16, 3)

    assert outputs(layer, shape) == (2, 5, 16, 16, 8)
    assert layer.weights((shape,)) == inner.weights((step,))
    assert layer.macs((shape,), ((2, 5, 16, 16, 8),)) == 5 * inner.macs((step,), ((2, 16, 16, 8),))
    assert layer.spatial_axes(shape) == range(2, 4)
    (trail,) = layer.trails((shape,), ((2, 5, 16, 16, 8),))
    assert {axis: output for axis, (output, _) in trail.items()} == {0: 0, 1: 1, 2: 2, 3: 3, 4: 4}
    assert trail[4][1] == WHOLE


@pytest.mark.parametrize(
    ("mode", "wanted"),
    [("concat", (2, 3, 10)), ("sum", (2, 3, 5)), (None, ((2, 3, 5), (2, 3, 5)))],
)
def test_both_directions_are_joined(mode: str | None, wanted: object):
    inner = make("layers.GRU", 5, return_sequences=True)
    layer = make("layers.Bidirectional", inner, merge_mode=mode)
    once = sum(map(product, inner.weights(((2, 3, 7),)).values()))

    assert outputs(layer, (2, 3, 7)) == wanted
    assert sum(map(product, layer.weights(((2, 3, 7),)).values())) == 2 * once


def test_both_directions_must_differ():
    forward, backward = make("layers.LSTM", 5), make("layers.LSTM", 5)

    assert refusal("layers.Bidirectional", forward, backward_layer=backward) == (
        "backward_layer=False\nexpected: go_backwards unlike the forward layer's"
    )
    assert refusal("layers.Bidirectional", make("layers.Dense", 3)).startswith("layer=Linear(")


def test_a_spectral_norm_keeps_a_vector():
    layer = make("layers.SpectralNormalization", make("layers.Conv2D", 8, 3))

    assert layer.buffers(((1, 9, 9, 4),)) == {"vector_u": (1, 8)}
    with pytest.raises(ShapeError, match="has no kernel"):
        outputs(make("layers.SpectralNormalization", make("layers.ReLU")), (2, 3))
