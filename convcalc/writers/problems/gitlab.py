"""GitLab's code quality report: a list of issues that it shows in the merge request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

from convcalc.writers.problems.fingerprint import fingerprint
from convcalc.writers.problems.places import from_top
from convcalc.writers.problems.wording import described

if TYPE_CHECKING:
    from convcalc.checks.problems import Findings
    from convcalc.checks.problems import Problem


def write(findings: Findings) -> str:
    """The list, empty where nothing is wrong."""
    seen: dict[str, int] = {}
    return json.dumps([_issue(each, seen) for each in findings.every], indent=2) + "\n"


def _issue(problem: Problem, seen: dict[str, int]) -> dict[str, Any]:
    return {
        "description": described(problem),
        "check_name": problem.rule,
        "fingerprint": fingerprint(problem, seen),
        "severity": "blocker" if problem.exit_code > 1 else "major",
        "location": {"path": from_top(problem.file), "lines": {"begin": problem.line or 1}},
    }
