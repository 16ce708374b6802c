"""How long the search for a regular expression may take at the worst, before it is begun."""

from __future__ import annotations

import re
from re import _constants as words  # type: ignore[attr-defined]  # the host's own tree of a pattern
from re import _parser as parser  # type: ignore[attr-defined]  # the same
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.objects.host import show

MOST = 100_000_000
"""The most ways to match that may have to be tried; a hundred million take about a second."""
LONGEST_PATTERN = 2_000
LONGEST_TEXT = 100_000

REPEATS = (words.MAX_REPEAT, words.MIN_REPEAT, words.POSSESSIVE_REPEAT)


def parsed(pattern: str, flags: int) -> Any:
    """
    The tree of a pattern.

    Raises:
        BadValue: If it is no regular expression, or too long.
    """
    if len(pattern) > LONGEST_PATTERN:
        raise BadValue(
            f"a pattern of {len(pattern):,} letters", expected=f"at most {LONGEST_PATTERN:,}"
        )
    try:
        return parser.parse(pattern, flags)
    except (re.error, OverflowError, ValueError) as problem:
        raise BadValue(f"{show(pattern)} is no regular expression: {problem}") from None


def check_cost(pattern: str, tree: Any, length: int) -> None:
    """
    Refuse a search that could take too long.

    Raises:
        BadValue: If so, or if the text is too long in itself.
    """
    if length > LONGEST_TEXT:
        raise BadValue(
            f"a text of {length:,} letters to search in", expected=f"at most {LONGEST_TEXT:,}"
        )
    if (length + 1) * ways(tree, length + 1) > MOST:
        raise BadValue(
            f"the pattern {show(pattern)} may take too long on a text of {length} letters",
            expected="fewer repetitions, or none inside of others",
        )


def ways(tree: Any, length: int) -> int:
    """In how many ways a part of a pattern can match, at the most; never far beyond MOST."""
    total = 1
    for kind, value in tree:
        total = min(total * _ways_of(kind, value, length), MOST + 1)
    return total


def _ways_of(kind: Any, value: Any, length: int) -> int:
    if kind in REPEATS:
        return _repeated(value, length)
    if kind is words.BRANCH:
        several = [ways(each, length) for each in value[1]]
        return max(several) if _are_distinct(value[1]) else sum(several)
    if kind is words.SUBPATTERN:
        return ways(value[3], length)
    if kind is words.ATOMIC_GROUP:
        return ways(value, length)
    if kind in (words.ASSERT, words.ASSERT_NOT):
        return ways(value[1], length)
    if kind is words.GROUPREF_EXISTS:
        return sum(ways(each, length) for each in value[1:] if each is not None)
    return 1


def _repeated(value: Any, length: int) -> int:
    least, most, body = value
    width = max(int(body.getwidth()[0]), 1)
    rounds = min(int(most), length // width + 1, MOST)
    inside = ways(body, length)
    if inside == 1:
        return max(rounds - int(least), 0) + 1
    total = 1
    for _ in range(rounds):
        total = total * inside + 1
        if total > MOST:
            break
    return min(total, MOST + 1)


def _are_distinct(branches: list[Any]) -> bool:
    """Whether the first letter already tells which of the branches it is."""
    firsts = [each[0] if len(each) else None for each in branches]
    letters = {first[1] for first in firsts if first is not None and first[0] is words.LITERAL}
    return len(letters) == len(branches)
