"""
What a package on demand declares to type checkers, and gives through a lazy module.

`if TYPE_CHECKING: from .a import A, B` with `else: sys.modules[__name__] = Lazy(...)` says twice
which names a package has and where they are. The declaration is what is read: a statement a name.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from typing import TypeGuard


def statements_on_demand(tree: ast.Module) -> list[ast.stmt]:
    """
    The statements of a file as a package that is read on demand runs them.

    Each name of `from a import b, c` is imported by itself, since each may lead to other files.
    """
    found: list[ast.stmt] = []
    for each in tree.body:
        if is_declaration(each):
            found += [part for inner in each.body for part in _parts(inner)]
        elif isinstance(each, ast.ImportFrom) and len(each.names) > 1:
            found += _parts(each)
        else:
            found.append(each)
    return found


def is_declaration(statement: ast.stmt) -> TypeGuard[ast.If]:
    """Whether a statement tells type checkers what a lazy module gives."""
    return (
        isinstance(statement, ast.If)
        and _is_checking(statement.test)
        and _is_lazy(statement.orelse)
    )


def is_named_after(star: ast.ImportFrom, name: str) -> bool:
    """Whether the module of a star is called like a name: `.resnet` for ResNetModel."""
    module = (star.module or "").rpartition(".")[2].replace("_", "")
    return bool(module) and module in name.lower()


def _is_checking(test: ast.expr) -> bool:
    """Whether a test is, or begins with, `TYPE_CHECKING`."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or):
        test = test.values[0]
    name = test.attr if isinstance(test, ast.Attribute) else getattr(test, "id", "")
    return name == "TYPE_CHECKING"


def _is_lazy(statements: list[ast.stmt]) -> bool:
    """Whether statements put something else in the place of a module."""
    return any(
        isinstance(target, ast.Subscript)
        and isinstance(target.value, ast.Attribute)
        and target.value.attr == "modules"
        for each in statements
        if isinstance(each, ast.Assign)
        for target in each.targets
    )


def _parts(statement: ast.stmt) -> Iterator[ast.stmt]:
    """A statement once for every name that it imports; as it is where a star does."""
    imports = [each for each in ast.walk(statement) if isinstance(each, ast.ImportFrom)]
    names = dict.fromkeys(alias.name for each in imports for alias in each.names)
    if not names or ("*" in names and len(imports) == 1):
        yield statement
        return
    for name in names:
        # The imports of several statements that import no such name are left out of each.
        yield from _only([statement], name)


def _only(statements: Iterable[ast.stmt], name: str) -> list[ast.stmt]:
    """Statements with the imports of one name."""
    found: list[ast.stmt] = []
    for each in statements:
        if isinstance(each, ast.ImportFrom):
            aliases = [alias for alias in each.names if alias.name == name]
            if aliases:
                part = ast.ImportFrom(module=each.module, names=aliases, level=each.level)
                found.append(ast.copy_location(part, each))
        elif isinstance(each, ast.Try):
            found.append(_try_only(each, name))
        elif isinstance(each, ast.If):
            body = _only(each.body, name) or [ast.copy_location(ast.Pass(), each)]
            part_if = ast.If(test=each.test, body=body, orelse=_only(each.orelse, name))
            found.append(ast.copy_location(part_if, each))
        else:
            found.append(each)
    return found


def _try_only(node: ast.Try, name: str) -> ast.Try:
    nothing = ast.copy_location(ast.Pass(), node)
    handlers = []
    for each in node.handlers:
        body = _only(each.body, name) or [nothing]
        handlers.append(
            ast.copy_location(ast.ExceptHandler(type=each.type, name=each.name, body=body), each)
        )
    made = ast.Try(
        body=_only(node.body, name) or [nothing],
        handlers=handlers,
        orelse=_only(node.orelse, name),
        finalbody=_only(node.finalbody, name),
    )
    return ast.copy_location(made, node)
