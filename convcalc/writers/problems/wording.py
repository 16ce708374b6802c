"""A problem in words, as every format needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.writers.clean import clean
from convcalc.writers.clean import clean_lines

if TYPE_CHECKING:
    from convcalc.checks.problems import Problem


def headline(problem: Problem) -> str:
    """What is wrong, on one line; the layer in front."""
    lead = f"{problem.layer}: " if problem.layer else ""
    return clean(f"{lead}{problem.message}".replace("\n", " "))


def counted(total: int | str | None) -> str:
    """A total as people read it; empty where there is none."""
    if total is None:
        return ""
    return f"{total:,}" if isinstance(total, int) else clean(total)


def remedies(problem: Problem) -> list[str]:
    """What would have been right, and what to do."""
    lines = []
    if problem.expected:
        lines.append(f"expected: {problem.expected}")
    if problem.hint:
        lines.append(f"hint: {problem.hint}")
    return [clean_lines(each) for each in lines]


def excerpted(problem: Problem) -> list[str]:
    """The line with a finger on the place, and the other places that have to do with it."""
    return [clean_lines(each) for each in (problem.excerpt, *problem.notes) if each]


def described(problem: Problem) -> str:
    """The headline, the other places and the remedies, a line each."""
    return "\n".join([headline(problem), *map(clean_lines, problem.notes), *remedies(problem)])
