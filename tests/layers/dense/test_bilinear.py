from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs

from convcalc.errors import ShapeError

LAYER = make("nn.Bilinear", 4, 5, 6)


def test_takes_two_inputs_with_the_same_rows():
    assert outputs(LAYER, (2, 3, 4), (2, 3, 5)) == (2, 3, 6)
    assert LAYER.weights(()) == {"weight": (6, 4, 5), "bias": (6,)}
    assert LAYER.macs(((2, 3, 4), (2, 3, 5)), ((2, 3, 6),)) == 2 * 3 * 6 * 4 * 5


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        pytest.param(((2, 4), (3, 5)), "different rows", id="other rows"),
        pytest.param(((4,), (3, 5)), "different rows", id="other ranks"),
        pytest.param(((2, 4),), "1 input", id="one input"),
        pytest.param(((2, 4), (2, 4)), "in2_features=5", id="other features"),
    ],
)
def test_refuses(inputs: tuple[tuple[int, ...], ...], message: str):
    with pytest.raises(ShapeError, match=message):
        outputs(LAYER, *inputs)
