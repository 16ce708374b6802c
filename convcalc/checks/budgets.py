"""Budgets from the command line or a configuration, rather than from the definition itself."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.checks.expectations import check
from convcalc.checks.limits import AT_MOST
from convcalc.checks.limits import check_limit
from convcalc.checks.limits import largest_row
from convcalc.checks.problems import Problem
from convcalc.errors import ConvcalcError
from convcalc.graph.graph import Expectation
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from convcalc.analysis.report import Report
    from convcalc.analysis.report import Row
    from convcalc.graph.graph import Graph

OUTPUT = "output"
NO_UNKNOWN = "no_unknown"
MOST_UNKNOWN = 50


class Budget(Value):
    """
    Something that is asked of a network; `origin` is where, for example "--max-params 5M".

    `wanted` is a number for a limit, a shape for `output`, and of no meaning for `no_unknown`.
    """

    quantity: str
    wanted: Any
    origin: str


def problems_with(
    budgets: Sequence[Budget], graph: Graph, report: Report, *, model: str, file: str
) -> list[Problem]:
    """What is not as the budgets want it."""
    found: list[Problem] = []
    for budget in budgets:
        if budget.quantity == NO_UNKNOWN:
            found += _unknowns(budget, report, model, file)
            continue
        try:
            _check(budget, graph, report)
        except ConvcalcError as error:
            row = _blamed(budget, report)
            source, line = place_of(row, file)
            found.append(
                Problem(
                    rule="budget",
                    model=model,
                    file=source,
                    line=line,
                    column=1 if line else 0,
                    layer=row.name if row is not None else "",
                    message=error.message,
                    expected=error.expected,
                    hint=_remedy(budget, error.hint),
                )
            )
    return found


def _check(budget: Budget, graph: Graph, report: Report) -> None:
    if budget.quantity == OUTPUT:
        check(Expectation(quantity=OUTPUT, wanted=budget.wanted), graph, report)
    else:
        check_limit(budget.quantity, budget.wanted, graph, report)


def _remedy(budget: Budget, hint: str) -> str:
    change = f"change {budget.origin} if the network is meant to be so"
    return f"{hint}; {change}" if hint else change


def _blamed(budget: Budget, report: Report) -> Row | None:
    """The layer to look at first: the largest, or the last."""
    if budget.quantity in AT_MOST:
        row = largest_row(budget.quantity, report)
        if row is not None:
            return row
    return report.layers[-1] if report.layers else None


def _unknowns(budget: Budget, report: Report, model: str, file: str) -> Iterator[Problem]:
    """Every row of which something is not known, one problem each."""
    unknown = [row for row in (*report.layers, *report.unused) if row.status != "exact"]
    for row in unknown[:MOST_UNKNOWN]:
        source, line = place_of(row, file)
        more = len(unknown) - MOST_UNKNOWN
        is_last = more > 0 and row is unknown[MOST_UNKNOWN - 1]
        yield Problem(
            rule="unknown",
            model=model,
            file=source,
            line=line,
            column=1 if line else 0,
            layer=row.name,
            message=row.status + (f" (and {more:,} more layers)" if is_last else ""),
            expected="every number known",
            hint=f"{budget.origin} asks for it",
        )


def place_of(row: Row | None, file: str) -> tuple[str, int]:
    """The file and line of a row; 0 where the line is not known."""
    if row is None:
        return file, 0
    place, colon, line = row.source.rpartition(":")
    if colon and line.isdecimal():
        return place, int(line)
    return file, row.line or 0
