"""
Whether one symbolic total is never exceeded by another: a cheap, sound and incomplete proof.

A floor division lies between (n − d + 1)/d and n/d. With every floor replaced by the end that makes
a difference smaller, a polynomial with fractions is left that lies below it; written in how far
each symbol is above its least value, it cannot be negative if no coefficient is.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from convcalc.dims.atoms import Quotient
from convcalc.dims.atoms import Symbol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from convcalc.dims import Expr
    from convcalc.dims.atoms import Atom
    from convcalc.dims.atoms import Terms

Powers = tuple[tuple[str, int], ...]
Polynomial = dict[Powers, Fraction]

ONE: Polynomial = {(): Fraction(1)}
MOST_TERMS = 200


def is_never_negative(difference: Expr, least: Mapping[str, int]) -> bool:
    """
    Whether a difference is proved to be at least 0 for all symbols from their least values on.

    Args:
        difference: What may be negative.
        least: For a symbol's name, the least value it has; 1 where it is not listed.

    """
    below = Bounds(least).of(difference.terms, lower=True)
    return below is not None and all(value >= 0 for value in below.values())


def is_below_mixture(total: Expr, others: Iterable[Expr]) -> bool:
    """
    Whether a sum is proved to be at most the maximum of totals that are one product each.

    a·x + b·y is at most max(A·x, B·y) if a/A + b/B is at most 1.
    """
    single = {monomial: value for each in others for monomial, value in each.terms.items()}
    share = Fraction(0)
    for monomial, value in total.terms.items():
        most = single.get(monomial, 0)
        if value <= 0 or most <= 0:
            return False
        share += Fraction(value, most)
    return share <= 1


class Bounds:
    """Polynomials below and above what sizes are made of; each atom is looked into once."""

    def __init__(self, least: Mapping[str, int]) -> None:
        self._least = least
        self._known: dict[tuple[Atom, bool], Polynomial | None] = {}

    def of(self, terms: Terms, *, lower: bool) -> Polynomial | None:
        """A polynomial below (or above) the terms, in the distances from the least values."""
        result: Polynomial = {}
        for monomial, coefficient in terms.items():
            part: Polynomial | None = {(): Fraction(coefficient)}
            for atom in monomial:
                factor = self._factor(atom, lower=lower == (coefficient > 0))
                # The product of bounds bounds the product only where none of them is negative.
                if part is None or factor is None or any(each < 0 for each in factor.values()):
                    return None
                part = _product(part, factor)
            if part is None or len(result) > MOST_TERMS:
                return None
            for powers, value in part.items():
                result[powers] = result.get(powers, Fraction(0)) + value
        return result

    def _factor(self, atom: Atom, *, lower: bool) -> Polynomial | None:
        key = (atom, lower)
        if key not in self._known:
            self._known[key] = self._worked_out(atom, lower=lower)
        return self._known[key]

    def _worked_out(self, atom: Atom, *, lower: bool) -> Polynomial | None:
        if isinstance(atom, Symbol):
            start = Fraction(self._least.get(atom.name, 1))
            return {((atom.name, 1),): Fraction(1), (): start}
        if not isinstance(atom, Quotient) or not isinstance(atom.denominator, int):
            return None
        inside = self.of(atom.numerator, lower=lower)
        if inside is None:
            return None
        if lower:
            is_natural = all(each >= 0 for each in inside.values())
            inside[()] = inside.get((), Fraction(0)) - (atom.denominator - 1)
            if any(each < 0 for each in inside.values()):
                return {(): Fraction(0)} if is_natural else None
        return {powers: value / atom.denominator for powers, value in inside.items()}


def _product(one: Polynomial, other: Polynomial) -> Polynomial | None:
    if len(one) * len(other) > MOST_TERMS:
        return None
    result: Polynomial = {}
    for powers, value in one.items():
        for more, factor in other.items():
            together = dict(powers)
            for name, power in more:
                together[name] = together.get(name, 0) + power
            key = tuple(sorted(together.items()))
            result[key] = result.get(key, Fraction(0)) + value * factor
    return result
