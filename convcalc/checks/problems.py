"""What a check finds: problems that name a place and a remedy, and what each definition came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import ExpectationError
from convcalc.errors import ReadError
from convcalc.errors import ShapeError
from convcalc.errors import SyntaxProblem
from convcalc.errors import UnknownCostError
from convcalc.errors import UsageError
from convcalc.values import Value

if TYPE_CHECKING:
    from convcalc.errors import ConvcalcError

RULES: dict[str, str] = {
    "syntax": "The text of the definition does not parse.",
    "unreadable": "A file cannot be read.",
    "definition": "The definition holds a layer or an argument that nothing knows or allows.",
    "shape": "Sizes do not fit together.",
    "expectation": "An expect(...) of the definition does not hold.",
    "budget": "The network is over a budget, or does not give what was asked for.",
    "unknown": "Something about the network is not known.",
    "drift": "The network is not what the baseline says.",
    "baseline": "The baseline itself is missing, stale, broken or of a newer version.",
    "usage": "The definition cannot be traced with the inputs and arguments that were given.",
    "internal": "convcalc itself failed.",
}
"""What each kind of problem means, in the order of the documentation."""

INTERNAL = 70


class Problem(Value):
    """
    One thing that is wrong.

    `file` is the path as the user knows it; lines and columns count from 1, 0 where the whole file
    is meant. `excerpt` is the line with a finger on the place; `notes` are other places that have
    to do with it. `exit_code` is what the command leaves with because of it.
    """

    rule: str
    model: str
    file: str
    message: str
    line: int = 0
    column: int = 0
    end_column: int = 0
    layer: str = ""
    expected: str = ""
    hint: str = ""
    excerpt: str = ""
    notes: tuple[str, ...] = ()
    exit_code: int = 1

    @property
    def place(self) -> str:
        """The place as editors and terminals make a link of it."""
        numbers = [str(each) for each in (self.line, self.column) if each]
        return ":".join([self.file, *numbers])


class Outcome(Value):
    """
    What one definition came to.

    `params` and `macs` are the totals, as text where they are a formula or only a lower bound, and
    None where the trace failed. `entry` is what the baseline is to hold, where that was asked for
    and the trace went through.
    """

    name: str
    file: str
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    layers: int = 0
    params: int | str | None = None
    macs: int | str | None = None
    entry: str = ""
    is_traced: bool = False

    @property
    def exit_code(self) -> int:
        """The gravest of the problems' codes."""
        return max((each.exit_code for each in self.problems), default=0)


class Findings(Value):
    """
    Everything that a run of the check found.

    `problems` are those of no single definition; `unchecked` is how many definitions were left out
    after the first failure, `version` that of the program.
    """

    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    unchecked: int = 0
    version: str = ""

    @property
    def every(self) -> tuple[Problem, ...]:
        """All problems, in order."""
        return (*(each for one in self.outcomes for each in one.problems), *self.problems)

    @property
    def exit_code(self) -> int:
        """The gravest code of all."""
        return max((each.exit_code for each in self.every), default=0)

    @property
    def failed(self) -> int:
        """How many definitions have a problem."""
        return sum(bool(each.problems) for each in self.outcomes)

    @property
    def verdict(self) -> str:
        """One line that says how it went."""
        checked = len(self.outcomes)
        parts = [f"{_counted(checked, 'definition')} checked"]
        if self.failed:
            parts.append(f"{self.failed:,} failed")
        if self.unchecked:
            parts.append(f"{self.unchecked:,} not checked after the first failure")
        if self.every:
            parts.append(_counted(len(self.every), "problem"))
        else:
            parts.append("all hold")
        return ", ".join(parts)


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def problem_of(error: ConvcalcError, *, model: str, file: str) -> Problem:
    """An error as a problem, at its own place or else in the file of its definition."""
    source = error.source
    return Problem(
        rule=_rule_of(error),
        model=model,
        file=source.file if source is not None else file,
        line=source.line if source is not None else 0,
        column=source.column if source is not None else 0,
        end_column=source.end_column if source is not None else 0,
        layer=error.layer,
        message=error.message,
        expected=error.expected,
        hint=error.hint,
        excerpt=source.caret() if source else "",
        notes=tuple(error.notes),
        exit_code=error.exit_code,
    )


def _rule_of(error: ConvcalcError) -> str:
    kinds: tuple[tuple[type[ConvcalcError], str], ...] = (
        (SyntaxProblem, "syntax"),
        (ReadError, "unreadable"),
        (ShapeError, "shape"),
        (ExpectationError, "expectation"),
        (UnknownCostError, "unknown"),
        (UsageError, "usage"),
    )
    return next((rule for kind, rule in kinds if isinstance(error, kind)), "definition")
