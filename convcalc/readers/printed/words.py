"""The words between the brackets of a printed module as arguments; nothing is evaluated."""

from __future__ import annotations

import ast
import re
import warnings
from typing import Any

from convcalc.errors import BadValue

PART = re.compile(r"(?:[^,(\[{]|[(\[{][^()\[\]{}]{0,500}[)\]}])+")
NAMED = re.compile(r"\s*([A-Za-z_]\w*)\s*=\s*(.*)", re.DOTALL)
MOST_LETTERS = 2_000
"""Of what one module says of itself."""


def arguments_in(text: str) -> tuple[list[Any], dict[str, Any]]:
    """
    The arguments without a name, and those with one; a word without quotes stands for itself.

    >>> arguments_in("3, 8, kernel_size=(3, 3), padding=same")
    ([3, 8], {'kernel_size': (3, 3), 'padding': 'same'})

    Raises:
        BadValue: If there are too many letters.
    """
    if len(text) > MOST_LETTERS:
        raise BadValue("more words in the brackets of a printed module than any has")
    args: list[Any] = []
    kwargs: dict[str, Any] = {}
    for part in PART.findall(text):
        named = NAMED.fullmatch(part)
        if named is not None:
            kwargs[named[1]] = value_of(named[2])
        elif part.strip():
            args.append(value_of(part))
    return args, kwargs


def value_of(text: str) -> Any:
    """A literal, or the word itself."""
    word = text.strip()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.literal_eval(word)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return word
