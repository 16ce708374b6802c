"""Transposed convolution: every input position paints a window, and the windows are added up."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.dims import maximum
from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.convolution.conv import check_channels
from convcalc.layers.convolution.conv import check_filled
from convcalc.layers.convolution.conv import check_groups
from convcalc.layers.convolution.conv import check_keras_dilation
from convcalc.layers.convolution.conv import native_padding
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
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.spatial import SpatialLayer
from convcalc.layers.core.spatial import stepping
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.core.transposed_reach import painted
from convcalc.layers.core.window import reach

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Parts
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail
    from convcalc.layers.core.window import Pair
    from convcalc.layers.core.window import Sizes
    from convcalc.layers.core.worked import Working


SMALL_KERNEL = 3


class TransposedConv(SpatialLayer):
    """
    A transposed convolution of 1, 2 or 3 spatial axes.

    `padding` is cut from both ends, a pair (before, after) for every axis. Keras has a `rule`
    instead: "valid" keeps everything, "same" gives S·s; its `output_padding` may be None.
    `output_size` asks for a size. `may_be_empty`: PyTorch returns a tensor without positions where
    exactly nothing is left, unless the kernel has one element, or is small and of one group and the
    batch is 1 (use_mkldnn in aten/src/ATen/native/Convolution.cpp).

    Shapes:
        input: (N, C, *S), or (N, *S, C) with `channels_last`
        weight: (C, out_channels / groups, *kernel_size); Keras: (*kernel_size, out_channels, C)
        result: (N, out_channels, *T), T = (S − 1)·s − p₀ − p₁ + d·(k − 1) + 1 + output_padding

    Units: macs = N · ΠS · C · (out_channels / groups) · Πk, one window for every input element.

    Source: torch.nn.ConvTranspose2d, "Shape"; keras.layers.Conv2DTranspose; Dumoulin & Visin 2016,
    chapter 4.
    """

    kind: ClassVar[str] = "transposed_conv"
    takes_output_size: ClassVar[bool] = True

    out_channels: Dim
    kernel_size: Sizes
    stride: Sizes
    dilation: Sizes
    padding: tuple[Pair, ...] = ()
    rule: str = ""
    output_padding: Sizes | None = None
    output_size: Sizes | None = None
    in_channels: Dim | None = None
    groups: Dim = 1
    bias: bool = True
    keras: bool = False
    activation: bool = False
    may_be_empty: bool = False

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Paint a window for every input position, and cut the padding off."""
        parts = self.parts(inputs[0])
        check_channels(parts.channels, self.in_channels, self.out_channels, self.groups, needs)
        if not self.keras:
            check_filled(parts)
        wanted = self._wanted(parts)
        grown = []
        for axis, length in enumerate(parts.spatial):
            result = self.grown(axis, length)
            if wanted is not None:
                result = self._asked_for(axis, wanted[axis], result, needs)
            if type(result) is not int or result < 1:
                self._must_remain(result, parts, needs)
            grown.append(result)
        return (parts.join(self.out_channels, tuple(grown)),)

    def grown(self, axis: int, length: Dim) -> Dim:
        """The size of one axis behind the layer, before `output_size` changes it."""
        stride = self.stride[axis]
        span = reach(self.kernel_size[axis], self.dilation[axis])
        extra = None if self.output_padding is None else self.output_padding[axis]
        if self.rule == "same":
            return length * stride if extra is None else (length - 1) * stride + span % 2 + extra
        if self.rule == "valid":
            last = maximum(span, stride) if extra is None else span + extra
            return (length - 1) * stride + last
        before, after = self.padding[axis]
        return (length - 1) * stride - before - after + span + (0 if extra is None else extra)

    def cut(self, axis: int, length: Dim, result: Dim) -> Dim:
        """How many positions are cut off in front of one axis."""
        if self.rule == "valid":
            return 0
        if self.rule != "same":
            return self.padding[axis][0]
        span = reach(self.kernel_size[axis], self.dilation[axis])
        return maximum((length - 1) * self.stride[axis] + span - result, 0) // 2

    def _wanted(self, parts: Parts) -> Sizes | None:
        """The sizes that `output_size` asks for, without batch and channels."""
        if self.output_size is None:
            return None
        head = len(parts.batch) + 1
        if len(self.output_size) not in (self.ndim, self.ndim + head):
            refuse("output_size", self.output_size, f"{self.ndim} or {self.ndim + head} sizes")
        return self.output_size[-self.ndim :]

    def _asked_for(self, axis: int, wanted: Dim, least: Dim, needs: Needs) -> Dim:
        """The size that was asked for, which the stride must be able to give."""
        if self.rule == "same":
            least = least - self.stride[axis] + 1
        most = least + self.stride[axis] - 1

        def cannot() -> ShapeError:
            return ShapeError(
                f"an output size of {wanted} on axis {axis}",
                expected=f"{least}" if self.stride[axis] == 1 else f"{least} to {most}",
                argument="output_size",
            )

        needs.at_least(wanted, least, cannot)
        needs.at_least(most, wanted, cannot)
        return wanted

    def _must_remain(self, result: Dim, parts: Parts, needs: Needs) -> None:
        def nothing_left() -> ShapeError:
            return ShapeError(
                f"nothing is left of the input {show_shape(parts.spatial)}: "
                f"an output size of {result}",
                expected="at least 1",
                hint="less padding, a larger kernel_size or more output_padding",
                argument="padding",
            )

        may_be_empty = self.may_be_empty and self._takes_nothing(parts.batch)
        needs.at_least(result, 0 if may_be_empty else 1, nothing_left)

    def _takes_nothing(self, batch: Shape) -> bool:
        """Whether PyTorch works this out by the library that lets nothing be left."""
        count, groups = product(batch), self.groups
        is_wide = self.ndim > 1 and all(
            type(each) is int and each > SMALL_KERNEL for each in self.kernel_size[-2:]
        )
        return (
            is_wide or (type(count) is int and count != 1) or (type(groups) is int and groups > 1)
        )

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """The kernel, and the bias if there is one."""
        channels = self._channels(inputs)
        bias = {"bias": (self.out_channels,)} if self.bias else {}
        if self.keras:
            return {"kernel": (*self.kernel_size, self.out_channels, channels)} | bias
        return {"weight": (channels, self.out_channels // self.groups, *self.kernel_size)} | bias

    def _channels(self, inputs: Shapes) -> Dim:
        if self.in_channels is not None:
            return self.in_channels
        if not inputs:
            raise NeedsInput
        return self.parts(inputs[0]).channels

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """One for every input element, kernel position and output channel of its group."""
        per_input = self.out_channels // self.groups * product(self.kernel_size)
        return product(self._painting(inputs)) * per_input

    def _painting(self, inputs: Shapes) -> Shape:
        """The input, with the channels that the layer was made for."""
        parts = self.parts(inputs[0])
        return parts.join(self._channels(inputs), parts.spatial)

    def worked(self, inputs: Shapes, outputs: Shapes) -> tuple[Working, ...]:
        """How every spatial axis grows."""
        from convcalc.layers.core.worked import worked_growth

        before, after = self.parts(inputs[0]).spatial, self.parts(outputs[0]).spatial
        return tuple(
            worked_growth(
                (self.kernel_size[axis], self.stride[axis], self.dilation[axis]),
                (axis, self.ndim, size, after[axis]),
                None if self.rule else self.padding[axis],
                None if self.output_padding is None else self.output_padding[axis],
            )
            for axis, size in enumerate(before)
        )

    def worked_macs(self, inputs: Shapes, outputs: Shapes) -> Working:
        """Input elements × output channels of a group × kernel positions."""
        from convcalc.layers.core.worked import worked_product

        sizes = (self._painting(inputs), (self.out_channels // self.groups,), self.kernel_size)
        formula = "inputs · out_channels/groups · kernel"
        return worked_product(formula, sizes, self.macs(inputs, outputs))

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Adding the bias, and the fused activation."""
        return product(outputs[0]) * (self.bias + self.activation)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """The windows that reach an output, which repeats with the stride; all channels."""
        parts = self.parts(inputs[0])
        after = self.parts(outputs[0]).spatial
        steps = [
            painted(
                self.kernel_size[axis],
                self.stride[axis],
                self.dilation[axis],
                self.cut(axis, length, after[axis]),
            )
            for axis, length in enumerate(parts.spatial)
        ]
        trail = stepping(inputs[0], outputs[0], parts.spatial_axes, steps)
        trail[parts.channel_axis] = (parts.channel_axis, WHOLE)
        return (trail,)


def check_output_padding(extra: Sizes, stride: Sizes, dilation: Sizes | None) -> None:
    """
    Refuse output padding that would leave a whole stride (and dilation) empty.

    Raises:
        BadValue: With the values that would do.
    """
    for axis, each in enumerate(extra):
        limit = stride[axis] if dilation is None else maximum(stride[axis], dilation[axis])
        if type(each) is int and type(limit) is int and each >= limit:
            what = "the stride" if dilation is None else "the stride or the dilation"
            refuse(
                "output_padding",
                extra if len(set(extra)) > 1 else each,
                f"0 to {limit - 1}, less than {what}" if limit > 1 else f"0, less than {what}, 1",
            )


def _torch_channels(layer: TransposedConv) -> TransposedConv:
    check_groups(layer.in_channels, layer.out_channels, layer.groups)
    return layer


def torch_transposed_conv(given: Given, ndim: int) -> TransposedConv:
    """torch.nn.ConvTranspose1d, ConvTranspose2d, ConvTranspose3d."""
    choice(given.padding_mode, "padding_mode", ("zeros",))
    kernel = sizes(given.kernel_size, ndim, "kernel_size")
    strides = torch_sizes(given.stride, ndim, "stride")
    dilations = torch_sizes(given.dilation, ndim, "dilation")
    extra = torch_sizes(given.output_padding, ndim, "output_padding", 0)
    check_output_padding(extra, strides, dilations)
    return _torch_channels(
        TransposedConv(
            ndim=ndim,
            in_channels=None
            if given.in_channels is None
            else size(given.in_channels, "in_channels"),
            out_channels=size(given.out_channels, "out_channels"),
            kernel_size=kernel,
            stride=strides,
            dilation=dilations,
            may_be_empty=any(each != 1 for each in (*kernel, *strides)),
            padding=tuple((each, each) for each in torch_sizes(given.padding, ndim, "padding", 0)),
            output_padding=extra,
            groups=size(given.groups, "groups"),
            bias=torch_switch(given.bias, "bias"),
        )
    )


def torch_lazy_transposed_conv(given: Given, ndim: int) -> TransposedConv:
    """torch.nn.LazyConvTranspose1d, 2d, 3d: in_channels come from the first input."""
    return torch_transposed_conv(given.but(in_channels=None), ndim)


def native_transposed_conv(given: Given, ndim: int) -> TransposedConv:
    """
    Native convtranspose1d, convtranspose2d, convtranspose3d, also called deconv.

    padding="same" gives S·s, "valid" cuts nothing off.
    """
    strides = sizes(given.stride, ndim, "stride")
    dilations = sizes(given.dilation, ndim, "dilation")
    extra = sizes(given.output_padding, ndim, "output_padding", 0)
    check_output_padding(extra, strides, dilations)
    pads = native_padding(given.padding, ndim)
    if pads == "causal":
        refuse("padding", given.padding, "a number, a pair an axis, 'same' or 'valid'")
    if pads == "valid":
        pads = ((0, 0),) * ndim
    elif pads == "same" and any(type(each) is not int or each for each in extra):
        refuse("output_padding", given.output_padding, "0, since padding='same' gives the size")
    return _torch_channels(
        TransposedConv(
            ndim=ndim,
            out_channels=size(given.out_channels, "out_channels"),
            kernel_size=sizes(given.kernel_size, ndim, "kernel_size"),
            stride=strides,
            dilation=dilations,
            padding=() if pads == "same" else pads,
            rule="same" if pads == "same" else "",
            output_padding=None if pads == "same" else extra,
            output_size=None
            if given.output_size is None
            else _output_size(given.output_size, ndim),
            groups=size(given.groups, "groups"),
            bias=switch(given.bias, "bias"),
        )
    )


def _output_size(value: Any, ndim: int) -> Sizes:
    return sizes(value, len(value) if isinstance(value, (tuple, list)) else ndim, "output_size")


def keras_transposed_conv(given: Given, ndim: int) -> TransposedConv:
    """keras.layers.Conv1DTranspose, Conv2DTranspose, Conv3DTranspose."""
    steps = sizes(given.strides, ndim, "strides")
    dilation = sizes(given.dilation_rate, ndim, "dilation_rate")
    check_keras_dilation(steps, dilation, given.dilation_rate)
    extra = None
    if given.output_padding is not None:
        extra = sizes(given.output_padding, ndim, "output_padding", 0)
        check_output_padding(extra, steps, None)
    return TransposedConv(
        ndim=ndim,
        out_channels=size(given.filters, "filters"),
        kernel_size=sizes(given.kernel_size, ndim, "kernel_size"),
        stride=steps,
        dilation=dilation,
        rule=keras_padding(given.padding),
        output_padding=extra,
        bias=switch(given.use_bias, "use_bias"),
        channels_last=keras_axes(given.data_format),
        unbatched=False,
        keras=True,
        activation=keras_activation(given.activation),
    )
