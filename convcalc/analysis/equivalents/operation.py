"""A windowed layer as the frameworks have it in common, and pieces of their call texts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.values import Value

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.layer import Layer
    from convcalc.layers.shapes import Shape
    from convcalc.layers.shapes import Shapes
    from convcalc.layers.window import Pair
    from convcalc.layers.window import Window


class Equivalent(Value):
    """What is to be written in another framework: a title, and lines of code and words."""

    title: str
    lines: tuple[str, ...]


class Operation(Value):
    """
    A window over an input, without the accent of any framework.

    `vocabulary` is the framework whose rules the layer follows: "torch", "keras" or "native".
    `counts_padding` says whether an average pool divides by padded positions as well.
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
        vocabulary=_vocabulary(own),
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
    )


def _vocabulary(own: dict[str, Any]) -> str:
    if own.get("keras") or not own.get("unbatched", True):
        return "keras"
    window = own["window"]
    paired = isinstance(window.padding, tuple)
    symmetric = paired and all(before == after for before, after in window.padding)
    return "torch" if symmetric and not own.get("channels_last") else "native"


def written(sizes: tuple[Any, ...]) -> str:
    """One value where all axes are alike, else a tuple."""
    if len({str(each) for each in sizes}) == 1:
        return code(sizes[0])
    return f"({', '.join(code(each) for each in sizes)})"


def code(value: Any) -> str:
    """A value as code that can be pasted."""
    return repr(value) if isinstance(value, Expr) else str(value)


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
