"""The hand that applies layers while source is evaluated: it names them and knows their places."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from typing import Any

from convcalc.graph.builder import GraphBuilder
from convcalc.graph.tensor import Module

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from convcalc.graph.tensor import Tensor
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.objects.host import Site
    from convcalc.source import Source


class MissingBatch(Exception):  # noqa: N818 (a question back to the reader, not a user's error)
    """A layer wants one axis more than the input has: the batch was left out."""


class OpenCall:
    """
    A call of a module that is going on.

    Whoever makes the call sets `inputs` before and `outputs` after the module's own code runs.
    """

    __slots__ = ("inputs", "outputs")

    def __init__(self) -> None:
        self.inputs: tuple[Tensor, ...] = ()
        self.outputs: tuple[Tensor, ...] = ()


class Trace:
    """
    The state of one trace: the graph so far, and the path of the module that is being called.

    A `watcher` is handed the calls of models instead. `has_grown` is whether the model has made
    more parts of its own since its parts were named; `is_loose`, whether there is no model, but a
    function or a script that calls modules. `owners` has the paths of parameters by identity.
    """

    def __init__(self, name: str) -> None:
        self.builder = GraphBuilder(name)
        self.builder.tells_places = True
        self.path = ""
        self.without_batch: set[Tensor] = set()
        self.stated: dict[str, list[Shape]] = {}
        self.taken: set[str] = set()
        self.is_begun = False
        self.watcher: Any = None
        self.has_grown = False
        self.is_loose = False
        self.owners: dict[int, str] = {}
        self._numbers: dict[str, int] = {}
        self._is_in_leaf = False

    def begin(self) -> None:
        """Start with the model made: what ran while it was being made is no part of it."""
        self.builder.restart()
        self._numbers.clear()
        self.owners.clear()
        self.is_begun = True
        self.has_grown = False

    def constant(self, shape: Shape) -> Tensor:
        """A tensor that no layer makes: a weight used by hand, zeros."""
        return self.builder.tensor(shape)

    def operate(
        self, layer: Layer, inputs: Sequence[Tensor], site: Site, spelled: str
    ) -> tuple[Tensor, ...]:
        """
        Apply a functional operation: a node named after the module whose code does it.

        Raises:
            ConvcalcError: If it cannot take these inputs.
        """
        source = site.source()
        module = Module(layer, spelled=spelled, call=site.text(), source=source)
        name = self.unique(f"{self.path}.{spelled}" if self.path else spelled)
        return self.builder.apply(module, inputs, name=name, scope=self.path, source=source)

    def call_layer(
        self,
        module: Module,
        name: str,
        inputs: Sequence[Tensor],
        source: Source | None,
        layer: Layer | None = None,
    ) -> tuple[Tensor, ...]:
        """
        Call a layer that is a module of its own, named by its path.

        Raises:
            ConvcalcError: If it cannot take these inputs.
            MissingBatch: If an input of the network lacks its batch.
        """
        if self.without_batch:
            self._check_batch(module.layer, inputs)
        scope = name.rpartition(".")[0]
        if name in self.stated:
            layer = self._stated_layer(name)
        return self.builder.apply(
            module, inputs, name=name, scope=scope, source=source, layer=layer
        )

    def state(
        self, module: Module, path: str, inputs: Sequence[Tensor], site: Site
    ) -> tuple[Tensor, ...]:
        """Let a module that is not read give the shapes that were stated for its path."""
        layer = self._stated_layer(path)
        return self.builder.apply(
            module, inputs, name=path, scope=self.path, source=site.source(), layer=layer
        )

    def _stated_layer(self, path: str) -> Layer:
        from convcalc.layers.other.unread_call import Stated

        self.taken.add(path)
        return Stated(shapes=tuple(self.stated[path]), reason=f"what {path} does is not read")

    def _check_batch(self, layer: Layer, inputs: Sequence[Tensor]) -> None:
        ranks = layer.wanted_ranks()
        for each in inputs:
            if each in self.without_batch and ranks and len(each.shape) + 1 == ranks[0]:
                raise MissingBatch

    def unique(self, name: str) -> str:
        """The name, with a number where it was given before."""
        numbers = self._numbers
        free, count = name, numbers.get(name, 0)
        while count and (free := f"{name}_{count}") in numbers:
            count += 1
        numbers[name] = count + 1
        return free

    def reserve(self, path: str) -> None:
        """Keep a module's path from being given to an operation."""
        self._numbers[path] = 1

    @contextmanager
    def inside(
        self,
        path: str,
        *,
        module: Module,
        is_leaf: bool,
        is_recorded: bool,
        source: Source | None,
    ) -> Iterator[OpenCall]:
        """
        Let the code of a module run under its path.

        The call is recorded on leaving where it gives a row: `is_leaf` for a module without modules
        inside, whose operations are one row; else a container that owns parameters. What such a row
        already tells of is not told again.
        """
        outer, self.path = self.path, path
        is_nested, self._is_in_leaf = self._is_in_leaf, self._is_in_leaf or is_leaf
        first = len(self.builder.nodes)
        call = OpenCall()
        try:
            yield call
        finally:
            self.path = outer
            self._is_in_leaf = is_nested
        if is_recorded and not is_nested:
            from convcalc.graph.graph import Call

            self.builder.record(
                Call(
                    name=path,
                    module=module,
                    spelled=module.spelled,
                    inputs=call.inputs,
                    outputs=call.outputs,
                    first=first,
                    last=len(self.builder.nodes),
                    is_leaf=is_leaf,
                    source=source,
                )
            )
