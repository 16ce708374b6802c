"""Keras's center crop: the middle of an image, resized first where the image is too small."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import is_at_least
from convcalc.layers.core.arguments import keras_axes
from convcalc.layers.core.arguments import size
from convcalc.layers.core.spatial import SpatialLayer
from convcalc.layers.core.spatial import shifted
from convcalc.layers.core.spatial import stepping
from convcalc.layers.core.trails import Irregular

if TYPE_CHECKING:
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Step
    from convcalc.layers.core.trails import Trail
    from convcalc.layers.core.window import Sizes


class CenterCrop(SpatialLayer):
    """
    The middle of an image.

    Shapes:
        input: (N, *S, C), or (N, C, *S) unless `channels_last`; or without N
        result: (N, *output_size, C)

    Source: keras.layers.CenterCrop.
    """

    kind: ClassVar[str] = "center_crop"

    output_size: Sizes

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The given size, whatever the input's."""
        parts = self.parts(inputs[0])
        return (parts.join(parts.channels, self.output_size),)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """The position as far behind the start as half of what is cut off."""
        parts = self.parts(inputs[0])
        steps = self._steps(parts.spatial)
        return (stepping(inputs[0], outputs[0], parts.spatial_axes, steps),)

    def _steps(self, spatial: Sizes) -> list[Step]:
        pairs = list(zip(spatial, self.output_size, strict=True))
        if all(is_at_least(length, wanted) for length, wanted in pairs):
            return [shifted((length - wanted) // 2) for length, wanted in pairs]
        reason = "an image smaller than the crop is resized first"
        return [Irregular(size=length, reason=reason) for length in spatial]


def keras_center_crop(given: Given) -> CenterCrop:
    """keras.layers.CenterCrop."""
    return CenterCrop(
        ndim=2,
        output_size=(size(given.height, "height", 0), size(given.width, "width", 0)),
        channels_last=keras_axes(given.data_format),
    )
