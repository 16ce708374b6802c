"""In which order a chain of matrices is multiplied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import BadValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim

Order = dict[tuple[int, int], int]
"""For the first and the last matrix of a part of the chain, the last one left of the cut."""

LONGEST_CHAIN = 64


def cheapest_order(sizes: Sequence[Dim]) -> Order:
    """
    Where a chain is cut for the fewest products: matrix i is sizes[i] by sizes[i + 1].

    Raises:
        BadValue: If symbols decide which cut is the cheapest, or the chain is too long.

    Source: Cormen et al., Introduction to Algorithms, 15.2; torch.linalg.multi_dot.

    >>> cheapest_order((4, 2, 4, 2))[0, 2]
    0
    """
    count = len(sizes) - 1
    if count > LONGEST_CHAIN:
        raise BadValue(f"a chain of {count:,} matrices", expected=f"at most {LONGEST_CHAIN}")
    costs: dict[tuple[int, int], Dim] = {(place, place): 0 for place in range(count)}
    order: Order = {}
    for span in range(1, count):
        for first in range(count - span):
            last = first + span
            for cut in range(first, last):
                product = sizes[first] * sizes[cut + 1] * sizes[last + 1]
                cost = costs[first, cut] + costs[cut + 1, last] + product
                if (first, last) not in costs or _is_less(cost, costs[first, last]):
                    costs[first, last], order[first, last] = cost, cut
    # Of three, the work of both orders being equal, the first two go first.
    if count == 3 and costs[0, 2] == costs[0, 1] + sizes[0] * sizes[2] * sizes[3]:
        order[0, 2] = 1
    return order


def _is_less(cost: Dim, other: Dim) -> bool:
    from convcalc.dims import is_at_least

    is_more = is_at_least(cost, other)
    if is_more is None:
        raise BadValue(
            f"in which order the matrices are multiplied follows from {cost} and {other}",
            expected="sizes that decide it",
            hint="give numbers for the sizes",
        )
    return not is_more
