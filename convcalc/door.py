"""Where errors leave the library: in its own words, and without the way that they came."""

from __future__ import annotations

import re
from functools import wraps
from typing import TYPE_CHECKING
from typing import ParamSpec
from typing import TypeVar

from convcalc.errors import ConvcalcError

if TYPE_CHECKING:
    from collections.abc import Callable

    Asked = ParamSpec("Asked")
    Found = TypeVar("Found")

SHAPE = re.compile(r"(?<![\w-])-i (?:([A-Za-z_][\w.]*)=)?(\.\.\.|[\w(][\w,*()]*)")
WORDS = (
    ("--input", "input_size"),
    ("--assume with", "assume with"),
    ("--assume ", "assume="),
    ("--assume", "assume"),
    ("--args ", "args="),
    ("--root DIR", "roots=[DIR]"),
    ("--root", "roots"),
    ("--batch ", "batch="),
    ("--batch", "batch"),
    ("--dtype", "dtype"),
)
"""The options of the command, and the arguments of the library."""


def door(function: Callable[Asked, Found]) -> Callable[Asked, Found]:
    """A function of the library whose errors speak of its arguments and are raised here."""

    @wraps(function)
    def asked(*args: Asked.args, **kwargs: Asked.kwargs) -> Found:
        try:
            return function(*args, **kwargs)
        except ConvcalcError as error:
            found = error
        spoken(found)
        raise found.with_traceback(None) from None

    return asked


def spoken(error: ConvcalcError) -> None:
    """Let an error speak of the library's arguments where it speaks of the command's options."""
    error.expected = in_own_words(error.expected)
    error.hint = in_own_words(error.hint)


def in_own_words(text: str) -> str:
    """
    What a message says of the command's options, said of the library's arguments.

    >>> in_own_words("for example -i 1x3x224x224, or -i x=1,3,H,W for formulas")
    "for example input_size=(1, 3, 224, 224), or input_size={'x': (1, 3, 'H', 'W')} for formulas"
    """
    if "-" not in text:
        return text
    text = SHAPE.sub(_shape, text)
    for option, argument in WORDS:
        text = text.replace(option, argument)
    return text


def _shape(found: re.Match[str]) -> str:
    """A shape as Python has it."""
    name, sizes = found.groups()
    if sizes in ("SHAPE", "..."):
        shape = "(1, 3, 224, 224)" if sizes == "SHAPE" else sizes
    else:
        bare = sizes.rstrip(",").strip("()")
        parts = bare.split("," if "," in bare else "x")
        words = ", ".join([part if part.isdecimal() else repr(part) for part in parts])
        shape = f"({words}{',' if len(parts) == 1 else ''})"
        if sizes.endswith(","):
            shape += ","
    return f"input_size={{{name!r}: {shape}}}" if name else f"input_size={shape}"
