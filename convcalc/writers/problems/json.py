"""The findings as a JSON document, `convcalc.check/1`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from convcalc.checks.problems import Findings
    from convcalc.checks.problems import Outcome
    from convcalc.checks.problems import Problem

SCHEMA = "convcalc.check/1"


def write(findings: Findings) -> str:
    """Every definition in order, each with its problems; then those of the check as a whole."""
    document = {
        "schema": SCHEMA,
        "exit_code": findings.exit_code,
        "verdict": findings.verdict,
        "checked": len(findings.outcomes),
        "failed": findings.failed,
        "unchecked": findings.unchecked,
        "models": [_model(each) for each in findings.outcomes],
        "problems": [_problem(each) for each in findings.problems],
        "notes": list(findings.notes),
    }
    return json.dumps(document, indent=2) + "\n"


def _model(outcome: Outcome) -> dict[str, Any]:
    return {
        "name": outcome.name,
        "file": outcome.file,
        "ok": not outcome.problems,
        "layers": outcome.layers if outcome.is_traced else None,
        "params": outcome.params,
        "macs": outcome.macs,
        "problems": [_problem(each) for each in outcome.problems],
        "notes": list(outcome.notes),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "rule": problem.rule,
        "file": problem.file,
        "line": problem.line or None,
        "column": problem.column or None,
        "end_column": problem.end_column or None,
        "layer": problem.layer or None,
        "message": problem.message,
        "notes": list(problem.notes),
        "expected": problem.expected or None,
        "hint": problem.hint or None,
        "exit_code": problem.exit_code,
    }
