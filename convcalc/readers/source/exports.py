"""What a file lets a star take, and which of its imports it is ready to go without."""

from __future__ import annotations

import ast

IMPORTS = (ast.Import, ast.ImportFrom)


def static_all(tree: ast.Module) -> frozenset[str] | None:
    """What `__all__` lists; None where there is none, or where it cannot be read off."""
    found: set[str] | None = None
    for statement in tree.body:
        value = _all_part(statement)
        if value is None:
            continue
        if any(isinstance(each, (ast.Name, ast.Call)) for each in ast.walk(value)):
            return None
        texts = [each.value for each in ast.walk(value) if isinstance(each, ast.Constant)]
        found = (found or set()) | {each for each in texts if isinstance(each, str)}
    return None if found is None else frozenset(found)


def _all_part(statement: ast.stmt) -> ast.expr | None:
    """What a statement adds to `__all__`; None where it has nothing to do with it."""
    target: ast.expr | None = None
    value: ast.expr | None = None
    if isinstance(statement, ast.Assign):
        target, value = statement.targets[0], statement.value
    elif isinstance(statement, (ast.AugAssign, ast.AnnAssign)):
        target, value = statement.target, statement.value
    elif (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Call)
        and isinstance(statement.value.func, ast.Attribute)
    ):
        target, value = statement.value.func.value, ast.Tuple(statement.value.args)
    return value if isinstance(target, ast.Name) and target.id == "__all__" else None


def guarded_imports(tree: ast.Module) -> frozenset[ast.stmt]:
    """The imports inside a `try` that is ready for them to fail."""
    found: set[ast.stmt] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Try) and any(map(_catches_import, node.handlers)):
            for statement in node.body:
                found.update(each for each in ast.walk(statement) if isinstance(each, IMPORTS))
    return frozenset(found)


IMPORT_ERRORS = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "BaseException"})


def _catches_import(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(each, ast.Name) and each.id in IMPORT_ERRORS for each in kinds)
