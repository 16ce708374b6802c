"""
Tables of names whose entries say, as text, what they stand for: it is loaded when it is asked for.

Every table that is looked up by a user's word (writers, readers, commands, layers, functions of
libraries) has such entries, so that nothing is imported that a command does not need.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


def load(entry: str, inside: str = "convcalc") -> Any:
    """
    What an entry names: "module:name", the module inside a package.

    Raises:
        ImportError: If there is no such module.
        AttributeError: If the module has no such name; both are mistakes in a table.

    >>> load("dims.expression:Expr").__name__
    'Expr'
    >>> load("json:write", inside="convcalc.writers").__module__
    'convcalc.writers.json'
    """
    module, _, name = entry.partition(":")
    return getattr(import_module(f"{inside}.{module}"), name)
