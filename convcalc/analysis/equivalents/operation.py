"""A windowed layer as the frameworks have it in common, and pieces of their call texts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.dims import maximum
from convcalc.layers.core.window import reach
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from convcalc.dims import Dim
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.window import Pair
    from convcalc.layers.core.window import Window


class Equivalent(Value):
    """What is to be written in another framework: a title, and lines of code and words."""

    title: str
    lines: tuple[str, ...]


class Operation(Value):
    """
    A window over an input, without the accent of any framework.

    `vocabulary` is the framework whose rules the layer follows: "torch", "keras" or "native".
    `counts_padding` says whether an average pool divides by padded positions as well, `norm_type`
    is the power of an LP pool.
    """

    kind: str
    vocabulary: str
    window: Window
    spatial: Shape
    counts: Shape
    channels: Dim
    out_channels: Dim
    groups: Dim = 1
    multiplier: Dim = 1
    bias: bool = True
    padding_mode: str = "zeros"
    channels_last: bool = False
    counts_padding: bool = True
    norm_type: float = 2

    @property
    def ndim(self) -> int:
        """The number of spatial axes."""
        return len(self.spatial)

    @property
    def is_pool(self) -> bool:
        """Whether there is nothing to learn."""
        return self.kind.endswith("pool")

    def pads(self) -> tuple[Pair, ...]:
        """The padding (before, after) of every axis for this input."""
        return tuple(self.window.pads(axis, size) for axis, size in enumerate(self.spatial))

    def pads_with_ceil(self) -> tuple[Pair, ...]:
        """The padding with which VALID gives as many windows: ceil_mode needs more at the end."""
        window = self.window
        if not window.ceil_mode:
            return self.pads()
        pads = []
        for axis, (before, after) in enumerate(self.pads()):
            span = reach(window.kernel_size[axis], window.dilation[axis])
            needed = (self.counts[axis] - 1) * window.stride[axis] + span
            pads.append((before, maximum(needed - self.spatial[axis] - before, after)))
        return tuple(pads)


class Transposed:
    """The attributes of a transposed convolution on one input, axis by axis."""

    def __init__(self, layer: Any, inputs: Shapes, outputs: Shapes) -> None:
        axes = layer.spatial_axes(inputs[0])
        channel_axis = -1 if layer.channels_last else axes[0] - 1
        self.layer = layer
        self.ndim: int = len(axes)
        self.spatial: Shape = tuple([inputs[0][axis] for axis in axes])
        self.result: Shape = tuple([outputs[0][axis] for axis in axes])
        self.channels: Dim = inputs[0][channel_axis]
        self.out_channels: Dim = outputs[0][channel_axis]
        pairs = zip(self.spatial, self.result, strict=True)
        self.cut: Shape = tuple(
            [layer.cut(axis, size, result) for axis, (size, result) in enumerate(pairs)]
        )

    def full(self, axis: int) -> Dim:
        """How long everything painted is."""
        layer = self.layer
        span = reach(layer.kernel_size[axis], layer.dilation[axis])
        whole: Dim = (self.spatial[axis] - 1) * layer.stride[axis] + span
        return whole


KINDS = ("conv", "depthwise_conv", "separable_conv", "pool")
POOLS = {"max": "max_pool", "average": "average_pool", "norm": "norm_pool"}


def operation_of(layer: Layer, inputs: Shapes, outputs: Shapes) -> Operation | None:
    """What a layer does, if it is one that the other frameworks have as well."""
    window = layer.slides()
    if window is None or layer.kind not in KINDS:
        return None
    own = layer.__dict__
    axes = layer.spatial_axes(inputs[0])
    channels_last = own.get("channels_last", False)
    channel_axis = -1 if channels_last else axes[0] - 1
    return Operation(
        kind=POOLS[own["operation"]] if layer.kind == "pool" else layer.kind,
        vocabulary=vocabulary_of(own),
        window=window,
        spatial=tuple([inputs[0][axis] for axis in axes]),
        counts=tuple([outputs[0][axis] for axis in axes]),
        channels=inputs[0][channel_axis],
        out_channels=outputs[0][channel_axis],
        groups=own.get("groups", 1),
        multiplier=own.get("multiplier", 1),
        bias=own.get("bias", True),
        padding_mode=own.get("padding_mode", "zeros"),
        channels_last=channels_last,
        counts_padding=own.get("count_include_pad", True),
        norm_type=own.get("norm_type", 2),
    )


def vocabulary_of(own: dict[str, Any]) -> str:
    """
    Whose rules a layer with these fields follows: "torch", "keras" or "native".

    PyTorch's convolutions say their input channels, its pools limit their padding. What says
    neither counts as native, so that it is told in the words of both.
    """
    if own.get("keras") or not own.get("unbatched", True):
        return "keras"
    if own.get("in_channels") is not None or own.get("half_padding"):
        return "torch"
    return "native"


def written(sizes: tuple[Any, ...]) -> str:
    """One value where all axes are alike, else a tuple."""
    if len({str(each) for each in sizes}) == 1:
        return code(sizes[0])
    return f"({', '.join(code(each) for each in sizes)})"


def code(value: Any) -> str:
    """A value as code that can be pasted."""
    return repr(value) if isinstance(value, Expr) else str(value)


def listed(values: Iterable[Any]) -> str:
    """Values as a list in square brackets."""
    return f"[{', '.join(map(code, values))}]"


def arguments(*parts: str) -> str:
    """The arguments that are there, separated."""
    return ", ".join(part for part in parts if part)


def unless(name: str, value: Any, default: Any) -> str:
    """`name=value`, or nothing where the value is the default anyway."""
    alike = isinstance(value, tuple) and all(each == default for each in value)
    if alike or (not isinstance(value, tuple) and value == default):
        return ""
    return f"{name}={written(value) if isinstance(value, tuple) else code(value)}"


def are_known(pads: tuple[Pair, ...]) -> bool:
    """Whether all the padding is plain numbers."""
    return all(isinstance(each, int) for pair in pads for each in pair)
