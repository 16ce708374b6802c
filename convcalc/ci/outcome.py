"""Checking one definition: read, trace, expectations, budgets, baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.api import traced
from convcalc.checks.baseline import Kept
from convcalc.checks.budgets import place_of
from convcalc.checks.budgets import problems_with
from convcalc.checks.drift import drift
from convcalc.checks.layer_record import records_of
from convcalc.checks.problems import INTERNAL
from convcalc.checks.problems import Outcome
from convcalc.checks.problems import Problem
from convcalc.checks.problems import problem_of
from convcalc.errors import ConvcalcError
from convcalc.errors import ExpectationError
from convcalc.readers import read
from convcalc.shape_text import parse_input
from convcalc.shape_text import parse_size

if TYPE_CHECKING:
    from convcalc.analysis.report import Report
    from convcalc.ci.model import Job
    from convcalc.ci.model import Model
    from convcalc.graph.graph import Graph

NOT_CHECKED = "expectations of sizes"
"""How the note begins about what another input than the declared one leaves out."""


def outcome_of(job: Job) -> Outcome:
    """What a definition comes to; whatever goes wrong is among its problems."""
    model = job.model
    plain = Outcome(name=model.name, file=model.file)
    try:
        graph, report = _traced(model)
        return _judged(job, graph, report, plain)
    except ConvcalcError as error:
        return plain.replace(problems=(_problem(error, model),))
    except Exception as error:  # noqa: BLE001 - one definition must not hide what others come to
        return plain.replace(problems=(internal_problem(error, model),))


def internal_problem(error: BaseException, model: Model) -> Problem:
    """What to say of a mistake of convcalc's own."""
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return Problem(
        rule="internal",
        model=model.name,
        file=model.file,
        message=f"internal error, {what}",
        hint="please report it, with the definition",
        exit_code=INTERNAL,
    )


def _traced(model: Model) -> tuple[Graph, Report]:
    definition = read(model.target, args=model.arguments, roots=model.roots, assume=model.assumed)
    return traced(
        definition,
        [parse_input(each) for each in model.inputs],
        batch=None if model.batch is None else parse_size(model.batch),
        dtype=model.dtype,
    )


def _judged(job: Job, graph: Graph, report: Report, plain: Outcome) -> Outcome:
    """What a network comes to that was traced, to its end or up to an error."""
    model = job.model
    problems = [_problem(each, model) for each in _failures(model, report)]
    if report.error is not None:
        return plain.replace(problems=tuple(problems))
    problems += problems_with(model.budgets, graph, report, model=model.name, file=model.file)
    if job.baseline:
        problems += _drift(job, graph, report)
    entry = ""
    if job.wants_entry:
        entry = Kept.of(report, records_of(graph, report)).text(model.key)
    return plain.replace(
        problems=tuple(problems),
        notes=tuple([each for each in report.assumed if each.startswith(NOT_CHECKED)]),
        layers=len(report.layers),
        params=_total(report, "params"),
        macs=_total(report, "macs"),
        entry=entry,
        is_traced=True,
    )


def _failures(model: Model, report: Report) -> list[ConvcalcError]:
    """The error of the trace, and expectations that nothing stronger takes the place of."""
    stronger = {each.quantity for each in model.budgets}
    kept = [
        each
        for each in report.failures
        if not (isinstance(each, ExpectationError) and each.argument in stronger)
    ]
    return [*([report.error] if report.error is not None else []), *kept]


def _problem(error: ConvcalcError, model: Model) -> Problem:
    problem = problem_of(error, model=model.name, file=model.file)
    if problem.rule == "expectation" and not problem.hint:
        return problem.replace(hint="change what is expected if the network is meant to be so")
    return problem


def _drift(job: Job, graph: Graph, report: Report) -> list[Problem]:
    model = job.model
    if job.entry is None:
        return [
            Problem(
                rule="baseline",
                model=model.name,
                file=model.file,
                line=1,
                column=1,
                message=f"{model.key} is not in {job.baseline}",
                hint=f"{job.update} adds it, then commit {job.baseline}",
            )
        ]
    records = records_of(graph, report, model.file)
    found = drift(job.entry, model.key, job.baseline, report, records, model.tolerances)
    problems = []
    for each in found:
        place, _, line = each.place.rpartition(":")
        file, number = (place, int(line)) if place else _beginning(model, report)
        problems.append(
            Problem(
                rule="drift",
                model=model.name,
                file=file,
                line=number,
                column=1,
                layer=each.layer,
                message=each.message,
                expected=f"what {job.baseline} holds",
                hint=f"if it is meant, {job.update}, and commit {job.baseline}",
            )
        )
    return problems


def _beginning(model: Model, report: Report) -> tuple[str, int]:
    """Where to point at what is no single layer's: the first layer."""
    file, line = place_of(report.layers[0] if report.layers else None, model.file)
    return file, line or 1


def _total(report: Report, quantity: str) -> int | str:
    total = report.totals.__dict__[quantity]
    if quantity in report.totals.at_least:
        return f"≥ {total:,}" if isinstance(total, int) else f"≥ {total}"
    return total if isinstance(total, int) else str(total)
