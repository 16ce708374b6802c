"""A model of a Keras file: made anew for every trace, as Keras would make it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.collector import calm_collector
from convcalc.errors import ConvcalcError
from convcalc.errors import UsageError
from convcalc.readers.definition import Definition
from convcalc.readers.keras_files.layers import LayerMaker
from convcalc.readers.keras_files.models import model_of
from convcalc.readers.keras_files.world import FileWorld
from convcalc.readers.python.language.limits import FRAMES_A_CALL
from convcalc.readers.python.language.limits import deep_recursion
from convcalc.readers.python.language.limits import exceeded
from convcalc.readers.python.tracing.trace import Trace
from convcalc.readers.source.outputs import outputs_of
from convcalc.readers.stored.network import Declared
from convcalc.readers.stored.network import Network

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.graph.graph import Graph
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.keras_files.values import Record

    Given = tuple[str | None, Shape]


class KerasDefinition(Definition):
    """
    A model that a file describes in Keras's own words.

    Args:
        name: What the model is called.
        record: The object that describes it.
        text: The text that the object was read from.
        file: What the file is called in messages.
        format: What kind of file it is and who wrote it.
        stored: The weights that the file holds for a layer of some name, where it holds weights.
    """

    def __init__(
        self,
        name: str,
        record: Record,
        text: str,
        file: str,
        format: str,  # noqa: A002 (the report's word)
        stored: Callable[[str], dict[str, Any] | None] | None = None,
    ) -> None:
        self.name = name
        self._record = record
        self._text = text
        self._file = file
        self._format = format
        self._stored = stored

    def trace(
        self,
        inputs: Sequence[Given] | None = None,
        batch: Dim | None = None,
        *,
        given_are_full: bool = False,
    ) -> Graph:
        """The graph of the model, with the given shapes in place of the declared ones."""
        hand = Trace(self.name)
        builder = hand.builder
        builder.tells_places = False
        builder.assumptions = self.assumptions
        builder.format = self._format
        error: ConvcalcError | None = None
        world = FileWorld(self._text, self._file, hand)
        try:
            with calm_collector(), deep_recursion(DEPTH * FRAMES_A_CALL):
                self._run(world, inputs or (), batch)
        except UsageError:
            raise
        except ConvcalcError as problem:
            error = problem
        except RecursionError:
            error = exceeded("nesting", world.limits.nesting, "levels of nesting")
        except MemoryError:
            error = exceeded("items", world.limits.items, "items that fit in memory")
        return builder.graph(error)

    def _run(self, world: FileWorld, given: Sequence[Given], batch: Dim | None) -> None:
        maker = LayerMaker(world, model_of, self._stored)
        stopped: ConvcalcError | None = None
        try:
            model = maker.layer(self._record, "model")
        except ConvcalcError as problem:
            model, stopped = maker.partial, problem
            if model is None:
                raise
        hand = world.trace
        network = Network(self.name)
        network.builder = hand.builder
        declared = _declared(model)
        if declared[0].shape is None:
            given = _with_batch(model, given)
        taken = network.take_inputs(declared, given, batch)
        hand.begin()
        site = maker.site(world.places.at(0, 1), self.name)
        args = [model.make_tensor(each.tensor, each.dtype) for each in taken]
        hand.builder.outputs = tuple(outputs_of(model.run(args, {}, site)))
        if stopped is not None:
            raise stopped


DEPTH = 64
"""Models inside one another that run, one calling the next."""


def _declared(model: Any) -> list[Declared]:
    """The inputs of a model as its file declares them."""
    flat = [] if model.beginning is None else [model.beginning]
    if model.graph is not None:
        flat = model.graph.flat_inputs
    if not flat:
        return [Declared(name="inputs", shape=None)]
    return [
        Declared(name=each.name, shape=_open(each.tensor.shape), dtype=each.dtype) for each in flat
    ]


def _with_batch(model: Any, given: Sequence[Given]) -> list[Given]:
    """The shape for a model that does not say its input, as many axes as its first layer wants."""
    first = model.row[0].core if model.row else None
    ranks = first.wanted_ranks() if first is not None else ()
    return [
        (name, (1, *shape) if len(shape) == 1 or len(shape) + 1 in ranks[:1] else shape)
        for name, shape in given
    ]


def _open(shape: Shape) -> tuple[Any, ...]:
    """The shape with None for a batch that is left open."""
    return tuple(
        [None if not index and type(each) is not int else each for index, each in enumerate(shape)]
    )
