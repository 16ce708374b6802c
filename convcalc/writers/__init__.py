"""How a report becomes text: one file a format, one line each in WRITERS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.tables import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.analysis.report import Report
    from convcalc.writers.view import View

WRITERS: dict[str, str] = {
    "table": "table:write",
    "json": "json:write",
    "csv": "csv:write",
    "markdown": "markdown:write",
    "html": "html:write",
}

SUFFIXES: dict[str, str] = {
    ".json": "json",
    ".csv": "csv",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
}


def find_writer(name: str) -> Callable[[Report, View], str]:
    """
    The `write` function of a format.

    Raises:
        UsageError: If there is no such format.
    """
    row = WRITERS.get(name)
    if row is None:
        from convcalc.errors import UsageError
        from convcalc.suggestions import did_you_mean

        raise UsageError(
            f"unknown format {name!r}",
            expected=", ".join(WRITERS),
            hint=did_you_mean(name, WRITERS),
        )
    write: Callable[[Report, View], str] = load(row, inside=__name__)
    return write
