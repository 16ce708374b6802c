"""From what the user names to what the library says of it: read, trace, report, explain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.cli.progress import patience
from convcalc.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.analysis.report import Report
    from convcalc.dims import Dim
    from convcalc.graph.graph import Graph
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.definition import Definition

Inputs = list[tuple["str | None", "Shape"]]


def read_network(
    file: str, *, arguments: str = "", roots: Sequence[str] = (), assumed: Sequence[str] = ()
) -> Definition:
    """
    The definition in a file, on standard input, or of a target.

    Raises:
        ConvcalcError: If it cannot be read.
    """
    from convcalc.readers import read

    with patience("reading"):
        return read(file, args=arguments, roots=roots, assume=assumed)


def lines_of_input() -> list[str]:
    """
    The layer calls on standard input, one a line, without empty lines and comments.

    Raises:
        ReadError: If there is none.
    """
    from convcalc.readers.files import read_stdin

    lines = [line.strip() for line in read_stdin().splitlines()]
    calls = [line for line in lines if line and not line.startswith("#")]
    if not calls:
        raise ReadError("standard input holds no layer calls", expected="one call a line")
    return calls


def report_of_network(
    definition: Definition, inputs: Inputs, *, batch: Dim | None, dtype: str, convention: str
) -> Report:
    """Everything about a network, also about one that stops halfway."""
    from convcalc.api import report_of_definition

    with patience("working"):
        return report_of_definition(
            definition, inputs, batch=batch, dtype=dtype, convention=convention
        )


def report_of_calls(
    calls: Sequence[str], inputs: Inputs, *, dtype: str, convention: str
) -> tuple[Report, Graph]:
    """Single layers side by side, each with these inputs; what is wrong is in the report."""
    from convcalc.analysis.summarise import report_of
    from convcalc.readers.calls import trace_calls

    with patience("working"):
        graph, errors = trace_calls(calls, inputs)
        report = report_of(graph, dtype=dtype, convention=convention)
        return report.replace(failures=errors[1:]), graph


def explained_layers(graph: Graph, *, dtype: str, convention: str) -> list[list[str]]:
    """The lines that explain each layer of a graph."""
    from convcalc.analysis.explain import explain_all
    from convcalc.analysis.explain import lines_of

    return [lines_of(each, convention) for each in explain_all(graph, dtype=dtype)]


def explained_layer(
    definition: Definition, layer: str, inputs: Inputs, *, batch: Dim | None, dtype: str
) -> list[str]:
    """
    The lines that explain one layer of a network.

    Raises:
        ConvcalcError: If no layer is called so, or the network stops before it.
    """
    from convcalc.analysis.explain import explain
    from convcalc.analysis.explain import has_layer
    from convcalc.analysis.explain import lines_of

    with patience("working"):
        graph = definition.trace(inputs or None, batch)
        if graph.error is not None and not has_layer(graph, layer):
            raise graph.error
        return lines_of(explain(graph, layer, dtype=dtype))
