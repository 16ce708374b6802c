"""What may have been meant where a name or an attribute is not there."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.objects.host import HostObject
from convcalc.suggestions import nearest

if TYPE_CHECKING:
    from convcalc.readers.python.language.scope import Scope


def without_self(name: str, scope: Scope) -> str:
    """A hint where `self` has what is looked for as a bare name; else nothing."""
    holder = scope.find("self")
    owner = None if holder is None else holder.variables["self"]
    if isinstance(owner, HostObject) and name in owner.attribute_names():
        return f"did you mean self.{name}?"
    return ""


def without_self_made(cls: Any, name: str, known: list[str]) -> str:
    """A hint where a method binds a name of its own that an attribute was meant by."""
    for each in cls.namespace.values():
        if not isinstance(each, Function) or each.text.is_ours:
            continue
        if isinstance(each.node, ast.FunctionDef):
            for node in ast.walk(each.node):
                is_bound = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
                if is_bound and node.id == name:  # type: ignore[attr-defined]  # it is a Name
                    line = each.text.place(node).line
                    return f"line {line} of {cls.name}.{each.name} says {name} without self"
    return nearest(name, known)
