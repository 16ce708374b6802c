"""Shuffles: channels into pixels, pixels into channels, channels among themselves."""

from __future__ import annotations

from math import isqrt
from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import size
from convcalc.layers.core.fitting import undivided
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.spatial import blocks
from convcalc.layers.core.spatial import repeated
from convcalc.layers.core.spatial import stepping
from convcalc.layers.core.trails import Irregular
from convcalc.layers.core.trails import Slide
from convcalc.layers.core.trails import pointwise

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail


class PixelShuffle(Layer):
    """
    Channels become pixels.

    Shapes:
        input: (*, C·r², H, W)
        result: (*, C, H·r, W·r)

    Units: macs = 0; one element operation, a copy, for every output element.

    Source: Shi et al. 2016, "Real-Time Single Image and Video Super-Resolution";
    torch.nn.PixelShuffle.
    """

    kind: ClassVar[str] = "pixel_shuffle"

    factor: Dim

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Spread the channels over the pixels."""
        *batch, channels, height, width = _image(inputs[0])
        factor = self.factor
        fewer = needs.divisible(channels, factor * factor, lambda: self._channels(channels))
        return ((*batch, fewer, height * factor, width * factor),)

    def _channels(self, channels: Dim) -> ShapeError:
        square = self.factor * self.factor
        hint = ""
        if type(channels) is int:
            roots = range(1, min(isqrt(channels), 4096) + 1)
            fitting = [each for each in roots if channels % (each * each) == 0][:12]
            hint = f"a factor of {' or '.join(map(str, fitting))} would do"
        return ShapeError(
            f"{channels} channels do not divide into squares of {self.factor}×{self.factor}",
            expected=f"a multiple of {square} channels",
            hint=hint,
            argument="upscale_factor",
        )

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Neighbours share a position of the input, and differ in the channel."""
        shape = inputs[0]
        square = self.factor * self.factor
        steps = (
            Slide(starts=(0,), sizes=(square,), advance=square, windowed=False),
            repeated(self.factor),
            repeated(self.factor),
        )
        axes = range(len(shape) - 3, len(shape))
        return (stepping(shape, outputs[0], axes, steps),)

    def spatial_axes(self, shape: Shape) -> range:
        """The last two."""
        return range(len(shape) - 2, len(shape))

    def wanted_ranks(self) -> tuple[int, ...]:
        """Images, batched or not; any more leading axes will do."""
        return (4, 3)


class PixelUnshuffle(Layer):
    """
    Pixels become channels.

    Shapes:
        input: (*, C, H·r, W·r)
        result: (*, C·r², H, W)

    Units: macs = 0; one element operation, a copy, for every output element.

    Source: torch.nn.PixelUnshuffle.
    """

    kind: ClassVar[str] = "pixel_unshuffle"

    factor: Dim

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Gather the pixels into channels."""
        *batch, channels, height, width = _image(inputs[0])
        factor = self.factor
        rows = needs.divisible(height, factor, lambda: self._pixels("height", height))
        columns = needs.divisible(width, factor, lambda: self._pixels("width", width))
        return ((*batch, channels * factor * factor, rows, columns),)

    def _pixels(self, which: str, length: Dim) -> ShapeError:
        hint = ""
        if type(length) is int and type(self.factor) is int:
            lower = length // self.factor * self.factor
            near = f"{lower + self.factor}" if lower == 0 else f"{lower} or {lower + self.factor}"
            hint = f"a {which} of {near} would do"
        return ShapeError(
            f"a {which} of {length} does not divide into blocks of {self.factor}",
            expected=f"a multiple of {self.factor}",
            hint=hint,
            argument="downscale_factor",
        )

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """All channels of an output position together see a block."""
        shape = inputs[0]
        axes = range(len(shape) - 2, len(shape))
        trail = stepping(shape, outputs[0], axes, [blocks(self.factor)] * 2)
        square = self.factor * self.factor
        trail[len(shape) - 3] = (len(shape) - 3, repeated(square, windowed=False))
        return (trail,)

    def spatial_axes(self, shape: Shape) -> range:
        """The last two."""
        return range(len(shape) - 2, len(shape))

    def wanted_ranks(self) -> tuple[int, ...]:
        """Images, batched or not; any more leading axes will do."""
        return (4, 3)


class ChannelShuffle(Layer):
    """
    Channels dealt out among groups.

    Shapes:
        input: (N, C, *S), at least three axes
        result: the same

    Units: macs = 0; one element operation, a copy, for every output element.

    Source: Zhang et al. 2017, "ShuffleNet"; torch.nn.ChannelShuffle.
    """

    kind: ClassVar[str] = "channel_shuffle"

    groups: Dim

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The input's shape."""
        shape = inputs[0]
        if len(shape) < 3:
            raise ShapeError(
                f"an input with {len(shape)} axes, {show_shape(shape)}, "
                "where at least 3 are wanted",
                expected="(N, C, *S)",
            )
        channels = shape[1]
        needs.divisible(
            channels,
            self.groups,
            lambda: undivided(
                ShapeError, channels, "input channels", self.groups, "groups", "groups"
            ),
        )
        return (shape,)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Its own position in another channel."""
        trail = pointwise(inputs[0], outputs[0])
        trail[1] = (1, Irregular(size=1, reason="the channels are shuffled"))
        return (trail,)


def _image(shape: Shape) -> Shape:
    if len(shape) < 3:
        raise ShapeError(
            f"an input with {len(shape)} axes, {show_shape(shape)}, where at least 3 are wanted",
            expected="(*, C, H, W)",
        )
    return shape


def pixel_shuffle(given: Given) -> PixelShuffle:
    """torch.nn.PixelShuffle, and convcalc's own pixelshuffle."""
    return PixelShuffle(factor=size(given.upscale_factor, "upscale_factor"))


def pixel_unshuffle(given: Given) -> PixelUnshuffle:
    """torch.nn.PixelUnshuffle, and convcalc's own pixelunshuffle."""
    return PixelUnshuffle(factor=size(given.downscale_factor, "downscale_factor"))


def channel_shuffle(given: Given) -> ChannelShuffle:
    """torch.nn.ChannelShuffle, and convcalc's own channelshuffle."""
    return ChannelShuffle(groups=size(given.groups, "groups"))
