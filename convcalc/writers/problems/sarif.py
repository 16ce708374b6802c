"""SARIF 2.1.0, which code scanning services read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any
from urllib.parse import quote

from convcalc.checks.problems import RULES
from convcalc.writers.problems.fingerprint import fingerprint
from convcalc.writers.problems.places import from_top
from convcalc.writers.problems.wording import described

if TYPE_CHECKING:
    from convcalc.checks.problems import Findings
    from convcalc.checks.problems import Problem

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def write(findings: Findings) -> str:
    """One run with all rules, and a result for each problem."""
    seen: dict[str, int] = {}
    rules = [{"id": name, "shortDescription": {"text": text}} for name, text in RULES.items()]
    document = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {"name": "convcalc", "version": findings.version, "rules": rules}
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(each, seen) for each in findings.every],
            }
        ],
    }
    return json.dumps(document, indent=2) + "\n"


def _result(problem: Problem, seen: dict[str, int]) -> dict[str, Any]:
    region: dict[str, int] = {"startLine": problem.line or 1}
    if problem.column:
        region["startColumn"] = problem.column
    if problem.end_column > problem.column:
        region["endColumn"] = problem.end_column
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(from_top(problem.file), errors="surrogateescape")},
            "region": region,
        }
    }
    if problem.layer or problem.model:
        names = [each for each in (problem.model, problem.layer) if each]
        location["logicalLocations"] = [{"name": names[-1], "fullyQualifiedName": " ".join(names)}]
    return {
        "ruleId": problem.rule,
        "ruleIndex": list(RULES).index(problem.rule),
        "level": "error",
        "message": {"text": described(problem)},
        "locations": [location],
        "partialFingerprints": {"convcalc/v1": fingerprint(problem, seen)},
    }
