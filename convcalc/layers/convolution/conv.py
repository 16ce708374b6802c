"""Convolution: a learned window slid along every spatial axis."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.dims import Expr
from convcalc.dims import product
from convcalc.errors import BadValue
from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import choice
from convcalc.layers.core.arguments import keras_activation
from convcalc.layers.core.arguments import keras_axes
from convcalc.layers.core.arguments import keras_padding
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import sizes
from convcalc.layers.core.arguments import switch
from convcalc.layers.core.arguments import torch_sizes
from convcalc.layers.core.arguments import torch_switch
from convcalc.layers.core.fitting import undivided
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.spatial import SlidingConv
from convcalc.layers.core.window import Window

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Parts
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.window import Sizes
    from convcalc.layers.core.worked import Working

GROUPS = ("groups", "groups")
"""What the parts are called, and by which argument they are given."""

PADDING_MODES = ("zeros", "reflect", "replicate", "circular")


class Conv(SlidingConv):
    """
    A convolution of 1, 2 or 3 spatial axes.

    Shapes:
        input: (N, C, *S), or (N, *S, C) with `channels_last`
        weight: (out_channels, C / groups, *kernel_size); Keras: (*kernel_size, C / groups,
            out_channels)
        result: (N, out_channels, *T), T = ⌊(S + p₀ + p₁ − d·(k − 1) − 1) / s⌋ + 1

    Units: macs = N · ΠT · out_channels · (C / groups) · Πk; the bias is element-by-element work.

    Source: torch.nn.Conv2d, "Shape"; keras.layers.Conv2D; torch.utils.flop_counter for the work.
    """

    kind: ClassVar[str] = "conv"

    out_channels: Dim
    in_channels: Dim | None = None
    groups: Dim = 1
    padding_mode: str = "zeros"
    keras: bool = False

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Slide the window along every spatial axis."""
        parts = self.parts(inputs[0])
        check_channels(parts.channels, self.in_channels, self.out_channels, self.groups, needs)
        if not self.keras:
            check_filled(parts)
        if self.padding_mode in ("reflect", "circular"):
            self._padding_fits(parts.spatial, needs)
        return (parts.join(self.out_channels, self.window.slide(parts.spatial, needs)),)

    def _padding_fits(self, spatial: Shape, needs: Needs) -> None:
        """Reflection needs padding < size, wrapping around needs padding <= size."""
        spare = 1 if self.padding_mode == "reflect" else 0
        for axis, length in enumerate(spatial):
            for pad in self.window.pads(axis, length):

                def too_far(length: Dim = length, pad: Dim = pad) -> ShapeError:
                    return ShapeError(
                        f"{self.padding_mode} padding of {pad} on an axis of {length}",
                        expected=f"at most {length - spare}",
                        argument="padding",
                    )

                needs.at_least(length, pad + spare, too_far)

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """The kernel, and the bias if there is one."""
        channels = self._channels(inputs)
        bias = {"bias": (self.out_channels,)} if self.bias else {}
        kernel_size = self.window.kernel_size
        if self.keras:
            return {"kernel": (*kernel_size, channels // self.groups, self.out_channels)} | bias
        return {"weight": (self.out_channels, channels // self.groups, *kernel_size)} | bias

    def _channels(self, inputs: Shapes) -> Dim:
        if self.in_channels is not None:
            return self.in_channels
        if not inputs:
            raise NeedsInput
        return self.parts(inputs[0]).channels

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """One for every output element, kernel position and input channel of its group."""
        per_output = self._channels(inputs) // self.groups * product(self.window.kernel_size)
        return product(outputs[0]) * per_output

    def worked_macs(self, inputs: Shapes, outputs: Shapes) -> Working:
        """Output elements × input channels of a group × kernel positions."""
        from convcalc.layers.core.worked import worked_product

        channels = self._channels(inputs) // self.groups
        return worked_product(
            "outputs · in_channels/groups · kernel",
            (outputs[0], (channels,), self.window.kernel_size),
            self.macs(inputs, outputs),
        )


def check_filled(parts: Parts) -> None:
    """
    Refuse an empty map, as PyTorch does unless there are no examples or no channels.

    Raises:
        ShapeError: With what it is.
    """
    if 0 in parts.spatial and 0 not in (*parts.batch, parts.channels):
        raise ShapeError(
            f"nothing to slide over in {show_shape(parts.spatial)}", expected="sizes of at least 1"
        )


def check_channels(
    channels: Dim, wanted: Dim | None, out_channels: Dim, groups: Dim, needs: Needs
) -> None:
    """
    Need the channels that the layer was made for, and both sides divisible into its groups.

    Raises:
        ShapeError: With the number to write instead.
    """
    if wanted is not None:
        needs.equal(
            channels,
            wanted,
            lambda: ShapeError(
                f"the input has {channels} channels, the layer takes {wanted}",
                expected=f"{wanted} channels",
                hint=f"in_channels={channels}",
                argument="in_channels",
            ),
        )
    if groups == 1:
        return
    given = channels if wanted is None else wanted
    sides = (("input channels", given, out_channels), ("output channels", out_channels, given))
    for things, count, other in sides:
        needs.divisible(
            count, groups, partial(undivided, ShapeError, count, things, groups, *GROUPS, other)
        )


def check_groups(in_channels: Dim | None, out_channels: Dim, groups: Dim) -> None:
    """
    Refuse groups that do not divide the channels, as far as they are known.

    Raises:
        BadValue: With the groups that would do.
    """
    known = {"input channels": in_channels, "output channels": out_channels}
    for things, channels in known.items():
        if channels is None or isinstance(channels, Expr) or isinstance(groups, Expr):
            continue
        if channels % groups:
            other = next((each for each in known.values() if each not in (None, channels)), None)
            raise undivided(BadValue, channels, things, groups, "groups", "groups", other)


def torch_padding(value: Any, ndim: int, strides: tuple[Dim, ...]) -> Any:
    """
    PyTorch's padding: a size, one an axis, 'valid' or 'same'.

    Raises:
        BadValue: If 'same' meets a stride, or for another word.
    """
    if isinstance(value, str):
        choice(value, "padding", ("same", "valid"))
        if value == "same" and any(stride != 1 for stride in strides):
            refuse("padding", value, "a number, since PyTorch takes 'same' only with stride 1")
        return value
    return tuple((each, each) for each in torch_sizes(value, ndim, "padding", 0))


def torch_conv(given: Given, ndim: int) -> Conv:
    """torch.nn.Conv1d, Conv2d, Conv3d."""
    padding = given.padding
    strides = torch_sizes(given.stride, ndim, "stride")
    if given.padding_mode != "zeros" and not isinstance(padding, str):
        padding = sizes(padding, ndim, "padding", 0)
    layer = Conv(
        ndim=ndim,
        in_channels=None if given.in_channels is None else size(given.in_channels, "in_channels"),
        out_channels=size(given.out_channels, "out_channels"),
        window=Window(
            kernel_size=sizes(given.kernel_size, ndim, "kernel_size"),
            stride=strides,
            dilation=torch_sizes(given.dilation, ndim, "dilation"),
            padding=torch_padding(padding, ndim, strides),
        ),
        groups=size(given.groups, "groups"),
        bias=torch_switch(given.bias, "bias"),
        padding_mode=choice(given.padding_mode, "padding_mode", PADDING_MODES),
    )
    check_groups(layer.in_channels, layer.out_channels, layer.groups)
    return layer


def torch_lazy_conv(given: Given, ndim: int) -> Conv:
    """torch.nn.LazyConv1d, LazyConv2d, LazyConv3d: in_channels come from the first input."""
    return torch_conv(given.but(in_channels=None), ndim)


def native_padding(value: Any, ndim: int) -> Any:
    """
    Native padding: a size, one an axis, or a pair (before, after) an axis; or a rule.

    On one axis, (before, after) alone is its pair. The rules are 'same', 'valid' and 'causal'.
    """
    if isinstance(value, str):
        return choice(value, "padding", ("same", "valid", "causal"))
    if not isinstance(value, (tuple, list)):
        value = (value,) * ndim
    if ndim == 1 and len(value) == 2:
        value = (value,)
    if len(value) != ndim:
        refuse(
            "padding",
            value,
            "one size, or a pair (before, after)"
            if ndim == 1
            else f"one size, or {ndim}, each a size or a pair (before, after)",
        )
    return tuple(
        sizes(each, 2, "padding", 0)
        if isinstance(each, (tuple, list))
        else (size(each, "padding", 0),) * 2
        for each in value
    )


def native_conv(given: Given, ndim: int) -> Conv:
    """Native conv1d, conv2d, conv3d: the input channels are inferred."""
    layer = Conv(
        ndim=ndim,
        out_channels=size(given.out_channels, "out_channels"),
        window=Window(
            kernel_size=sizes(given.kernel_size, ndim, "kernel_size"),
            stride=sizes(given.stride, ndim, "stride"),
            dilation=sizes(given.dilation, ndim, "dilation"),
            padding=native_padding(given.padding, ndim),
        ),
        groups=size(given.groups, "groups"),
        bias=switch(given.bias, "bias"),
        padding_mode=choice(given.padding_mode, "padding_mode", PADDING_MODES),
    )
    check_groups(layer.in_channels, layer.out_channels, layer.groups)
    return layer


def check_keras_dilation(strides: Sizes, dilation: Sizes, spelled: Any) -> None:
    """
    Refuse strides and dilation at once, as Keras does, even on different axes.

    Raises:
        BadValue: If both are known to be larger than 1.
    """
    if any(type(each) is int and each > 1 for each in strides) and any(
        type(each) is int and each > 1 for each in dilation
    ):
        refuse("dilation_rate", spelled, "1, since Keras does not take it with strides")


def keras_conv(given: Given, ndim: int) -> Conv:
    """keras.layers.Conv1D, Conv2D, Conv3D."""
    strides = given.strides
    strides = sizes(strides, ndim, "strides")
    dilation = sizes(given.dilation_rate, ndim, "dilation_rate")
    check_keras_dilation(strides, dilation, given.dilation_rate)
    layer = Conv(
        ndim=ndim,
        out_channels=size(given.filters, "filters"),
        window=Window(
            kernel_size=sizes(given.kernel_size, ndim, "kernel_size"),
            stride=strides,
            dilation=dilation,
            padding=keras_padding(given.padding, causal=ndim == 1),
        ),
        groups=size(given.groups, "groups"),
        bias=switch(given.use_bias, "use_bias"),
        channels_last=keras_axes(given.data_format),
        unbatched=False,
        keras=True,
        activation=keras_activation(given.activation),
    )
    check_groups(layer.in_channels, layer.out_channels, layer.groups)
    return layer
