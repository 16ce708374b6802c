from __future__ import annotations

from spelled import make
from spelled import outputs
from spelled import refusal

from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE


def test_without_weights_the_channels_are_not_held_against_the_layer():
    assert outputs(make("nn.InstanceNorm3d", 9), (3, 10, 5, 9, 1)) == (3, 10, 5, 9, 1)
    assert make("nn.InstanceNorm2d", 9).weights(()) == {}
    assert "hint: num_features=10" in refusal("nn.InstanceNorm1d", 9, affine=True, on=(3, 10, 5))


def test_unbatched():
    assert outputs(make("nn.InstanceNorm2d", 9, affine=True), (9, 5, 5)) == (9, 5, 5)


def test_one_position_is_too_few():
    assert refusal("nn.InstanceNorm2d", 3, on=(2, 3, 1, 1)) == (
        "one value to normalise over in (2, 3, 1, 1)\nexpected: more than one value"
    )


def test_sees_all_of_its_channel():
    shape = (2, 3, 5, 5)
    (trail,) = make("instancenorm").trails((shape,), (shape,))

    assert [trail[axis][1] for axis in range(4)] == [ONE_TO_ONE, ONE_TO_ONE, WHOLE, WHOLE]


def test_lazy_ones_are_affine_and_tracked():
    layer = make("nn.LazyInstanceNorm2d")

    assert layer.weights(((2, 3, 5, 5),)) == {"weight": (3,), "bias": (3,)}
    assert len(layer.buffers(((2, 3, 5, 5),))) == 3
