"""Instance normalisation: every channel of every sample by its own statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import product
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import switch
from convcalc.layers.core.arguments import torch_switch
from convcalc.layers.core.axes import needs_axes
from convcalc.layers.core.axes import needs_rank
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.trails import mixing
from convcalc.layers.normalisation.batch_norm import check_channels
from convcalc.layers.normalisation.batch_norm import one_value

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail

SIZES = {1: "L", 2: "H, W", 3: "D, H, W"}


class InstanceNorm(Layer):
    """
    Instance normalisation over the spatial axes.

    Shapes:
        input: (N, C, *S) or (C, *S); `ndim` spatial axes, any number from 1 where that is 0
        weights: scale and shift (C); buffers, where statistics are tracked: mean, variance (C),
            count of batches ()
        result: as the input

    Units: two operations an element, one to scale and one to shift.

    Source: torch.nn.InstanceNorm2d, "Shape".
    """

    kind: ClassVar[str] = "instancenorm"

    ndim: int = 0
    num_features: Dim | None = None
    affine: bool = False
    shift: bool = False
    tracked: bool = False

    def _channel_axis(self, shape: Shape) -> int:
        return 0 if self.ndim and len(shape) == self.ndim + 1 else 1

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """As the input."""
        shape = inputs[0]
        if self.ndim:
            inner = f"C, {SIZES[self.ndim]}"
            needs_rank(shape, (self.ndim + 2, self.ndim + 1), f"(N, {inner}) or ({inner})")
        else:
            needs_axes(shape, 3, "(N, C, *S)")
        axis = self._channel_axis(shape)
        if self.affine or self.tracked:
            known = check_channels(shape[axis], self._channels(inputs), "num_features", needs)
            shape = (*shape[:axis], known, *shape[axis + 1 :])
        values = product(shape[axis + 1 :])
        if not self.tracked and values != 0:
            needs.at_least(values, 2, lambda: one_value(shape))
        return (shape,)

    def _channels(self, inputs: Shapes) -> Dim:
        if self.num_features is not None:
            return self.num_features
        if not inputs:
            raise NeedsInput
        # A lazy layer takes this axis for the channels even where there is no batch.
        return inputs[0][1]

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """Scale and shift."""
        if not self.affine:
            return {}
        channels = self._channels(inputs)
        names = ("weight", "bias") if self.shift else ("weight",)
        return dict.fromkeys(names, (channels,))

    def buffers(self, inputs: Shapes) -> dict[str, Shape]:
        """The statistics, where they are tracked."""
        if not self.tracked:
            return {}
        channels = self._channels(inputs)
        return {
            "running_mean": (channels,),
            "running_var": (channels,),
            "num_batches_tracked": (),
        }

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Scaling and shifting."""
        return 2 * product(outputs[0])

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """All of the own channel; with tracked statistics only the own position."""
        shape = inputs[0]
        axes = range(self._channel_axis(shape) + 1, len(shape))
        return (mixing(shape, outputs[0], () if self.tracked else axes),)

    def wanted_ranks(self) -> tuple[int, ...]:
        """Batched or not."""
        return (self.ndim + 2, self.ndim + 1) if self.ndim else ()


def torch_instance_norm(given: Given, ndim: int) -> InstanceNorm:
    """torch.nn.InstanceNorm1d, InstanceNorm2d, InstanceNorm3d."""
    scaled = torch_switch(given.affine, "affine")
    return InstanceNorm(
        ndim=ndim,
        num_features=size(given.num_features, "num_features"),
        affine=scaled,
        shift=scaled and torch_switch(given.bias, "bias"),
        tracked=torch_switch(given.track_running_stats, "track_running_stats"),
    )


def torch_lazy_instance_norm(given: Given, ndim: int) -> InstanceNorm:
    """torch.nn.LazyInstanceNorm1d, 2d and 3d: unlike the others affine and tracked by default."""
    return torch_instance_norm(given.but(num_features=1), ndim).replace(num_features=None)


def native_instance_norm(given: Given) -> InstanceNorm:
    """The native instancenorm, for any number of spatial axes."""
    scaled = switch(given.affine, "affine")
    return InstanceNorm(affine=scaled, shift=scaled)
