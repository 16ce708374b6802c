"""
What the names of a scope are used for, read off its syntax tree before it runs.

A layer assigned to a name is applied where it stands, unless the name is called later; a list is,
unless anything is done with the name later. Only the whole scope can tell.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.readers.python.language.limits import Limits
from convcalc.readers.python.language.limits import exceeded

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from typing import Any

Position = tuple[int, int]

NEVER: Position = (0, 0)
ALWAYS: Position = (1 << 60, 0)

GROWING = frozenset({"append", "add", "extend", "insert", "add_module"})
"""Methods that put a layer into a run."""

SHAPELESS = frozenset(
    {"apply", "build", "compile", "cpu", "cuda", "eval", "fit", "summary", "to", "train"}
)
"""Methods of models that no shape depends on."""

HOLDERS = frozenset(
    {
        "Bidirectional",
        "ModuleDict",
        "ModuleList",
        "OrderedDict",
        "Sequential",
        "SpectralNormalization",
        "StackedRNNCells",
        "TimeDistributed",
        "TransformerDecoder",
        "TransformerEncoder",
        "dict",
        "enumerate",
        "filter",
        "list",
        "map",
        "reversed",
        "timedistributed",
        "transformerdecoder",
        "transformerencoder",
        "tuple",
        "zip",
    }
)
"""Calls that hold layers without applying them."""


class Uses:
    """
    Where names are last used, by what for.

    `called` as a layer or held for that, `passed` in any other way, `grown` by append and the like;
    and how often each is `assigned`.
    """

    def __init__(self, body: Sequence[ast.stmt]) -> None:
        self.called: dict[str, Position] = {}
        self.passed: dict[str, Position] = {}
        self.grown: dict[str, Position] = {}
        self.assigned: dict[str, int] = {}
        self._floor = NEVER
        self.add(body)

    def add(self, body: Sequence[ast.stmt]) -> None:
        """
        Look through more statements of the same scope.

        Raises:
            LimitError: If they are nested too deeply.
        """
        try:
            self._block(body)
        except RecursionError:
            nesting = Limits().nesting
            raise exceeded("nesting", nesting, "levels of nesting") from None

    def is_called(self, name: str) -> bool:
        """Whether anything but growing is done with the name anywhere."""
        return name in self.called or name in self.passed

    def is_called_later(self, name: str, node: ast.expr) -> bool:
        """Whether the name is called, or held to be called, behind a node."""
        return self.called.get(name, NEVER) > (node.lineno, node.col_offset)

    def is_used_later(self, name: str, node: ast.expr) -> bool:
        """Whether anything is done with the name behind a node."""
        place = (node.lineno, node.col_offset)
        return self.called.get(name, NEVER) > place or self.passed.get(name, NEVER) > place

    def is_grown_later(self, name: str, node: ast.expr) -> bool:
        """Whether something is put into what the name stands for behind a node."""
        return self.grown.get(name, NEVER) > (node.lineno, node.col_offset)

    def _record(self, table: dict[str, Position], node: ast.expr) -> None:
        name = dotted(node)
        if name:
            place = max((node.end_lineno or node.lineno, node.col_offset), self._floor)
            table[name] = max(table.get(name, NEVER), place)

    # statements

    def _block(self, body: Sequence[ast.stmt]) -> None:
        for statement in body:
            visit = self._statements.get(type(statement))
            if visit is not None:
                visit(self, statement)

    def _assign(self, targets: Sequence[ast.expr], value: ast.expr | None) -> None:
        for target in targets:
            if isinstance(target, (ast.Tuple, ast.List)):
                self._assign(target.elts, None)
            name = dotted(target)
            if name:
                self.assigned[name] = self.assigned.get(name, 0) + 1
        if value is not None:
            self._value(value, held=True)

    def _assignment(self, node: ast.Assign) -> None:
        self._assign(node.targets, node.value)

    def _annotated(self, node: ast.AnnAssign) -> None:
        self._assign([node.target], node.value)

    def _augmented(self, node: ast.AugAssign) -> None:
        self._record(self.grown, node.target)
        self._assign([node.target], node.value)

    def _expression(self, node: ast.Expr) -> None:
        name = dotted(node.value)
        self._value(node.value, held=not name or name.startswith("self."))

    def _return(self, node: ast.Return) -> None:
        if node.value is not None:
            self._value(node.value, held=False)

    def _if(self, node: ast.If) -> None:
        self._value(node.test, held=False)
        self._block(node.body)
        self._block(node.orelse)

    def _loop(self, node: ast.For | ast.While) -> None:
        """What a loop uses anywhere, it uses again in its next round."""
        outer = self._floor
        self._floor = max(outer, (node.end_lineno or node.lineno, 1 << 30))
        if isinstance(node, ast.For):
            self._assign([node.target], None)
            self._value(node.iter, held=True)
        else:
            self._value(node.test, held=False)
        self._block(node.body)
        self._floor = outer
        self._block(node.orelse)

    def _function(self, node: ast.FunctionDef) -> None:
        """A function may be called at any time, with the names that are not its own."""
        inner = Uses(node.body)
        arguments = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
        own = {each.arg for each in arguments} | set(inner.assigned)
        pairs = (
            (self.called, inner.called),
            (self.passed, inner.passed),
            (self.grown, inner.grown),
        )
        for table, found in pairs:
            table.update({name: ALWAYS for name in found if name not in own})

    # expressions

    def _value(self, node: ast.expr, *, held: bool) -> None:
        """Look through an expression; `held` where a bare name in it would be kept, not applied."""
        visit = self._expressions.get(type(node))
        if visit is not None:
            visit(self, node, held)
        elif type(node) is not ast.Constant:
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    self._value(child, held=False)

    def _name(self, node: ast.Name | ast.Attribute, held: bool) -> None:
        self._record(self.passed, node)
        if held:
            self._record(self.called, node)

    def _attribute(self, node: ast.Attribute, held: bool) -> None:
        if dotted(node):
            self._name(node, held)
        else:
            self._value(node.value, held=False)

    def _call(self, node: ast.Call, held: bool) -> None:
        function = node.func
        last = function.attr if isinstance(function, ast.Attribute) else dotted(function)
        is_growing = (
            isinstance(function, ast.Attribute) and last in GROWING and not merges(function)
        )
        if is_growing and isinstance(function, ast.Attribute):
            self._record(self.grown, function.value)
        elif isinstance(function, ast.Attribute) and last in SHAPELESS:
            pass
        else:
            self._called(function)
        holds = is_growing or last in HOLDERS
        for argument in node.args:
            self._value(argument, held=holds)
        for keyword in node.keywords:
            self._value(keyword.value, held=holds)

    def _called(self, function: ast.expr) -> None:
        """`name(...)`, `self.name(...)`, `names[0](...)`."""
        while isinstance(function, ast.Subscript):
            function = function.value
        if dotted(function):
            self._record(self.called, function)
        else:
            self._value(function, held=False)

    def _display(self, node: ast.List | ast.Tuple | ast.Set, held: bool) -> None:
        for each in node.elts:
            self._value(each, held=held)

    def _dict(self, node: ast.Dict, held: bool) -> None:
        for each in node.values:
            self._value(each, held=True)

    def _starred(self, node: ast.Starred, held: bool) -> None:
        self._value(node.value, held=True)

    def _sum(self, node: ast.BinOp, held: bool) -> None:
        """A list put together keeps its parts; a sum of tensors applies them."""
        lists = isinstance(node.left, DISPLAYS) or isinstance(node.right, DISPLAYS)
        self._value(node.left, held=held and lists)
        self._value(node.right, held=held and lists)

    def _choice(self, node: ast.IfExp, held: bool) -> None:
        self._value(node.test, held=False)
        self._value(node.body, held=False)
        self._value(node.orelse, held=False)

    def _comprehension(self, node: Any, held: bool) -> None:
        for part in node.generators:
            self._value(part.iter, held=True)
            for test in part.ifs:
                self._value(test, held=False)
        self._value(node.value if isinstance(node, ast.DictComp) else node.elt, held=held)

    def _subscript(self, node: ast.Subscript, held: bool) -> None:
        self._value(node.value, held=held)

    def _lambda(self, node: ast.Lambda, held: bool) -> None:
        outer, self._floor = self._floor, ALWAYS
        self._value(node.body, held=False)
        self._floor = outer

    _statements: ClassVar[dict[type[ast.stmt], Callable[[Uses, Any], None]]] = {
        ast.Expr: _expression,
        ast.Assign: _assignment,
        ast.AnnAssign: _annotated,
        ast.AugAssign: _augmented,
        ast.Return: _return,
        ast.If: _if,
        ast.For: _loop,
        ast.While: _loop,
        ast.FunctionDef: _function,
    }

    _expressions: ClassVar[dict[type[ast.expr], Callable[..., None]]] = {
        ast.Name: _name,
        ast.Attribute: _attribute,
        ast.Call: _call,
        ast.List: _display,
        ast.Tuple: _display,
        ast.Set: _display,
        ast.Dict: _dict,
        ast.Starred: _starred,
        ast.BinOp: _sum,
        ast.IfExp: _choice,
        ast.ListComp: _comprehension,
        ast.GeneratorExp: _comprehension,
        ast.SetComp: _comprehension,
        ast.DictComp: _comprehension,
        ast.Subscript: _subscript,
        ast.Lambda: _lambda,
    }


def dotted(node: ast.expr) -> str:
    """`name` or `self.name` as text; nothing for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"self.{node.attr}" if node.value.id == "self" else ""
    return ""


def merges(function: ast.Attribute) -> bool:
    """Whether `….add` is the merge of a framework's module, not the method of a model."""
    holder = function.value
    name = holder.attr if isinstance(holder, ast.Attribute) else dotted(holder)
    return name in {"keras", "layers", "ops", "torch"}


DISPLAYS = (ast.List, ast.Tuple, ast.ListComp)


def grows(node: ast.expr) -> bool:
    """Whether a line puts something into a run: `model.add(layer)`."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in GROWING
    )
