from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs
from spelled import refusal

from convcalc.vocabulary import KERAS
from convcalc.vocabulary import NATIVE
from convcalc.vocabulary import TORCH

PLAIN = [
    f"{prefix}{name}"
    for prefix, table in (("", NATIVE), ("nn.", TORCH), ("layers.", KERAS))
    for name in table
    if (maker := table.find(name)) is not None and maker.home.startswith("activation.activation:")
]
NEED = {"threshold": (0.1,), "nn.Threshold": (0.1, 20), "layers.Activation": ("relu",)}


@pytest.mark.parametrize("spelled", PLAIN)
def test_keeps_the_shape_without_weights_at_one_operation_an_element(spelled: str):
    layer = make(spelled, *NEED.get(spelled, ()))
    shape = (2, 3, 4)

    assert outputs(layer, shape) == shape
    assert (layer.weights((shape,)), layer.macs((shape,), (shape,))) == ({}, 0)
    assert layer.elementwise((shape,), (shape,)) == 24


@pytest.mark.parametrize(
    ("spelled", "arguments", "wanted"),
    [
        ("nn.Sigmoid", {"inplace": True}, "Sigmoid() has no argument 'inplace'"),
        ("nn.GELU", {"approximate": "tan"}, "approximate='tan'\nexpected: 'none' or 'tanh'"),
        ("nn.Hardtanh", {"min_val": 2}, "min_val=2\nexpected: less than max_val=1.0"),
        ("nn.RReLU", {"lower": 0.5}, "lower=0.5\nexpected: at most upper=0.3333333333333333"),
        ("layers.ReLU", {"max_value": -1}, "max_value=-1\nexpected: a number, at least 0"),
        (
            "layers.LeakyReLU",
            {"negative_slope": None},
            "negative_slope=None\nexpected: a number, at least 0",
        ),
    ],
)
def test_refuses_what_the_framework_refuses(
    spelled: str, arguments: dict[str, object], wanted: str
):
    assert refusal(spelled, **arguments).startswith(wanted)
