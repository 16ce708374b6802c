"""
Which layer of one network is which of another: a sequence alignment on names, kinds and calls.

Where both sides begin or end alike is set aside first. What is left is aligned by dynamic
programming, exactly, where it is small enough; where it is not, it is cut at layers that can be
told apart by what surrounds them, and the pieces are aligned.

Source: Needleman, Wunsch, "A general method applicable to the search for similarities in the amino
    acid sequence of two proteins", J. Mol. Biol. 48, 1970; Cohen, "Patience diff", 2010.
"""

from __future__ import annotations

from itertools import count
from itertools import pairwise
from typing import TYPE_CHECKING

from convcalc.checks.likeness import OTHER_NAME
from convcalc.checks.likeness import UNPAIRED
from convcalc.checks.likeness import Marker
from convcalc.checks.likeness import call_distance
from convcalc.checks.likeness import is_renumbered
from convcalc.checks.likeness import is_same
from convcalc.checks.likeness import name_distance

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Hashable
    from collections.abc import Sequence

    from convcalc.checks.layer_record import LayerRecord
    from convcalc.checks.likeness import CallMarks
    from convcalc.checks.likeness import Marks

Pair = tuple[int | None, int | None]
Span = tuple[int, int, int, int]

MOST_CELLS = 1_000_000
"""The largest table that is filled in one piece, about a second's work."""
PIECE = 64
"""The pieces where nothing tells the layers apart, so that the work stays linear."""
DEEPEST = 8
"""How often a piece is cut further at what tells its layers apart."""
CONTEXT = 6
"""How many layers in a row tell a place apart."""

PAIRED, ONLY_OLD, ONLY_NEW = 0, 1, 2


def align(old: Sequence[LayerRecord], new: Sequence[LayerRecord]) -> list[Pair]:
    """
    Pairs of positions in order, None where a layer is on one side only.

    Of layers between the same neighbours, those of the old side come first. Up to MOST_CELLS the
    sum of `distance` over the pairs and UNPAIRED over the others is the least there is.
    """
    marker = Marker()
    return align_marked(marker.marked(old), marker.marked(new))


def align_marked(old: list[Marks], new: list[Marks]) -> list[Pair]:
    """The same for layers whose marks are made already, by one marker."""
    found = _Alignment(old, new)
    found.align((0, len(old), 0, len(new)))
    return found.pairs


class _Alignment:
    """The pairs that were found so far, from the front to the back."""

    def __init__(self, old: list[Marks], new: list[Marks]) -> None:
        self.old = old
        self.new = new
        self.pairs: list[Pair] = []

    def align(self, span: Span) -> None:
        """Align two spans; what is left to do waits on a stack, so that no depth is too much."""
        pending: list[tuple[int, Span, bool]] = [(0, span, False)]
        while pending:
            depth, span, is_alike = pending.pop()
            if is_alike:
                first, last, low, _ = span
                self.pairs += zip(range(first, last), count(low), strict=False)
                continue
            front, inner, back = self._trimmed(span, is_same)
            if inner != span:
                pending += [(depth, back, True), (depth, inner, False), (depth, front, True)]
            elif _cells(span) <= MOST_CELLS:
                self._align_exactly(*span)
            else:
                pending += reversed(self._parts(span, depth))

    def _parts(self, span: Span, depth: int) -> list[tuple[int, Span, bool]]:
        """What a span that is too large falls into."""
        front, inner, back = self._trimmed(span, is_renumbered)
        if inner != span:
            return [(depth, front, True), (depth, inner, False), (depth, back, True)]
        pieces = self._pieces(*span, may_search=depth < DEEPEST)
        return [(depth + 1, each, False) for each in pieces]

    def _trimmed(
        self, span: Span, is_alike: Callable[[Marks, Marks], bool]
    ) -> tuple[Span, Span, Span]:
        """What is alike in front, what is left, and what is alike at the back."""
        first, last, low, high = span
        old, new = self.old, self.new
        head = tail = 0
        most = min(last - first, high - low)
        while head < most and is_alike(old[first + head], new[low + head]):
            head += 1
        while tail < most - head and is_alike(old[last - 1 - tail], new[high - 1 - tail]):
            tail += 1
        return (
            (first, first + head, low, low + head),
            (first + head, last - tail, low + head, high - tail),
            (last - tail, last, high - tail, high),
        )

    def _align_exactly(self, first: int, last: int, low: int, high: int) -> None:
        """Fill the whole table, and walk it back."""
        pairs: list[Pair] = []
        choices = self._choices(first, last, low, high)
        row, column = last - first, high - low
        while row or column:
            choice = choices[row][column]
            is_old, is_new = choice != ONLY_NEW, choice != ONLY_OLD
            row, column = row - is_old, column - is_new
            pairs.append((first + row if is_old else None, low + column if is_new else None))
        pairs.reverse()
        self.pairs += pairs

    def _choices(self, first: int, last: int, low: int, high: int) -> list[bytearray]:
        """How the best way arrives at every cell."""
        distances = _Distances(self.new[low:high])
        costs = [UNPAIRED * column for column in range(high - low + 1)]
        choices = [bytearray([ONLY_NEW]) * (high - low + 1)]
        for mark in self.old[first:last]:
            costs, chosen = _next_row(costs, distances.of(mark))
            choices.append(chosen)
        return choices

    def _pieces(
        self, first: int, last: int, low: int, high: int, *, may_search: bool
    ) -> list[Span]:
        """The spans between anchors; even pieces where there are none."""
        old, new = self.old[first:last], self.new[low:high]
        anchors = may_search and (_anchors(old, new, _context) or _anchors(old, new, _own))
        if not anchors:
            return _even_pieces(first, last, low, high)
        pieces = []
        before_old, before_new = first, low
        for position, other in anchors:
            pieces.append((before_old, first + position, before_new, low + other))
            pieces.append((first + position, first + position + 1, low + other, low + other + 1))
            before_old, before_new = first + position + 1, low + other + 1
        return [*pieces, (before_old, last, before_new, high)]


class _Distances:
    """How far a layer is from every one of the other side, in a few steps for each."""

    def __init__(self, marks: list[Marks]) -> None:
        self._marks = marks
        self._by_call: dict[CallMarks, list[int]] = {}
        self._by_stem: dict[int, list[int]] = {}
        for position, mark in enumerate(marks):
            self._by_stem.setdefault(mark.stem, []).append(position)

    def of(self, mark: Marks) -> list[int]:
        """`distance` from each in turn."""
        away = self._by_call.get(mark.call)
        if away is None:
            away = self._by_call[mark.call] = [
                OTHER_NAME + call_distance(mark.call, other.call) for other in self._marks
            ]
        near = self._by_stem.get(mark.stem)
        if near is None:
            return away
        away = list(away)
        for position in near:
            away[position] += name_distance(mark, self._marks[position]) - OTHER_NAME
        return away


def _next_row(costs: list[int], away: list[int]) -> tuple[list[int], bytearray]:
    """The costs of one more layer of the old side, and how each came about."""
    cost = costs[0] + UNPAIRED
    row = [cost]
    chosen = bytearray([ONLY_OLD])
    above = costs[0]
    for column, step in enumerate(away, 1):
        paired = above + step
        above = costs[column]
        # Walked back, what is on the new side only comes first, and so stands last.
        if cost <= above:
            choice, cost = ONLY_NEW, cost + UNPAIRED
        else:
            choice, cost = ONLY_OLD, above + UNPAIRED
        if paired <= cost:
            choice, cost = PAIRED, paired
        row.append(cost)
        chosen.append(choice)
    return row, chosen


def _own(marks: list[Marks], position: int) -> Hashable:
    """A layer by its name and call."""
    mark = marks[position]
    return mark.name, mark.call.text


def _context(marks: list[Marks], position: int) -> Hashable:
    """A layer by its call and those behind it, whatever they are called."""
    return tuple([mark.call.text for mark in marks[position : position + CONTEXT]])


def _anchors(
    old: list[Marks], new: list[Marks], key_of: Callable[[list[Marks], int], Hashable]
) -> list[tuple[int, int]]:
    """The longest chain of layers, in order on both sides, whose keys come up once on each."""
    places = _once(new, key_of)
    both = [
        (position, places[key]) for key, position in _once(old, key_of).items() if key in places
    ]
    return _longest_chain(both)


def _once(
    marks: list[Marks], key_of: Callable[[list[Marks], int], Hashable]
) -> dict[Hashable, int]:
    """Where the keys stand that come up once."""
    places: dict[Hashable, int] = {}
    again: set[Hashable] = set()
    for position in range(len(marks)):
        key = key_of(marks, position)
        if key in places:
            again.add(key)
        places[key] = position
    return {key: position for key, position in places.items() if key not in again}


def _longest_chain(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest selection of pairs, sorted by their first, whose seconds grow too."""
    from bisect import bisect_left

    ends: list[int] = []
    chain_ends: list[int] = []
    before: list[int] = []
    for position, (_, other) in enumerate(pairs):
        length = bisect_left(ends, other)
        before.append(chain_ends[length - 1] if length else -1)
        ends[length : length + 1] = [other]
        chain_ends[length : length + 1] = [position]
    chain = []
    position = chain_ends[-1] if chain_ends else -1
    while position >= 0:
        chain.append(pairs[position])
        position = before[position]
    return chain[::-1]


def _cells(span: Span) -> int:
    first, last, low, high = span
    return (last - first) * (high - low)


def _even_pieces(first: int, last: int, low: int, high: int) -> list[Span]:
    """Both spans cut at the same parts of their lengths."""
    parts = max(last - first, high - low) // PIECE + 1
    cuts = [
        (first + (last - first) * part // parts, low + (high - low) * part // parts)
        for part in range(parts + 1)
    ]
    return [(old, next_old, new, next_new) for (old, new), (next_old, next_new) in pairwise(cuts)]
