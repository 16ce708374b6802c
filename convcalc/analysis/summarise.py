"""A graph's report: rows, totals, and what must hold of its symbols."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.analysis.cost import Costs
from convcalc.analysis.cost import totals_of
from convcalc.analysis.dtypes import bits_of
from convcalc.analysis.memory import peak_of
from convcalc.analysis.receptive_field import NOTHING
from convcalc.analysis.receptive_field import receptive_fields
from convcalc.analysis.report import Report
from convcalc.analysis.steps import steps_of
from convcalc.conventions import convention as convention_of
from convcalc.dims import Expr
from convcalc.errors import ShapeError
from convcalc.unknown import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from convcalc.analysis.report import Row
    from convcalc.analysis.report import Totals
    from convcalc.dims.congruence import Condition
    from convcalc.errors import ConvcalcError
    from convcalc.graph.graph import Graph
    from convcalc.layers.core.shapes import Shape

MOST_UNKNOWN = 20
"""So many unknowns are told one by one."""

CONSTANT = "constant"
"""What an output is called that no layer makes."""


def report_of(
    graph: Graph,
    *,
    dtype: str = "float32",
    convention: str = "macs",
    failures: tuple[ConvcalcError, ...] = (),
) -> Report:
    """
    Everything about a traced network.

    Raises:
        UsageError: For an unknown dtype or convention.

    """
    counted = convention_of(convention)
    bits = bits_of(dtype)
    fields = receptive_fields(graph)
    costs = Costs(bits, tells_places=graph.tells_places, convention=counted)
    steps = steps_of(graph)
    rows = tuple(
        [costs.row_of_step(step, field) for step, field in zip(steps, fields, strict=True)]
    )
    # Behind an error nothing is called, which says nothing about the layers that would be.
    never_called = () if graph.error is not None else graph.unused
    unused = tuple([costs.unused_row(module, NOTHING) for module in never_called])
    names = output_names(graph)
    constraints, impossible = constraints_of(graph)
    return Report(
        name=graph.name,
        inputs=tuple([(name, tensor.shape) for name, tensor in graph.inputs]),
        outputs=tuple(
            [(names.get(tensor.index, CONSTANT), tensor.shape) for tensor in graph.outputs]
        ),
        layers=rows if graph.was_run else (*rows, *map(_not_run, unused)),
        totals=_totals(graph, [*rows, *unused], bits),
        constraints=constraints,
        unused=unused if graph.was_run else (),
        assumed=(*graph.assumed, *(graph.assumptions.texts if graph.assumptions else ())),
        symbols=symbols_of([tensor.shape for _, tensor in graph.inputs]),
        unknown=_unknown(graph, [*rows, *unused]),
        failures=(*failures, *impossible),
        error=graph.error,
        dtype=dtype,
        convention=convention,
        format=graph.format,
    )


WORK = frozenset({"macs", "flops", "work", "elementwise", "activation_bytes"})
PEAK = "peak_activation_bytes"
"""What is only known of a network that was run."""

STORED = frozenset({"params", "trainable_params", "buffers", "weight_bytes"})

NOT_RUN = Unknown(reason="it is not known what it is given")


def _not_run(row: Row) -> Row:
    """The row of a layer of which nobody knows whether and on what it is called."""
    return row.replace(**dict.fromkeys(WORK, NOT_RUN))


def _totals(graph: Graph, rows: list[Row], bits: int) -> Totals:
    totals = totals_of(rows, peak_of(graph, bits))
    if not graph.was_run:
        totals = totals.replace(at_least=WORK | {PEAK} | totals.at_least)
    return totals.replace(at_least=STORED | totals.at_least) if graph.hides else totals


def output_names(graph: Graph) -> dict[int, str]:
    """The name of the row that makes each output tensor, or of the input it is."""
    wanted = {tensor.index for tensor in graph.outputs}
    names = {tensor.index: name for name, tensor in graph.inputs if tensor.index in wanted}
    for node in graph.nodes:
        for tensor in node.outputs:
            if tensor.index in wanted:
                names[tensor.index] = node.name
    for call in graph.calls:
        if call.is_leaf:
            names |= {each.index: call.name for each in call.outputs if each.index in wanted}
    return names


def constraints_of(graph: Graph) -> tuple[tuple[str, ...], tuple[ConvcalcError, ...]]:
    """In words, what the symbols must satisfy, and what no symbols can satisfy."""
    if not graph.conditions:
        return (), ()
    from convcalc.dims.congruence import solve

    texts: dict[str, None] = {}
    conditions, errors = _open_conditions(graph)
    for finding in solve(conditions):
        if finding.status != "impossible":
            texts |= dict.fromkeys(finding.texts)
            continue
        errors.append(
            ShapeError(
                f"the sizes cannot fit: {', '.join(finding.texts)}",
                expected=f"what {' and '.join(dict.fromkeys(finding.reasons))} need at once"
                if any(finding.reasons)
                else "",
            )
        )
    return tuple(texts), tuple(errors)


def _open_conditions(graph: Graph) -> tuple[list[Condition], list[ConvcalcError]]:
    """The conditions that the assumptions do not settle, and those that they make impossible."""
    assumptions = graph.assumptions
    if assumptions is None:
        return list(graph.conditions), []
    conditions: list[Condition] = []
    errors: list[ConvcalcError] = []
    for condition in graph.conditions:
        holds = assumptions.holds(condition)
        if holds is None:
            conditions.append(condition)
        elif not holds:
            errors.append(
                ShapeError(
                    f"the sizes cannot fit: {condition} never holds "
                    f"where {' and '.join(assumptions.texts)}",
                    expected=f"what {condition.reason} needs" if condition.reason else "",
                )
            )
    return conditions, errors


def symbols_of(shapes: Iterable[Shape]) -> tuple[str, ...]:
    """The names of the symbols in some shapes, in the order they come up."""
    found: dict[str, None] = {}
    for shape in shapes:
        for size in shape:
            if isinstance(size, Expr):
                from convcalc.dims import free_symbols

                found |= dict.fromkeys(free_symbols(size))
    return tuple(found)


def _unknown(graph: Graph, rows: list[Row]) -> tuple[str, ...]:
    """What is not known; of a network that was not run, that goes for the work of every row."""
    if not graph.was_run:
        rows = [row for row in rows if isinstance(row.params, Unknown)]
    return (*unknown_of(rows), *filter(None, [graph.hides]))


def unknown_of(rows: Iterable[Row]) -> tuple[str, ...]:
    """What is not known, layer by layer."""
    found = [f"{row.name}: {row.status}" for row in rows if row.status != "exact"]
    if len(found) > MOST_UNKNOWN:
        found = [*found[:MOST_UNKNOWN], f"and {len(found) - MOST_UNKNOWN:,} more"]
    return tuple(found)
