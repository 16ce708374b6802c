from __future__ import annotations

from spelled import make
from spelled import outputs
from spelled import refusal

from convcalc.layers.core.trails import Blind
from convcalc.unknown import Unknown


def test_what_is_not_said_is_not_known():
    layer = make("opaque", 100, 85)

    assert outputs(layer, (2, 3, 640, 640)) == (2, 100, 85)
    assert isinstance(layer.macs(((2, 3),), ()), Unknown)
    assert isinstance(layer.hidden_weights(), Unknown)
    (trail,) = layer.trails(((2, 3),), ((2, 100, 85),))
    assert isinstance(trail[1][1], Blind)


def test_what_is_said_is_taken():
    layer = make("opaque", 10, params=1_000, macs=5)

    assert layer.weights(()) == {"weight": (1_000,)}
    assert layer.hidden_weights() is None
    assert layer.macs(((2, 3),), ()) == 5


def test_a_lambda_is_never_run():
    assert outputs(make("layers.Lambda", object(), output_shape=(4, 4)), (2, 16)) == (2, 4, 4)
    assert "hint: output_shape=(...)" in refusal("layers.Lambda", abs, on=(2, 16))
    assert make("layers.Lambda", abs).hidden_weights() is None
