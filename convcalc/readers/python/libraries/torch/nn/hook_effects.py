"""What a function does to a module, as far as its text tells."""

from __future__ import annotations

import ast
from typing import Any

from convcalc.readers.python.libraries.std.functools import Partial
from convcalc.readers.python.objects.classes import BoundMethod
from convcalc.readers.python.objects.functions import Function

CHANGING = frozenset(
    {
        "_modules",
        "_parameters",
        "add_module",
        "register_buffer",
        "register_module",
        "register_parameter",
        "setattr",
        "spectral_norm",
        "weight_norm",
    }
)
"""Words of functions that change what a module holds."""

QUIET = frozenset({"data", "requires_grad", "training"})
"""Attributes that change no shape."""


def changes_modules(function: Any) -> bool:
    """Whether a function of the user does more to a module than fill its weights with numbers."""
    while isinstance(function, (BoundMethod, Partial)):
        function = function.function
    if not isinstance(function, Function):
        return False
    return any(_is_change(each) for each in ast.walk(function.node))


def _is_change(node: ast.AST) -> bool:
    if isinstance(node, ast.Name):
        return node.id in CHANGING
    if isinstance(node, ast.Lambda):
        return _hands_on(node.body)
    if not isinstance(node, ast.Attribute):
        return False
    if isinstance(node.ctx, ast.Store):
        return node.attr not in QUIET and isinstance(node.value, ast.Name)
    return node.attr in CHANGING


def _hands_on(node: ast.expr) -> bool:
    """Whether it calls a method of the user's class, which may change anything."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and "init" not in node.func.attr
    )
