"""Resizing as Keras spells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.layers.core.arguments import choice
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size as one_size
from convcalc.layers.core.arguments import sizes
from convcalc.layers.core.arguments import switch
from convcalc.layers.core.keras_arguments import keras_axes
from convcalc.layers.shape.resize import Resize

if TYPE_CHECKING:
    from convcalc.layers.core.signatures import Given


KERAS_MODES = ("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5", "area")


def keras_upsampling(given: Given, ndim: int) -> Resize:
    """keras.layers.UpSampling2D; UpSampling1D and UpSampling3D have fewer arguments."""
    mode = (
        "area"
        if given.interpolation == "area"
        else choice(given.interpolation, "interpolation", KERAS_MODES)
    )
    return Resize(
        scale=sizes(given.size, ndim, "size"),
        mode=mode,
        ranks=(ndim + 2,),
        channels_last=keras_axes(given.data_format),
    )


def keras_upsampling1d(given: Given) -> Resize:
    """keras.layers.UpSampling1D, which takes no tuple."""
    return Resize(scale=one_size(given.size, "size"), ranks=(3,), channels_last=True)


def keras_upsampling3d(given: Given) -> Resize:
    """keras.layers.UpSampling3D, which only repeats."""
    return keras_upsampling(given.but(interpolation="nearest"), 3)


def keras_resizing(given: Given) -> Resize:
    """keras.layers.Resizing."""
    mode = choice(given.interpolation, "interpolation", KERAS_MODES)
    cropped = switch(given.crop_to_aspect_ratio, "crop_to_aspect_ratio")
    padded = switch(given.pad_to_aspect_ratio, "pad_to_aspect_ratio")
    if cropped and padded:
        refuse(
            "pad_to_aspect_ratio",
            given.pad_to_aspect_ratio,
            "False, since crop_to_aspect_ratio=True",
        )
    disturbed = "the aspect ratio is kept" if cropped or padded else ""
    if switch(given.antialias, "antialias"):
        disturbed = disturbed or "antialiasing widens the neighbourhood"
    return Resize(
        size=(one_size(given.height, "height"), one_size(given.width, "width")),
        mode="nearest-exact" if mode == "nearest" else mode,
        ranks=(4, 3),
        channels_last=keras_axes(given.data_format),
        unbatched=True,
        disturbed=disturbed,
    )
