"""What is wrong with a text that Python's parser refuses, in the words of who wrote it."""

from __future__ import annotations

import re
import sys

from convcalc.errors import SyntaxProblem

NO_LAYER = "this is not a layer or a line of Python: "
"""How the parser's complaint begins where a line might have been one of a spec."""

OTHERS: tuple[tuple[str, str, str], ...] = (
    (r"\s*(class|(async\s+)?def)\s+\w+\s*\[", "3.12", "type parameters in brackets"),
    (r"\s*type\s+\w+\s*[\[=]", "3.12", "type statements"),
)
"""Lines of a newer Python: how they look, its version, and what they are."""

MAGIC = r"\s*([%!?]|\w+\?\s*$|\w+\s*=\s*[%!])"
"""How lines look that notebooks understand: %magic, !command, name?, files = !ls."""

OLD = ("missing parentheses in call to", "multiple exception types", "leading zeros in decimal")
"""How the parser complains of what Python 2 allowed."""


def in_python(problem: SyntaxProblem) -> SyntaxProblem:
    """What is wrong with a text that is no Python of this version, in the words of its reader."""
    message = problem.message.removeprefix(NO_LAYER)
    line = "" if problem.source is None else problem.source.text
    for look, version, called in OTHERS:
        if re.match(look, line) and sys.version_info < tuple(map(int, version.split("."))):
            this = ".".join(map(str, sys.version_info[:2]))
            return SyntaxProblem(
                f"{called} need Python {version}, and convcalc runs on Python {this} here",
                hint=f"run convcalc with Python {version} or newer",
                source=problem.source,
            )
    if re.match(MAGIC, line):
        return SyntaxProblem(
            f"this line is for a notebook, not for Python: {line.strip()[:60]}",
            hint="take it out, or export the notebook with jupyter nbconvert --to script",
            source=problem.source,
        )
    if message.startswith(OLD):
        return SyntaxProblem(
            f"this is Python 2: {message}",
            hint="convert the file to Python 3 first",
            source=problem.source,
        )
    if message == problem.message:
        return problem
    return SyntaxProblem(f"this is no Python: {message}", source=problem.source)
