"""The receptive field that an expectation or a budget asks about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.analysis.steps import steps_of

if TYPE_CHECKING:
    from convcalc.analysis.report import ReceptiveField
    from convcalc.analysis.report import Report
    from convcalc.graph.graph import Graph
    from convcalc.graph.tensor import Tensor


def field_at(subject: Tensor | None, graph: Graph, report: Report) -> ReceptiveField | None:
    """The receptive field of a tensor, or of the output: what the row says that makes it."""
    tensor = subject or (graph.outputs[0] if graph.outputs else None)
    for step, row in zip(steps_of(graph), report.layers, strict=True):
        if tensor in step.outputs:
            return row.receptive_field
    return None
