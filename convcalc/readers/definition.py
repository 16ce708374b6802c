"""What every reader gives: a definition, which can be traced with its own inputs or with others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import ConvcalcError
from convcalc.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.graph.graph import Graph
    from convcalc.layers.shapes import Shape
    from convcalc.readers.spec.tracer import Tracer

    Given = tuple[str | None, Shape]
    MakeTracer = Callable[[str, Sequence[Given] | None, Dim | None], Tracer]


class Definition:
    """
    A network that is read and not yet traced.

    `drive` applies its layers with a tracer; it may be done again, with other inputs.
    """

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
        """
        The graph of the network; what stops the trace is its `error`, behind the layers so far.

        Args:
            inputs: (name, shape) in place of the declared ones; in order where the name is None.
            batch: What the batch axis is, where it is missing and where it is there.
            given_are_full: The shapes in `inputs` have a batch axis, unless a layer says otherwise.

        Raises:
            UsageError: If the given inputs are not the network's.
        """
        tracer, graph = self._traced(inputs, batch, given_are_full=given_are_full)
        if graph.error is not None and tracer.inputs.guessed:
            _, other = self._traced(inputs, batch, doubtful_is_full=True)
            return graph if other.error is not None else other
        return graph

    def _traced(
        self, inputs: Sequence[Given] | None, batch: Dim | None, **assumptions: bool
    ) -> tuple[Tracer, Graph]:
        from convcalc.readers.spec.tracer import Tracer

        tracer = Tracer(self.name, inputs, batch, **assumptions)
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
