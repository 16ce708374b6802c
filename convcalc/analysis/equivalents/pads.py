"""The padding of every axis: in numbers, as named code, and as code that measures it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.analysis.equivalents.cases import cases
from convcalc.analysis.equivalents.operation import Equivalent
from convcalc.analysis.equivalents.operation import code
from convcalc.layers.core.worked import axis_name

if TYPE_CHECKING:
    from convcalc.analysis.equivalents.operation import Operation
    from convcalc.layers.core.window import Pair

LETTERS = {1: ("l",), 2: ("h", "w"), 3: ("d", "h", "w")}


def padding_facts(operation: Operation) -> Equivalent:
    """The padding in numbers, and whether symmetric padding would do as well."""
    from convcalc.analysis.equivalents.symmetric import symmetric_lines

    told = [
        _told(cases(operation.window, axis, size)) for axis, size in enumerate(operation.spatial)
    ]
    if len(set(told)) == 1 and len(told) > 1:
        lines = [f"every axis: {told[0]}"]
    else:
        lines = [f"{axis_name(operation.ndim, axis)}: {each}" for axis, each in enumerate(told)]
    return Equivalent(
        title="padding (before, after) for this input",
        lines=(*lines, *symmetric_lines(operation)),
    )


def _told(found: list[tuple[str, Pair]]) -> str:
    return "; ".join(
        f"{condition}: ({before}, {after})" if condition else f"({before}, {after})"
        for condition, (before, after) in found
    )


def named_pads(operation: Operation) -> tuple[list[tuple[str, str]], list[str]]:
    """
    The padding (before, after) of every axis as code, and comments.

    Where it depends on a residue it gets names, and the comments say what they stand for.
    """
    pairs, comments = [], []
    for axis, size in enumerate(operation.spatial):
        found = cases(operation.window, axis, size)
        if len(found) == 1:
            before, after = found[0][1]
            pairs.append((code(before), code(after)))
            continue
        letter = LETTERS[operation.ndim][axis]
        pairs.append((f"{letter}_begin", f"{letter}_end"))
        comments.append(f"# ({letter}_begin, {letter}_end): {_told(found)}")
    return pairs, comments


def measured_pads(operation: Operation, first: int) -> tuple[list[str], list[tuple[str, str]]]:
    """
    Code that works SAME out where it runs, and the padding (before, after) of every axis in it.

    `first` is the first spatial axis of `x`; an axis whose padding is known needs no code.
    """
    window, lines, pairs = operation.window, [], []
    for axis, (before, after) in enumerate(operation.pads()):
        if window.padding != "same" or (isinstance(before, int) and isinstance(after, int)):
            pairs.append((code(before), code(after)))
            continue
        letter, stride = LETTERS[operation.ndim][axis], code(window.stride[axis])
        span = code(window.dilation[axis] * (window.kernel_size[axis] - 1) + 1)
        size = f"x.shape[{axis + first}]"
        needed = f"(-(-{size} // {stride}) - 1) * {stride} + {span} - {size}"
        lines.append(f"{letter} = max({needed}, 0)")
        pairs.append((f"{letter} // 2", f"{letter} - {letter} // 2"))
    return lines, pairs
