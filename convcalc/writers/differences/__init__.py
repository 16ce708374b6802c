"""How a comparison becomes text: one file a format, one line each in WRITERS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.tables import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.checks.changes import Differences
    from convcalc.writers.view import View

WRITERS: dict[str, str] = {
    "text": "text:write",
    "markdown": "markdown:write",
    "json": "json:write",
}

SUFFIXES: dict[str, str] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
}


def find_writer(name: str) -> Callable[[Differences, View], str]:
    """The `write` function of a format in WRITERS."""
    write: Callable[[Differences, View], str] = load(WRITERS[name], inside=__name__)
    return write
