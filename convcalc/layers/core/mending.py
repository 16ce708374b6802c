"""What would make two sizes meet that do not: the way out of a merge that fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from convcalc.dims import Dim

MOST_PADDED = 10
"""Above this, a kernel that takes so much off is seldom met."""

MOST_OUTPUT_PADDING = 3
"""Above this, an output_padding is seldom what was forgotten."""


def remedy(one: tuple[int, Dim], other: tuple[int, Dim], *, spatial: bool) -> str:
    """
    How to make two inputs, each (index, size on the axis), meet; empty where the sizes are symbols.

    >>> remedy((0, 60), (1, 56), spatial=True)
    'crop 4 from input 1, or pad input 2 by 4 (padding=2 on a convolution with kernel_size 5)'
    """
    (index, size), (other_index, other_size) = one, other
    if type(size) is not int or type(other_size) is not int or size < 1 or other_size < 1:
        return ""
    if size < other_size:
        return remedy(other, one, spatial=spatial)
    large, small = f"input {index + 1}", f"input {other_index + 1}"
    if not spatial:
        return f"a layer to {size} before {small}, or one to {other_size} before {large}"
    difference = size - other_size
    if size % other_size == 0 and size // other_size <= 64:
        times = size // other_size
        return f"upsample {small} {times} times, or give {large} {times} times the stride"
    words = f"crop {difference} from {large}, or pad {small} by {difference}"
    ways = _paddings(difference)
    return f"{words} ({', '.join(ways)})" if ways else words


def _paddings(difference: int) -> list[str]:
    """The arguments that make what a convolution gives so much larger."""
    ways = []
    if difference % 2 == 0 and difference <= MOST_PADDED:
        kernel_size = difference + 1
        ways.append(f"padding={difference // 2} on a convolution with kernel_size {kernel_size}")
    if difference <= MOST_OUTPUT_PADDING:
        ways.append(
            f"output_padding={difference} on a transposed one"
            if ways
            else f"output_padding={difference} on a transposed convolution"
        )
    return ways
