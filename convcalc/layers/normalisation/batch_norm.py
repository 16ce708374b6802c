"""Batch normalisation: every channel scaled and shifted by statistics gathered in training."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import switch
from convcalc.layers.core.arguments import torch_switch
from convcalc.layers.core.arguments import truth
from convcalc.layers.core.axes import axis_argument
from convcalc.layers.core.axes import needs_axes
from convcalc.layers.core.axes import needs_rank
from convcalc.layers.core.axes import place
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.shapes import show_shape

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given

RANKS = {1: (2, 3), 2: (4,), 3: (5,)}
RANK_WORDS = {1: "(N, C) or (N, C, L)", 2: "(N, C, H, W)", 3: "(N, C, D, H, W)"}
MOVING = ("moving_mean", "moving_variance")
RENORM = (*MOVING, "moving_stddev", "renorm_mean", "renorm_stddev")


class BatchNorm(Layer):
    """
    Batch normalisation over all axes but one.

    Shapes:
        input: any with at least 2 axes; (N, C, *S) in PyTorch
        weights: scale and shift (C); buffers: mean and variance (C), in PyTorch also a count of
            batches ()
        result: as the input

    Units: two operations an element, one to scale and one to shift.

    Source: torch.nn.BatchNorm2d; keras.layers.BatchNormalization.
    """

    kind: ClassVar[str] = "batchnorm"

    axis: int = 1
    num_features: Dim | None = None
    ndim: int = 0
    scale: bool = True
    shift: bool = True
    tracked: bool = True
    statistics: tuple[str, ...] = ()

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """As the input."""
        shape = inputs[0]
        if self.ndim:
            needs_rank(shape, RANKS[self.ndim], RANK_WORDS[self.ndim])
        elif not self.statistics:
            needs_axes(shape, 2, "(N, C, ...)")
        axis = place(self.axis, shape)
        if self.num_features is not None and (self.scale or self.shift or self.tracked):
            known = check_channels(shape[axis], self.num_features, "num_features", needs)
            shape = (*shape[:axis], known, *shape[axis + 1 :])
        if not self.tracked:
            self._many(shape, needs)
        return (shape,)

    def _many(self, shape: Shape, needs: Needs) -> None:
        """Statistics of the batch itself need more than one value a channel."""
        values = product((shape[0], *shape[2:]))
        needs.at_least(values, 2, lambda: one_value(shape))

    def _channels(self, inputs: Shapes) -> Dim:
        if inputs and (self.num_features is None):
            return inputs[0][place(self.axis, inputs[0])]
        if self.num_features is None:
            raise NeedsInput
        return self.num_features

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """Scale and shift."""
        channels = self._channels(inputs)
        names = ("gamma", "beta") if self.statistics else ("weight", "bias")
        wanted = zip(names, (self.scale, self.shift), strict=True)
        return {name: (channels,) for name, there in wanted if there}

    def buffers(self, inputs: Shapes) -> dict[str, Shape]:
        """The statistics."""
        if not self.tracked:
            return {}
        channels = self._channels(inputs)
        if self.statistics:
            return dict.fromkeys(self.statistics, (channels,))
        return {
            "running_mean": (channels,),
            "running_var": (channels,),
            "num_batches_tracked": (),
        }

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Scaling and shifting."""
        return 2 * product(outputs[0])

    def wanted_ranks(self) -> tuple[int, ...]:
        """What PyTorch takes; any elsewhere."""
        return RANKS[self.ndim][::-1] if self.ndim and self.ndim > 1 else ()


def one_value(shape: Shape) -> ShapeError:
    """The complaint about a single value, whose mean and variance say nothing."""
    return ShapeError(
        f"one value to normalise over in {show_shape(shape)}", expected="more than one value"
    )


def check_channels(got: Dim, wanted: Dim, name: str, needs: Needs) -> Dim:
    """
    Need the channels that the layer was made for; gives the one size that both are.

    Raises:
        ShapeError: With the number to write instead.
    """
    return needs.equal(
        got,
        wanted,
        lambda: ShapeError(
            f"the input has {got} channels, the layer takes {wanted}",
            expected=f"{wanted} channels",
            hint=f"{name}={got}",
            argument=name,
        ),
    )


def torch_batch_norm(given: Given, ndim: int) -> BatchNorm:
    """torch.nn.BatchNorm1d, 2d, 3d, and SyncBatchNorm for any number of axes from 2."""
    scaled = torch_switch(given.affine, "affine")
    return BatchNorm(
        num_features=size(given.num_features, "num_features"),
        ndim=ndim,
        scale=scaled,
        shift=scaled and torch_switch(given.bias, "bias"),
        tracked=torch_switch(given.track_running_stats, "track_running_stats"),
    )


def torch_lazy_batch_norm(given: Given, ndim: int) -> BatchNorm:
    """torch.nn.LazyBatchNorm1d, 2d and 3d: the channels come from the first input."""
    return torch_batch_norm(given.but(num_features=1), ndim).replace(num_features=None)


def native_batch_norm(given: Given, ndim: int) -> BatchNorm:
    """The native batchnorm, for any number of axes, and batchnorm1d, batchnorm2d, batchnorm3d."""
    scaled = switch(given.affine, "affine")
    return BatchNorm(axis=axis_argument(given.axis, "axis"), ndim=ndim, scale=scaled, shift=scaled)


def keras_batch_norm(given: Given) -> BatchNorm:
    """keras.layers.BatchNormalization."""
    if isinstance(given.axis, (tuple, list)):
        refuse("axis", given.axis, "one axis")
    return BatchNorm(
        axis=axis_argument(given.axis, "axis"),
        scale=truth(given.scale, "scale"),
        shift=truth(given.center, "center"),
        statistics=RENORM if truth(given.renorm, "renorm") else MOVING,
    )
