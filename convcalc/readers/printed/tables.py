"""Networks of which somebody printed a table: what it says is told, and nothing is worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.graph.builder import GraphBuilder
from convcalc.graph.tensor import Module
from convcalc.layers.other.own_parameters import Parameters
from convcalc.layers.other.unread_call import Stated
from convcalc.readers.definition import Definition
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.graph.graph import Graph
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape
    from convcalc.source import Source

    Given = tuple[str | None, Shape]

WHY = "a table does not show what a layer does"


class Entry(Value):
    """
    A layer as a table tells of it.

    `weights` and `buffers` are their shapes by name, or their number under one name; `hidden` says
    why there may be others.
    """

    name: str
    cls: str
    place: Source
    shape: Shape | None = None
    weights: tuple[tuple[str, Shape], ...] = ()
    buffers: tuple[tuple[str, Shape], ...] = ()
    hidden: str = ""


class Table(Value):
    """What a table says: its layers, and sentences about what it leaves open."""

    name: str
    format: str
    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()
    hides: str = ""


class TableDefinition(Definition):
    """The layers of a table with the shapes and parameters that it says; their work is unknown."""

    def __init__(self, table: Table, name: str) -> None:
        self.name = table.name or name
        self.table = table

    def trace(
        self,
        inputs: Sequence[Given] | None = None,
        batch: Dim | None = None,
        *,
        given_are_full: bool = False,
    ) -> Graph:
        """The layers in the order of the table."""
        builder = GraphBuilder(self.name)
        builder.assumptions = self.assumptions
        builder.format = self.table.format
        builder.hides = self.table.hides
        builder.was_run = False
        builder.assumed += self.table.notes
        if inputs:
            builder.assumed.append("the given input is not used: shapes are those of the table")
        for each in self.table.entries:
            _add(builder, each)
        return builder.graph()


def _add(builder: GraphBuilder, entry: Entry) -> None:
    owned: Layer = Parameters(weights_by_name=entry.weights, buffers_by_name=entry.buffers)
    if entry.hidden:
        owned = Stated(shapes=(), reason=entry.hidden, has_weights=True)
    stated = () if entry.shape is None else (entry.shape,)
    module = Module(
        owned if entry.shape is None else Stated(shapes=stated, reason=WHY),
        spelled=entry.cls,
        call=entry.cls,
        name=entry.name,
        source=entry.place,
        parameters=owned,  # type: ignore[arg-type]  # whatever has weights owns them
    )
    if entry.shape is None:
        builder.define(module)
        return
    builder.apply(
        module, (), name=entry.name, scope=entry.name.rpartition(".")[0], source=entry.place
    )


def in_one(count: int, name: str = "weights") -> tuple[tuple[str, Shape], ...]:
    """So many elements in one piece."""
    return ((name, (count,)),) if count else ()
