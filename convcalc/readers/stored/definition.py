"""A network that a file describes node by node, read and not yet traced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import ConvcalcError
from convcalc.errors import UsageError
from convcalc.readers.definition import Definition
from convcalc.readers.stored.network import Network

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.graph.graph import Graph
    from convcalc.layers.core.shapes import Shape
    from convcalc.operations.operand import Operand
    from convcalc.readers.stored.network import Declared

    Given = tuple[str | None, Shape]


class FileDefinition(Definition):
    """
    What a reader of files gives.

    Args:
        name: What the network is called.
        inputs: What it takes, in order.
        drive: Applies its layers, once a trace: it is handed the network and the inputs, and gives
            the outputs.
        format: What kind of file it is and who wrote it, for example "ONNX 17, pytorch 2.1".
        assumed: Sentences about what the reader took for granted.
    """

    def __init__(
        self,
        name: str,
        inputs: Sequence[Declared],
        drive: Callable[[Network, list[Operand]], Sequence[Operand]],
        *,
        format: str = "",  # noqa: A002 (the word of the report)
        assumed: Sequence[str] = (),
    ) -> None:
        self.name = name
        self.inputs = tuple(inputs)
        self._drive = drive
        self._format = format
        self._assumed = tuple(assumed)

    def trace(
        self,
        inputs: Sequence[Given] | None = None,
        batch: Dim | None = None,
        *,
        given_are_full: bool = False,
    ) -> Graph:
        """The graph of the network, with the given shapes in place of the declared ones."""
        network = Network(self.name)
        builder = network.builder
        builder.assumptions = self.assumptions
        builder.format = self._format
        builder.assumed += self._assumed
        error: ConvcalcError | None = None
        try:
            taken = network.take_inputs(self.inputs, inputs or (), batch)
            builder.outputs = tuple([each.tensor for each in self._drive(network, taken)])
        except UsageError:
            raise
        except ConvcalcError as problem:
            error = problem
        return builder.graph(error)
