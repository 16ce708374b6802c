from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs
from spelled import refusal


def test_a_ratio_rounds_down():
    layer = make("nn.FractionalMaxPool3d", 2, output_ratio=0.81)

    assert outputs(layer, (3, 3, 14, 7, 9)) == (3, 3, 11, 5, 7)


def test_indices_come_second():
    layer = make("nn.FractionalMaxPool2d", 3, 2, return_indices=True)

    assert outputs(layer, (3, 8, 8)) == ((3, 2, 2), (3, 2, 2))


@pytest.mark.parametrize(
    ("spelled", "arguments", "wanted"),
    [
        pytest.param(
            "nn.FractionalMaxPool2d",
            {"kernel_size": 3, "output_size": 7},
            "7 windows of 3 do not fit into axis 0 of 8\nexpected: at least 9\n"
            "hint: an output_size of at most 6",
            id="too many windows",
        ),
        pytest.param(
            "nn.FractionalMaxPool2d",
            {"kernel_size": 3},
            "neither output_size nor output_ratio is given\nexpected: one of the two",
            id="nothing given",
        ),
        pytest.param(
            "nn.FractionalMaxPool2d",
            {"kernel_size": 3, "output_size": 2, "output_ratio": 0.5},
            "both output_size and output_ratio are given\nexpected: one of the two",
            id="both given",
        ),
        pytest.param(
            "fractionalmaxpool2d",
            {"kernel_size": 3, "output_ratio": 1.0},
            "output_ratio=1.0\nexpected: a ratio between 0 and 1",
            id="a ratio of one",
        ),
    ],
)
def test_refusals_say_what_would_do(spelled: str, arguments: dict[str, object], wanted: str):
    assert refusal(spelled, on=(1, 3, 8, 8), **arguments) == wanted


def test_three_axes_must_leave_one_position_over():
    assert outputs(make("nn.FractionalMaxPool2d", 3, 6), (1, 1, 8, 8)) == (1, 1, 6, 6)
    assert refusal("nn.FractionalMaxPool3d", 3, 6, on=(1, 1, 8, 8, 8)).endswith("at most 5")
