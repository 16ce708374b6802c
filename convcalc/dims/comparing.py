"""What is known about sizes whatever their symbols are: bounds, order, equality."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING

from convcalc.dims.intervals import Ranges
from convcalc.dims.intervals import interval

if TYPE_CHECKING:
    from collections.abc import Mapping

    from convcalc.dims.atoms import Interval
    from convcalc.dims.conditions import Relation
    from convcalc.dims.expression import Dim
    from convcalc.dims.expression import Expr


def bounds(dim: Dim, assumed: Mapping[str, Interval] | None = None) -> Interval:
    """
    A lower and an upper bound for all values of the symbols, None where no bound is known.

    Args:
        dim: A size.
        assumed: For a symbol's name, the range it is in, ends included; others are >= 1.

    >>> from convcalc.dims import symbol
    >>> bounds((symbol("H") + 31) // 32)
    (1, None)

    """
    if isinstance(dim, int):
        return dim, dim
    if assumed:
        return interval(dim.terms, Ranges(assumed))
    if dim.interval is None:
        dim.interval = interval(dim.terms)
    return dim.interval


def is_at_least(left: Dim, right: Dim) -> bool | None:
    """
    Whether the left size is at least the right one, whatever the symbols are.

    True if always, False if never, None where neither is proved.

    >>> from convcalc.dims import symbol
    >>> is_at_least(symbol("H"), symbol("H") // 2)
    True
    """
    difference = left - right
    if isinstance(difference, int):
        return difference >= 0
    lowest, highest = bounds(difference)
    if lowest is not None and lowest >= 0:
        return True
    if highest is not None and highest < 0:
        return False
    return _by_residues(difference, ">=")


def is_equal(left: Dim, right: Dim) -> bool | None:
    """
    Whether two sizes are equal, whatever the symbols are.

    True if always, False if never, None where neither is proved.

    >>> from convcalc.dims import symbol
    >>> height = symbol("H")
    >>> is_equal(height // 2 + (height + 1) // 2, height)
    True
    """
    difference = left - right
    if isinstance(difference, int):
        return difference == 0
    lowest, highest = bounds(difference)
    if (lowest is not None and lowest > 0) or (highest is not None and highest < 0):
        return False
    if lowest == highest == 0:
        return True
    number = difference.terms.get((), 0)
    if number % gcd(*(value for monomial, value in difference.terms.items() if monomial)):
        return False
    return _by_residues(difference, "==")


def _by_residues(difference: Expr, relation: Relation) -> bool | None:
    """Decide exactly what is in one symbol only."""
    from convcalc.dims.always import always

    return always(difference, relation)
