"""Text from the user's file, made harmless: it moves no cursor, rings no bell, reverses no line."""

from __future__ import annotations


def clean(text: str) -> str:
    r"""
    The text on one line, with everything that does not print written as an escape.

    >>> print(clean("red\x1b[31m"))
    red\x1b[31m
    """
    return text if text.isprintable() else "".join(map(_visible, text))


def clean_lines(text: str) -> str:
    """The same for several lines; a tab becomes one space, so that a caret stays in its place."""
    return "\n".join(map(clean, text.replace("\t", " ").split("\n")))


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    return character.encode("unicode_escape").decode("ascii")
