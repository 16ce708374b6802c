from __future__ import annotations

from typing import Any

import pytest
from spelled import looks
from spelled import make
from spelled import outputs
from spelled import refusal
from spelled import spatial_steps

from convcalc.dims import symbol
from convcalc.layers.core.needs import Needs
from convcalc.layers.core.trails import ONE_TO_ONE


@pytest.mark.parametrize(
    ("spelled", "padding", "shape", "wanted"),
    [
        pytest.param("nn.ZeroPad2d", 2, (1, 3, 4, 5), (1, 3, 8, 9), id="one amount"),
        pytest.param(
            "nn.ZeroPad2d", (1, 2, 3, 4), (1, 3, 4, 5), (1, 3, 11, 8), id="the last axis first"
        ),
        pytest.param("nn.ZeroPad2d", (1, 2), (1, 3, 4, 5), (1, 3, 4, 8), id="only the last axis"),
        pytest.param("nn.ZeroPad2d", (-1, 3, 0, -2), (4, 5), (2, 7), id="negative crops"),
        pytest.param("nn.ReflectionPad1d", 3, (3, 4), (3, 10), id="reflection, unbatched"),
        pytest.param("nn.CircularPad1d", 4, (1, 3, 4), (1, 3, 12), id="once around"),
        pytest.param("nn.ReplicationPad3d", 9, (1, 1, 1, 1), (1, 19, 19, 19), id="no limit"),
        pytest.param("layers.ZeroPadding1D", (1, 2), (1, 4, 3), (1, 7, 3), id="Keras, a pair"),
        pytest.param(
            "layers.ZeroPadding2D", (1, 2), (1, 4, 4, 3), (1, 6, 8, 3), id="Keras, amounts"
        ),
        pytest.param(
            "layers.ZeroPadding2D", ((0, 1), (2, 3)), (1, 4, 4, 3), (1, 5, 9, 3), id="Keras, pairs"
        ),
        pytest.param("layers.Cropping1D", (1, 2), (1, 5, 3), (1, 2, 3), id="Keras, cropping"),
        pytest.param("layers.Cropping3D", 1, (1, 3, 4, 5, 2), (1, 1, 2, 3, 2), id="Keras, 3D"),
        pytest.param("pad", 1, (1, 3, 4, 5), (1, 3, 6, 7), id="native, all spatial axes"),
        pytest.param("pad", (1, 2), (1, 3, 4, 5), (1, 3, 6, 9), id="native, in the shape's order"),
        pytest.param("pad", ((0, 1), (2, 3)), (3, 4, 5), (3, 5, 10), id="native, pairs, unbatched"),
        pytest.param("crop", ((1, 0), (0, 2)), (1, 3, 4, 5), (1, 3, 3, 3), id="native, cropping"),
    ],
)
def test_sizes(spelled: str, padding: object, shape: tuple[int, ...], wanted: tuple[int, ...]):
    assert outputs(make(spelled, padding), shape) == wanted


def test_keras_may_have_the_channels_first():
    layer = make("layers.Cropping2D", 1, data_format="channels_first")

    assert outputs(layer, (1, 2, 9, 8)) == (1, 2, 7, 6)


def test_positions_move():
    height, width = spatial_steps(make("nn.ZeroPad2d", (2, 0, -1, 0)), (1, 1, 5, 5))

    assert looks(height, 0) == {1}
    assert looks(width, 0) == {-2}


def test_what_is_not_padded_is_seen_one_to_one():
    trail = make("nn.ConstantPad3d", (0, 0, 0, 0, 4, 4), 0).trails(
        ((1, 8, 5, 5),), ((1, 16, 5, 5),)
    )

    assert [trail[0][axis][1] for axis in (0, 2, 3)] == [ONE_TO_ONE] * 3


def test_a_symbolic_crop_needs_something_to_cut():
    needs = Needs()
    height = symbol("H")
    result = make("layers.Cropping1D", (2, 3)).outputs(((1, height, 3),), needs)

    assert result == ((1, height - 5, 3),)
    assert needs.conditions


@pytest.mark.parametrize(
    ("spelled", "padding", "shape", "wanted"),
    [
        pytest.param(
            "nn.ReflectionPad2d",
            3,
            (2, 3, 2, 5),
            "reflect padding of 3 on axis 2 of 2\nexpected: at most 1\n"
            "hint: replicate padding has no limit",
            id="reflection beyond the input",
        ),
        pytest.param(
            "nn.CircularPad1d",
            5,
            (1, 3, 4),
            "circular padding of 5 on axis 2 of 4\nexpected: at most 4",
            id="more than once around",
        ),
        pytest.param(
            "nn.ZeroPad2d",
            (-5, 2, 0, 0),
            (1, 3, 4, 4),
            "5 positions are cut off axis 3 of 4\nexpected: at least 5 on that axis",
            id="more cut than there is",
        ),
        pytest.param(
            "layers.Cropping2D",
            2,
            (1, 4, 9, 3),
            "4 positions are cut off axis 1 of 4\nexpected: at least 5 on that axis",
            id="nothing is left",
        ),
        pytest.param(
            "nn.ReplicationPad2d",
            2,
            (3, 3, 1, 4, 9),
            "an input with 5 axes, (3, 3, 1, 4, 9), where 2 axes are padded\nexpected: 4 or 3 axes",
            id="too many axes",
        ),
        pytest.param(
            "nn.ZeroPad2d",
            (1, 2, 3),
            (1, 3, 4, 4),
            "padding=(1, 2, 3)\nexpected: one amount or 4, a pair for every axis",
            id="half a pair",
        ),
        pytest.param(
            "pad", (1, -2), (1, 3, 4, 4), "padding=-2\nexpected: at least 0", id="negative"
        ),
        pytest.param(
            "pad",
            1,
            (3, 4),
            "an input with 2 axes, (3, 4), where all spatial axes are padded\n"
            "expected: at least 3 axes",
            id="no spatial axes",
        ),
    ],
)
def test_refusals_say_what_would_do(spelled: Any, padding: Any, shape: Any, wanted: Any):
    assert refusal(spelled, padding, on=shape) == wanted
