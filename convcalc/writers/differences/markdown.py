"""The comparison as Markdown, short enough for a comment on a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.writers.clean import clean
from convcalc.writers.differences.words import counted
from convcalc.writers.differences.words import lines_of
from convcalc.writers.differences.words import name_of
from convcalc.writers.differences.words import nothing
from convcalc.writers.differences.words import renumbered
from convcalc.writers.differences.words import shape_changes
from convcalc.writers.differences.words import told_alone
from convcalc.writers.differences.words import told_parting
from convcalc.writers.differences.words import total_rows
from convcalc.writers.markdown import escaped
from convcalc.writers.view import PLAIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.checks.changes import Differences
    from convcalc.checks.changes import LayerDifference
    from convcalc.writers.view import View

LONGEST = 60_000
"""How many characters the layers may take: GitHub refuses a comment of more than 65,536."""
LONGEST_ROW = 5_000
MOST_OPEN = 20
"""With more layers than these, the table is folded up."""
SIGNS = {"added": "➕", "removed": "➖", "changed": "✏️", "renamed": "🏷️"}
FOLLOWS = "↳"


def write(differences: Differences, view: View = PLAIN) -> str:  # noqa: ARG001 - no width here
    """What changed in short, the totals, and the layers, folded up where they are many."""
    old, new = escaped(clean(differences.old.title)), escaped(clean(differences.new.title))
    blocks = [f"### {old} → {new}"]
    if differences.is_empty:
        return f"{blocks[0]}\n\n{_sentence(nothing(differences))}\n"
    blocks += [_sentence(counted(differences)), *_facts(differences)]
    if renumbered(differences):
        blocks.append(_sentence(renumbered(differences)))
    rows = total_rows(differences)
    if rows:
        head = ["| | before | after | change | |", "|---|---:|---:|---:|---:|"]
        blocks.append("\n".join([*head, *map(_line, rows)]))
    return "\n\n".join([*blocks, *_layers(differences)]) + "\n"


def _sentence(text: str) -> str:
    return f"{escaped(text[:1].upper() + text[1:])}."


def _facts(differences: Differences) -> list[str]:
    """Inputs, outputs, conditions and the place where shapes part, as a list."""
    facts = shape_changes(differences)
    if differences.parting is not None:
        facts.append(("shapes part", f"at {'; '.join(told_parting(differences.parting))}"))
    facts += [("stopped", clean(each.message)) for each in differences.errors]
    lines = [f"- **{label}** {_short(escaped(text))}" for label, text in facts]
    return ["\n".join(lines)] if lines else []


def _layers(differences: Differences) -> list[str]:
    """The table of layers, with what does not fit counted."""
    told = [each for each in differences.layers if each.status in SIGNS]
    if not told:
        return []
    lines, used = [], 0
    for each in told:
        line = _row(each)
        used += len(line) + 1
        if used > LONGEST:
            break
        lines.append(line)
    table = "\n".join(["| | layer | |", "|---|---|---|", *lines])
    left = len(told) - len(lines)
    more = [f"… and {left:,} more, which a comment has no room for."] if left else []
    if len(told) <= MOST_OPEN:
        return [table, *more]
    summary = f"<details><summary>{len(told):,} layers</summary>"
    return [summary, table, *more, "</details>"]


def _row(difference: LayerDifference) -> str:
    sign = SIGNS[difference.status]
    if difference.status == "changed":
        sign = sign if difference.is_own else FOLLOWS
        parts = [f"{label} {escaped(text)}" for label, text in lines_of(difference)]
    else:
        is_told = difference.status != "renamed"
        parts = list(map(escaped, told_alone(difference))) if is_told else []
    return f"| {sign} | {escaped(name_of(difference))} | {'<br>'.join(map(_short, parts))} |"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_ROW else f"{text[:LONGEST_ROW]}…"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(escaped, cells))} |"
