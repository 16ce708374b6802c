"""Workflow commands that GitHub shows beside the line, and a table for the step summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.writers.clean import clean
from convcalc.writers.problems.places import from_top
from convcalc.writers.problems.wording import counted
from convcalc.writers.problems.wording import described
from convcalc.writers.problems.wording import headline
from convcalc.writers.problems.wording import remedies

if TYPE_CHECKING:
    from convcalc.checks.problems import Findings
    from convcalc.checks.problems import Problem

MOST_ROWS = 500
"""GitHub takes a summary of one megabyte at most."""


def write(findings: Findings) -> str:
    """One command for each problem, and the verdict for the log."""
    lines = [_command(each) for each in findings.every]
    lines += [f"::notice title=convcalc::{_data(each)}" for each in findings.notes]
    return "".join(f"{line}\n" for line in [*lines, findings.verdict])


def _command(problem: Problem) -> str:
    properties = {"file": clean(from_top(problem.file))}
    if problem.line:
        properties["line"] = str(problem.line)
    if problem.column:
        properties["col"] = str(problem.column)
    if problem.end_column > problem.column:
        properties["endColumn"] = str(problem.end_column - 1)
    properties["title"] = f"convcalc {problem.rule}"
    if problem.model:
        properties["title"] += f": {clean(problem.model)}"
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::error {told}::{_data(described(problem))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary(findings: Findings) -> str:
    """The step summary, in Markdown: the verdict, the definitions, and what is wrong with them."""
    sign = "❌" if findings.every else "✅"
    lines = [f"### {sign} convcalc check: {findings.verdict}", ""]
    lines += ["| | definition | params | MACs |", "|---|---|---:|---:|"]
    lines += [
        f"| {'❌' if each.problems else '✅'} | {_code(each.name)} "
        f"| {_cell(counted(each.params))} | {_cell(counted(each.macs))} |"
        for each in findings.outcomes[:MOST_ROWS]
    ]
    lines += _left_out(len(findings.outcomes))
    if findings.every:
        lines += ["", "| where | what | remedy |", "|---|---|---|"]
        lines += [_row(each) for each in findings.every[:MOST_ROWS]]
        lines += _left_out(len(findings.every))
    lines += ["", *map(clean, findings.notes)] if findings.notes else []
    return "\n".join([*lines, ""])


def _left_out(count: int) -> list[str]:
    return [f"\nand {count - MOST_ROWS:,} more"] if count > MOST_ROWS else []


def _row(problem: Problem) -> str:
    place = f"{from_top(problem.file)}:{problem.line}" if problem.line else from_top(problem.file)
    remedy = " · ".join(remedies(problem)).replace("\n", " ")
    return f"| {_code(place)} | {_cell(headline(problem))} | {_cell(remedy)} |"


def _cell(text: str) -> str:
    for sign in "\\`*_<>[]#|":
        text = text.replace(sign, f"\\{sign}")
    return clean(text)


def _code(text: str) -> str:
    return f"`{clean(text).replace('`', chr(39)).replace('|', '&#124;')}`"
