"""Resizing: nearest, linear and cubic interpolation to a size or by a ratio."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.dims import Expr
from convcalc.dims import product
from convcalc.errors import BadValue
from convcalc.errors import ShapeError
from convcalc.layers.core.adaptive_windows import total_seen
from convcalc.layers.core.arguments import choice
from convcalc.layers.core.arguments import keras_axes
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import size as one_size
from convcalc.layers.core.arguments import sizes
from convcalc.layers.core.arguments import switch
from convcalc.layers.core.arguments import torch_switch
from convcalc.layers.core.interpolation import TAPS
from convcalc.layers.core.interpolation import interpolated
from convcalc.layers.core.interpolation import scaled
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.shapes import Parts
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.spatial import stepping
from convcalc.layers.core.trails import Irregular
from convcalc.unknown import Unknown

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Step
    from convcalc.layers.core.trails import Trail

Scale = "Dim | float"

TORCH_MODES = ("nearest", "linear", "bilinear", "bicubic", "trilinear", "area", "nearest-exact")
ALIGNABLE = ("linear", "bilinear", "bicubic", "trilinear")
RANKS = {"linear": (3,), "bilinear": (4,), "bicubic": (4,), "trilinear": (5,)}
ANY_RANK = (3, 4, 5)
MAY_BE_EMPTY = ("nearest", "nearest-exact", "area")


class Resize(Layer):
    """
    An interpolation of 1, 2 or 3 spatial axes, as many as the input has.

    Either `size` or `scale` is given, for all axes or one each. `by_sizes`: the sampling
    coordinates follow from the two sizes, not from the scale. `disturbed` says why positions do not
    follow from a ratio at all, if so.

    Shapes:
        input: (N, C, *S), or (N, *S, C) with `channels_last`
        result: (N, C, *size) or (N, C, *⌊S · scale⌋)

    Units: macs = 0; as many element operations an output element as it has neighbours: 1 for
    nearest, 2 for linear, 4 for bilinear, 8 for trilinear, 16 for bicubic; for area, one for every
    element of every window.

    Source: torch.nn.Upsample, "Shape"; keras.layers.UpSampling2D; keras.layers.Resizing.
    """

    kind: ClassVar[str] = "resize"

    size: tuple[Dim, ...] | Dim | None = None
    scale: tuple[Dim | float, ...] | Dim | float | None = None
    mode: str = "nearest"
    align_corners: bool = False
    by_sizes: bool = False
    ranks: tuple[int, ...] = ANY_RANK
    channels_last: bool = False
    unbatched: bool = False
    disturbed: str = ""

    def parts(self, shape: Shape) -> Parts:
        """
        The input's batch, channels and spatial sizes.

        Raises:
            ShapeError: If the mode or the given sizes want another number of axes.
        """
        rank = len(shape)
        if rank not in self.ranks:
            wanted = " or ".join(map(str, self.ranks))
            raise ShapeError(
                f"an input with {rank} axes, {show_shape(shape)}, for mode {self.mode!r}",
                expected=f"{wanted} axes, batch and channels included",
                argument="mode",
            )
        ndim = self.ranks[0] - 2 if self.unbatched else rank - 2
        return Parts(shape, ndim, channels_last=self.channels_last, unbatched=self.unbatched)

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The given sizes, or the scaled ones."""
        parts = self.parts(inputs[0])
        ndim = len(parts.spatial)
        if 0 in parts.spatial:
            raise ShapeError(
                f"nothing to resize in the input {show_shape(parts.spatial)}",
                expected="sizes of at least 1",
            )
        if self.size is not None:
            result: tuple[Dim, ...] = _each(self.size, ndim, "size", inputs[0])
        else:
            ratios = _each(self.scale, ndim, "scale_factor", inputs[0])
            result = tuple(map(scaled, parts.spatial, ratios))
        for wanted in result:
            if type(wanted) is not int or wanted < 1:
                self._must_remain(wanted, parts, needs)
        return (parts.join(parts.channels, result),)

    def _must_remain(self, wanted: Dim, parts: Parts, needs: Needs) -> None:
        """Need a size to end in; PyTorch lets repetition and averaging end in nothing."""
        needs.at_least(
            wanted,
            0 if self.mode in MAY_BE_EMPTY else 1,
            lambda: ShapeError(
                f"nothing is left of the input {show_shape(parts.spatial)}: "
                f"an output size of {wanted}",
                expected="at least 1",
                hint="a larger scale_factor",
                argument="scale_factor",
            ),
        )

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim | Unknown:
        """One operation for every neighbour of every output element."""
        before, after = self.parts(inputs[0]), self.parts(outputs[0])
        if self.mode != "area":
            neighbours: int = TAPS[self.mode] ** len(after.spatial)
            return product(outputs[0]) * neighbours
        result = product(after.batch) * after.channels
        for length, wanted in zip(before.spatial, after.spatial, strict=True):
            seen = total_seen(length, wanted)
            if isinstance(seen, Unknown):
                return seen
            result = result * seen
        return result

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """The neighbours along the spatial axes; one channel."""
        before, after = self.parts(inputs[0]), self.parts(outputs[0])
        scale = None if self.by_sizes or self.size is not None else self.scale
        ratios = scale if isinstance(scale, tuple) else (scale,) * len(after.spatial)
        steps = map(self._step, before.spatial, after.spatial, ratios)
        return (stepping(inputs[0], outputs[0], before.spatial_axes, steps),)

    def _step(self, length: Dim, result: Dim, scale: Dim | float | None) -> Step:
        if self.disturbed:
            return Irregular(size=length, reason=self.disturbed)
        return interpolated(self.mode, length, result, scale, align_corners=self.align_corners)

    def spatial_axes(self, shape: Shape) -> range:
        """The axes that are resized."""
        return self.parts(shape).spatial_axes

    def wanted_ranks(self) -> tuple[int, ...]:
        """What the mode takes."""
        return self.ranks


def _each(value: Any, ndim: int, name: str, shape: Shape) -> tuple[Any, ...]:
    """One value for every spatial axis."""
    if not isinstance(value, tuple):
        return (value,) * ndim
    if len(value) != ndim:
        refuse(
            name,
            value,
            f"one value or {ndim}, for the input {show_shape(shape)}",
        )
    return value


def _scale(value: Any, name: str) -> Any:
    """A positive ratio; whole numbers stay whole."""
    if isinstance(value, Expr):
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < 1 << 53:
        refuse(name, value, "a number above 0")
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _scales(value: Any, name: str) -> Any:
    if isinstance(value, (tuple, list)):
        return tuple([_scale(each, name) for each in value])
    return _scale(value, name)


def _sizes(value: Any, name: str) -> Any:
    if isinstance(value, (tuple, list)):
        return sizes(value, len(value), name)
    return size(value, name)


def _one_of(wanted: Any, scale_factor: Any) -> None:
    if (wanted is None) == (scale_factor is None):
        raise BadValue(
            "both size and scale_factor are given"
            if wanted is not None
            else "neither size nor scale_factor is given",
            expected="one of the two",
            argument="size",
        )


def _resize(
    wanted: Any, scale_factor: Any, mode: str, align_corners: bool, by_sizes: bool = False
) -> Resize:
    _one_of(wanted, scale_factor)
    return Resize(
        size=None if wanted is None else _sizes(wanted, "size"),
        scale=None if scale_factor is None else _scales(scale_factor, "scale_factor"),
        mode=mode,
        align_corners=align_corners,
        by_sizes=by_sizes,
        ranks=RANKS.get(mode, ANY_RANK),
    )


def torch_upsample(given: Given) -> Resize:
    """torch.nn.Upsample."""
    choice(given.mode, "mode", TORCH_MODES)
    if given.align_corners is not None and given.mode not in ALIGNABLE:
        refuse(
            "align_corners",
            given.align_corners,
            f"None for mode={given.mode!r}",
            f"{', '.join(ALIGNABLE)} can align corners",
        )
    aligned = torch_switch(given.align_corners, "align_corners")
    recomputed = torch_switch(given.recompute_scale_factor, "recompute_scale_factor")
    if recomputed and given.size is not None:
        refuse("recompute_scale_factor", given.recompute_scale_factor, "None, since size is given")
    return _resize(given.size, given.scale_factor, given.mode, aligned, recomputed)


def torch_upsampling(given: Given, mode: str) -> Resize:
    """torch.nn.UpsamplingNearest2d, UpsamplingBilinear2d."""
    return _resize(given.size, given.scale_factor, mode, mode == "bilinear")


def native_upsample(given: Given) -> Resize:
    """Native upsample: by a ratio, for all axes or one each."""
    choice(given.mode, "mode", TORCH_MODES)
    return _resize(None, given.scale, given.mode, _alignment(given.mode, given.align_corners))


def native_resize(given: Given) -> Resize:
    """Native resize: to a size, for all axes or one each."""
    choice(given.mode, "mode", TORCH_MODES)
    return _resize(given.size, None, given.mode, _alignment(given.mode, given.align_corners))


def _alignment(mode: str, align_corners: Any) -> bool:
    aligned = switch(align_corners, "align_corners")
    if aligned and mode not in ALIGNABLE:
        refuse("align_corners", align_corners, f"False for mode={mode!r}")
    return aligned


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
