"""How a library spells operations: lists of its names, each for one operation."""

from __future__ import annotations


def spelled(words: str) -> dict[str, str]:
    """
    Names of a library, in one text, and the operations that they stand for.

    >>> spelled("exp absolute=abs")
    {'exp': 'exp', 'absolute': 'abs'}
    """
    pairs = [word.partition("=") for word in words.split()]
    return {name: operation or name for name, _, operation in pairs}
