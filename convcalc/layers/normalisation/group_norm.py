"""Group normalisation: every group of channels of every sample by its own statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import maximum
from convcalc.dims import product
from convcalc.errors import BadValue
from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import switch
from convcalc.layers.core.arguments import torch_switch
from convcalc.layers.core.arguments import truth
from convcalc.layers.core.axes import axis_argument
from convcalc.layers.core.axes import needs_axes
from convcalc.layers.core.axes import place
from convcalc.layers.core.fitting import undivided
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


class GroupNorm(Layer):
    """
    Normalisation of groups of channels over their spatial axes.

    Shapes:
        input: (N, C, *S); Keras: channels on `axis`
        weights: scale and shift (C)
        result: as the input

    Units: two operations an element, one to scale and one to shift.

    Source: torch.nn.GroupNorm; keras.layers.GroupNormalization.
    """

    kind: ClassVar[str] = "groupnorm"

    groups: Dim
    axis: int = 1
    num_channels: Dim | None = None
    names: tuple[str, ...] = ("weight", "bias")
    argument: str = "num_groups"

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """As the input."""
        shape = inputs[0]
        needs_axes(shape, 2, "(N, C, ...)")
        axis = place(self.axis, shape)
        channels = shape[axis]
        if self.num_channels is not None and self.names:
            channels = check_channels(channels, self.num_channels, "num_channels", needs)
            shape = (*shape[:axis], channels, *shape[axis + 1 :])
        if type(self.groups) is not int or self.groups > 0:
            needs.divisible(
                channels,
                self.groups,
                lambda: undivided(
                    ShapeError, channels, "channels", self.groups, "groups", self.argument
                ),
            )
        if self.argument == "num_groups":
            values = product((shape[0], *shape[2:])) * maximum(channels // self.groups, 1)
            if values != 0:
                needs.at_least(values, 2, lambda: one_value(shape))
        return (shape,)

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """Scale and shift."""
        channels = self.num_channels
        if channels is None:
            if not inputs:
                raise NeedsInput
            channels = inputs[0][place(self.axis, inputs[0])]
        return dict.fromkeys(self.names, (channels,))

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Scaling and shifting."""
        return 2 * product(outputs[0])

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Everything but the other samples."""
        return (mixing(inputs[0], outputs[0], range(1, len(inputs[0]))),)


def torch_group_norm(given: Given) -> GroupNorm:
    """torch.nn.GroupNorm."""
    groups, channels = (
        size(given.num_groups, "num_groups"),
        size(given.num_channels, "num_channels"),
    )
    if type(groups) is int and type(channels) is int and channels % groups:
        raise undivided(BadValue, channels, "channels", groups, "groups", "num_groups")
    shift = torch_switch(given.bias, "bias")
    names = ("weight", "bias") if shift else ("weight",)
    return GroupNorm(
        groups=groups,
        num_channels=channels,
        names=names if torch_switch(given.affine, "affine") else (),
    )


def native_group_norm(given: Given) -> GroupNorm:
    """The native groupnorm: the channels are inferred."""
    names = ("weight", "bias") if switch(given.affine, "affine") else ()
    return GroupNorm(groups=size(given.groups, "groups"), names=names)


def keras_group_norm(given: Given) -> GroupNorm:
    """keras.layers.GroupNormalization; groups=-1 makes every channel a group."""
    if type(given.groups) is int and given.groups < 1 and given.groups != -1:
        refuse("groups", given.groups, "at least 1, or -1 for every channel by itself")
    wanted = zip(
        ("gamma", "beta"), (truth(given.scale, "scale"), truth(given.center, "center")), strict=True
    )
    return GroupNorm(
        groups=given.groups if type(given.groups) is int else size(given.groups, "groups"),
        axis=axis_argument(given.axis, "axis"),
        names=tuple(name for name, there in wanted if there),
        argument="groups",
    )
