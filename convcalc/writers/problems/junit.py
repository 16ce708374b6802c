"""JUnit's XML, in which every definition is a test case."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from xml.sax.saxutils import quoteattr

from convcalc.checks.problems import Outcome
from convcalc.writers.clean import clean
from convcalc.writers.problems.places import from_top
from convcalc.writers.problems.wording import excerpted
from convcalc.writers.problems.wording import headline
from convcalc.writers.problems.wording import remedies

if TYPE_CHECKING:
    from convcalc.checks.problems import Findings
    from convcalc.checks.problems import Problem

WHOLE = "the check as a whole"


def write(findings: Findings) -> str:
    """One suite; a definition that cannot be read or traced as asked is an error, not a failure."""
    cases = list(findings.outcomes)
    if findings.problems:
        file = findings.problems[0].file
        cases.append(Outcome(name=WHOLE, file=file, problems=findings.problems))
    errors = sum(each.exit_code > 1 for each in cases)
    failures = sum(each.exit_code == 1 for each in cases)
    counts = f'tests="{len(cases)}" failures="{failures}" errors="{errors}"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="convcalc" {counts}>',
        f'  <testsuite name="convcalc check" {counts}>',
        *(line for each in cases for line in _case(each)),
        "  </testsuite>",
        "</testsuites>",
    ]
    return "\n".join([*lines, ""])


def _case(outcome: Outcome) -> list[str]:
    name, file = quoteattr(clean(outcome.name)), quoteattr(clean(from_top(outcome.file)))
    opening = f"    <testcase classname={file} name={name}"
    if not outcome.problems:
        return [f"{opening}/>"]
    tag = "error" if outcome.exit_code > 1 else "failure"
    first = outcome.problems[0]
    more = len(outcome.problems) - 1
    message = f"{headline(first)}{f' (and {more:,} more)' if more else ''}"
    text = "\n\n".join(map(_told, outcome.problems))
    attributes = f"type={quoteattr(first.rule)} message={quoteattr(message)}"
    told = f"      <{tag} {attributes}>{escape(text)}</{tag}>"
    return [f"{opening}>", told, "    </testcase>"]


def _told(problem: Problem) -> str:
    place = problem.replace(file=from_top(problem.file)).place
    lines = [f"{clean(place)}: {problem.rule}: {headline(problem)}"]
    return "\n".join([*lines, *excerpted(problem), *remedies(problem)])
