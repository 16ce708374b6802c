"""Whether two values of a report are equal, which for formulas means: for every size."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from typing import Any

from convcalc.dims import Expr

TRIED = (1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 31, 32, 33, 50, 63, 97, 224)
"""Sizes that are put in for symbols, to see a difference."""


def is_equal_always(old: Any, new: Any) -> bool | None:
    """
    Whether two sizes, shapes, tuples of them, or other values are equal whatever the symbols are.

    True if always, False if not, None where a formula may equal the other and nobody proved it.
    """
    if isinstance(old, tuple) and isinstance(new, tuple):
        return _are_equal(old, new)
    if isinstance(old, Expr) or isinstance(new, Expr):
        return _is_equal_formula(old, new)
    return bool(old == new)


def _are_equal(old: tuple[Any, ...], new: tuple[Any, ...]) -> bool | None:
    if len(old) != len(new):
        return False
    answers = [is_equal_always(one, other) for one, other in zip(old, new, strict=True)]
    if False in answers:
        return False
    return None if None in answers else True


def _is_equal_formula(old: Any, new: Any) -> bool | None:
    if type(old) is type(new) and old == new:
        return True
    if not isinstance(old, (int, Expr)) or not isinstance(new, (int, Expr)):
        return False
    from convcalc.dims import is_equal

    answer = is_equal(old, new)
    return False if answer is None and _differs_somewhere(old - new) else answer


def _differs_somewhere(difference: Any) -> bool:
    """Whether a difference of sizes is not 0 for some small sizes."""
    from convcalc.dims import evaluate
    from convcalc.dims import free_symbols

    names = sorted(free_symbols(difference))
    for turn in range(len(TRIED)):
        values = {
            name: TRIED[(turn * (place + 1) + place) % len(TRIED)]
            for place, name in enumerate(names)
        }
        # Where a divisor is 0 for these sizes, others may tell.
        with suppress(ZeroDivisionError):
            if evaluate(difference, values) != 0:
                return True
    return False


def only_where(old: Any, new: Any) -> str:
    """For which sizes two different shapes or sizes are equal after all, in words, else nothing."""
    from convcalc.dims.congruence import Condition
    from convcalc.dims.congruence import solve

    if not isinstance(old, tuple):
        old, new = (old,), (new,)
    pairs = zip(old, new, strict=False)
    if len(old) != len(new) or not all(isinstance(each, (int, Expr)) for each in (*old, *new)):
        return ""
    differences = [one - other for one, other in pairs if is_equal_always(one, other) is not True]
    if not all(isinstance(each, Expr) for each in differences):
        return ""
    conditions = [Condition(expr=each, relation="==", reason="") for each in differences]
    found = solve(conditions)
    if any(each.status == "impossible" for each in found):
        return ""
    return ", ".join(dict.fromkeys([text for each in found for text in each.texts]))


def ratio(old: Any, new: Any) -> Fraction | None:
    """
    The new count over the old one, where that is one number for every size.

    >>> from convcalc.dims import symbol
    >>> ratio(4 * symbol("H"), 6 * symbol("H"))
    Fraction(3, 2)
    """
    if isinstance(old, int) and isinstance(new, int):
        return Fraction(new, old) if old else None
    if not isinstance(old, Expr) or not isinstance(new, Expr):
        return None
    monomial, count = next(iter(old.terms.items()))
    found = Fraction(new.terms.get(monomial, 0), count)
    same = is_equal_always(new * found.denominator, old * found.numerator)
    return found if same is True else None
