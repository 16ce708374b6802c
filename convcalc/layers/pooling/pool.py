"""Pooling: the maximum, average or p-norm of a window slid along every spatial axis."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import BadValue
from convcalc.errors import ShapeError
from convcalc.layers.convolution.conv import native_padding
from convcalc.layers.core.arguments import choice
from convcalc.layers.core.arguments import keras_axes
from convcalc.layers.core.arguments import number
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import sizes
from convcalc.layers.core.arguments import switch
from convcalc.layers.core.arguments import torch_sizes
from convcalc.layers.core.spatial import SpatialLayer
from convcalc.layers.core.trails import sliding
from convcalc.layers.core.window import Window
from convcalc.layers.core.window import reach

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail
    from convcalc.layers.core.window import Sizes


class Pool(SpatialLayer):
    """
    A pooling of 1, 2 or 3 spatial axes.

    `operation` is "max", "average" or "norm". `fits_unpadded`: the kernel must not be larger than
    the input without its padding. `half_padding`: the padding is at most half the kernel.
    `norm_type` is the power of a p-norm.

    Shapes:
        input: (N, C, *S), or (N, *S, C) with `channels_last`
        result: (N, C, *T), T = ⌊(S + p₀ + p₁ − d·(k − 1) − 1) / s⌋ + 1, rounded up with
            `ceil_mode`; a second time
            for the indices, if they are asked for

    Units: macs = 0; Πk element operations for every output element.

    Source: torch.nn.MaxPool2d, torch.nn.AvgPool2d, torch.nn.LPPool2d, "Shape";
    keras.layers.MaxPooling2D.
    """

    kind: ClassVar[str] = "pool"

    operation: str
    window: Window
    return_indices: bool = False
    count_include_pad: bool = True
    fits_unpadded: bool = False
    half_padding: bool = False
    norm_type: float = 2

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Slide the window along every spatial axis."""
        parts = self.parts(inputs[0])
        if self.half_padding:
            self._padding_is_half(parts.spatial, needs)
        if self.fits_unpadded:
            self._kernel_fits(parts.spatial, needs)
        output = parts.join(parts.channels, self.window.slide(parts.spatial, needs))
        return (output, output) if self.return_indices else (output,)

    def _padding_is_half(self, spatial: Shape, needs: Needs) -> None:
        """Padding of at most half the kernel, where symbols left it open so far."""
        for axis, length in enumerate(spatial):
            before, _ = self.window.pads(axis, length)
            most = self.window.kernel_size[axis] // 2
            if type(before) is not int or type(most) is not int:

                def too_much(before: Dim = before, most: Dim = most) -> ShapeError:
                    return ShapeError(**_half(before, most))

                needs.at_least(most, before, too_much)

    def _kernel_fits(self, spatial: Shape, needs: Needs) -> None:
        """The kernel is not larger than the input without its padding."""
        for axis, length in enumerate(spatial):
            kernel = self.window.kernel_size[axis]

            def too_small(axis: int = axis, length: Dim = length) -> ShapeError:
                kernel = self.window.kernel_size[axis]
                return ShapeError(
                    f"spatial axis {axis} has {length}, less than the kernel, {kernel}",
                    expected=f"at least {kernel} without padding, as PyTorch wants it in 3D",
                    hint="ConstantPad3d in front and padding=0 do the same",
                    argument="kernel_size",
                )

            needs.at_least(length, kernel, too_small)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """One operation for every element of every window."""
        return product(outputs[0]) * product(self.window.kernel_size)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """The window along the spatial axes; one channel."""
        axes = self.parts(inputs[0]).spatial_axes
        return (sliding(inputs[0], outputs[0], axes, self.window),)

    def slides(self) -> Window:
        """The window that slides."""
        return self.window


def _half(padding: Dim, most: Dim) -> dict[str, Any]:
    """The words about padding that is more than half the kernel."""
    return {
        "message": f"padding={padding} is more than half the kernel",
        "expected": f"at most {most}",
        "hint": f"a kernel_size of at least {2 * padding}, or F.pad before the pooling",
        "argument": "padding",
    }


def _torch_window(given: Given, ndim: int) -> Window:
    """
    A pooling window as PyTorch reads it: the stride is the kernel unless it is given.

    Raises:
        BadValue: If the padding is more than half the kernel.
    """
    kernel = torch_sizes(given.kernel_size, ndim, "kernel_size")
    pads = torch_sizes(given.padding, ndim, "padding", 0)
    for each, span in zip(pads, kernel, strict=True):
        if type(each) is int and type(span) is int and each > span // 2:
            raise BadValue(**_half(each, span // 2))
    return Window(
        kernel_size=kernel,
        stride=kernel
        if given.stride in (None, (), [])
        else torch_sizes(given.stride, ndim, "stride"),
        dilation=torch_sizes(given.dilation, ndim, "dilation"),
        padding=tuple((each, each) for each in pads),
        ceil_mode=switch(given.ceil_mode, "ceil_mode"),
    )


def torch_max_pool(given: Given, ndim: int) -> Pool:
    """torch.nn.MaxPool1d, MaxPool2d, MaxPool3d."""
    return Pool(
        ndim=ndim,
        operation="max",
        window=_torch_window(given, ndim),
        return_indices=switch(given.return_indices, "return_indices"),
        half_padding=True,
    )


def torch_average_pool(given: Given, ndim: int) -> Pool:
    """torch.nn.AvgPool2d, AvgPool3d."""
    if given.divisor_override is not None and (
        type(given.divisor_override) is not int or not given.divisor_override
    ):
        refuse("divisor_override", given.divisor_override, "a whole number other than 0, or None")
    return Pool(
        ndim=ndim,
        operation="average",
        window=_torch_window(given.but(dilation=1), ndim),
        count_include_pad=switch(given.count_include_pad, "count_include_pad"),
        fits_unpadded=ndim == 3,
        half_padding=True,
    )


def torch_average_pool1d(given: Given, ndim: int) -> Pool:
    """torch.nn.AvgPool1d, which has no divisor_override."""
    return torch_average_pool(given.but(divisor_override=None), ndim)


def torch_norm_pool(given: Given, ndim: int) -> Pool:
    """torch.nn.LPPool1d, LPPool2d, LPPool3d."""
    kernel_size = given.kernel_size
    check_norm(given.norm_type)
    if ndim == 1:
        kernel_size = size(kernel_size, "kernel_size")
    elif isinstance(kernel_size, (tuple, list)):
        kernel_size = sizes(kernel_size, ndim, "kernel_size")
    return Pool(
        ndim=ndim,
        operation="norm",
        window=_torch_window(given.but(kernel_size=kernel_size, padding=0, dilation=1), ndim),
        norm_type=given.norm_type,
        fits_unpadded=ndim == 3,
    )


def check_norm(norm_type: Any) -> None:
    """
    Refuse a norm of power 0.

    Raises:
        BadValue: If it is 0 or no number.
    """
    if number(norm_type, "norm_type") == 0:
        refuse("norm_type", norm_type, "a power other than 0")


def _keras_pool(
    operation: str, ndim: int, pool_size: Any, strides: Any, padding: Any, data_format: Any
) -> Pool:
    kernel = sizes(pool_size, ndim, "pool_size")
    return Pool(
        ndim=ndim,
        operation=operation,
        window=Window(
            kernel_size=kernel,
            stride=kernel if strides is None else sizes(strides, ndim, "strides"),
            dilation=(1,) * ndim,
            padding=choice(padding, "padding", ("valid", "same")),
        ),
        count_include_pad=False,
        channels_last=keras_axes(data_format),
        unbatched=False,
    )


def keras_max_pool(given: Given, ndim: int) -> Pool:
    """keras.layers.MaxPooling1D, MaxPooling2D, MaxPooling3D, also called MaxPool."""
    return _keras_pool(
        "max", ndim, given.pool_size, given.strides, given.padding, given.data_format
    )


def keras_average_pool(given: Given, ndim: int) -> Pool:
    """keras.layers.AveragePooling1D, AveragePooling2D, AveragePooling3D, also called AvgPool."""
    return _keras_pool(
        "average", ndim, given.pool_size, given.strides, given.padding, given.data_format
    )


def _native_window(given: Given, ndim: int) -> Window:
    """
    A pooling window whose padding may differ before and after, or be 'same' or 'valid'.

    Raises:
        BadValue: If a window could lie in the padding alone.
    """
    kernel = sizes(given.kernel_size, ndim, "kernel_size")
    dilations = sizes(given.dilation, ndim, "dilation")
    pads = native_padding(given.padding, ndim)
    rounded = switch(given.ceil_mode, "ceil_mode")
    if isinstance(pads, str):
        choice(pads, "padding", ("same", "valid"))
        if rounded and pads == "same":
            refuse("ceil_mode", given.ceil_mode, "False, since padding='same' rounds up anyway")
    else:
        _check_window_touches(pads, kernel, dilations)
    return Window(
        kernel_size=kernel,
        stride=kernel if given.stride is None else sizes(given.stride, ndim, "stride"),
        dilation=dilations,
        padding=pads,
        ceil_mode=rounded,
    )


def _check_window_touches(pads: tuple[Sizes, ...], kernel: Sizes, dilations: Sizes) -> None:
    for axis, pair in enumerate(pads):
        span = reach(kernel[axis], dilations[axis])
        for each in pair:
            if type(each) is int and type(span) is int and each >= span:
                refuse(
                    "padding",
                    each,
                    f"at most {span - 1}, so that every window of {span} touches the input",
                )


def native_max_pool(given: Given, ndim: int) -> Pool:
    """Native maxpool1d, maxpool2d, maxpool3d; the stride is the kernel unless it is given."""
    return Pool(
        ndim=ndim,
        operation="max",
        window=_native_window(given, ndim),
        return_indices=switch(given.return_indices, "return_indices"),
    )


def native_average_pool(given: Given, ndim: int) -> Pool:
    """Native avgpool1d, avgpool2d, avgpool3d; the stride is the kernel unless it is given."""
    return Pool(
        ndim=ndim,
        operation="average",
        window=_native_window(given.but(dilation=1), ndim),
        count_include_pad=switch(given.count_include_pad, "count_include_pad"),
    )


def native_norm_pool(given: Given, ndim: int) -> Pool:
    """Native lppool1d, lppool2d, lppool3d; the stride is the kernel unless it is given."""
    if number(given.norm, "norm") == 0:
        refuse("norm", given.norm, "a power other than 0")
    return Pool(
        ndim=ndim,
        operation="norm",
        norm_type=given.norm,
        window=_native_window(given.but(dilation=1), ndim),
    )
