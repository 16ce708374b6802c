"""Whether one number at both ends, as PyTorch pads, gives the same size and the same places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.analysis.equivalents.cases import cases
from convcalc.analysis.equivalents.cases import representatives
from convcalc.analysis.equivalents.cases import when
from convcalc.dims import Expr
from convcalc.layers.core.window import reach
from convcalc.layers.core.window import windows
from convcalc.layers.core.worked import axis_name
from convcalc.values import Value

if TYPE_CHECKING:
    from convcalc.analysis.equivalents.operation import Operation
    from convcalc.dims import Dim
    from convcalc.layers.core.window import Window

MOST_TRIED = 4096
"""Larger symmetric paddings are not looked at."""


class Symmetric(Value):
    """
    What padding both ends alike would give.

    `count` windows, whether as many as the layer's own, and whether in the same places.
    """

    padding: Dim
    count: Dim
    same_size: bool
    aligned: bool


def symmetric(window: Window, axis: int, size: Dim, padding: Dim) -> Symmetric:
    """
    Compare a window's own padding on one axis with the same number at both ends.

    Aligned means that output 0 looks at the same place, so that the values are the same as well.
    """
    count = windows(
        size,
        kernel_size=window.kernel_size[axis],
        stride=window.stride[axis],
        padding=(padding, padding),
        dilation=window.dilation[axis],
    )
    same_size = count == window.count(axis, size)
    aligned = same_size and window.pads(axis, size)[0] == padding
    return Symmetric(padding=padding, count=count, same_size=same_size, aligned=aligned)


def best_symmetric(window: Window, axis: int, size: int) -> Symmetric | None:
    """
    The symmetric padding nearest to the window's own that gives as many windows.

    None where there is none.
    """
    before = window.pads(axis, size)[0]
    span = reach(window.kernel_size[axis], window.dilation[axis])
    if not isinstance(before, int) or not isinstance(span, int):
        return None
    nearest = sorted(range(min(span, MOST_TRIED) + 1), key=lambda padding: abs(padding - before))
    for padding in nearest:
        found = symmetric(window, axis, size, padding)
        if found.same_size:
            return found
    return None


def symmetric_lines(operation: Operation) -> list[str]:
    """A line for all axes, or one for each; none where the padding is symmetric anyway."""
    told = [_of_axis(operation.window, axis, size) for axis, size in enumerate(operation.spatial)]
    if not any(told) or (None in told):
        return []
    if len(set(told)) == 1:
        return [f"symmetric: {told[0]}"]
    return [
        f"symmetric, {axis_name(operation.ndim, axis)}: {line or 'it is already'}"
        for axis, line in enumerate(told)
    ]


def _of_axis(window: Window, axis: int, size: Dim) -> str | None:
    """What is to be said of one axis: nothing if it is symmetric, None if it is not known."""
    if all(before == after for _, (before, after) in cases(window, axis, size)):
        return ""
    if not isinstance(size, Expr):
        return _compared(window, axis, size)
    examples = representatives(window, axis, size)
    if not examples:
        return None
    by_words: dict[str, list[int]] = {}
    for rest, example in examples.items():
        by_words.setdefault(_compared(window, axis, example, known=False), []).append(rest)
    if len(by_words) == 1:
        return next(iter(by_words))
    stride = int(str(window.stride[axis]))
    return "; ".join(f"{when(size, stride, rests)}: {words}" for words, rests in by_words.items())


def _compared(window: Window, axis: int, size: int, *, known: bool = True) -> str:
    """What the nearest symmetric padding gives; a size that stands for others is not named."""
    found = best_symmetric(window, axis, size)
    if found is None:
        wanted = window.count(axis, size) if known else "the same size"
        return f"no symmetric padding gives {wanted}"
    if found.aligned:
        return f"padding={found.padding} gives the same size and the same alignment"
    shift = int(str(found.padding - window.pads(axis, size)[0]))
    place = f"{shift} earlier" if shift > 0 else f"{-shift} later"
    count = f", {found.count}," if known else ","
    return (
        f"padding={found.padding} gives the same size{count} but not the same alignment: "
        f"its windows start {place}"
    )
