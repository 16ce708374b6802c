"""A printed model of PyTorch's: a chain is traced, of anything else its modules are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import ConvcalcError
from convcalc.errors import UsageError
from convcalc.graph.builder import GraphBuilder
from convcalc.layers.core.shapes import show_shape
from convcalc.readers.definition import Definition
from convcalc.readers.printed.chains import entrance_of
from convcalc.readers.printed.following import Following
from convcalc.readers.printed.known import Known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.graph.graph import Graph
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.printed.tree import Print

    Given = tuple[str | None, Shape]


class PrintedDefinition(Definition):
    """A model of which a print tells the modules, and not what its forward does with them."""

    def __init__(self, found: Print, name: str) -> None:
        self.name = found.root.cls or name
        self.known = Known(found)

    def trace(
        self,
        inputs: Sequence[Given] | None = None,
        batch: Dim | None = None,
        *,
        given_are_full: bool = False,
    ) -> Graph:
        """The graph of the chain with which the model begins; its other modules as never called."""
        links = self.known.links
        shape = entrance_of(links[0][1]) if links and not inputs else None
        if shape is not None:
            following = self._following([(None, shape)], batch, given_are_full=True)
            following.builder.assumed.append(
                f"the input {show_shape(shape)}, as its first layer takes it (-i for another)"
            )
            graph = _followed(following)
            if graph.error is None:
                return graph
        return _followed(self._following(inputs or (), batch, given_are_full=given_are_full))

    def _following(
        self, given: Sequence[Given], batch: Dim | None, *, given_are_full: bool
    ) -> Following:
        """A trace to be."""
        builder = GraphBuilder(self.name)
        builder.assumptions = self.assumptions
        return Following(self.known, builder, given, batch, given_are_full=given_are_full)


def _followed(following: Following) -> Graph:
    """What came of a trace, with what stopped it."""
    error: ConvcalcError | None = None
    try:
        following.run()
    except UsageError:
        raise
    except ConvcalcError as problem:
        error = problem
    return following.builder.graph(error)
