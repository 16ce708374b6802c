"""The table for people: header, one row a layer, totals and conditions, at any width."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from convcalc.writers.clean import clean
from convcalc.writers.columns import columns
from convcalc.writers.columns import telling_columns
from convcalc.writers.facts import footer
from convcalc.writers.facts import header
from convcalc.writers.layout import GAP
from convcalc.writers.layout import broken_to
from convcalc.writers.layout import cut_to
from convcalc.writers.layout import fits
from convcalc.writers.layout import padded
from convcalc.writers.layout import width_of
from convcalc.writers.layout import widths_within
from convcalc.writers.view import PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.analysis.report import Report
    from convcalc.analysis.report import Row
    from convcalc.writers.columns import Column
    from convcalc.writers.facts import Fact
    from convcalc.writers.view import View

CUT_TITLE = "type"
NAME_TITLE = "layer"
INDENT = "  "
GAP_TEXT = " " * GAP


def write(report: Report, view: View = PLAIN) -> str:
    """The whole report as text, with a line break at the end."""
    paint = view.paint or _unpainted
    chosen = columns(view.columns or telling_columns(report))
    parts = [
        [paint("title", clean(report.name))] if report.name else [],
        fact_lines(header(report), view),
        rows(report.layers, chosen, view) if report.layers else [],
        fact_lines(footer(report), view),
    ]
    blocks = ["\n".join(part) for part in (parts[0] + parts[1], parts[2], parts[3]) if part]
    return "\n\n".join(blocks) + "\n"


def rows(layers: Sequence[Row], chosen: Sequence[Column], view: View) -> list[str]:
    """The lines of the table itself: titles, a rule, the rows, a rule."""
    paint = view.paint or _unpainted
    cells = [[each.title, *map(each.show, layers)] for each in chosen]
    titles = [each.title for each in chosen]
    cut = frozenset(index for index, title in enumerate(titles) if title == CUT_TITLE)
    scopes: Sequence[str] = ()
    if NAME_TITLE in titles and not fits(cells, view.width, cut):
        scopes, cells[titles.index(NAME_TITLE)] = outlined(layers)
    widths = widths_within(cells, view.width, cut)
    fitted = [
        _fitted(column, width, cut=index in cut, right=each.is_number)
        for index, (each, column, width) in enumerate(zip(chosen, cells, widths, strict=True))
    ]
    blanks = [" " * width for width in widths]
    heading, *lines = [_lines(row, blanks) for row in zip(*fitted, strict=True)]
    rule = paint("rule", "─" * (sum(widths) + GAP * (len(widths) - 1)))
    body = _body(layers, lines, scopes, paint)
    return [*(paint("heading", line) for line in heading), rule, *body, rule]


def outlined(layers: Sequence[Row]) -> tuple[list[str], list[str]]:
    """
    Names that take less room: that of a scope on a line of its own, and those of its layers below.

    Gives for every row the scope that begins there, or nothing, and the cells of the column.
    """
    scopes, names = [], [NAME_TITLE]
    before = ""
    for row in layers:
        scope = row.scope
        scopes.append(clean(scope) if scope != before else "")
        names.append(INDENT + clean(row.own_name) if scope else clean(row.name))
        before = scope
    return scopes, names


def fact_lines(facts: Sequence[Fact], view: View) -> list[str]:
    """Facts under one another: labels in one column, values in the next; a label is said once."""
    if not facts:
        return []
    paint = view.paint or _unpainted
    label_width = max(len(label) for label, _, _ in facts)
    value_width = max((width_of(value) for _, value, note in facts if note), default=0)
    value_width = min(value_width, max(view.width // 3, 12))
    room = max(view.width - label_width - GAP, 20)
    lines, before = [], ""
    for label, value, note in facts:
        margin = padded("" if label == before else label, label_width, right=False)
        for part in _fact_parts(value, note, value_width, room):
            lines.append(f"{paint('quiet', margin)}{' ' * GAP}{part}".rstrip())
            margin = " " * label_width
        before = label
    return lines


def _fact_parts(value: str, note: str, value_width: int, room: int) -> list[str]:
    """A value and the note behind it; on lines of their own where they are too long for one."""
    joined = f"{padded(value, value_width, right=False)}{' ' * GAP}{note}" if note else value
    if width_of(joined) <= room:
        return [joined]
    parts = broken_to(value, room)
    return parts + [f"{' ' * GAP}{part}" for part in broken_to(note, room - GAP) if part]


def _fitted(column: Sequence[str], width: int, *, cut: bool, right: bool) -> list[list[str]]:
    """Every cell of a column as its lines, filled up to the width; equal cells are made once."""
    made: dict[str, list[str]] = {}
    for cell in dict.fromkeys(column):
        parts = [cut_to(cell, width)] if cut else broken_to(cell, width)
        made[cell] = [padded(part, width, right=right) for part in parts]
    return [made[cell] for cell in column]


def _lines(row: Sequence[list[str]], blanks: Sequence[str]) -> list[str]:
    """One row as lines of text; as many as its tallest cell has."""
    if max(map(len, row)) == 1:
        return [GAP_TEXT.join([cell[0] for cell in row]).rstrip()]
    return [
        GAP_TEXT.join([part or empty for part, empty in zip(line, blanks, strict=True)]).rstrip()
        for line in zip_longest(*row, fillvalue="")
    ]


def _body(
    layers: Sequence[Row],
    lines: Sequence[list[str]],
    scopes: Sequence[str],
    paint: Callable[[str, str], str],
) -> list[str]:
    """All lines of the rows; an inexact one stands out, and where a scope begins it is said."""
    body: list[str] = []
    for index, (row, of_row) in enumerate(zip(layers, lines, strict=True)):
        if scopes and scopes[index]:
            body.append(scopes[index])
        if is_inexact(row):
            body += [paint("warning", line) for line in of_row]
        else:
            body += of_row
    return body


def is_inexact(row: Row) -> bool:
    """Whether something of a row is not known, or only a bound."""
    return row.status != "exact" or row.receptive_field.status == "union"


def _unpainted(role: str, text: str) -> str:  # noqa: ARG001 - plain text has no roles
    return text
