"""Sizes with their symbols replaced: by other sizes, by numbers, by arrays of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import overload

from convcalc.dims.atoms import Atom
from convcalc.dims.atoms import Extreme
from convcalc.dims.atoms import Quotient
from convcalc.dims.atoms import Symbol
from convcalc.dims.atoms import Terms
from convcalc.dims.atoms import name_order
from convcalc.dims.atoms import parts
from convcalc.dims.expression import Dim
from convcalc.dims.expression import Expr
from convcalc.dims.expression import from_terms
from convcalc.dims.expression import terms_of
from convcalc.dims.laws import divide
from convcalc.dims.laws import extreme
from convcalc.dims.polynomial import add
from convcalc.dims.polynomial import constant
from convcalc.dims.polynomial import multiply
from convcalc.errors import BadValue
from convcalc.errors import LimitError
from convcalc.tables import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.int64]

LARGEST = 2**63 - 1
SIZES = (int, Expr)


def free_symbols(dim: Dim) -> tuple[str, ...]:
    """
    The names of the symbols in a size, the batch first, the others by alphabet.

    >>> from convcalc.dims import symbols
    >>> width, height = symbols("W H")
    >>> free_symbols(width * height // 2)
    ('H', 'W')
    """
    if isinstance(dim, int):
        return ()
    return tuple(sorted(set(_names(dim.terms, set())), key=name_order))


def _names(terms: Terms, seen: set[Atom]) -> Iterator[str]:
    """The names in a polynomial, each atom looked at once."""
    for monomial in terms:
        for atom in monomial:
            if atom in seen:
                continue
            seen.add(atom)
            if isinstance(atom, Symbol):
                yield atom.name
            for part in parts(atom):
                yield from _names(part, seen)


def substitute(dim: Dim, values: Mapping[Any, Dim]) -> Dim:
    """
    The same size with some symbols replaced.

    Args:
        dim: A size.
        values: For a symbol or its name, what stands in its place. Others are ignored.

    Raises:
        BadValue: If a key is no symbol, or a value no size.

    >>> from convcalc.dims import symbol
    >>> substitute((symbol("H") + 31) // 32, {"H": 224})
    7

    """
    if isinstance(dim, int) or not values:
        return dim
    if not all(type(name) is str and type(new) in SIZES for name, new in values.items()):
        values = load("given:by_names", "convcalc.dims")([values], {})
        if wrong := [new for new in values.values() if type(new) not in SIZES]:
            raise BadValue(f"{wrong[0]!r} is no size", hint="evaluate takes arrays")
    return from_terms(
        _replaced(dim.terms, {name: terms_of(new) for name, new in values.items()}, {})
    )


def _replaced(terms: Terms, values: Mapping[str, Terms], known: dict[Atom, Terms]) -> Terms:
    result: Terms = {}
    for monomial, coefficient in terms.items():
        product: Terms = {(): coefficient}
        for atom in monomial:
            new = known.get(atom)
            if new is None:
                new = known[atom] = _replaced_atom(atom, values, known)
            product = multiply(product, new)
        result = add(result, product)
    return result


def _replaced_atom(atom: Atom, values: Mapping[str, Terms], known: dict[Atom, Terms]) -> Terms:
    if isinstance(atom, Symbol):
        return values.get(atom.name, {(atom,): 1})
    inner = [_replaced(part, values, known) for part in parts(atom)]
    if isinstance(atom, Extreme):
        return extreme(inner, smallest=atom.smallest)
    if isinstance(atom, Quotient) and isinstance(atom.denominator, int):
        inner.append(constant(atom.denominator))
    numerator, denominator = inner
    return divide(numerator, denominator)


@overload
def evaluate(dim: Dim, values: Mapping[str, int]) -> int: ...
@overload
def evaluate(dim: Dim, values: Mapping[str, int | Array]) -> int | Array: ...
def evaluate(dim: Dim, values: Mapping[str, Any]) -> Any:
    """
    The number that a size is for given symbols.

    Args:
        dim: A size.
        values: A number for every symbol, or an array of whole numbers; arrays are broadcast.

    Raises:
        BadValue: If a symbol has no value, or no whole numbers, or a denominator is zero.
        LimitError: If a result over arrays might not fit 64 bits.

    >>> from convcalc.dims import symbol
    >>> evaluate(symbol("H") // 2, {"H": 7})
    3

    """
    if isinstance(dim, int):
        return dim
    if not all(type(name) is str for name in values):
        values = load("given:by_names", "convcalc.dims")([values], {})
    needed = {name: _value_of(name, values) for name in free_symbols(dim)}
    if all(isinstance(value, int) for value in needed.values()):
        return calculator(dim)(needed)
    arrays = {name: _as_array(name, value) for name, value in needed.items()}
    largest = {name: _largest(array) for name, array in arrays.items()}
    if _magnitude(dim.terms, largest, {}) > LARGEST:
        raise LimitError(f"{dim} might not fit 64 bits for these arrays")
    return _sum(dim.terms, arrays, {}, _ArrayRules)


def calculator(dim: Expr) -> Callable[[Mapping[str, int]], int]:
    """A function that gives the number for given symbols, for many calls."""
    terms = dim.terms
    return lambda values: _sum(terms, values, {}, _NumberRules)


class _NumberRules:
    """What differs between numbers and arrays: numbers."""

    @staticmethod
    def has_zero(value: int) -> bool:
        return value == 0

    @staticmethod
    def extreme(values: list[int], *, smallest: bool) -> int:
        return min(values) if smallest else max(values)


class _ArrayRules:
    """What differs between numbers and arrays: arrays."""

    @staticmethod
    def has_zero(value: Any) -> bool:
        import numpy as np

        return not np.all(value)

    @staticmethod
    def extreme(values: list[Any], *, smallest: bool) -> Any:
        import numpy as np

        result = values[0]
        for value in values[1:]:
            result = np.minimum(result, value) if smallest else np.maximum(result, value)
        return result


Rules = type[_NumberRules] | type[_ArrayRules]


def _sum(terms: Terms, values: Mapping[str, Any], known: dict[Atom, Any], rules: Rules) -> Any:
    total: Any = 0
    for monomial, coefficient in terms.items():
        product: Any = coefficient
        for atom in monomial:
            number = known.get(atom)
            if number is None:
                number = known[atom] = _atom_value(atom, values, known, rules)
            product = product * number
        total = total + product
    return total


def _atom_value(atom: Atom, values: Mapping[str, Any], known: dict[Atom, Any], rules: Rules) -> Any:
    if isinstance(atom, Symbol):
        return values[atom.name]
    if isinstance(atom, Quotient):
        above = _sum(atom.numerator, values, known, rules)
        if isinstance(atom.denominator, int):
            return above // atom.denominator
        below = _sum(atom.denominator, values, known, rules)
        if rules.has_zero(below):
            raise BadValue(f"{from_terms({(atom,): 1})} is divided by zero for these values")
        return above // below
    inner = [_sum(part, values, known, rules) for part in parts(atom)]
    return rules.extreme(inner, smallest=isinstance(atom, Extreme) and atom.smallest)


def _value_of(name: str, values: Mapping[str, Any]) -> Any:
    if name not in values:
        raise BadValue(f"the size {name!r} has no value", expected=f"a whole number for {name}")
    return values[name]


def _as_array(name: str, value: Any) -> Any:
    import numpy as np

    array = np.asarray(value)
    if array.dtype.kind not in "iu" or _largest(array) > LARGEST:
        raise BadValue(f"the values of {name!r} are not whole numbers of 64 bits")
    return array.astype(np.int64)


def _largest(array: Any) -> int:
    return max(abs(int(array.max())), abs(int(array.min()))) if array.size else 0


def _magnitude(terms: Terms, largest: Mapping[str, int], known: dict[Atom, int]) -> int:
    """A number that neither the polynomial nor anything computed on the way exceeds."""
    total = 0
    for monomial, coefficient in terms.items():
        product = abs(coefficient)
        for atom in monomial:
            number = known.get(atom)
            if number is None:
                number = known[atom] = _atom_magnitude(atom, largest, known)
            product *= max(number, 1)
        total += product
    return total


def _atom_magnitude(atom: Atom, largest: Mapping[str, int], known: dict[Atom, int]) -> int:
    if isinstance(atom, Symbol):
        return largest[atom.name]
    inner = [_magnitude(part, largest, known) for part in parts(atom)]
    below = atom.denominator if isinstance(atom, Quotient) else 1
    return max(*inner, below if isinstance(below, int) else 1, 1)
