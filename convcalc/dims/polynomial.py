"""
Arithmetic of integer polynomials over atoms: plain dictionaries in, a new dictionary out.

Every function gives the normal form of its result when its arguments are in normal form.
"""

from __future__ import annotations

from math import gcd
from operator import attrgetter
from typing import TYPE_CHECKING

from convcalc.errors import LimitError

if TYPE_CHECKING:
    from convcalc.dims.atoms import Monomial
    from convcalc.dims.atoms import Terms

MAX_TERMS = 1_000
MAX_PRODUCTS = 100_000
MAX_DEGREE = 64
MAX_BITS = 2_048
MAX_DIVISION = 50

_serial = attrgetter("serial")


def constant(number: int) -> Terms:
    """The polynomial of one number."""
    return {(): number} if number else {}


def as_constant(terms: Terms) -> int | None:
    """The number, where the polynomial is nothing but a number."""
    if not terms:
        return 0
    return terms.get(()) if len(terms) == 1 else None


def add(left: Terms, right: Terms) -> Terms:
    """The sum."""
    if len(left) < len(right):
        left, right = right, left
    result = left.copy()
    for monomial, coefficient in right.items():
        total = result.get(monomial, 0) + coefficient
        if total:
            result[monomial] = total
        else:
            del result[monomial]
    if len(result) > MAX_TERMS:
        raise LimitError(f"a size has more than {MAX_TERMS} terms")
    return result


def add_number(terms: Terms, number: int) -> Terms:
    """The sum with a number."""
    result = terms.copy()
    total = result.get((), 0) + number
    if total:
        result[()] = total
    else:
        result.pop((), None)
    return result


def scale(terms: Terms, factor: int) -> Terms:
    """The product with a number."""
    if factor == 1:
        return terms
    if not factor:
        return {}
    result = {monomial: coefficient * factor for monomial, coefficient in terms.items()}
    _check_bits(result)
    return result


def negate(terms: Terms) -> Terms:
    """The same with all signs turned."""
    return {monomial: -coefficient for monomial, coefficient in terms.items()}


def subtract(left: Terms, right: Terms) -> Terms:
    """The difference."""
    return add(left, negate(right))


def multiply(left: Terms, right: Terms) -> Terms:
    """The product, all brackets opened."""
    if len(left) * len(right) > MAX_PRODUCTS:
        raise LimitError(f"a product of sizes has more than {MAX_PRODUCTS} terms")
    result: Terms = {}
    for one, coefficient in left.items():
        for other, factor in right.items():
            monomial = join(one, other)
            total = result.get(monomial, 0) + coefficient * factor
            if total:
                result[monomial] = total
            else:
                del result[monomial]
    if len(result) > MAX_TERMS:
        raise LimitError(f"a size has more than {MAX_TERMS} terms")
    _check_bits(result)
    return result


def join(left: Monomial, right: Monomial) -> Monomial:
    """The product of two monomials."""
    if not left:
        return right
    if not right:
        return left
    if len(left) + len(right) > MAX_DEGREE:
        raise LimitError(f"a size has a power above {MAX_DEGREE}")
    return tuple(sorted(left + right, key=_serial))


def remove(monomial: Monomial, factors: Monomial) -> Monomial | None:
    """The monomial divided by some of its atoms, None where they are not all in it."""
    left = list(monomial)
    for atom in factors:
        if atom not in left:
            return None
        left.remove(atom)
    return tuple(left)


def common_factors(monomials: list[Monomial]) -> Monomial:
    """The atoms that all these monomials share."""
    first, *others = monomials
    shared = list(first)
    for monomial in others:
        rest = list(monomial)
        kept = []
        for atom in shared:
            if atom in rest:
                rest.remove(atom)
                kept.append(atom)
        shared = kept
    return tuple(shared)


def content(terms: Terms) -> int:
    """The greatest number that divides all coefficients but the constant; 0 where none are."""
    return gcd(*(coefficient for monomial, coefficient in terms.items() if monomial))


def divide_exactly(numerator: Terms, denominator: Terms) -> Terms | None:
    """The polynomial quotient, None where a remainder is left or the terms are too many."""
    if len(numerator) > MAX_DIVISION or len(denominator) > MAX_DIVISION:
        return None
    leading = max(denominator, key=_graded)
    quotient: Terms = {}
    while numerator:
        top = max(numerator, key=_graded)
        factors = remove(top, leading)
        share, left = divmod(numerator[top], denominator[leading])
        if factors is None or left or len(quotient) > MAX_DIVISION:
            return None
        step = {factors: share}
        quotient = add(quotient, step)
        numerator = subtract(numerator, multiply(step, denominator))
    return quotient


def _graded(monomial: Monomial) -> tuple[int, list[int]]:
    """An order that multiplication keeps: the degree, then the serials."""
    return len(monomial), sorted((-atom.serial for atom in monomial), reverse=True)


def _check_bits(terms: Terms) -> None:
    for coefficient in terms.values():
        if coefficient.bit_length() > MAX_BITS:
            raise LimitError(f"a size has a number of more than {MAX_BITS} bits")
