"""Whether a piece of syntax holds a `yield`: what makes a function a generator's."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from convcalc.readers.python.language.source_text import SourceText

INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
"""What holds its yields for itself."""


def holds_yield(node: Any) -> bool:
    """Whether a node holds a `yield` that is no inner function's."""
    known = getattr(node, "holds_yield", None)
    if known is not None:
        return bool(known)
    found = isinstance(node, (ast.Yield, ast.YieldFrom)) or (
        not isinstance(node, INNER) and any(map(holds_yield, ast.iter_child_nodes(node)))
    )
    node.holds_yield = found
    return found


def is_generator(node: Any, text: SourceText) -> bool:
    """Whether a `def` or `lambda` of a text holds a `yield` of its own; kept with the node."""
    found = getattr(node, "is_generator", None)
    if found is None:
        body = node.body if isinstance(node.body, list) else [node.body]
        found = "yield" in text.parsed_text and any(map(holds_yield, body))
        node.is_generator = found
    return bool(found)
