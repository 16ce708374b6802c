from __future__ import annotations

from math import prod

import pytest
from spelled import make
from spelled import outputs


@pytest.mark.parametrize(
    ("spelled", "arguments", "inputs", "wanted"),
    [
        ("nn.CosineSimilarity", {}, ((2, 3, 4), (2, 3, 4)), (2, 4)),
        ("nn.CosineSimilarity", {"dim": -1}, ((2, 3, 4), (1, 4)), (2, 3)),
        ("nn.PairwiseDistance", {}, ((2, 3), (2, 3)), (2,)),
        ("nn.PairwiseDistance", {"keepdim": True}, ((2, 3), (2, 3)), (2, 1)),
    ],
)
def test_takes_an_axis_out(
    spelled: str,
    arguments: dict[str, object],
    inputs: tuple[tuple[int, ...], ...],
    wanted: tuple[int, ...],
):
    layer = make(spelled, **arguments)

    assert outputs(layer, *inputs) == wanted
    assert layer.elementwise(inputs, (wanted,)) == 3 * prod(inputs[0])
