"""How a comparison becomes text: one file a format, one line each in WRITERS."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.checks.changes import Differences
    from convcalc.writers.view import View

WRITERS: dict[str, str] = {
    "text": "convcalc.writers.differences.text",
    "markdown": "convcalc.writers.differences.markdown",
    "json": "convcalc.writers.differences.json",
}

SUFFIXES: dict[str, str] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
}


def find_writer(name: str) -> Callable[[Differences, View], str]:
    """The `write` function of a format in WRITERS."""
    write: Any = import_module(WRITERS[name]).write
    return write  # type: ignore[no-any-return]
