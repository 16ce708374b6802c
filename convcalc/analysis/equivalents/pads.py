"""The padding of every axis in numbers, by residue for symbols, beside symmetric padding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.analysis.equivalents.operation import Equivalent
from convcalc.analysis.equivalents.operation import are_known
from convcalc.dims import Expr
from convcalc.dims import is_at_least
from convcalc.layers.window import reach
from convcalc.layers.window import same_padding
from convcalc.layers.window import windows
from convcalc.layers.worked import axis_name
from convcalc.values import Value

if TYPE_CHECKING:
    from convcalc.analysis.equivalents.operation import Operation
    from convcalc.dims import Dim
    from convcalc.layers.window import Pair
    from convcalc.layers.window import Window

MOST_RESIDUES = 64
"""With a larger stride the padding is said as a formula."""


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
    nearest = sorted(range(min(span, 4096) + 1), key=lambda padding: abs(padding - before))
    for padding in nearest:
        found = symmetric(window, axis, size, padding)
        if found.same_size:
            return found
    return None


def cases(window: Window, axis: int, size: Dim) -> list[tuple[str, Pair]]:
    """
    The padding of one axis as (when, (before, after)); a single case has no condition.

    SAME depends on the size only by its rest in the division by the stride.
    """
    stride = window.stride[axis]
    parts = (window.kernel_size[axis], stride, window.dilation[axis])
    if (
        not isinstance(size, Expr)
        or window.padding != "same"
        or any(isinstance(each, Expr) for each in parts)
        or int(str(stride)) > MOST_RESIDUES
    ):
        return [("", window.pads(axis, size))]
    kernel_size, step, dilation = (int(str(each)) for each in parts)
    by_pads: dict[Pair, list[int]] = {}
    for residue in range(step):
        pads = same_padding(
            residue or step, kernel_size=kernel_size, stride=step, dilation=dilation
        )
        by_pads.setdefault(pads, []).append(residue)
    if len(by_pads) == 1:
        return [("", pads) for pads in by_pads]
    return [(_when(size, step, rests), pads) for pads, rests in by_pads.items()]


def _when(size: Dim, stride: int, rests: list[int]) -> str:
    if stride == 2:
        return f"{size} {'odd' if rests[0] else 'even'}"
    if len(rests) == 1:
        return f"{size} mod {stride} = {rests[0]}"
    return f"{size} mod {stride} ∈ {{{', '.join(map(str, rests))}}}"


def padding_facts(operation: Operation) -> Equivalent:
    """The padding in numbers, and whether symmetric padding would do as well."""
    lines = []
    for axis, size in enumerate(operation.spatial):
        told = "; ".join(
            f"{when}: {_pair(pads)}" if when else _pair(pads)
            for when, pads in cases(operation.window, axis, size)
        )
        lines.append(f"{axis_name(operation.ndim, axis)}: {told}")
    if len({line.partition(": ")[2] for line in lines}) == 1 and len(lines) > 1:
        lines = [f"every axis: {lines[0].partition(': ')[2]}"]
    if are_known(operation.pads()):
        lines += _symmetric_lines(operation)
    return Equivalent(title="padding (before, after) for this input", lines=tuple(lines))


def _pair(pads: Pair) -> str:
    return f"({pads[0]}, {pads[1]})"


def _symmetric_lines(operation: Operation) -> list[str]:
    """Whether one number for both ends gives the same size, and the same places."""
    if all(before == after for before, after in operation.pads()):
        return []
    lines = [
        _compared(operation.window, axis, size)
        for axis, size in enumerate(operation.spatial)
        if isinstance(size, int)
    ]
    if len(set(lines)) == 1:
        return [f"symmetric: {lines[0]}"]
    return [
        f"symmetric, {axis_name(operation.ndim, axis)}: {line}" for axis, line in enumerate(lines)
    ]


def _compared(window: Window, axis: int, size: int) -> str:
    """What the nearest symmetric padding on one axis gives."""
    found = best_symmetric(window, axis, size)
    if found is None:
        return f"no symmetric padding gives {window.count(axis, size)}"
    if found.aligned:
        return f"padding={found.padding} gives the same size and the same alignment"
    shift = found.padding - window.pads(axis, size)[0]
    place = f"{shift} earlier" if is_at_least(shift, 0) else f"{-shift} later"
    return (
        f"padding={found.padding} gives the same size, {found.count}, but not the same alignment: "
        f"its windows start {place}"
    )
