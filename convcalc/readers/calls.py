"""Single layer calls, each applied to the same inputs, whose shapes are taken as they are."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from convcalc.dims import symbol
from convcalc.errors import BadValue
from convcalc.errors import ConvcalcError
from convcalc.errors import UnknownName
from convcalc.readers.layers_file.layer_names import LayerName
from convcalc.readers.layers_file.naming import Frame
from convcalc.readers.layers_file.paste import source_text
from convcalc.readers.layers_file.reader import SpecReader
from convcalc.readers.layers_file.spec_values import LayerValue
from convcalc.readers.layers_file.spec_values import TensorValue
from convcalc.readers.layers_file.spec_values import is_tensors
from convcalc.readers.layers_file.spec_values import last_tensor
from convcalc.readers.layers_file.tracer import Tracer
from convcalc.readers.python.language.limits import Limits
from convcalc.readers.python.objects.host import Site

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.graph.graph import Graph
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.language.scope import Scope
    from convcalc.readers.python.language.source_text import SourceText

Given = tuple["str | None", "Shape"]

QUOTED = frozenset({"same", "valid", "causal", "full", "zeros", "reflect", "replicate", "circular"})
"""Words that are text in every vocabulary, and would be taken for sizes without their quotes."""


def trace_calls(
    calls: Sequence[str], inputs: Sequence[Given]
) -> tuple[Graph, tuple[ConvcalcError, ...]]:
    """
    All layers side by side in one graph, and what is wrong with those that are missing in it.

    Free names inside a call are symbols.
    """
    tracer = Tracer("")
    values = [
        TensorValue(tracer.builder.input(name or _name_of(position, len(inputs)), shape), tracer)
        for position, (name, shape) in enumerate(inputs)
    ]
    numbers, outputs = Frame(), []
    errors: list[ConvcalcError] = []
    for position, call in enumerate(calls):
        place = "call" if len(calls) == 1 else f"call {position + 1}"
        try:
            _trace_call(source_text(call, place), tracer, values, numbers)
        except ConvcalcError as error:
            errors.append(error)
        else:
            outputs.append(tracer.frame.current)
    tracer.builder.outputs = tuple([each for each in outputs if each is not None])
    return tracer.builder.graph(errors[0] if errors else None), tuple(errors)


def _name_of(position: int, count: int) -> str:
    return "input" if count == 1 else f"input_{position + 1}"


def _trace_call(
    source: SourceText, tracer: Tracer, values: Sequence[TensorValue], numbers: Frame
) -> None:
    """
    Apply one call.

    Raises:
        ConvcalcError: If it is no layer, or cannot take the inputs.
    """
    limits = Limits()
    tree = source.parse(limits)
    if not tree.body:
        raise BadValue("no layer in a call", expected="a layer, for example conv2d(64, k=3)")
    tracer.frame = Frame()
    tracer.frame.body = tree.body
    tracer.frame.current = values[0].tensor
    if may_be_function(tree):
        from convcalc.readers.function_calls import CallTrace
        from convcalc.readers.function_calls import FunctionReader
        from convcalc.readers.function_calls import is_function

        if is_function(tree):
            inputs = [each.tensor for each in values]
            trace = CallTrace(tracer.builder, numbers.number)
            tracer.frame.current = FunctionReader(source, limits, inputs, trace).read(tree)
            return
    before = len(tracer.builder.nodes)
    CallReader(source, tracer, limits, values, numbers).read(tree)
    if len(tracer.builder.nodes) == before:
        raise BadValue("a call that is no layer", expected="a layer, for example conv2d(64, k=3)")


def may_be_function(tree: ast.Module) -> bool:
    """Whether a name in it is an input's: functions are handed theirs, layers are not."""
    return any(isinstance(each, ast.Name) and each.id == "x" for each in ast.walk(tree))


class CallReader(SpecReader):
    """A reader to which a line is a layer of all the inputs, and a free name a symbol."""

    def __init__(
        self,
        text: SourceText,
        tracer: Tracer,
        limits: Limits,
        values: Sequence[TensorValue],
        numbers: Frame,
    ) -> None:
        super().__init__(text, tracer, limits)
        self.values = list(values)
        self.numbers = numbers
        self.heads: frozenset[ast.AST] = frozenset()

    def read(self, tree: ast.Module) -> None:
        """
        Execute a parsed call.

        Raises:
            ConvcalcError: If it is no layer, or cannot take the inputs.
        """
        self.heads = _heads(tree)
        self.run_pieces([(self.text, tree)])

    def standing_alone(self, statement: ast.Expr, value: object, scope: Scope) -> None:
        """Apply a layer to all inputs."""
        if not self._applied(value, "", Site(self, statement.value, scope)):
            super().standing_alone(statement, value, scope)

    def assigned(self, target: ast.expr, node: ast.expr, value: object, scope: Scope) -> object:
        """Apply a layer with a name to all inputs."""
        name = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
        if type(value) is tuple and len(value) == 1:
            value = value[0]
        if self._applied(value, name, Site(self, node, scope)):
            return value
        return super().assigned(target, node, value, scope)

    def _applied(self, value: object, name: str, site: Site) -> bool:
        """Whether this is a layer, which is then applied."""
        if isinstance(value, LayerName):
            value = value.layer([], {}, site)
        if not isinstance(value, LayerValue):
            return False
        label = name or self.numbers.number(value.module.spelled.lower())
        result = value.apply(self.values, label, site)
        if is_tensors(result):
            self.tracer.frame.current = last_tensor(result)
        return True

    def free_name(self, name: str, node: ast.Name, scope: Scope) -> object:
        """What it is everywhere; an argument that nothing defines is a symbol."""
        try:
            return super().free_name(name, node, scope)
        except UnknownName:
            if node in self.heads:
                raise
        if name.lower() in QUOTED:
            raise BadValue(f"{name} is a word, not a size", hint=f"write {name.lower()!r}")
        return symbol(name)


def _heads(tree: ast.Module) -> frozenset[ast.AST]:
    """The names that are called, or that stand for a layer by themselves: never symbols."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            found.add(_root(node.func))
        elif isinstance(node, (ast.Expr, ast.Assign, ast.Attribute)):
            found.add(_root(node.value))
    return frozenset(found)


def _root(node: ast.expr) -> ast.expr:
    """The name that a dotted path begins with."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node
