"""
The recorder that a reader drives.

Every layer is applied as it comes, and its shapes are known at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import ConvcalcError
from convcalc.errors import LimitError
from convcalc.graph.graph import Expectation
from convcalc.graph.graph import Graph
from convcalc.graph.graph import Node
from convcalc.graph.tensor import Module
from convcalc.graph.tensor import Tensor
from convcalc.layers.needs import Needs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.layers.layer import Layer
    from convcalc.layers.shapes import Shape
    from convcalc.source import Source

MOST_LAYERS = 250_000


class GraphBuilder:
    """Applies layers to symbolic tensors and keeps the record."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.inputs: list[tuple[str, Tensor]] = []
        self.nodes: list[Node] = []
        self.outputs: tuple[Tensor, ...] = ()
        self.expectations: list[Expectation] = []
        self.modules: dict[Module, None] = {}
        self.assumed: list[str] = []
        self.needs = Needs()
        self._first_call: dict[Module, str] = {}
        self._tensors = 0

    def tensor(self, shape: Shape) -> Tensor:
        """A new tensor of this shape."""
        self._tensors += 1
        return Tensor(shape, self._tensors - 1)

    def input(self, name: str, shape: Shape) -> Tensor:
        """A tensor that comes from outside."""
        tensor = self.tensor(shape)
        self.inputs.append((name, tensor))
        return tensor

    def define(self, module: Module) -> None:
        """Remember a layer of the definition: one never called is still reported and counted."""
        self.modules[module] = None

    def take_over(self, module: Module) -> None:
        """Count a layer with the one that it is part of, and no longer by itself."""
        self.modules.pop(module, None)

    def apply(
        self,
        module: Module,
        inputs: Sequence[Tensor],
        *,
        name: str,
        scope: str = "",
        source: Source | None = None,
        layer: Layer | None = None,
    ) -> tuple[Tensor, ...]:
        """
        Apply a layer; `name` is its dotted path, `scope` the path of what holds it.

        `layer` is the module's layer with what this one call sets otherwise.

        Raises:
            ConvcalcError: If the layer cannot take these inputs, with the place and the layer.
        """
        if len(self.nodes) >= MOST_LAYERS:
            raise LimitError(f"more than {MOST_LAYERS:,} layers").at(source)
        self.needs.place = name
        layer = layer or module.layer
        try:
            shapes = layer.applied(tuple([each.shape for each in inputs]), self.needs)
        except ConvcalcError as error:
            raise error.at(source, f"{module.spelled} {name!r}") from None
        outputs = tuple([self.tensor(shape) for shape in shapes])
        shared_with = self._first_call.setdefault(module, name)
        self.nodes.append(
            Node(
                name=name,
                scope=scope,
                module=module,
                layer=layer,
                inputs=tuple(inputs),
                outputs=outputs,
                source=source,
                shared_with=None if shared_with == name else shared_with,
            )
        )
        return outputs

    def expect(self, expectation: Expectation) -> None:
        """Record what the definition says must come out."""
        self.expectations.append(expectation)

    def graph(self, error: ConvcalcError | None = None) -> Graph:
        """What has been recorded so far, as an immutable graph."""
        last = self.nodes[-1].outputs[:1] if self.nodes else ()
        return Graph(
            name=self.name,
            inputs=tuple(self.inputs),
            nodes=tuple(self.nodes),
            outputs=self.outputs or last,
            conditions=tuple(self.needs.conditions),
            expectations=tuple(self.expectations),
            unused=tuple(module for module in self.modules if module not in self._first_call),
            assumed=tuple(self.assumed),
            error=error,
        )
