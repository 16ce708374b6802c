"""What holds of a size in one symbol whatever that symbol is, decided exactly by residues."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from convcalc.dims.evaluation import evaluate
from convcalc.dims.evaluation import free_symbols
from convcalc.dims.periods import TooHardError
from convcalc.dims.periods import period_of
from convcalc.dims.solutions import solutions_of
from convcalc.errors import BadValue

if TYPE_CHECKING:
    from convcalc.dims.conditions import Relation
    from convcalc.dims.expression import Expr

MAX_PROVED = 2_000
FIRST_VALUES = 9


@lru_cache(maxsize=4096)
def always(expression: Expr, relation: Relation) -> bool | None:
    """
    Whether a size in one symbol is zero, or not negative, for all values.

    True for all, False for none, None where neither is so or known.
    """
    names = free_symbols(expression)
    if len(names) != 1 or _is_mixed(expression, relation, names[0]):
        return None
    try:
        if period_of(expression.terms, names[0]).length > MAX_PROVED:
            return None
        found = solutions_of(expression, relation, names[0])
    except TooHardError:
        return None
    if found.is_everything:
        return True
    return False if found.is_empty else None


def _is_mixed(expression: Expr, relation: Relation, name: str) -> bool:
    """Whether the first few values already show both outcomes."""
    try:
        values = [evaluate(expression, {name: number}) for number in range(1, FIRST_VALUES + 1)]
    except BadValue:
        return True
    outcomes = {value == 0 if relation == "==" else value >= 0 for value in values}
    return len(outcomes) > 1
