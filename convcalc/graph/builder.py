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
from convcalc.layers.core.needs import Needs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims.assumptions import Assumptions
    from convcalc.graph.graph import Call
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape
    from convcalc.source import Source

MOST_LAYERS = 250_000
MOST_INPUTS = 20_000
MOST_AXES = 1_000
MOST_BITS = 10_000
"""Bits of the number of elements of one tensor; that of the largest there are takes fifty."""


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
        self.assumptions: Assumptions | None = None
        self.calls: list[Call] = []
        self.tells_places = False
        self.was_run = True
        self.format = ""
        self.hides = ""
        self.needs = Needs()
        self._first_call: dict[Module, str] = {}
        self._first_recorded: dict[Module, str] = {}
        self._tensors = 0

    def tensor(self, shape: Shape, dtype: str = "") -> Tensor:
        """
        A new tensor of this shape, in the simplest form under the assumptions.

        `dtype` is its number format where that is not the network's.

        Raises:
            LimitError: If it has too many axes, or too many elements to count them.
        """
        if len(shape) > MOST_AXES:
            raise LimitError(f"a tensor of {len(shape):,} axes", expected=f"at most {MOST_AXES:,}")
        if sum([size.bit_length() for size in shape if type(size) is int]) > MOST_BITS:
            raise LimitError(
                "a tensor with too many elements to count them",
                expected=f"a number of elements of at most {MOST_BITS:,} bits",
            )
        assumptions = self.assumptions
        if assumptions is not None:
            shape = tuple([assumptions.simplified(size) for size in shape])
        self._tensors += 1
        return Tensor(shape, self._tensors - 1, dtype)

    def input(self, name: str, shape: Shape, dtype: str = "") -> Tensor:
        """A tensor that comes from outside."""
        tensor = self.tensor(shape, dtype)
        self.inputs.append((name, tensor))
        return tensor

    def define(self, module: Module) -> None:
        """Remember a layer of the definition: one never called is still reported and counted."""
        self.modules[module] = None

    def take_over(self, module: Module) -> None:
        """Count a layer with the one that it is part of, and no longer by itself."""
        self.modules.pop(module, None)

    def restart(self) -> None:
        """Forget what ran so far, as a model does that is called while it is made."""
        self.nodes.clear()
        self.calls.clear()
        self._first_call.clear()
        self._first_recorded.clear()

    def apply(
        self,
        module: Module,
        inputs: Sequence[Tensor],
        *,
        name: str,
        scope: str = "",
        source: Source | None = None,
        layer: Layer | None = None,
        dtypes: Sequence[str] = (),
    ) -> tuple[Tensor, ...]:
        """
        Apply a layer; `name` is its dotted path, `scope` the path of what holds it.

        `layer` is the module's layer with what this one call sets otherwise; `dtypes` are the
        number formats of what leaves it, where they are not the network's.

        Raises:
            ConvcalcError: If the layer cannot take these inputs, with the place and the layer.
        """
        if len(self.nodes) >= MOST_LAYERS:
            raise LimitError(f"more than {MOST_LAYERS:,} layers").at(source)
        if len(inputs) > MOST_INPUTS:
            raise LimitError(
                f"{len(inputs):,} inputs of one layer", expected=f"at most {MOST_INPUTS:,}"
            ).at(source)
        self.needs.place = name
        layer = layer or module.layer
        try:
            shapes = layer.applied(tuple([each.shape for each in inputs]), self.needs)
        except ConvcalcError as error:
            raise error.at(source, f"{module.spelled} {name!r}") from None
        if dtypes:
            outputs = tuple(map(self.tensor, shapes, dtypes))
        else:
            outputs = tuple([self.tensor(shape) for shape in shapes])
        shared_with = self._first_call.get(module)
        if shared_with is None:
            self._first_call[module] = name
        self.nodes.append(
            Node(
                name=name,
                scope=scope,
                module=module,
                layer=layer,
                inputs=tuple(inputs),
                outputs=outputs,
                source=source,
                shared_with=shared_with,
                is_in_place=getattr(layer, "is_in_place", False),
            )
        )
        return outputs

    def mark_in_place(self, target: Tensor, result: Tensor) -> None:
        """Let the last node, where it made this of that, have written it over it."""
        last = self.nodes[-1] if self.nodes else None
        if last is None or last.outputs[:1] != (result,) or last.inputs[:1] != (target,):
            return
        if target.shape == result.shape:
            self.nodes[-1] = last.replace(is_in_place=True)

    def record(self, call: Call) -> None:
        """
        Remember the call of a module, when it is left.

        Leaf calls do not nest. The second call of a module shares its weights with the first one.

        Raises:
            LimitError: If there are too many calls.
        """
        if len(self.calls) >= MOST_LAYERS:
            raise LimitError(f"more than {MOST_LAYERS:,} calls of modules").at(call.source)
        if call.module is not None:
            shared_with = self._first_recorded.get(call.module)
            if shared_with is None:
                self._first_recorded[call.module] = call.name
            else:
                call = call.replace(shared_with=shared_with)
        self.calls.append(call)

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
            unused=tuple(module for module in self.modules if not self._is_called(module)),
            assumed=tuple(self.assumed),
            calls=tuple(self.calls),
            assumptions=self.assumptions,
            error=error,
            tells_places=self.tells_places,
            was_run=self.was_run,
            format=self.format,
            hides=self.hides,
        )

    def _is_called(self, module: Module) -> bool:
        return module in self._first_call or module in self._first_recorded
