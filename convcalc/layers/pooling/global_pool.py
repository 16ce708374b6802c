"""Global pooling: one value for every channel."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import keras_axes
from convcalc.layers.core.arguments import switch
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.shapes import Parts
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail


class GlobalPool(Layer):
    """
    The maximum or average over all spatial axes.

    `ndim` is the number of spatial axes, None for any.

    Shapes:
        input: (N, C, *S), or (N, *S, C) with `channels_last`
        result: (N, C), or with `keepdims` as the input with sizes of 1

    Units: macs = 0; one element operation for every input element.

    Source: keras.layers.GlobalAveragePooling2D.
    """

    kind: ClassVar[str] = "global_pool"

    operation: str
    ndim: int | None = None
    keepdims: bool = False
    channels_last: bool = False

    def parts(self, shape: Shape) -> Parts:
        """
        The input's batch, channels and spatial sizes.

        Raises:
            ShapeError: If there is no spatial axis, or another number of them than wanted.
        """
        if self.ndim is None and len(shape) < 3:
            raise ShapeError(
                f"an input with {len(shape)} axes, {show_shape(shape)}, "
                "where at least one spatial axis is wanted",
                expected="(N, C, L), (N, C, H, W) or (N, C, D, H, W)",
            )
        ndim = len(shape) - 2 if self.ndim is None else self.ndim
        return Parts(shape, ndim, channels_last=self.channels_last, unbatched=False)

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """One value for every channel."""
        parts = self.parts(inputs[0])
        if self.keepdims:
            return (parts.join(parts.channels, (1,) * len(parts.spatial)),)
        return ((*parts.batch, parts.channels),)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """One operation for every input element."""
        return product(inputs[0])

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Every spatial axis is seen whole; one channel."""
        parts = self.parts(inputs[0])
        trail: Trail = {axis: (axis, ONE_TO_ONE) for axis in range(len(parts.batch))}
        channel = parts.channel_axis
        trail[channel] = (channel if self.keepdims else len(parts.batch), ONE_TO_ONE)
        for axis in parts.spatial_axes:
            trail[axis] = (axis if self.keepdims else None, WHOLE)
        return (trail,)

    def spatial_axes(self, shape: Shape) -> range:
        """The axes that are pooled."""
        return self.parts(shape).spatial_axes

    def wanted_ranks(self) -> tuple[int, ...]:
        """Batched."""
        return () if self.ndim is None else (self.ndim + 2,)


def native_global_pool(given: Given, ndim: int | None, operation: str) -> GlobalPool:
    """
    Native globalavgpool and globalmaxpool, for any number of spatial axes.

    They give (N, C), ready for a linear layer; with keepdims=True (N, C, 1, 1), ready for a
    convolution.
    """
    return GlobalPool(ndim=ndim, operation=operation, keepdims=switch(given.keepdims, "keepdims"))


def keras_global_pool(given: Given, ndim: int, operation: str) -> GlobalPool:
    """keras.layers.GlobalAveragePooling1D, 2D, 3D and GlobalMaxPooling1D, 2D, 3D."""
    return GlobalPool(
        ndim=ndim,
        operation=operation,
        keepdims=switch(given.keepdims, "keepdims"),
        channels_last=keras_axes(given.data_format),
    )
