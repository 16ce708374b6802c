"""Calls of PyTorch's functions and methods of tensors: `F.pad(x, (1, 1))`, `x.flatten(1)`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import symbol
from convcalc.errors import BadValue
from convcalc.errors import UnknownName
from convcalc.layers.other.identity import Identity
from convcalc.readers.python.language.evaluator import Evaluator
from convcalc.readers.python.libraries import library
from convcalc.readers.python.libraries.torch.tensor import TorchTensor
from convcalc.readers.python.objects.host import Site
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.tracing.tensors import tensors_in
from convcalc.readers.python.tracing.trace import Trace

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.graph.builder import GraphBuilder
    from convcalc.graph.tensor import Tensor
    from convcalc.readers.python.language.limits import Limits
    from convcalc.readers.python.language.scope import Scope
    from convcalc.readers.python.language.source_text import SourceText

INPUTS = ("x", "y", "z")
"""What the inputs are called in a call, in order."""

MODULES: dict[str, str] = {
    "F": "torch.nn.functional",
    "einops": "einops",
    "functional": "torch.nn.functional",
    "np": "numpy",
    "numpy": "numpy",
    "torch": "torch",
}
"""The names that modules go by."""


def is_function(tree: ast.Module) -> bool:
    """Whether a text is one expression of PyTorch's functions, methods or operators of inputs."""
    if len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr):
        return False
    words = _path(tree.body[0].value)
    if words[0] in ("F", "functional", "einops"):
        return True
    if words[0] == "torch":
        return "functional" in words or (len(words) > 1 and words[1] != "nn")
    if words[:2] == ["nn", "functional"]:
        return True
    return words[0] in INPUTS and not isinstance(tree.body[0].value, ast.Name)


def _path(node: ast.expr) -> list[str]:
    """The dotted name that an expression begins with, word by word."""
    words: list[str] = []
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Attribute):
            words.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Call):
            words.clear()
            node = node.func
        elif isinstance(node, ast.Subscript):
            node = node.value
        elif isinstance(node, ast.BinOp):
            node = node.left
        elif isinstance(node, ast.UnaryOp):
            node = node.operand
        elif isinstance(node, ast.Compare):
            node = node.left
        else:
            return [""]
    return [node.id, *reversed(words)]


class CallTrace(Trace):
    """A trace whose nodes go into a graph that is there already, numbered with the others."""

    def __init__(self, builder: GraphBuilder, number: Callable[[str], str]) -> None:
        super().__init__("")
        self.builder = builder
        self.number = number

    def unique(self, name: str) -> str:
        """The name with the number that it has in the whole command."""
        return self.number(name)


class FunctionReader(Evaluator):
    """Evaluates one expression of the inputs; a name that nothing defines is a symbol."""

    def __init__(
        self, text: SourceText, limits: Limits, inputs: Sequence[Tensor], trace: Trace
    ) -> None:
        super().__init__(text, limits)
        self.trace = trace
        self.inputs = inputs
        self.result: object = None

    def read(self, tree: ast.Module) -> Tensor:
        """
        The tensor that the expression gives, the first of several.

        Raises:
            ConvcalcError: If it gives none, or something in it cannot be.
        """
        before = len(self.trace.builder.nodes)
        self.run_pieces([(self.text, tree)])
        if isinstance(self.result, Unread):
            self.result.refuse()
        found = list(tensors_in(self.result)) or list(tensors_in(getattr(self.result, "items", ())))
        if not found:
            raise BadValue("a call that gives no tensor", expected="for example F.relu(x)")
        if len(self.trace.builder.nodes) > before:
            return found[0].tensor
        # What changes nothing is a row all the same: somebody asked for it.
        node = tree.body[0].value  # type: ignore[attr-defined]  # one expression
        site = Site(self, node, self.scope)
        return self.trace.operate(Identity(), [found[0].tensor], site, _path(node)[-1])[0]

    def standing_alone(self, statement: ast.Expr, value: object, scope: Scope) -> None:
        """Keep the value of the expression."""
        self.result = value

    def free_name(self, name: str, node: ast.Name, scope: Scope) -> object:
        """An input, a module, a builtin; anything else is a symbol."""
        if name in INPUTS[: len(self.inputs)]:
            return self._input(INPUTS.index(name))
        if name in MODULES:
            return library(MODULES[name])
        if name == "nn":
            return library("torch.nn")
        try:
            return super().free_name(name, node, scope)
        except UnknownName:
            if name in INPUTS:
                raise
            return symbol(name)

    def _input(self, index: int) -> Any:
        """The same tensor of the evaluated world for every mention."""
        name = INPUTS[index]
        found = TorchTensor(self.inputs[index])
        self.scope.variables[name] = found
        return found
