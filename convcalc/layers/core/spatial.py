"""What all layers over spatial axes share: the parts of the shape, its ranks, and trails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import product
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.shapes import Parts
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.core.trails import Irregular
from convcalc.layers.core.trails import Slide
from convcalc.layers.core.trails import pointwise
from convcalc.layers.core.trails import sliding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.trails import Step
    from convcalc.layers.core.trails import Trail
    from convcalc.layers.core.window import Window

MOST_PHASES = 256
"""How many phases of a periodic view are told apart; beyond, it counts as irregular."""


class SpatialLayer(Layer):
    """
    A layer over `ndim` spatial axes.

    Shapes:
        input: (N, C, *S), or (N, *S, C) with `channels_last`; without N where `unbatched` is
            allowed
    """

    ndim: int
    channels_last: bool = False
    unbatched: bool = True

    def parts(self, shape: Shape) -> Parts:
        """
        The input's batch, channels and spatial sizes.

        Raises:
            ShapeError: If the shape has another number of axes.
        """
        return Parts(shape, self.ndim, channels_last=self.channels_last, unbatched=self.unbatched)

    def spatial_axes(self, shape: Shape) -> range:
        """The axes that the layer works along."""
        return self.parts(shape).spatial_axes

    def wanted_ranks(self) -> tuple[int, ...]:
        """Batched, or without a batch where that is allowed."""
        return (self.ndim + 2, self.ndim + 1) if self.unbatched else (self.ndim + 2,)


class SlidingConv(SpatialLayer):
    """
    What convolutions share whose window slides over the input: its trail, the bias, the activation.

    Units: element operations are one an output element for the bias, and one for the activation.
    """

    window: Window
    bias: bool = True
    activation: bool = False

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Adding the bias, and the fused activation."""
        return product(outputs[0]) * (self.bias + self.activation)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """The window along the spatial axes; all channels."""
        parts = self.parts(inputs[0])
        trail = sliding(inputs[0], outputs[0], parts.spatial_axes, self.window)
        trail[parts.channel_axis] = (parts.channel_axis, WHOLE)
        return (trail,)

    def slides(self) -> Window:
        """The window that slides."""
        return self.window


def stepping(shape: Shape, output: Shape, axes: Iterable[int], steps: Iterable[Step]) -> Trail:
    """Each of these axes is seen through its own step, the others one to one."""
    trail = pointwise(shape, output)
    for axis, step in zip(axes, steps, strict=True):
        trail[axis] = (axis, step)
    return trail


def shifted(start: Dim) -> Step:
    """Output 0 sees this position, output 1 the next: what padding and cropping do."""
    if type(start) is int and start == 0:
        return ONE_TO_ONE
    return Slide(starts=(start,), sizes=(1,), advance=1, windowed=False)


def repeated(times: Dim, *, windowed: bool = True) -> Step:
    """Every position is seen by this many outputs in a row; `windowed` where that is a resizing."""
    if type(times) is not int or times > MOST_PHASES:
        return Irregular(size=1, reason=f"every position is repeated {times} times")
    return Slide(starts=(0,) * times, sizes=(1,) * times, advance=1, windowed=windowed)


def blocks(size: Dim) -> Step:
    """Every output sees a block of its own, one behind the other."""
    return Slide(starts=(0,), sizes=(size,), advance=size)
