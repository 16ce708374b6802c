"""The comparison for people: what changed layer by layer, where shapes part, and the totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.writers.clean import clean
from convcalc.writers.differences.words import ARROW
from convcalc.writers.differences.words import arrow
from convcalc.writers.differences.words import counted
from convcalc.writers.differences.words import lines_of
from convcalc.writers.differences.words import name_of
from convcalc.writers.differences.words import nothing
from convcalc.writers.differences.words import renumbered
from convcalc.writers.differences.words import shape_changes
from convcalc.writers.differences.words import told_alone
from convcalc.writers.differences.words import told_parting
from convcalc.writers.differences.words import total_rows
from convcalc.writers.layout import GAP
from convcalc.writers.layout import broken_to
from convcalc.writers.layout import padded
from convcalc.writers.layout import width_of
from convcalc.writers.view import PLAIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.checks.changes import Differences
    from convcalc.checks.changes import LayerDifference
    from convcalc.writers.view import View

SIGNS = {"added": "+", "removed": "-", "changed": "~", "renamed": "="}
FOLLOWS = "·"
"""The sign of a layer that is itself what it was, and gets other inputs."""
LABEL_WIDTH = 12
INDENT = "    "
LEAST_ROOM = 20
SEPARATOR = "  "


def write(differences: Differences, view: View = PLAIN) -> str:
    """Title, inputs and outputs, changed layers, totals; one line where nothing changed."""
    paint = view.paint or _unpainted
    old, new = clean(differences.old.title), clean(differences.new.title)
    title = paint("title", arrow(old, new))
    if differences.is_empty:
        return "\n".join([title, *_sentences([nothing(differences)], view)]) + "\n"
    blocks = [
        [title, *_facts(differences, view)],
        _layers(differences, view),
        _sentences([counted(differences), renumbered(differences)], view),
        _totals(differences, view),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _sentences(texts: Sequence[str], view: View) -> list[str]:
    """Texts that are not empty, each on as many lines as it takes."""
    return [line for text in texts if text for line in broken_to(text, view.width)]


def _facts(differences: Differences, view: View) -> list[str]:
    """Inputs, outputs and conditions that changed, and where shapes part."""
    facts = shape_changes(differences)
    if differences.parting is not None:
        first, *rest = told_parting(differences.parting)
        facts += [("shapes part", f"at {first}"), *[("", each) for each in rest]]
    facts += [("stopped", f"{clean(each.message)}") for each in differences.errors]
    lines = []
    for label, text in facts:
        lines += _labelled(label, text, view, "")
    return lines


def _labelled(label: str, text: str, view: View, indent: str) -> list[str]:
    """A label and a text beside it, on as many lines as that takes."""
    paint = view.paint or _unpainted
    room = max(view.width - len(indent) - LABEL_WIDTH - GAP, LEAST_ROOM)
    margins = [paint("quiet", label.ljust(LABEL_WIDTH)), " " * LABEL_WIDTH]
    return [
        f"{indent}{margins[min(position, 1)]}{SEPARATOR}{part}".rstrip()
        for position, part in enumerate(_broken(text, room))
    ]


def _broken(text: str, room: int) -> list[str]:
    """A text on as many lines as it takes; what is new begins one of its own."""
    old, sign, new = text.partition(ARROW)
    if not sign or width_of(text) <= room:
        return broken_to(text, room)
    return [*broken_to(old, room), *broken_to(f"{sign.strip()} {new}", room)]


def _layers(differences: Differences, view: View) -> list[str]:
    """The layers that are told one by one."""
    told = [each for each in differences.layers if each.status in SIGNS]
    width = max([width_of(name_of(each)) for each in told if not _has_block(each)], default=0)
    width = min(width, view.width // 3)
    lines: list[str] = []
    for each in told:
        lines += _block(each, view) if _has_block(each) else _row(each, width, view)
    return lines


def _has_block(difference: LayerDifference) -> bool:
    return difference.status == "changed" and difference.is_own


def _block(difference: LayerDifference, view: View) -> list[str]:
    """A layer that was changed itself: a line for each field."""
    paint = view.paint or _unpainted
    lines = [paint("changed", f"{SIGNS['changed']} {name_of(difference)}")]
    for label, text in lines_of(difference):
        lines += _labelled(label, text, view, INDENT)
    return lines


def _row(difference: LayerDifference, width: int, view: View) -> list[str]:
    """A layer on one line, if that is wide enough."""
    paint = view.paint or _unpainted
    status = difference.status
    sign, role = (SIGNS[status], status) if status != "changed" else (FOLLOWS, "quiet")
    if status == "changed":
        parts = [f"{label} {text}" for label, text in lines_of(difference)]
    else:
        parts = [] if status == "renamed" else told_alone(difference)
    margin = f"{sign} {padded(name_of(difference), width, right=False)}"
    blank = " " * width_of(margin)
    texts = _joined(parts, max(view.width - len(blank) - GAP, LEAST_ROOM))
    lines = [
        f"{blank if position else margin}{SEPARATOR}{text}" for position, text in enumerate(texts)
    ]
    return [paint(role, line.rstrip()) for line in lines]


def _joined(parts: Sequence[str], room: int) -> list[str]:
    """Parts beside one another on as few lines as they take; one too long for a line is broken."""
    lines = [""]
    for part in parts:
        joined = f"{lines[-1]}{SEPARATOR}{part}" if lines[-1] else part
        if width_of(joined) <= room:
            lines[-1] = joined
        else:
            lines += _broken(part, room)
    return lines if lines[0] or len(lines) == 1 else lines[1:]


def _totals(differences: Differences, view: View) -> list[str]:
    """The sums as a table; below one another where formulas make that too wide."""
    rows = total_rows(differences)
    if not rows:
        return []
    paint = view.paint or _unpainted
    table = [("", "before", "after", "change", ""), *rows]
    widths = [max(map(width_of, column)) for column in zip(*table, strict=True)]
    if sum(widths) + GAP * len(widths) > view.width:
        return _long_totals(rows, view)
    lines = [_cells(row, widths) for row in table]
    return [paint("heading", lines[0]), *lines[1:]]


def _cells(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        padded(cell, width, right=position > 0)
        for position, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return SEPARATOR.join(cells).rstrip()


def _long_totals(rows: Sequence[tuple[str, str, str, str, str]], view: View) -> list[str]:
    lines = []
    for label, old, new, change, relative in rows:
        if change == "=":
            lines += _labelled(label, f"{old}, as before", view, "")
            continue
        lines += _labelled(label, arrow(old, new), view, "")
        lines += _labelled("", f"change {change}{SEPARATOR}{relative}".rstrip(), view, "")
    return lines


def _unpainted(role: str, text: str) -> str:  # noqa: ARG001 - plain text has no roles
    return text
