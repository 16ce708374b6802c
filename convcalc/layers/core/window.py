"""
The window that slides: the one formula that everything here is about.

O = ⌊(I + p₀ + p₁ − d·(k − 1) − 1) / s⌋ + 1, for every axis by itself. Convolution, pooling, unfold
and the receptive field all ask this file; no other file knows the formula.

Source: Dumoulin & Visin 2016, "A guide to convolution arithmetic for deep learning"; the "Shape"
sections of torch.nn.Conv2d and torch.nn.MaxPool2d; TensorFlow's "padding" notes for SAME and VALID.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import ceil_div
from convcalc.dims import maximum
from convcalc.dims import minimum
from convcalc.errors import ShapeError
from convcalc.layers.core.shapes import show_shape
from convcalc.values import Value

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs

Pair = tuple["Dim", "Dim"]
Sizes = tuple["Dim", ...]
Padding = tuple[Pair, ...] | str


def reach(kernel_size: Dim, dilation: Dim = 1) -> Dim:
    """How many input positions a dilated kernel spans: d·(k − 1) + 1."""
    return dilation * (kernel_size - 1) + 1


def windows(
    size: Dim, *, kernel_size: Dim, stride: Dim = 1, padding: Pair = (0, 0), dilation: Dim = 1
) -> Dim:
    """
    How many places a window fits along one axis; zero or less where it does not fit at all.

    >>> windows(224, kernel_size=7, stride=2, padding=(3, 3))
    112
    """
    return (size + padding[0] + padding[1] - dilation * (kernel_size - 1) - 1) // stride + 1


def windows_rounded_up(
    size: Dim,
    *,
    kernel_size: Dim,
    stride: Dim,
    padding: Pair = (0, 0),
    dilation: Dim = 1,
    starts_inside: bool = True,
) -> Dim:
    """
    The same with the last, partial window counted.

    It must start before the end of the input, unless it may start anywhere.

    Source: `pooling_output_shape_pad_lr` in PyTorch's aten/src/ATen/native/Pool.h; Caffe's
    src/caffe/layers/pooling_layer.cpp, where without padding it may start behind the end.

    >>> windows_rounded_up(5, kernel_size=2, stride=5)
    1
    >>> windows_rounded_up(5, kernel_size=2, stride=5, starts_inside=False)
    2
    """
    fitting = windows(
        size + stride - 1,
        kernel_size=kernel_size,
        stride=stride,
        padding=padding,
        dilation=dilation,
    )
    return minimum(fitting, ceil_div(size + padding[0], stride)) if starts_inside else fitting


def same_padding(size: Dim, *, kernel_size: Dim, stride: Dim = 1, dilation: Dim = 1) -> Pair:
    """
    TensorFlow's SAME: padding for ⌈size / stride⌉ windows; the odd one goes at the end.

    >>> same_padding(224, kernel_size=3, stride=2)
    (0, 1)
    """
    span = reach(kernel_size, dilation)
    if stride == 1:
        total = span - 1
    else:
        total = maximum((ceil_div(size, stride) - 1) * stride + span - size, 0)
    before = total // 2
    return before, total - before


SAME = frozenset({"same", "same_lower"})
RULED = SAME | {"causal"}
"""Rules that give ⌈S / s⌉ windows."""


class Window(Value):
    """
    A window over all spatial axes at once.

    `padding` is a pair (before, after) for every axis, or a rule: "same" (⌈S / s⌉ windows, the odd
    one at the end), "same_lower" (the odd one in front), "valid" (none), "causal" (all before).
    `ceil_mode` counts the last, partial window, if it starts inside, or without `starts_inside`
    wherever it starts.
    """

    kernel_size: Sizes
    stride: Sizes
    dilation: Sizes
    padding: Padding
    ceil_mode: bool = False
    starts_inside: bool = True

    def pads(self, axis: int, size: Dim) -> Pair:
        """The padding (before, after) on one axis of this input size."""
        padding = self.padding
        if isinstance(padding, str):
            return self._ruled(padding, axis, size)
        return padding[axis]

    def _ruled(self, rule: str, axis: int, size: Dim) -> Pair:
        """The padding that a rule gives."""
        if rule == "valid":
            return 0, 0
        kernel_size, dilation = self.kernel_size[axis], self.dilation[axis]
        if rule == "causal":
            return dilation * (kernel_size - 1), 0
        before, after = same_padding(
            size, kernel_size=kernel_size, stride=self.stride[axis], dilation=dilation
        )
        return (after, before) if rule == "same_lower" else (before, after)

    def count(self, axis: int, size: Dim) -> Dim:
        """How many windows there are along one axis of this input size."""
        stride = self.stride[axis]
        if self.padding in RULED:
            return windows(size, kernel_size=1, stride=stride)
        fitting: dict[str, Any] = {
            "kernel_size": self.kernel_size[axis],
            "stride": stride,
            "padding": self.pads(axis, size),
            "dilation": self.dilation[axis],
        }
        if self.ceil_mode:
            return windows_rounded_up(size, starts_inside=self.starts_inside, **fitting)
        return windows(size, **fitting)

    def slide(self, spatial: Sizes, needs: Needs) -> Sizes:
        """
        The spatial sizes that leave the window.

        Shapes:
            spatial: S, one size an axis
            result: T, one size an axis

        Raises:
            ShapeError: If the window does not fit even once; says the least size that would do.
        """
        result = []
        for axis, size in enumerate(spatial):
            count = self.count(axis, size)
            if type(count) is not int or count < 1:
                self._must_fit(axis, size, count, spatial, needs)
            result.append(count)
        return tuple(result)

    def _must_fit(self, axis: int, size: Dim, count: Dim, spatial: Sizes, needs: Needs) -> None:
        span = reach(self.kernel_size[axis], self.dilation[axis])
        before, after = self.pads(axis, size)
        spare = self.stride[axis] - 1 if self.ceil_mode else 0
        least = 1 if self.padding in SAME else maximum(span - before - after - spare, 1)

        def too_small() -> ShapeError:
            sizes = " × ".join(
                str(reach(k, d)) for k, d in zip(self.kernel_size, self.dilation, strict=True)
            )
            padded = "" if before == after == 0 else f" (padded: {size + before + after})"
            return ShapeError(
                f"the window ({sizes}) is larger than its input {show_shape(spatial)}: "
                f"spatial axis {axis} has {size}{padded}, the window spans {span}",
                expected=f"at least {least} on that axis",
                hint="a larger input, a smaller kernel_size or dilation, or more padding",
                argument="kernel_size",
            )

        if self.ceil_mode or self.padding in SAME:
            needs.at_least(count, 1, too_small)
        else:
            needs.at_least(size + before + after, span, too_small)
