"""How the findings of a check become text: one file a format, one line each in FORMATS."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.checks.problems import Findings

FORMATS: dict[str, str] = {
    "text": "convcalc.writers.problems.text",
    "github": "convcalc.writers.problems.github",
    "gitlab": "convcalc.writers.problems.gitlab",
    "junit": "convcalc.writers.problems.junit",
    "sarif": "convcalc.writers.problems.sarif",
    "json": "convcalc.writers.problems.json",
}

SUFFIXES: dict[str, str] = {".xml": "junit", ".sarif": "sarif", ".json": "json", ".txt": "text"}
"""The end of an output file's name -> its format."""


def find_writer(name: str) -> Callable[[Findings], str]:
    """The `write` function of a format, one of FORMATS."""
    write: Any = import_module(FORMATS[name]).write
    return write  # type: ignore[no-any-return]
