"""What every reader gives: a definition, which can be traced with its own inputs or with others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import ConvcalcError

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

    def trace(self, inputs: Sequence[Given] | None = None, batch: Dim | None = None) -> Graph:
        """
        The graph of the network; what stops the trace is its `error`, behind the layers so far.

        Args:
            inputs: (name, shape) in place of the declared ones; in order where the name is None.
            batch: What the batch axis is, where it is missing and where it is there.
        """
        from convcalc.readers.spec.tracer import Tracer

        tracer = Tracer(self.name, inputs, batch)
        error: ConvcalcError | None = None
        try:
            self._drive(tracer)
        except ConvcalcError as problem:
            error = problem
        tracer.inputs.settle_all()
        if not tracer.builder.outputs and tracer.frame.current is not None and error is None:
            tracer.builder.outputs = (tracer.frame.current,)
        return tracer.builder.graph(error)
