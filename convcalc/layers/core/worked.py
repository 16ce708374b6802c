"""
The arithmetic of a layer as it would be written by hand: formula, numbers in, result.

Letters: I input, O output, K kernel_size, S stride, P padding, D dilation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import Expr
from convcalc.layers.core.window import reach
from convcalc.layers.core.window import windows
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.window import Window


class Working(Value):
    """One result and how it comes about; `what` says what it is of, for example "height"."""

    what: str
    formula: str
    filled: str

    def __str__(self) -> str:
        return f"{self.formula} = {self.filled}" if self.formula else self.filled


SPATIAL_NAMES = {
    1: ("length",),
    2: ("height", "width"),
    3: ("depth", "height", "width"),
}


def axis_name(ndim: int, axis: int) -> str:
    """What a spatial axis is called, for example "height" for the first of two."""
    names = SPATIAL_NAMES.get(ndim, ())
    return names[axis] if axis < len(names) else f"axis {axis}"


def factor(size: Dim) -> str:
    """A size as it stands inside a product: what is a sum gets its parentheses."""
    text = signed(size)
    if isinstance(size, Expr) and " " in text and not is_bracketed(text):
        return f"({text})"
    return f"({text})" if text.startswith("−") else text


def signed(size: Dim) -> str:
    """A size with the formulas' own minus sign."""
    return str(size).replace("-", "−")


def is_bracketed(text: str) -> bool:
    """Whether a text is one bracket from its first to its last character."""
    pairs = {"(": ")", "⌊": "⌋", "⌈": "⌉"}
    if text[:1] not in pairs:
        return False
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter in pairs) - (letter in pairs.values())
        if depth == 0:
            return place == len(text) - 1
    return False


def show(size: Dim) -> str:
    """A result: thousands separated where it is a number."""
    return f"{size:,}" if isinstance(size, int) else signed(size)


def chained(*stages: str) -> str:
    """Stages of a calculation joined by equals signs, repetitions left out."""
    return " = ".join(stage for at, stage in enumerate(stages) if stage not in stages[:at])


def times(sizes: Iterable[Dim]) -> str:
    """A product written out."""
    return "·".join([factor(size) for size in sizes]) or "1"


def worked_window(window: Window, spatial: Shape) -> tuple[Working, ...]:
    """The sliding window's arithmetic, one working a spatial axis."""
    return tuple(
        Working(what=axis_name(len(spatial), axis), **_worked_axis(window, axis, size))
        for axis, size in enumerate(spatial)
    )


def _worked_axis(window: Window, axis: int, size: Dim) -> dict[str, str]:
    if window.padding == "same":
        return _worked_same(window, axis, size)
    before, after = window.pads(axis, size)
    kernel_size, stride, dilation = (
        window.kernel_size[axis],
        window.stride[axis],
        window.dilation[axis],
    )
    if before == after:
        pads, padded = "2P", f"2·{factor(before)}"
    else:
        pads, padded = "P₀ + P₁", f"{factor(before)} + {factor(after)}"
    top = f"{factor(size)} + {padded} − {factor(dilation)}·({factor(kernel_size)} − 1) − 1"
    number = size + before + after - reach(kernel_size, dilation)
    if window.ceil_mode:
        return _worked_ceiling(window, axis, size, (f"I + {pads} − D·(K − 1) − 1", top, number))
    count = window.count(axis, size)
    stages = [f"⌊({top})/{factor(stride)}⌋ + 1"]
    if isinstance(count, int):
        stages.append(f"⌊{number}/{stride}⌋ + 1")
    return {
        "formula": f"O = ⌊(I + {pads} − D·(K − 1) − 1)/S⌋ + 1",
        "filled": chained(*stages, show(count)),
    }


def _worked_same(window: Window, axis: int, size: Dim) -> dict[str, str]:
    stride, count = window.stride[axis], window.count(axis, size)
    before, after = window.pads(axis, size)
    filled = chained(f"⌈{factor(size)}/{factor(stride)}⌉", show(count))
    if isinstance(before, int) and isinstance(count, int):
        span = reach(window.kernel_size[axis], window.dilation[axis])
        total = f"max(({count} − 1)·{stride} + {span} − {size}, 0)"
        filled += f"; padding {total} = {before} + {after}"
    return {"formula": "O = ⌈I/S⌉", "filled": filled}


def _worked_ceiling(
    window: Window, axis: int, size: Dim, division: tuple[str, str, Dim]
) -> dict[str, str]:
    """The formula of ceil_mode, and whether its last window is dropped."""
    formula, top, number = division
    stride, before = window.stride[axis], window.pads(axis, size)[0]
    result = window.count(axis, size)
    fitting = windows(
        size + stride - 1,
        kernel_size=window.kernel_size[axis],
        stride=stride,
        padding=window.pads(axis, size),
        dilation=window.dilation[axis],
    )
    filled = f"⌈({top})/{factor(stride)}⌉ + 1"
    if isinstance(fitting, int) and isinstance(result, int):
        filled += f" = ⌈{number}/{stride}⌉ + 1 = {fitting}"
        start = f"({fitting} − 1)·{stride} = {(fitting - 1) * stride}"
        inside = f"the last window starts at {start}"
        limit = f"{size} + {before} = {size + before}"
        filled += (
            f"; {inside} ≥ {limit}, behind the input, so it is dropped: {result}"
            if result < fitting
            else f"; {inside} < {limit}, so it is kept"
        )
    else:
        filled += (
            f", at most ⌈({factor(size)} + {factor(before)})/{factor(stride)}⌉: {show(result)}"
        )
    return {"formula": f"O = ⌈({formula})/S⌉ + 1", "filled": filled}


def worked_params(weights: dict[str, Shape], total: Dim) -> Working:
    """The count of the weights: every shape multiplied out, all added up."""
    formula = " + ".join(weights)
    sums = " + ".join(times(shape) for shape in weights.values())
    filled = show(total) if sums == str(total) else chained(sums, show(total))
    return Working(what="params", formula=formula, filled=filled)


def worked_product(formula: str, groups: tuple[Shape, ...], result: Dim) -> Working:
    """A product of products: each group of sizes in its own bracket."""
    written = [times(group) if len(group) < 2 else f"({times(group)})" for group in groups]
    return Working(what="macs", formula=formula, filled=chained("·".join(written), show(result)))


def worked_growth(
    window: tuple[Dim, Dim, Dim],
    sizes: tuple[int, int, Dim, Dim],
    cut: tuple[Dim, Dim] | None,
    extra: Dim | None,
) -> Working:
    """
    One axis of a transposed convolution.

    Args:
        window: kernel_size, stride, dilation.
        sizes: Which axis, of how many, what comes in, what leaves.
        cut: The padding cut off (before, after); None for Keras's rules.
        extra: The output_padding; None where Keras works it out.

    """
    kernel_size, stride, dilation = window
    axis, ndim, size, result = sizes
    name = axis_name(ndim, axis)
    span = reach(kernel_size, dilation)
    if cut is None:
        return Working(
            what=name,
            formula="O from (I − 1)·S + D·(K − 1) + 1 painted positions",
            filled=f"{show((size - 1) * stride + span)} painted, {show(result)} kept",
        )
    before, after = cut
    pads = (
        ("2P", f"2·{factor(before)}")
        if before == after
        else ("P₀ − P₁", f"{factor(before)} − {factor(after)}")
    )
    filled = (
        f"({factor(size)} − 1)·{factor(stride)} − {pads[1]} + {factor(dilation)}·"
        f"({factor(kernel_size)} − 1) + {factor(extra or 0)} + 1"
    )
    return Working(
        what=name,
        formula=f"O = (I − 1)·S − {pads[0]} + D·(K − 1) + output_padding + 1",
        filled=chained(filled, show(result)),
    )


def worked_division(axis: int, ndim: int, size: Dim, result: Dim) -> Working:
    """One axis of an adaptive window."""
    first = f"⌈{factor(size)}/{factor(result)}⌉"
    return Working(
        what=axis_name(ndim, axis),
        formula="output i sees ⌊i·I/O⌋ to ⌈(i + 1)·I/O⌉ − 1",
        filled=f"{show(result)} outputs of {show(size)}, the first sees {first}",
    )
