"""The hand that applies layers: it names them, knows the line before, points at the blamed."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from convcalc.errors import BadValue
from convcalc.graph.builder import GraphBuilder
from convcalc.readers.layers_file.inputs import Inputs
from convcalc.readers.layers_file.naming import Frame
from convcalc.readers.layers_file.naming import Names

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.graph.tensor import Module
    from convcalc.graph.tensor import Tensor
    from convcalc.layers.core.layer import Layer
    from convcalc.readers.layers_file.inputs import Given
    from convcalc.source import Source


class Tracer:
    """
    The state of one trace: the graph so far, the frame that lines stand in, the names.

    `label` is the name that an assignment gives to the call on its right.
    """

    def __init__(
        self,
        name: str,
        given: Sequence[Given] | None = None,
        batch: Dim | None = None,
        *,
        doubtful_is_full: bool = False,
        given_are_full: bool = False,
    ) -> None:
        self.builder = GraphBuilder(name)
        self.inputs = Inputs(
            self.builder,
            given,
            batch,
            doubtful_is_full=doubtful_is_full,
            given_are_full=given_are_full,
        )
        self.frame = Frame()
        self.names = Names()
        self.label: tuple[ast.expr, str] | None = None

    def apply(
        self,
        module: Module,
        tensors: Sequence[Tensor],
        name: str,
        source: Source | None,
        layer: Layer | None = None,
    ) -> tuple[Tensor, ...]:
        """
        Apply a layer here; its first output is what the next line takes.

        `layer` is the module's layer with what this one call sets otherwise.

        Raises:
            ConvcalcError: If the layer cannot take these inputs.
        """
        if self.inputs.has_pending:
            for tensor in tensors:
                self.inputs.settle(tensor, module.layer)
        frame = self.frame
        path = frame.path
        local = name or frame.number(module.spelled.lower())
        full = self.names.unique(f"{path}.{local}" if path else local)
        outputs = self.builder.apply(
            module, tensors, name=full, scope=path, source=source, layer=layer
        )
        frame.current = outputs[0]
        return outputs

    def line_before(self, module: Module | None = None) -> Tensor:
        """
        What the line before gave: the input of a layer that names none.

        Raises:
            BadValue: If there is no line before and no input.
        """
        current = self.frame.current
        if current is not None:
            return current
        if not self.builder.inputs:
            given = self.inputs.given_for("input")
            if given is not None:
                current = self.inputs.declare_given("input", given)
                self.frame.current = current
                return current
        what = module.spelled if module is not None else "this"
        raise BadValue(
            f"{what} has no line before it to take its input from",
            hint="begin with an input, such as input(3, 224, 224), or give it with -i 3x224x224",
        )

    def take_label(self, node: ast.expr) -> str:
        """The name that an assignment gives to this very call, once."""
        if self.label is None or self.label[0] is not node:
            return ""
        name = self.label[1]
        self.label = None
        return name

    @contextmanager
    def inside(self, frame: Frame) -> Iterator[Frame]:
        """Let lines stand in another frame for a while."""
        outer, self.frame = self.frame, frame
        try:
            yield frame
        finally:
            self.frame = outer
