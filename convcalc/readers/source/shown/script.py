"""A script that calls layers one by one, without a model: what it computes is the network."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ShapeError
from convcalc.errors import UsageError
from convcalc.layers.core.shapes import show_shape
from convcalc.readers.python.tracing.tensors import tensors_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.libraries.torch.nn.module import ModuleInstance
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.tracing.trace import Trace
    from convcalc.readers.source.modules import SourceModule
    from convcalc.readers.source.reader import SourceReader

    Given = tuple[str | None, Shape]


class Script:
    """
    Makes one network of the calls of a script.

    A tensor that a layer is given, and that comes from no other, is an input, in the shape that the
    caller gave for it, if any.
    """

    def __init__(self, trace: Trace, given: Sequence[Given], batch: Dim | None) -> None:
        self.trace = trace
        self.named = {name: shape for name, shape in given if name}
        self.given = [shape for name, shape in given if not name]
        self.batch = batch
        self.has_input = False
        self._seen = 0
        self._reached: set[int] = set()

    def run(self, module: SourceModule, reader: SourceReader) -> None:
        """
        Run the file.

        Raises:
            ShapeError: If a layer cannot take what it is given.
        """
        self.trace.begin()
        self.trace.is_loose = True
        self.trace.watcher = self
        try:
            module.scope.variables["__name__"] = "__main__"
            module.run_in_order()
        finally:
            self.trace.watcher = None
        for error in module.failed:
            if isinstance(error, ShapeError):
                raise error

    def check_given(self) -> None:
        """
        Refuse shapes that no input was there for.

        Raises:
            UsageError: With the inputs that there are.
        """
        left = [*self.named, *[show_shape(each) for each in self.given]]
        if left:
            raise UsageError(
                f"the script has no input for {', '.join(left)}",
                expected=f"shapes for {', '.join([name for name, _ in self.trace.builder.inputs])}",
            )

    def tool(self, name: str, args: list[Any], kwargs: dict[str, Any], site: Site) -> None:
        """Nothing: what a tool does with a layer is no part of it."""

    def call(
        self, model: ModuleInstance, args: list[Any], kwargs: dict[str, Any], site: Site
    ) -> object:
        """Call a module as a part of the network."""
        self._take([*args, *kwargs.values()], site)
        self.trace.watcher = None
        try:
            return model.run_forward(args, kwargs, site)
        finally:
            self.trace.watcher = self

    def layer(self, layer: ModuleInstance, args: list[Any], site: Site) -> None:
        """Make inputs of the tensors that a layer is given."""
        self._take(args, site)

    def _take(self, values: list[Any], site: Site) -> None:
        nodes = self.trace.builder.nodes
        for node in nodes[self._seen :]:
            if not self._reached.isdisjoint([each.index for each in node.inputs]):
                self._reached.update([each.index for each in node.outputs])
        self._seen = len(nodes)
        for each in tensors_in(values):
            if each.tensor.index in self._reached:
                continue
            if not self.has_input:
                self.trace.builder.restart()
                self._seen = 0
            self.has_input = True
            self._make_input(each, site)

    def _make_input(self, value: Any, site: Site) -> None:
        builder = self.trace.builder
        is_named = isinstance(site.node, ast.Call) and site.node.args
        first = site.node.args[0] if is_named else None  # type: ignore[attr-defined]  # a call
        name = first.id if isinstance(first, ast.Name) else "input"
        taken = {each for each, _ in builder.inputs}
        free = name if name not in taken else f"{name}_{len(taken) + 1}"
        if free in self.named:
            shape = self.named.pop(free)
        elif self.given:
            shape = self.given.pop(0)
        else:
            shape = tuple(value.shape)
            if self.batch is not None and shape:
                shape = (self.batch, *shape[1:])
            builder.assumed.append(
                f"the input {show_shape(shape)}, as the file itself feeds {site.source().spot}"
            )
        value.tensor = builder.input(free, shape)
        self._reached.add(value.tensor.index)
