"""
What a size is: `Dim = int | Expr`.

An `Expr` is a polynomial over named sizes, floor divisions, minima and maxima. It is kept in a
normal form, so that two sizes that the laws of floors make equal compare equal. What only some
commands need is loaded when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims.expression import Dim
from convcalc.dims.expression import Expr
from convcalc.dims.expression import ceil_div
from convcalc.dims.expression import maximum
from convcalc.dims.expression import minimum
from convcalc.dims.expression import product
from convcalc.dims.expression import symbol
from convcalc.dims.expression import symbols

if TYPE_CHECKING:
    from convcalc.dims.comparing import bounds
    from convcalc.dims.comparing import is_at_least
    from convcalc.dims.comparing import is_equal
    from convcalc.dims.evaluation import evaluate
    from convcalc.dims.evaluation import free_symbols
    from convcalc.dims.evaluation import substitute
    from convcalc.dims.parsing import parse
    from convcalc.dims.writing import ascii  # noqa: A004 - the sort of text
    from convcalc.dims.writing import show

_HOMES = {
    "ascii": "writing",
    "bounds": "comparing",
    "evaluate": "evaluation",
    "free_symbols": "evaluation",
    "is_at_least": "comparing",
    "is_equal": "comparing",
    "parse": "parsing",
    "show": "writing",
    "substitute": "evaluation",
}

__all__ = [
    "Dim",
    "Expr",
    "ascii",
    "bounds",
    "ceil_div",
    "evaluate",
    "free_symbols",
    "is_at_least",
    "is_equal",
    "maximum",
    "minimum",
    "parse",
    "product",
    "show",
    "substitute",
    "symbol",
    "symbols",
]


def __getattr__(name: str) -> object:
    """Load the file that knows this name."""
    from convcalc.tables import load

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = load(f"{_HOMES[name]}:{name}", inside=__name__)
    globals()[name] = found
    return found
