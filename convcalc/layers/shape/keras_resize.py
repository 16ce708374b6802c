"""Resizing as Keras spells it."""

from __future__ import annotations

from typing import Any

from convcalc.layers.core.arguments import choice
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size as one_size
from convcalc.layers.core.arguments import sizes
from convcalc.layers.core.arguments import switch
from convcalc.layers.core.keras_arguments import keras_axes
from convcalc.layers.shape.resize import Resize

KERAS_MODES = ("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5", "area")


def keras_upsampling(
    ndim: int, size: Any = 2, data_format: Any = None, interpolation: Any = "nearest"
) -> Resize:
    """keras.layers.UpSampling2D; UpSampling1D and UpSampling3D have fewer arguments."""
    mode = (
        "area" if interpolation == "area" else choice(interpolation, "interpolation", KERAS_MODES)
    )
    return Resize(
        scale=sizes(size, ndim, "size"),
        mode=mode,
        ranks=(ndim + 2,),
        channels_last=keras_axes(data_format),
    )


def keras_upsampling1d(size: Any = 2) -> Resize:
    """keras.layers.UpSampling1D, which takes no tuple."""
    return Resize(scale=one_size(size, "size"), ranks=(3,), channels_last=True)


def keras_upsampling3d(size: Any = (2, 2, 2), data_format: Any = None) -> Resize:
    """keras.layers.UpSampling3D."""
    return keras_upsampling(3, size, data_format)


def keras_resizing(
    height: Any,
    width: Any,
    interpolation: Any = "bilinear",
    crop_to_aspect_ratio: Any = False,
    pad_to_aspect_ratio: Any = False,
    fill_mode: Any = "constant",
    fill_value: Any = 0.0,
    antialias: Any = False,
    data_format: Any = None,
) -> Resize:
    """keras.layers.Resizing."""
    mode = choice(interpolation, "interpolation", KERAS_MODES)
    cropped = switch(crop_to_aspect_ratio, "crop_to_aspect_ratio")
    padded = switch(pad_to_aspect_ratio, "pad_to_aspect_ratio")
    if cropped and padded:
        refuse("pad_to_aspect_ratio", pad_to_aspect_ratio, "False, since crop_to_aspect_ratio=True")
    disturbed = "the aspect ratio is kept" if cropped or padded else ""
    if switch(antialias, "antialias"):
        disturbed = disturbed or "antialiasing widens the neighbourhood"
    return Resize(
        size=(one_size(height, "height"), one_size(width, "width")),
        mode="nearest-exact" if mode == "nearest" else mode,
        ranks=(4, 3),
        channels_last=keras_axes(data_format),
        unbatched=True,
        disturbed=disturbed,
    )
