from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs
from spelled import refusal


@pytest.mark.parametrize("name", ["maxpool2d", "avgpool2d", "lppool2d", "max_pool2d", "avg_pool2d"])
def test_halves_by_default(name: str):
    assert outputs(make(name, 2), (1, 8, 7, 6)) == (1, 8, 3, 3)


def test_same_is_tensorflows():
    assert outputs(make("maxpool2d", k=3, s=2, p="same"), (1, 8, 7, 6)) == (1, 8, 4, 3)


def test_padding_may_differ_before_and_after():
    assert outputs(make("maxpool2d", k=3, s=2, p=((0, 1), (0, 1))), (1, 8, 8, 8)) == (1, 8, 4, 4)


def test_dilation_spreads_the_window():
    assert outputs(make("maxpool1d", k=3, s=1, d=2), (1, 8, 9)) == (1, 8, 5)


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        pytest.param(
            {"k": 2, "p": 2},
            "padding=2\nexpected: at most 1, so that every window of 2 touches the input",
            id="a window in the padding alone",
        ),
        pytest.param(
            {"k": 2, "p": "same", "ceil_mode": True},
            "ceil_mode=True\nexpected: False, since padding='same' rounds up anyway",
            id="same rounds up anyway",
        ),
        pytest.param(
            {"k": 2, "p": "causal"},
            "padding='causal'\nexpected: 'same' or 'valid'",
            id="pooling is not causal",
        ),
    ],
)
def test_refusals(arguments: dict[str, object], wanted: str):
    assert refusal("maxpool2d", **arguments) == wanted
