"""What a name may have been meant to be: the nearest of those that there are."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable

MOST_GUESSES = 2_000
"""Among so many names the nearest is looked for: it takes some microseconds for each."""

LONGEST_GUESS = 100
"""A name of so many letters is no slip of another one."""


def did_you_mean(word: str, among: Collection[str]) -> str:
    """
    The nearest of the known words as a hint, or nothing.

    >>> did_you_mean("convd2d", ["conv2d", "relu"])
    "did you mean 'conv2d'?"
    """
    from difflib import get_close_matches

    # Two letters of three are shared too easily to mean anything.
    cutoff = 0.6 if len(word) > 3 else 0.75
    alike = [each for each in among if 2 * abs(len(each) - len(word)) < max(len(each), len(word))]
    lowered = {each.lower(): each for each in alike}
    near = get_close_matches(word, alike, 1, cutoff) or [
        lowered[each] for each in get_close_matches(word.lower(), lowered, 1, cutoff)
    ]
    return f"did you mean {near[0]!r}?" if near else ""


def nearest(name: str, among: Iterable[object]) -> str:
    """
    The same among the names of a user's text, of which there may be any number.

    What is no text among them is no name.
    """
    if len(name) >= LONGEST_GUESS:
        return ""
    return did_you_mean(name, [each for each in islice(among, MOST_GUESSES) if type(each) is str])
