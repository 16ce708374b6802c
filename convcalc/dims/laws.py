"""
The laws that keep floor divisions, minima and maxima in normal form.

For whole numbers, and m, n >= 1:

    ⌊(a·m + b)/m⌋ = a + ⌊b/m⌋                  whole multiples leave the floor
    ⌊(g·a + b)/(g·m)⌋ = ⌊(a + ⌊b/g⌋)/m⌋        common factors leave the fraction
    ⌊(⌊a/m⌋ + b)/n⌋ = ⌊(a + b·m)/(m·n)⌋        a floor in a floor is one floor

Source: Graham, Knuth and Patashnik, Concrete Mathematics, section 3.2.
"""

from __future__ import annotations

from math import gcd

from convcalc.dims.atoms import Extreme
from convcalc.dims.atoms import Monomial
from convcalc.dims.atoms import Quotient
from convcalc.dims.atoms import Terms
from convcalc.dims.atoms import extreme_atom
from convcalc.dims.atoms import quotient_atom
from convcalc.dims.intervals import atom_interval
from convcalc.dims.intervals import lower
from convcalc.dims.polynomial import add
from convcalc.dims.polynomial import as_constant
from convcalc.dims.polynomial import common_factors
from convcalc.dims.polynomial import constant
from convcalc.dims.polynomial import content
from convcalc.dims.polynomial import divide_exactly
from convcalc.dims.polynomial import multiply
from convcalc.dims.polynomial import negate
from convcalc.dims.polynomial import remove
from convcalc.dims.polynomial import subtract
from convcalc.errors import BadValue
from convcalc.errors import LimitError

MAX_ARGUMENTS = 64
MAX_DIVISOR_BITS = 512


def divide(numerator: Terms, denominator: Terms) -> Terms:
    """
    The floor of a fraction.

    Raises:
        BadValue: If the denominator is zero.
        LimitError: If the result would grow beyond the limits of a size.

    """
    divisor = as_constant(denominator)
    if divisor is None:
        return _divide_by_terms(numerator, denominator)
    if divisor == 0:
        raise BadValue("a size is divided by zero")
    if divisor < 0:
        return _divide_by_number(negate(numerator), -divisor)
    return _divide_by_number(numerator, divisor)


def _divide_by_number(numerator: Terms, divisor: int) -> Terms:
    if divisor == 1:
        return numerator
    whole, rest = _split(numerator, divisor)
    if not rest or (len(rest) == 1 and () in rest):
        return whole
    if factor := gcd(content(rest), divisor):
        divisor //= factor
        rest = _reduced(rest, factor)
    if divisor == 1:
        return add(whole, rest)
    inner = _only_floor(rest)
    if inner is None:
        return add(whole, _floor(rest, divisor))
    if divisor.bit_length() > MAX_DIVISOR_BITS:
        raise LimitError(f"a size is divided by a number of more than {MAX_DIVISOR_BITS} bits")
    return add(whole, _flattened(rest, inner, constant(divisor)))


def _floor(numerator: Terms, denominator: int | Terms) -> Terms:
    """The floor of a reduced fraction: a number where its bounds leave no choice."""
    atom = quotient_atom(numerator, denominator)
    lowest, highest = atom_interval(atom)
    return {(atom,): 1} if lowest is None or lowest != highest else constant(lowest)


def _split(numerator: Terms, divisor: int) -> tuple[Terms, Terms]:
    """The whole multiples of a divisor, already divided, and what is left."""
    whole: Terms = {}
    rest: Terms = {}
    for monomial, coefficient in numerator.items():
        share, left = divmod(coefficient, divisor)
        if share:
            whole[monomial] = share
        if left:
            rest[monomial] = left
    return whole, rest


def _reduced(rest: Terms, factor: int) -> Terms:
    """All coefficients divided by a common factor; of the constant, the floor."""
    if factor == 1:
        return rest
    reduced = {monomial: coefficient // factor for monomial, coefficient in rest.items()}
    if reduced.get((), 1) == 0:
        del reduced[()]
    return reduced


def _only_floor(rest: Terms) -> Quotient | None:
    """The only floor division with coefficient 1, None where there is not exactly one."""
    found = None
    for monomial, coefficient in rest.items():
        if coefficient == 1 and len(monomial) == 1 and isinstance(monomial[0], Quotient):
            if found is not None:
                return None
            found = monomial[0]
    return found


def _flattened(rest: Terms, inner: Quotient, divisor: Terms) -> Terms:
    """The floor of (inner + others)/divisor as one floor division."""
    below = inner.denominator
    below = constant(below) if isinstance(below, int) else below
    others = {monomial: value for monomial, value in rest.items() if monomial != (inner,)}
    return divide(add(inner.numerator, multiply(others, below)), multiply(below, divisor))


def _divide_by_terms(numerator: Terms, denominator: Terms) -> Terms:
    """The floor of a fraction whose denominator is not a number."""
    exact = divide_exactly(numerator, denominator)
    if exact is not None:
        return exact
    whole, rest = _split_by_terms(numerator, denominator)
    rest, denominator = _without_common_factors(rest, denominator)
    if as_constant(denominator) is not None:
        return add(whole, divide(rest, denominator))
    smallest = lower(denominator)
    if smallest is not None and smallest >= 1:
        number = as_constant(rest)
        if number is not None and -smallest <= number < smallest:
            return add(whole, constant(-1)) if number < 0 else whole
        inner = _only_floor(rest)
        if inner is not None:
            return add(whole, _flattened(rest, inner, denominator))
    return add(whole, _floor(rest, denominator))


def _split_by_terms(numerator: Terms, denominator: Terms) -> tuple[Terms, Terms]:
    """The whole multiples of a denominator of one term, already divided, and what is left."""
    if len(denominator) > 1:
        return {}, numerator
    ((factors, divisor),) = denominator.items()
    whole: Terms = {}
    for monomial, coefficient in numerator.items():
        left = remove(monomial, factors)
        if left is not None and coefficient // divisor:
            whole[left] = coefficient // divisor
    return whole, subtract(numerator, multiply(whole, denominator))


def _without_common_factors(rest: Terms, denominator: Terms) -> tuple[Terms, Terms]:
    """A fraction without the number and the atoms that all its terms share."""
    if not rest:
        return rest, denominator
    number = gcd(*rest.values(), *denominator.values())
    shared = common_factors([*rest, *denominator])
    if number == 1 and not shared:
        return rest, denominator
    return _divided_by(rest, number, shared), _divided_by(denominator, number, shared)


def _divided_by(terms: Terms, number: int, shared: Monomial) -> Terms:
    return {
        remove(monomial, shared) or (): coefficient // number
        for monomial, coefficient in terms.items()
    }


def extreme(arguments: list[Terms], *, smallest: bool) -> Terms:
    """
    The minimum or maximum, without the arguments that others make superfluous.

    Raises:
        LimitError: If there are too many arguments.

    """
    flat: dict[frozenset[object], Terms] = {}
    for argument in arguments:
        for part in _parts(argument, smallest=smallest):
            flat[frozenset(part.items())] = part
    if len(flat) > MAX_ARGUMENTS:
        word = "minimum" if smallest else "maximum"
        raise LimitError(f"a {word} has more than {MAX_ARGUMENTS} arguments")
    kept: list[Terms] = []
    for part in sorted(flat.values(), key=_weight):
        if not any(_dominates(other, part, smallest=smallest) for other in kept):
            kept = [other for other in kept if not _dominates(part, other, smallest=smallest)]
            kept.append(part)
    if len(kept) == 1:
        return kept[0]
    return {(extreme_atom(tuple(kept), smallest=smallest),): 1}


def _weight(terms: Terms) -> tuple[int, list[int]]:
    """Light arguments first, so that of two that are always equal the same one is kept."""
    atoms = [atom for monomial in terms for atom in monomial]
    return len(terms) + sum(atom.weight for atom in atoms), sorted(atom.serial for atom in atoms)


def _parts(argument: Terms, *, smallest: bool) -> tuple[Terms, ...]:
    """The arguments of a minimum inside a minimum, likewise of a maximum; else itself."""
    if len(argument) == 1:
        ((monomial, coefficient),) = argument.items()
        if coefficient == 1 and len(monomial) == 1:
            atom = monomial[0]
            if isinstance(atom, Extreme) and atom.smallest == smallest:
                return atom.arguments
    return (argument,)


def _dominates(one: Terms, other: Terms, *, smallest: bool) -> bool:
    """Whether one argument is never beaten by the other."""
    bound = lower(subtract(other, one) if smallest else subtract(one, other))
    return bound is not None and bound >= 0
