from __future__ import annotations

from typing import Any

import pytest
from spelled import make
from spelled import outputs
from spelled import refusal
from spelled import spatial_steps

from convcalc.dims import symbol
from convcalc.layers.core.trails import Irregular


@pytest.mark.parametrize(
    ("spelled", "arguments", "shape", "wanted"),
    [
        pytest.param("upsample", {}, (1, 3, 5), (1, 3, 10), id="doubles by default"),
        pytest.param("upsample", {"scale": 3}, (1, 3, 4, 5, 6), (1, 3, 12, 15, 18), id="any rank"),
        pytest.param("resize", {"size": (7, 9)}, (1, 3, 4, 5), (1, 3, 7, 9), id="to a size"),
        pytest.param(
            "nn.Upsample", {"scale_factor": 2.3}, (1, 9, 7, 13), (1, 9, 16, 29), id="rounded down"
        ),
        pytest.param(
            "nn.Upsample",
            {"scale_factor": (1.7, 2.0), "mode": "bilinear", "align_corners": True},
            (1, 3, 9, 5),
            (1, 3, 15, 10),
            id="a ratio an axis",
        ),
        pytest.param("nn.Upsample", {"size": 4}, (1, 3, 9), (1, 3, 4), id="one size for all"),
        pytest.param(
            "nn.UpsamplingBilinear2d",
            {"scale_factor": 1.5},
            (2, 1, 11, 6),
            (2, 1, 16, 9),
            id="bilinear",
        ),
        pytest.param(
            "nn.UpsamplingNearest2d",
            {"scale_factor": 2},
            (1, 3, 4),
            (1, 3, 8),
            id="whatever the 2d",
        ),
    ],
)
def test_sizes(spelled: str, arguments: dict[str, object], shape: Any, wanted: Any):
    assert outputs(make(spelled, **arguments), shape) == wanted


def test_symbols_scale():
    height, factor = symbol("H"), symbol("R")

    assert outputs(make("upsample", factor), (1, 3, height)) == (1, 3, height * factor)
    assert str(outputs(make("nn.Upsample", None, 0.5), (1, 3, height))[2]) == "⌊H/2⌋"


@pytest.mark.parametrize(
    ("mode", "shape", "wanted"),
    [
        ("nearest", (1, 3, 4, 4), 1),
        ("bilinear", (1, 3, 4, 4), 4),
        ("trilinear", (1, 3, 4, 4, 4), 8),
    ],
)
def test_work_is_one_for_every_neighbour(mode: str, shape: tuple[int, ...], wanted: int):
    layer = make("upsample", 2, mode)
    result = outputs(layer, shape)
    elements = 1
    for size in result:
        elements *= size

    assert layer.elementwise((shape,), (result,)) == elements * wanted
    assert layer.macs((shape,), (result,)) == 0


@pytest.mark.parametrize(
    ("arguments", "shape", "wanted"),
    [
        pytest.param(
            {},
            (1, 3, 4, 4),
            "neither size nor scale_factor is given\nexpected: one of the two",
            id="nothing given",
        ),
        pytest.param(
            {"size": 5, "scale_factor": 2},
            (1, 3, 4, 4),
            "both size and scale_factor are given\nexpected: one of the two",
            id="both given",
        ),
        pytest.param(
            {"scale_factor": 2, "align_corners": False},
            (1, 3, 4, 4),
            "align_corners=False\nexpected: None for mode='nearest'\n"
            "hint: linear, bilinear, bicubic, trilinear can align corners",
            id="corners that cannot be aligned",
        ),
        pytest.param(
            {"scale_factor": 2, "mode": "bilinear"},
            (1, 3, 4),
            "an input with 3 axes, (1, 3, 4), for mode 'bilinear'\n"
            "expected: 4 axes, batch and channels included",
            id="a mode for another rank",
        ),
        pytest.param(
            {"scale_factor": (2, 1.25)},
            (1, 3, 4),
            "scale_factor=(2, 1.25)\nexpected: one value or 1, for the input (1, 3, 4)",
            id="a ratio too many",
        ),
        pytest.param(
            {"scale_factor": 0.1, "mode": "bilinear"},
            (1, 3, 4, 40),
            "nothing is left of the input (4, 40): an output size of 0\nexpected: at least 1\n"
            "hint: a larger scale_factor",
            id="nothing is left",
        ),
        pytest.param(
            {"size": 4},
            (1, 3, 0, 4),
            "nothing to resize in the input (0, 4)\nexpected: sizes of at least 1",
            id="an empty input",
        ),
        pytest.param(
            {"scale_factor": 2, "mode": "bilnear"},
            (1, 3, 4, 4),
            "mode='bilnear'\nexpected: 'nearest' or 'linear' or 'bilinear' or 'bicubic' "
            "or 'trilinear' or 'area' or 'nearest-exact'\nhint: did you mean 'bilinear'?",
            id="a misspelt mode",
        ),
        pytest.param(
            {"size": 4, "recompute_scale_factor": True},
            (1, 3, 4, 4),
            "recompute_scale_factor=True\nexpected: None, since size is given",
            id="nothing to recompute",
        ),
        pytest.param(
            {"scale_factor": float("inf")},
            (1, 3, 4, 4),
            "scale_factor=inf\nexpected: a number above 0",
            id="an infinite ratio",
        ),
    ],
)
def test_refusals_say_what_would_do(arguments: dict[str, object], shape: Any, wanted: str):
    assert refusal("nn.Upsample", on=shape, **arguments) == wanted


@pytest.mark.parametrize(
    ("spelled", "arguments", "shape", "wanted"),
    [
        ("UpSampling1D", {"size": 3}, (1, 5, 2), (1, 15, 2)),
        ("UpSampling2D", {}, (1, 5, 6, 2), (1, 10, 12, 2)),
        (
            "UpSampling2D",
            {"size": (3, 4), "interpolation": "lanczos5"},
            (1, 2, 3, 1),
            (1, 6, 12, 1),
        ),
        ("UpSampling3D", {"data_format": "channels_first"}, (1, 2, 3, 4, 5), (1, 2, 6, 8, 10)),
        ("Resizing", {"height": 7, "width": 9}, (1, 5, 6, 2), (1, 7, 9, 2)),
        ("Resizing", {"height": 7, "width": 9}, (5, 6, 2), (7, 9, 2)),
    ],
)
def test_sizes_of_keras(spelled: str, arguments: dict[str, object], shape: Any, wanted: Any):
    assert outputs(make(f"layers.{spelled}", **arguments), shape) == wanted


def test_keeping_the_aspect_ratio_moves_positions():
    layer = make("layers.Resizing", 8, 8, crop_to_aspect_ratio=True)

    assert all(isinstance(step, Irregular) for step in spatial_steps(layer, (1, 4, 6, 3)))


def test_a_misspelt_interpolation_is_refused():
    assert refusal("layers.UpSampling2D", interpolation="bilinar").endswith(
        "hint: did you mean 'bilinear'?"
    )


def test_one_axis_takes_no_tuple():
    assert refusal("layers.UpSampling1D", (2,)) == (
        "size=(2,)\nexpected: a whole number, at least 1"
    )
