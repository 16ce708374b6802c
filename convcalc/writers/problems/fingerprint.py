"""What services know a problem by from one run to the next."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from convcalc.writers.problems.places import from_top

if TYPE_CHECKING:
    from convcalc.checks.problems import Problem


def fingerprint(problem: Problem, seen: dict[str, int]) -> str:
    """
    What tells a problem apart from all others, and stays when lines move.

    `seen` counts equal ones, so that no two share a fingerprint.
    """
    parts = (
        problem.rule,
        from_top(problem.file),
        problem.model,
        problem.layer,
        problem.message,
    )
    text = "\n".join(parts)
    seen[text] = seen.get(text, 0) + 1
    return sha256(f"{text}\n{seen[text]}".encode("utf-8", "surrogatepass")).hexdigest()
