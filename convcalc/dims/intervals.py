"""
How small and how large a polynomial can get when every symbol is a whole number >= 1.

The bounds hold for every value of the symbols, but need not be reached. Only lower bounds are
computed: the upper bound is the lower bound of the negative.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims.atoms import Atom
from convcalc.dims.atoms import Extreme
from convcalc.dims.atoms import Interval
from convcalc.dims.atoms import Monomial
from convcalc.dims.atoms import Quotient
from convcalc.dims.atoms import Symbol
from convcalc.dims.atoms import Terms
from convcalc.dims.polynomial import add
from convcalc.dims.polynomial import add_number
from convcalc.dims.polynomial import as_constant
from convcalc.dims.polynomial import multiply
from convcalc.dims.polynomial import negate
from convcalc.dims.polynomial import scale

if TYPE_CHECKING:
    from collections.abc import Mapping

ANY_SYMBOL: Interval = (1, None)
MAX_REWRITES = 24
SHIFTED_DEGREE = 6
SHIFTED_TERMS = 40


class Ranges:
    """The ranges that symbols are assumed to be in, and what is known from them about atoms."""

    __slots__ = ("known", "names")

    def __init__(self, names: Mapping[str, Interval]) -> None:
        self.names = names
        self.known: dict[Atom, Interval] = {}


def interval(terms: Terms, ranges: Ranges | None = None) -> Interval:
    """Lower and upper bound, None where there is none or none is known."""
    highest = lower(negate(terms), ranges)
    return lower(terms, ranges), None if highest is None else -highest


def lower(terms: Terms, ranges: Ranges | None = None, rewrites: int = MAX_REWRITES) -> int | None:
    """The best lower bound found, None where there is none or none is known."""
    number = as_constant(terms)
    if number is not None:
        return number
    plain = _sum_lower(terms, ranges)
    if all(coefficient > 0 for monomial, coefficient in terms.items() if monomial):
        return plain
    return _greatest(plain, _rewritten(terms, ranges, rewrites))


def _rewritten(terms: Terms, ranges: Ranges | None, rewrites: int) -> int | None:
    """The bound after one atom is replaced by what bounds it, so that terms can cancel."""
    if rewrites > 0:
        for monomial, coefficient in terms.items():
            if len(monomial) == 1:
                atom = monomial[0]
                rest = {key: value for key, value in terms.items() if key is not monomial}
                if isinstance(atom, Extreme):
                    return _by_cases(atom, coefficient, rest, ranges, rewrites)
                if isinstance(atom, Quotient) and isinstance(atom.denominator, int):
                    return _without_floor(atom, coefficient, rest, ranges, rewrites)
    return _shifted(terms, ranges)


def _by_cases(
    atom: Extreme, coefficient: int, rest: Terms, ranges: Ranges | None, rewrites: int
) -> int | None:
    """The bound of c·min(a, b) + rest, which is min(c·a + rest, c·b + rest), or max where c < 0."""
    share = (rewrites - 1) // len(atom.arguments)
    cases = [
        lower(add(rest, scale(argument, coefficient)), ranges, share) for argument in atom.arguments
    ]
    if atom.smallest == (coefficient > 0):
        return _least(cases)
    return _greatest(*cases)


def _without_floor(
    atom: Quotient, coefficient: int, rest: Terms, ranges: Ranges | None, rewrites: int
) -> int | None:
    """The bound of c·⌊a/m⌋ + rest by (a - m + 1)/m <= ⌊a/m⌋ <= a/m, all multiplied by m."""
    divisor = atom.denominator
    if not isinstance(divisor, int):
        return None
    scaled = add(scale(rest, divisor), scale(atom.numerator, coefficient))
    if coefficient > 0:
        scaled = add_number(scaled, -coefficient * (divisor - 1))
    bound = lower(scaled, ranges, rewrites - 1)
    return None if bound is None else -(-bound // divisor)


def _shifted(terms: Terms, ranges: Ranges | None) -> int | None:
    """The bound after every atom x is written as its least value plus x', where x' >= 0."""
    degree = max(map(len, terms))
    if degree < 2 or degree > SHIFTED_DEGREE or len(terms) > SHIFTED_TERMS:
        return None
    shifted: Terms = {}
    for monomial, coefficient in terms.items():
        product: Terms = {(): coefficient}
        for atom in monomial:
            least = atom_interval(atom, ranges)[0]
            if least is None:
                return None
            product = multiply(product, {(atom,): 1, (): least} if least else {(atom,): 1})
        shifted = add(shifted, product)
    return _shifted_lower(shifted, ranges)


def _shifted_lower(shifted: Terms, ranges: Ranges | None) -> int | None:
    bound = 0
    for monomial, coefficient in shifted.items():
        if not monomial:
            bound += coefficient
        elif coefficient < 0:
            largest = 1
            for atom in monomial:
                least, greatest = atom_interval(atom, ranges)
                if greatest is None or least is None:
                    return None
                largest *= greatest - least
            bound += coefficient * largest
    return bound


def _sum_lower(terms: Terms, ranges: Ranges | None) -> int | None:
    """The sum of each term's own bound."""
    bound = 0
    for monomial, coefficient in terms.items():
        lowest, highest = _product_interval(monomial, ranges)
        end = lowest if coefficient > 0 else highest
        if end is None:
            return None
        bound += coefficient * end
    return bound


def _product_interval(monomial: Monomial, ranges: Ranges | None) -> Interval:
    result: Interval = (1, 1)
    for atom in monomial:
        result = _multiplied(result, atom_interval(atom, ranges))
    return result


def _multiplied(left: Interval, right: Interval) -> Interval:
    """The interval of a product."""
    if left[0] is not None and right[0] is not None and left[0] >= 0 and right[0] >= 0:
        highest = None if left[1] is None or right[1] is None else left[1] * right[1]
        return left[0] * right[0], highest
    ends = [a * b for a in left for b in right if a is not None and b is not None]
    return (min(ends), max(ends)) if len(ends) == 4 else (None, None)


def atom_interval(atom: Atom, ranges: Ranges | None = None) -> Interval:
    """The bounds of one atom, remembered."""
    if isinstance(atom, Symbol):
        return ranges.names.get(atom.name, ANY_SYMBOL) if ranges else ANY_SYMBOL
    found = ranges.known.get(atom) if ranges else atom.interval
    if found is None:
        found = _composite_interval(atom, ranges)
        if ranges:
            ranges.known[atom] = found
        else:
            atom.interval = found
    return found


def _composite_interval(atom: Atom, ranges: Ranges | None) -> Interval:
    if isinstance(atom, Extreme):
        parts = [interval(argument, ranges) for argument in atom.arguments]
        lowest, highest = [part[0] for part in parts], [part[1] for part in parts]
        if atom.smallest:
            return _least(lowest), _smallest_known(highest)
        return _greatest(*lowest), _largest(highest)
    if isinstance(atom, Quotient):
        if isinstance(atom.denominator, int):
            below: Interval = (atom.denominator, atom.denominator)
        else:
            below = interval(atom.denominator, ranges)
        return _divided(interval(atom.numerator, ranges), below)
    return None, None


def _divided(above: Interval, below: Interval) -> Interval:
    """The interval of a floor division; nothing is known unless the denominator is positive."""
    lowest, highest = above
    smallest, largest = below
    if smallest is None or smallest < 1:
        return None, None
    if lowest is not None:
        lowest = lowest // smallest if lowest < 0 else _over(lowest, largest, 0)
    if highest is not None:
        highest = highest // smallest if highest >= 0 else _over(highest, largest, -1)
    return lowest, highest


def _over(number: int, divisor: int | None, limit: int) -> int:
    return limit if divisor is None else number // divisor


def _least(numbers: list[int | None]) -> int | None:
    """The smallest, None where one of them is without a bound."""
    known = [number for number in numbers if number is not None]
    return min(known) if len(known) == len(numbers) else None


def _largest(numbers: list[int | None]) -> int | None:
    """The largest, None where one of them is without a bound."""
    known = [number for number in numbers if number is not None]
    return max(known) if len(known) == len(numbers) else None


def _greatest(*numbers: int | None) -> int | None:
    """The best of several lower bounds."""
    return max((number for number in numbers if number is not None), default=None)


def _smallest_known(numbers: list[int | None]) -> int | None:
    """The best of several upper bounds."""
    return min((number for number in numbers if number is not None), default=None)
