"""The report as an HTML fragment: tables for notebooks and pages, without scripts or links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.writers.clean import clean
from convcalc.writers.clean import clean_lines
from convcalc.writers.columns import columns
from convcalc.writers.columns import telling_columns
from convcalc.writers.facts import footer
from convcalc.writers.facts import header
from convcalc.writers.view import PLAIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.analysis.report import Report
    from convcalc.analysis.report import Row
    from convcalc.writers.columns import Column
    from convcalc.writers.facts import Fact
    from convcalc.writers.view import View

NUMBER = ' style="text-align:right"'
TEXT = ' style="text-align:left"'


def write(report: Report, view: View = PLAIN) -> str:
    """One `<div>` with the title, what came in, the table and the totals; every text escaped."""
    chosen = columns(view.columns or telling_columns(report))
    parts = ['<div class="convcalc">']
    if report.name:
        parts.append(f"<h4>{escaped(clean(report.name))}</h4>")
    parts += _listed(header(report))
    if report.layers:
        parts += _table(report.layers, chosen)
    parts += _listed(footer(report))
    for error in (*report.failures, *((report.error,) if report.error else ())):
        parts.append(f"<pre>error: {escaped(clean_lines(str(error)))}</pre>")
    return "\n".join([*parts, "</div>"]) + "\n"


def escaped(text: str) -> str:
    """A text that HTML takes for nothing but itself."""
    for character, name in (("&", "amp"), ("<", "lt"), (">", "gt"), ('"', "quot")):
        text = text.replace(character, f"&{name};")
    return text


def _table(layers: Sequence[Row], chosen: Sequence[Column]) -> list[str]:
    styles = [NUMBER if each.is_number else TEXT for each in chosen]
    titles = [each.title for each in chosen]
    body = [_row("td", [each.show(row) for each in chosen], styles) for row in layers]
    return [
        "<table>",
        f"<thead>{_row('th', titles, styles)}</thead>",
        "<tbody>",
        *body,
        "</tbody>",
        "</table>",
    ]


def _row(tag: str, cells: Sequence[str], styles: Sequence[str]) -> str:
    inner = "".join(
        f"<{tag}{style}>{escaped(cell)}</{tag}>" for cell, style in zip(cells, styles, strict=True)
    )
    return f"<tr>{inner}</tr>"


def _listed(facts: Sequence[Fact]) -> list[str]:
    if not facts:
        return []
    body = [_row("td", fact, [TEXT] * len(fact)) for fact in facts]
    return ["<table>", "<tbody>", *body, "</tbody>", "</table>"]
