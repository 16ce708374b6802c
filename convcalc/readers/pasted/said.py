"""A definition of which something is said besides, however it is traced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import ConvcalcError
from convcalc.readers.definition import Definition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.graph.graph import Graph
    from convcalc.layers.core.shapes import Shape

    Given = tuple[str | None, Shape]


class Said(Definition):
    """Another definition, of which the report says how its text was come by."""

    def __init__(self, inner: Definition, notes: Sequence[str]) -> None:
        self.name = inner.name
        self.assumptions = inner.assumptions
        self._inner = inner
        self._notes = tuple(notes)

    def trace(
        self,
        inputs: Sequence[Given] | None = None,
        batch: Dim | None = None,
        *,
        given_are_full: bool = False,
    ) -> Graph:
        """The other's graph, with the sentences."""
        try:
            graph = self._inner.trace(inputs, batch, given_are_full=given_are_full)
        except ConvcalcError as error:
            error.notes += self._notes
            raise
        return graph.replace(assumed=(*self._notes, *graph.assumed))


def saying(text: str, definition: Definition) -> Definition:
    """The definition in a text, with how that was decoded if it was a guess."""
    said = getattr(text, "said", "")
    return Said(definition, [said]) if said else definition
