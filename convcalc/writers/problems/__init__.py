"""How the findings of a check become text: one file a format, one line each in FORMATS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.tables import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.checks.problems import Findings

FORMATS: dict[str, str] = {
    "text": "text:write",
    "github": "github:write",
    "gitlab": "gitlab:write",
    "junit": "junit:write",
    "sarif": "sarif:write",
    "json": "json:write",
}

SUFFIXES: dict[str, str] = {".xml": "junit", ".sarif": "sarif", ".json": "json", ".txt": "text"}
"""The end of an output file's name -> its format."""


def find_writer(name: str) -> Callable[[Findings], str]:
    """The `write` function of a format, one of FORMATS."""
    write: Callable[[Findings], str] = load(FORMATS[name], inside=__name__)
    return write
