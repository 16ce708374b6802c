"""The padding of one axis case by case, where it hangs on the residue of a symbolic size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import Expr

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.window import Pair
    from convcalc.layers.core.window import Window

MOST_RESIDUES = 64
"""With a larger stride the padding is said as a formula."""


def representatives(window: Window, axis: int, size: Dim) -> dict[int, int]:
    """
    A size for each rest that a symbolic size may leave in the division by the stride.

    Padding and alignment depend on the size by that rest only. Empty where the window itself is
    symbolic, or the stride too large to go through all rests.
    """
    stride = window.stride[axis]
    parts = (window.kernel_size[axis], stride, window.dilation[axis])
    if not isinstance(stride, int) or any(isinstance(each, Expr) for each in parts):
        return {}
    if stride > MOST_RESIDUES:
        return {}
    rest = size - size // stride * stride
    rests = [rest] if isinstance(rest, int) else list(range(stride))
    return {each: each or stride for each in rests}


def cases(window: Window, axis: int, size: Dim) -> list[tuple[str, Pair]]:
    """
    The padding of one axis as (when, (before, after)); a single case has no condition.

    SAME depends on the size only by its rest in the division by the stride.
    """
    pads = window.pads(axis, size)
    if not any(isinstance(each, Expr) for each in pads) or window.padding != "same":
        return [("", pads)]
    by_pads: dict[Pair, list[int]] = {}
    for rest, example in representatives(window, axis, size).items():
        by_pads.setdefault(window.pads(axis, example), []).append(rest)
    if len(by_pads) < 2:
        return [("", each) for each in by_pads] or [("", pads)]
    stride = int(str(window.stride[axis]))
    return [(when(size, stride, rests), each) for each, rests in by_pads.items()]


def when(size: Dim, stride: int, rests: list[int]) -> str:
    """In words, that a size leaves one of these rests."""
    if stride == 2:
        return f"{size} {'odd' if rests[0] else 'even'}"
    if len(rests) == 1:
        return f"{size} mod {stride} = {rests[0]}"
    return f"{size} mod {stride} ∈ {{{', '.join(map(str, rests))}}}"
