"""What the statements at the top of a file bind and change, seen without running any."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

DEFINITIONS = (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)
ASSIGNMENTS = (ast.Assign, ast.AnnAssign)
IMPORTS = (ast.Import, ast.ImportFrom)
SELF_SUFFICIENT = (*DEFINITIONS, ast.Lambda)


REGISTER = "register"
"""What the names of functions begin with that note something in another module."""


def is_registration(statement: ast.stmt) -> bool:
    """Whether a statement is a call such as `register_block("name", Block)`, or decorated so."""
    if isinstance(statement, DEFINITIONS):
        return any(_is_registering(each) for each in statement.decorator_list)
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Call)
        and isinstance(statement.value.func, ast.Name)
        and statement.value.func.id.startswith(REGISTER)
    )


def _is_registering(decorator: ast.expr) -> bool:
    """Whether this is `@REGISTRY.register(...)`, or another method of such a name."""
    while isinstance(decorator, ast.Call):
        decorator = decorator.func
    return isinstance(decorator, ast.Attribute) and decorator.attr.startswith(REGISTER)


class Effects:
    """What calling a file's own functions changes at its top: a registry that a decorator fills."""

    def __init__(self, tree: ast.Module, known: set[str]) -> None:
        self._known = known
        self._functions = {
            each.name: each for each in tree.body if isinstance(each, ast.FunctionDef)
        }
        self._changed: dict[str, frozenset[str]] = {}
        self._objects = {
            name
            for each in tree.body
            if isinstance(each, (*DEFINITIONS, *ASSIGNMENTS))
            for node in walked(each)
            for name in names_of(node)
        }

    def of(self, statement: ast.stmt) -> Iterator[str]:
        """The names that a statement changes through a function: as a decorator, or by calling."""
        calls: list[ast.expr] = []
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            calls = statement.decorator_list
        elif isinstance(statement, ast.Expr):
            calls = [statement.value]
        for each in calls:
            function = each
            while isinstance(function, ast.Call):
                function = function.func
            if isinstance(function, ast.Name) and function.id in self._functions:
                yield from self._of_function(function.id)
            elif isinstance(function, ast.Attribute):
                # A method as a decorator, such as `@REGISTRY.add("name")`, changes its object.
                yield from self._objects.intersection(root_of(function))

    def may_read(self, statement: ast.stmt, name: str) -> bool:
        """Whether a statement may read a name: it says it, or calls a function of the file."""
        if isinstance(statement, DEFINITIONS):
            return any(_says(each, name) for each in statement.decorator_list)
        return any(
            _says(node, name)
            or (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in self._functions
            )
            for node in walked(statement)
        )

    def _of_function(self, name: str) -> frozenset[str]:
        if name not in self._changed:
            function = self._functions[name]
            nodes = list(ast.walk(function))
            own = {each.arg for each in nodes if isinstance(each, ast.arg)}
            changed = {
                name
                for node in nodes
                if not isinstance(node, (*DEFINITIONS, ast.Name, *IMPORTS, ast.ExceptHandler))
                for name in names_of(node)
            }
            for each in nodes:
                if isinstance(each, ast.Global):
                    changed.update(each.names)
            self._changed[name] = frozenset(changed & self._known - own)
        return self._changed[name]


def _says(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def is_main_guard(statement: ast.stmt) -> bool:
    """Whether this is `if __name__ == "__main__":`, which is not run when a file is read."""
    return (
        isinstance(statement, ast.If)
        and isinstance(statement.test, ast.Compare)
        and any(
            isinstance(each, ast.Name) and each.id == "__name__"
            for each in (statement.test.left, *statement.test.comparators)
        )
        and not statement.orelse
    )


def walked(statement: ast.stmt) -> Iterator[ast.AST]:
    """A statement and what is in it, but for the bodies of functions and classes."""
    pending: list[ast.AST] = [statement]
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, SELF_SUFFICIENT):
            pending.extend(ast.iter_child_nodes(node))


def names_of(node: ast.AST) -> Iterator[str]:
    """The names that a node binds or may change."""
    names = NAMES.get(type(node))
    return iter(()) if names is None else names(node)


def _of_name(node: ast.Name) -> Iterator[str]:
    if not isinstance(node.ctx, ast.Load):
        yield node.id


def _of_definition(node: ast.FunctionDef | ast.ClassDef) -> Iterator[str]:
    yield node.name


def _of_import(node: ast.Import) -> Iterator[str]:
    for alias in node.names:
        yield alias.asname or alias.name.partition(".")[0]


def _of_import_from(node: ast.ImportFrom) -> Iterator[str]:
    for alias in node.names:
        yield alias.asname or alias.name


def _of_part(node: ast.Attribute | ast.Subscript) -> Iterator[str]:
    if not isinstance(node.ctx, ast.Load):
        yield from root_of(node)


def _of_expression(node: ast.Expr) -> Iterator[str]:
    """A call for its effect: it may change the object it is a method of, or its arguments."""
    call = node.value
    if isinstance(call, ast.Call):
        for each in (*call.args, *[each.value for each in call.keywords]):
            yield from root_of(each)
        if isinstance(call.func, ast.Attribute):
            yield from root_of(call.func)


def _of_handler(node: ast.ExceptHandler) -> Iterator[str]:
    if node.name:
        yield node.name


NAMES: dict[type[ast.AST], Callable[[Any], Iterator[str]]] = {
    ast.Name: _of_name,
    ast.FunctionDef: _of_definition,
    ast.AsyncFunctionDef: _of_definition,
    ast.ClassDef: _of_definition,
    ast.Import: _of_import,
    ast.ImportFrom: _of_import_from,
    ast.Attribute: _of_part,
    ast.Subscript: _of_part,
    ast.Expr: _of_expression,
    ast.ExceptHandler: _of_handler,
}


def root_of(node: ast.AST) -> Iterator[str]:
    """The name that a chain of attributes and elements begins with."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Starred)):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id
