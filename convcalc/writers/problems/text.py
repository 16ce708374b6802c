"""Findings for people: each definition with its problems, their places and remedies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.writers.clean import clean
from convcalc.writers.problems.wording import counted
from convcalc.writers.problems.wording import excerpted
from convcalc.writers.problems.wording import headline
from convcalc.writers.problems.wording import remedies

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.checks.problems import Findings
    from convcalc.checks.problems import Outcome
    from convcalc.checks.problems import Problem


def write(findings: Findings) -> str:
    """All of it."""
    parts = [of_outcome(each) for each in findings.outcomes]
    return "".join([*parts, of_rest(findings)])


def of_outcome(
    outcome: Outcome, paint: Callable[[str, str], str] | None = None, *, quiet: bool = False
) -> str:
    """One definition; with `quiet` only what is wrong with it."""
    name = clean(outcome.name)
    lines = of_problems(outcome.problems, paint)
    if quiet:
        return "".join(f"{line}\n" for line in lines)
    notes = [f"      note: {clean(each)}" for each in outcome.notes]
    if outcome.problems:
        word = paint("error", "FAIL") if paint else "FAIL"
        shown = [f"{word}  {name}", *(f"      {line}".rstrip() for line in lines)]
    else:
        shown = [f"ok    {name}  {counted(outcome.params)} params, {counted(outcome.macs)} MACs"]
    return "".join(f"{line}\n" for line in [*shown, *notes])


def of_rest(
    findings: Findings, paint: Callable[[str, str], str] | None = None, *, quiet: bool = False
) -> str:
    """What is wrong with no single definition, and the verdict."""
    lines = of_problems(findings.problems, paint)
    if not quiet:
        if lines:
            word = paint("error", "FAIL") if paint else "FAIL"
            lines = [f"{word}  the check as a whole", *(f"      {line}".rstrip() for line in lines)]
        lines += [f"note: {clean(each)}" for each in findings.notes]
        role = "error" if findings.every else "title"
        lines.append(paint(role, findings.verdict) if paint else findings.verdict)
    return "".join(f"{line}\n" for line in lines)


def of_problems(
    problems: Sequence[Problem], paint: Callable[[str, str], str] | None = None
) -> list[str]:
    """The lines of some problems; what several in a row have for a remedy is said behind them."""
    lines: list[str] = []
    for index, problem in enumerate(problems):
        place = clean(problem.place)
        lines.append(f"{paint('title', place) if paint else place}: {headline(problem)}")
        lines += [line for each in excerpted(problem) for line in each.split("\n")]
        told = remedies(problem)
        following = problems[index + 1] if index + 1 < len(problems) else None
        if following is None or remedies(following) != told or following.rule != problem.rule:
            lines += [line for each in told for line in each.split("\n")]
    return lines
