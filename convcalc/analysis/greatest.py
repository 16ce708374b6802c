"""The greatest of symbolic totals: those proved to be exceeded by others are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.analysis.dominance import is_below_mixture
from convcalc.analysis.dominance import is_never_negative
from convcalc.dims import Expr
from convcalc.dims import evaluate
from convcalc.dims import free_symbols
from convcalc.dims import is_at_least
from convcalc.dims import maximum
from convcalc.errors import ConvcalcError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from convcalc.dims import Dim

MOST_KEPT = 8
"""So many totals that no other is proved to exceed are kept."""

MOST_COMPARED = 64
"""So many different totals are compared; with more, the maximum is a lower bound."""

SAMPLES = (1024, 64, 8, 1)


class Candidate:
    """A total, and what it comes to at a few values of the symbols."""

    __slots__ = ("is_single", "total", "values")

    def __init__(self, total: Dim, least: Mapping[str, int]) -> None:
        self.total = total
        self.is_single = isinstance(total, Expr) and len(total.terms) == 1
        self.values = _values(total, least)


def greatest_of(totals: list[Dim], least: Mapping[str, int]) -> tuple[Dim, bool]:
    """
    The maximum of symbolic totals, and whether it is exact; where it is not, it is a lower bound.

    Args:
        totals: Different totals, at least one.
        least: For a symbol's name, the least value it can have; 1 where it is not listed.

    """
    candidates = [Candidate(total, least) for total in totals]
    candidates.sort(key=lambda each: (not each.is_single, [-value for value in each.values]))
    kept: list[Candidate] = []
    exact = len(candidates) <= MOST_COMPARED
    for each in candidates[:MOST_COMPARED]:
        if _is_mixture(each, kept) or any(_is_exceeded(each, other, least) for other in kept):
            continue
        kept = [other for other in kept if not _is_exceeded(other, each, least)]
        if len(kept) == MOST_KEPT:
            exact = False
            break
        kept.append(each)
    return maximum(*[each.total for each in kept]), exact


def _values(total: Dim, least: Mapping[str, int]) -> list[int]:
    if not isinstance(total, Expr):
        return [total] * len(SAMPLES)
    names = free_symbols(total)
    try:
        return [
            int(evaluate(total, {name: max(sample, least.get(name, 1)) for name in names}))
            for sample in SAMPLES
        ]
    except ConvcalcError:
        return [0] * len(SAMPLES)


def _is_mixture(candidate: Candidate, kept: list[Candidate]) -> bool:
    """Whether a sum is never above the maximum of the single products that are kept."""
    total = candidate.total
    single = [each.total for each in kept if each.is_single and isinstance(each.total, Expr)]
    return isinstance(total, Expr) and is_below_mixture(total, single)


def _is_exceeded(candidate: Candidate, other: Candidate, least: Mapping[str, int]) -> bool:
    """Whether the other total is proved to be at least as great whenever the network is right."""
    # One sample where it is not saves the attempt.
    if any(one > two for one, two in zip(candidate.values, other.values, strict=True)):
        return False
    try:
        difference = other.total - candidate.total
        if isinstance(difference, int):
            return difference >= 0
        return is_never_negative(difference, least) or is_at_least(difference, 0) is True
    except ConvcalcError:
        return False
