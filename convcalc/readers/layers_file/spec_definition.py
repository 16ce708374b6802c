"""A spec that is read and not yet traced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import ConvcalcError
from convcalc.errors import UsageError
from convcalc.readers.definition import Definition
from convcalc.readers.layers_file.tracer import Tracer

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.graph.graph import Graph
    from convcalc.layers.core.shapes import Shape

    Given = tuple[str | None, Shape]


class SpecDefinition(Definition):
    """`drive` applies the layers of a spec with a tracer; it may be done again."""

    def __init__(self, name: str, drive: Callable[[Tracer], None]) -> None:
        self.name = name
        self._drive = drive

    def trace(
        self,
        inputs: Sequence[Given] | None = None,
        batch: Dim | None = None,
        *,
        given_are_full: bool = False,
    ) -> Graph:
        """The graph of the network, tried again with full shapes where the batch was a guess."""
        tracer, graph = self._traced(inputs, batch, given_are_full=given_are_full)
        if graph.error is not None and tracer.inputs.guessed:
            _, other = self._traced(inputs, batch, doubtful_is_full=True)
            return graph if other.error is not None else other
        return graph

    def _traced(
        self, inputs: Sequence[Given] | None, batch: Dim | None, **assumptions: bool
    ) -> tuple[Tracer, Graph]:
        tracer = Tracer(self.name, inputs, batch, **assumptions)
        tracer.builder.assumptions = self.assumptions
        error: ConvcalcError | None = None
        try:
            self._drive(tracer)
        except UsageError:
            raise
        except ConvcalcError as problem:
            error = problem
        tracer.inputs.settle_all()
        if not tracer.builder.outputs and tracer.frame.current is not None and error is None:
            tracer.builder.outputs = (tracer.frame.current,)
        return tracer, tracer.builder.graph(error)
