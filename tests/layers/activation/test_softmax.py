from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs
from spelled import refusal

from convcalc.layers.core.trails import WHOLE


@pytest.mark.parametrize(
    ("spelled", "arguments", "shape", "whole"),
    [
        ("nn.Softmax", {"dim": 1}, (2, 3, 4, 5), {1}),
        ("nn.Softmax", {}, (2, 3, 4), {0}),
        ("nn.LogSoftmax", {}, (2, 3, 4, 5), {1}),
        ("nn.Softmax2d", {}, (2, 3, 4, 5), {1}),
        ("layers.Softmax", {"axis": (1, 2)}, (2, 3, 4), {1, 2}),
        ("softmax", {}, (2, 3, 4), {2}),
    ],
)
def test_sees_all_along_its_axes(
    spelled: str, arguments: dict[str, object], shape: tuple[int, ...], whole: set[int]
):
    layer = make(spelled, **arguments)

    assert outputs(layer, shape) == shape
    (trail,) = layer.trails((shape,), (shape,))
    assert {axis for axis, (_, step) in trail.items() if step == WHOLE} == whole


def test_an_axis_that_is_not_there():
    assert refusal("nn.Softmax", 2, on=(3, 4)) == (
        "dim=2 on an input with 2 axes, (3, 4)\nexpected: -2 to 1"
    )
