"""
How a size of one symbol goes on for ever: period, threshold, degree.

From a threshold on, and along every residue class of the period, a size made of +, *, floors,
minima and maxima is a polynomial of the number of periods. That makes conditions decidable.
"""

from __future__ import annotations

from itertools import pairwise
from math import comb
from math import factorial
from math import lcm
from typing import TYPE_CHECKING

from convcalc.dims.atoms import Atom
from convcalc.dims.atoms import Extreme
from convcalc.dims.atoms import Quotient
from convcalc.dims.atoms import Symbol
from convcalc.dims.atoms import Terms
from convcalc.dims.evaluation import calculator
from convcalc.dims.expression import Expr
from convcalc.dims.expression import from_terms
from convcalc.dims.polynomial import subtract
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Callable

    Sequence = Callable[[int], int]

MAX_PERIOD = 10_000
MAX_START = 100_000
MAX_DEGREE = 6


class TooHardError(Exception):
    """The size has no period, or one too long to look at every residue."""


class Period(Value):
    """
    From `start` on, f(n + length·k) is a polynomial of k, of at most this degree.

    For degree 1, `slope` is the one step f(n + length) - f(n) of all residues, if it is known.
    """

    length: int
    start: int
    degree: int
    slope: int | None


def period_of(terms: Terms, symbol: str) -> Period:
    """
    The period of a polynomial in one symbol.

    Raises:
        TooHardError: If there is none or it is too long.

    """
    length, start, degree = 1, 1, 0
    found: list[tuple[int, int, Period]] = []
    for monomial, coefficient in terms.items():
        parts = [_atom_period(atom, symbol) for atom in monomial]
        length = lcm(length, *(part.length for part in parts))
        start = max([start, *(part.start for part in parts)])
        degree = max(degree, sum(part.degree for part in parts))
        found += [(coefficient, len(monomial), part) for part in parts]
    slope: int | None = 0
    for coefficient, factors, part in found:
        if slope is None or part.slope is None or factors > 1:
            slope = None
        else:
            slope += coefficient * part.slope * (length // part.length)
    return _checked(length, start, degree, slope)


def _checked(length: int, start: int, degree: int, slope: int | None) -> Period:
    if length > MAX_PERIOD or start > MAX_START or degree > MAX_DEGREE:
        raise TooHardError
    return Period(length=length, start=start, degree=degree, slope=slope)


def _atom_period(atom: Atom, symbol: str) -> Period:
    if isinstance(atom, Symbol):
        return Period(length=1, start=1, degree=1, slope=1)
    if isinstance(atom, Quotient) and isinstance(atom.denominator, int):
        return _divided(period_of(atom.numerator, symbol), atom.denominator)
    if isinstance(atom, Extreme):
        return _extreme_period(atom, symbol)
    raise TooHardError


def _divided(above: Period, divisor: int) -> Period:
    """
    The period of a floor: as long as the numerator takes to grow by a multiple of the divisor.

    For higher degrees: binomial(k + d·j!, i) and binomial(k, i) differ by a multiple of d, i <= j.
    """
    if above.slope is None:
        length = above.length * divisor * factorial(above.degree)
        return _checked(length, above.start, above.degree, None)
    repeats = lcm(divisor, above.slope) // abs(above.slope) if above.slope else 1
    return _checked(
        above.length * repeats, above.start, above.degree, above.slope * repeats // divisor
    )


def _extreme_period(atom: Extreme, symbol: str) -> Period:
    """The period of a minimum or maximum, from where each residue class has a settled winner."""
    periods = [period_of(argument, symbol) for argument in atom.arguments]
    length = lcm(*(period.length for period in periods))
    start = max(period.start for period in periods)
    degree = max(period.degree for period in periods)
    _checked(length, start, degree, None)
    for index, one in enumerate(atom.arguments):
        for other in atom.arguments[index + 1 :]:
            difference = from_terms(subtract(one, other))
            if isinstance(difference, Expr):
                start = max(start, _settled(sequence(difference, symbol), length, start, degree))
    slopes = [
        period.slope * (length // period.length) for period in periods if period.slope is not None
    ]
    slope = min(slopes) if atom.smallest else max(slopes)
    return _checked(length, start, degree, slope if len(slopes) == len(periods) else None)


def sequence(expression: Expr, symbol: str) -> Sequence:
    """The size as a function of its only symbol."""
    calculate = calculator(expression)
    return lambda number: calculate({symbol: number})


def _settled(values: Sequence, length: int, start: int, degree: int) -> int:
    """From where on no residue class changes its sign any more."""
    latest = start
    for first in range(start, start + length):
        line = Progression(values, first, length, degree)
        if not line.is_constant:
            latest = max(latest, first + length * line.first_at_least(1))
    return latest


class Progression:
    """
    The values of a size along one residue class: p(k) = f(first + step·k), a polynomial of k >= 0.

    It is held as its forward differences, Newton's form: p(k) = Σ Δⱼ·binomial(k, j). From `base`
    on, all differences but the value itself have the sign of the last one, so p goes in one
    `direction` for ever.
    """

    def __init__(self, values: Sequence, first: int, step: int, degree: int) -> None:
        self.differences = _differences([values(first + step * k) for k in range(degree + 1)])
        self.is_constant = len(self.differences) == 1
        self.direction = 1 if self.differences[-1] > 0 else -1
        self.base = 0 if self.is_constant else self._monotone_from()

    def value(self, k: int) -> int:
        """The k-th value."""
        return sum(part * comb(k, j) for j, part in enumerate(self.differences))

    def first_at_least(self, goal: int) -> int:
        """The first index k >= base from which on direction·p(k) >= goal."""
        below, step = self.base - 1, 1
        while self.direction * self.value(below + step) < goal:
            below += step
            step *= 2
        above = below + step
        while above - below > 1:
            middle = (below + above) // 2
            if self.direction * self.value(middle) < goal:
                below = middle
            else:
                above = middle
        return above

    def _monotone_from(self) -> int:
        base = 0
        while any(part * self.direction < 0 for part in self._differences_at(base)[1:]):
            base = 2 * base + 1
            if base > MAX_START:
                raise TooHardError
        return base

    def _differences_at(self, base: int) -> list[int]:
        count = len(self.differences)
        return [
            sum(comb(base, i) * self.differences[j + i] for i in range(count - j))
            for j in range(count)
        ]


def _differences(values: list[int]) -> list[int]:
    """The value and its forward differences, without zeros at the end."""
    result = [values[0]]
    while len(values) > 1:
        values = [after - before for before, after in pairwise(values)]
        result.append(values[0])
    while len(result) > 1 and not result[-1]:
        result.pop()
    return result
