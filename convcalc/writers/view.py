"""What of a report is shown, and how wide: what the reader of the text decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Callable

DEFAULT_WIDTH = 100


class View(Value):
    """
    Which columns, how many characters across, and what colours a piece of text.

    `columns` are names of `convcalc.writers.columns`, empty for the writer's own choice.
    `paint(role, text)` returns the text with its colours; roles: "title", "heading", "rule",
    "quiet", "warning".
    """

    columns: tuple[str, ...] = ()
    width: int = DEFAULT_WIDTH
    paint: Callable[[str, str], str] | None = None


PLAIN = View()
