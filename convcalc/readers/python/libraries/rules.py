"""
Rules by name: what tensors and functions of libraries do is loaded when it is first asked for.

So tensors know the names of their operators' rules, and rules know tensors.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from convcalc import tables


@cache
def rule(module: str, name: str) -> Any:
    """
    The function of this name in a module of a library.

    Raises:
        ImportError: If there is no such module.
        AttributeError: If the module has no such name; both are mistakes in a table.
    """
    return tables.load(f"{module}:{name}", inside="convcalc.readers.python.libraries")
