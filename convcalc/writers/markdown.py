"""The report as Markdown: a table for an issue or a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.writers.clean import clean
from convcalc.writers.columns import columns
from convcalc.writers.columns import telling_columns
from convcalc.writers.facts import footer
from convcalc.writers.facts import header
from convcalc.writers.view import PLAIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.analysis.report import Report
    from convcalc.writers.facts import Fact
    from convcalc.writers.view import View

SPECIAL = str.maketrans(
    {character: f"\\{character}" for character in "\\`*_[]|~#"} | {"<": "&lt;", "&": "&amp;"}
)


def write(report: Report, view: View = PLAIN) -> str:
    """Title, what came in, the table, the totals; in GitHub's dialect."""
    chosen = columns(view.columns or telling_columns(report))
    blocks = [f"## {escaped(clean(report.name))}"] if report.name else []
    blocks += _listed(header(report))
    if report.layers:
        lines = [
            _line([each.title for each in chosen]),
            "|" + "|".join("---:" if each.is_number else "---" for each in chosen) + "|",
        ]
        lines += [_line([each.show(row) for each in chosen]) for row in report.layers]
        blocks.append("\n".join(lines))
    blocks += _listed(footer(report))
    for error in (*report.failures, *((report.error,) if report.error else ())):
        blocks.append(f"**error:** {escaped(clean(error.message))}")
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """A text that Markdown takes for nothing but itself."""
    return text.translate(SPECIAL)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(escaped, cells))} |"


def _listed(facts: Sequence[Fact]) -> list[str]:
    lines = [
        f"- **{label}** {escaped(value)}{f' ({escaped(note)})' if note else ''}"
        for label, value, note in facts
    ]
    return ["\n".join(lines)] if lines else []
