"""keras.Model and Sequential as objects: functional, a row of layers, or the user's own `call`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.libraries.keras.inputs import is_input
from convcalc.readers.python.libraries.keras.layer import LayerInstance
from convcalc.readers.python.libraries.keras.operations import running
from convcalc.readers.python.libraries.keras.session import session
from convcalc.readers.python.libraries.keras.tensors import KerasTensor
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.tracing.models import Model
from convcalc.readers.python.tracing.models import parameters_to_fill

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from convcalc.graph.builder import GraphBuilder
    from convcalc.graph.tensor import Tensor
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.libraries.keras.graph import FunctionalGraph
    from convcalc.readers.python.objects.classes import ClassObject
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.tracing.trace import Trace
    from convcalc.source import Source


class ModelInstance(LayerInstance, Model):
    """
    A model of Keras.

    `graph` is that of a functional one, `row` the layers of a Sequential; the user's own has
    neither. `beginning` and `end` are the tensors of a Sequential whose input is known.
    """

    __slots__ = ("beginning", "end", "graph", "row")

    def __init__(self, cls: ClassObject) -> None:
        super().__init__(cls)
        self.graph: FunctionalGraph | None = None
        self.row: list[LayerInstance] | None = None
        self.beginning: KerasTensor | None = None
        self.end: Any = None

    def sublayers(self) -> list[LayerInstance]:
        """Those of the graph, those in the row, or those among its attributes."""
        if self.graph is not None:
            inside = [each for each in self.graph.operators if isinstance(each, LayerInstance)]
        else:
            inside = list(self.row or ())
        known = set(map(id, inside))
        return inside + [each for each in super().sublayers() if id(each) not in known]

    def inner_values(self) -> Iterable[Any]:
        """Its layers, and what else it holds."""
        return (*super().inner_values(), *self.sublayers())

    def layers(self) -> list[LayerInstance]:
        """As `model.layers` lists them: a Sequential leaves its input out."""
        if self.row is not None:
            return [each for each in self.row if not is_input(each)]
        return self.sublayers()

    def trace_call(
        self, args: list[Any], kwargs: dict[str, Any], site: Site, source: Source | None
    ) -> object:
        """Run it: through its graph, along its row, or as its `call` says."""
        if self.is_overridden():
            return super().trace_call(args, kwargs, site, source)
        if self.graph is None and self.row is None:
            raise BadValue(
                f"class {self.cls.name} has no call()", expected="def call(self, inputs)"
            )
        return self.run_inside(self.run_own, args, kwargs, site, source)

    def run_own(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> Any:
        """Its graph, or its row of layers one after the other."""
        if self.graph is not None:
            kwargs = {name: each for name, each in kwargs.items() if name not in CALL_OPTIONS}
            return self.graph.run(args, kwargs, site)
        value = args[0] if args else kwargs.get("inputs", kwargs.get("x"))
        for each in self.row or ():
            if not is_input(each):
                value = each.trace_call([value], {}, site, each.source)
        return value

    def run_inside(
        self, run: Any, args: list[Any], kwargs: dict[str, Any], site: Site, source: Source | None
    ) -> Any:
        """A model is never told as one row; only what it owns itself has a row."""
        if self.own_weights():
            return super().run_inside(run, args, kwargs, site, source)
        trace = session(site).trace
        outer, trace.path = trace.path, self.path_in(site)
        try:
            return run(args, kwargs, site)
        finally:
            trace.path = outer

    # a Sequential

    def append(self, layer: LayerInstance, site: Site) -> None:
        """
        Put a layer behind those that are there; where the input is known, its shape is at once.

        Raises:
            ConvcalcError: If the layer cannot take what comes before it.
        """
        if self.row is None:
            raise BadValue(f"{self.cls.name} is no Sequential: nothing is added to it")
        self.row.append(layer)
        if is_input(layer):
            self.beginning = self.end = layer.inbound[0].outputs[0]
        elif self.beginning is None and "_declared" in layer.attributes:
            self.begin(layer.attributes["_declared"], site)
        elif self.beginning is None and isinstance(layer, ModelInstance):
            shape = layer.known_shape()
            if shape is not None:
                self.begin(shape, site)
        elif self.end is not None:
            self.end = layer.invoke([self.end], {}, site, layer.source)

    def begin(self, shape: Any, site: Site) -> None:
        """Take an input of this shape, the batch included."""
        from convcalc.readers.python.libraries.keras.inputs import symbolic_input

        self.beginning = self.end = symbolic_input(shape, site)
        for each in self.row or ():
            self.end = each.invoke([self.end], {}, site, each.source)

    def known_shape(self) -> tuple[Any, ...] | None:
        """The shape of its one input, where it says it itself."""
        if self.graph is not None and len(self.graph.flat_inputs) == 1:
            return self.graph.flat_inputs[0].keras_shape()
        return None if self.beginning is None else self.beginning.keras_shape()

    # what a reader asks of a model

    def input_names(self, site: Site) -> Sequence[str]:
        """The names of its inputs, or of the parameters of its `call`."""
        if self.graph is not None and not self.is_overridden():
            return [each.name for each in self.graph.flat_inputs]
        if self.row is not None and not self.is_overridden():
            return [self.beginning.name if self.beginning is not None else "inputs"]
        held = self.cls.lookup("call")
        names = parameters_to_fill(held)[1:] if isinstance(held, Function) else []
        return [each for each in names if each not in CALL_OPTIONS]

    def default_inputs(self) -> Sequence[tuple[str, Shape]] | None:
        """The shapes of its inputs, where the model was made of them."""
        flat = [] if self.beginning is None else [self.beginning]
        if self.graph is not None:
            flat = self.graph.flat_inputs
        if not flat:
            return self._built_for()
        return [(each.name, _open_batch(each.tensor.shape)) for each in flat]

    def _built_for(self) -> Sequence[tuple[str, Shape]] | None:
        """What `model.build(shape)` said."""
        declared = self.attributes.get("_declared")
        if not isinstance(declared, tuple):
            return None
        from convcalc.readers.python.libraries.keras.inputs import open_shape

        return [("inputs", _open_batch(open_shape(declared)))]

    def prepare(self, trace: Trace) -> None:
        """Say of every layer of the user's models that it is there, called later or not."""
        if self.graph is not None:
            return
        for path, layer in self._named(""):
            if layer.core is None and not isinstance(layer, ModelInstance):
                if not layer.own_weights():
                    continue
                module = layer.graph_module(layer.parameters_layer())
            elif layer.core is not None:
                module = layer.graph_module(layer.core)
            else:
                continue
            module.name = path
            trace.builder.define(module)

    def _named(self, path: str) -> list[tuple[str, LayerInstance]]:
        """Every layer inside, each once, with its path."""
        found: list[tuple[str, LayerInstance]] = []
        seen: set[int] = set()
        waiting: list[tuple[str, LayerInstance]] = [("", self)]
        while waiting:
            path, layer = waiting.pop()
            if id(layer) in seen or is_input(layer):
                continue
            seen.add(id(layer))
            if layer is not self:
                found.append((path, layer))
            if isinstance(layer, ModelInstance) and layer.graph is not None and layer is not self:
                continue
            inner = f"{path}." if path else ""
            waiting += reversed([(f"{inner}{each.name}", each) for each in layer.sublayers()])
        return found

    def make_tensor(self, tensor: Tensor, dtype: str) -> KerasTensor:
        """An input of the trace."""
        return KerasTensor(tensor, dtype)

    def run(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Call the model with the inputs of the trace that the evaluator holds."""
        with running((args, kwargs), site):
            found = self._run_root(args, kwargs, site)
            if not self.is_trainable:
                _freeze(session(site).trace.builder)
        return found

    def _run_root(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        is_made = self.graph is not None or self.row is not None
        if is_made and not self.is_overridden():
            return self.run_own(args, kwargs, site)
        self.ensure_built(args, kwargs, site)
        trace = session(site).trace
        if not self.own_weights():
            return self._user_call(args, kwargs, site)
        layer = self.parameters_layer()
        module = self.graph_module(layer)
        with trace.inside("", module=module, is_leaf=False, is_recorded=True, source=self.source):
            return self._user_call(args, kwargs, site)


CALL_OPTIONS = ("training", "mask")
"""What `call` may take that is no tensor to work on."""


def _freeze(builder: GraphBuilder) -> None:
    """Nothing of a model that is not trained is, whatever its layers were told since."""
    nodes = [each.module for each in builder.nodes]
    calls = [each.module for each in builder.calls]
    for module in (*builder.modules, *nodes, *calls):
        if module is not None:
            module.trainable = False


def _open_batch(shape: Shape) -> Shape:
    """The shape as a reader takes it: a batch that is left open is 0."""
    return shape if type(shape[0]) is int else (0, *shape[1:])
