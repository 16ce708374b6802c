from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs
from spelled import refusal

from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE


@pytest.mark.parametrize(
    ("spelled", "arguments", "wanted"),
    [
        pytest.param("nn.LayerNorm", ((5, 6),), {"weight": (5, 6), "bias": (5, 6)}, id="sizes"),
        pytest.param("nn.RMSNorm", (6,), {"weight": (6,)}, id="root mean square"),
        pytest.param("layernorm", (1,), {"weight": (4,), "bias": (4,)}, id="an axis"),
        pytest.param("rmsnorm", (), {"weight": (6,)}, id="the last axis"),
        pytest.param(
            "layers.LayerNormalization", ([1, 2],), {"gamma": (4, 5), "beta": (4, 5)}, id="axes"
        ),
        pytest.param("layers.RMSNormalization", (), {"scale": (6,)}, id="Keras's root mean square"),
    ],
)
def test_weights_have_the_normalised_sizes(
    spelled: str, arguments: tuple[object, ...], wanted: dict[str, tuple[int, ...]]
):
    layer = make(spelled, *arguments)

    assert outputs(layer, (2, 4, 5, 6)) == (2, 4, 5, 6)
    assert layer.weights(((2, 4, 5, 6),)) == wanted


def test_sees_all_along_the_normalised_axes():
    shape = (2, 4, 5, 6)
    (trail,) = make("nn.LayerNorm", (5, 6)).trails((shape,), (shape,))

    assert [trail[axis][1] for axis in range(4)] == [ONE_TO_ONE, ONE_TO_ONE, WHOLE, WHOLE]


def test_other_last_sizes_say_what_to_write():
    assert refusal("nn.LayerNorm", [10, 3], on=(3, 10, 4)) == (
        "the input (3, 10, 4) does not end in (10, 3)\n"
        "expected: (*, 10, 3)\n"
        "hint: normalized_shape=(10, 4)"
    )
    assert "hint: normalized_shape=768" in refusal("nn.LayerNorm", 512, on=(1, 9, 768))


def test_an_axis_that_is_not_there():
    assert refusal("layers.LayerNormalization", axis=[1, 2], on=(4, 11)) == (
        "axis=2 on an input with 2 axes, (4, 11)\nexpected: -2 to 1"
    )
