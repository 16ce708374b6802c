from __future__ import annotations

from typing import Any

import pytest
from spelled import make
from spelled import outputs
from spelled import refusal
from spelled import spatial_steps

from convcalc.layers.core.trails import Irregular


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
def test_sizes(spelled: str, arguments: dict[str, object], shape: Any, wanted: Any):
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
