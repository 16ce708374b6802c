"""
What a polynomial of sizes is made of: symbols, floor divisions, minima and maxima.

Atoms are interned: two atoms of the same content are one object as long as either lives. So they
are compared and hashed by identity, which keeps polynomials fast.
"""

from __future__ import annotations

import threading
from itertools import count
from operator import attrgetter
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from convcalc.errors import LimitError

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Hashable

MAX_WEIGHT = 2_000
MAX_DEPTH = 60

Interval = tuple["int | None", "int | None"]


class Atom:
    """
    A factor that the polynomial arithmetic does not look into.

    `serial` orders the atoms inside a monomial, `weight` counts the parts it is written with and
    `depth` the nesting; `interval` remembers the bounds for symbols that are whole numbers >= 1.
    """

    __slots__ = ("__weakref__", "depth", "interval", "serial", "weight")

    serial: int
    weight: int
    depth: int
    interval: Interval | None


Monomial = tuple[Atom, ...]
"""Atoms in the order of their serials, repeated for powers; the constant has none."""

Terms = dict[Monomial, int]
"""A polynomial: the coefficient of each monomial, none of them zero. Never changed once made."""


class Symbol(Atom):
    """A named size, a whole number >= 1."""

    __slots__ = ("name",)

    name: str

    def __reduce__(self) -> tuple[Callable[[str], Atom], tuple[str]]:
        return symbol_atom, (self.name,)


class Quotient(Atom):
    """The floor of a numerator over a denominator."""

    __slots__ = ("denominator", "numerator")

    numerator: Terms
    denominator: int | Terms

    def __reduce__(self) -> tuple[Callable[..., Atom], tuple[Terms, int | Terms]]:
        return _quotient_again, (self.numerator, self.denominator)


class Extreme(Atom):
    """The smallest, or else the largest, of two or more arguments."""

    __slots__ = ("arguments", "smallest")

    arguments: tuple[Terms, ...]
    smallest: bool

    def __reduce__(self) -> tuple[Callable[..., Atom], tuple[tuple[Terms, ...], bool]]:
        return _extreme_again, (self.arguments, self.smallest)


FIRST_NAMES = ("N", "B", "batch")


def name_order(name: str) -> tuple[int, str]:
    """Where a name stands among others: the batch first, the rest by alphabet."""
    return (0 if name in FIRST_NAMES else 1, name)


def parts(atom: Atom) -> tuple[Terms, ...]:
    """The polynomials inside an atom."""
    if isinstance(atom, Extreme):
        return atom.arguments
    if isinstance(atom, Quotient):
        if isinstance(atom.denominator, int):
            return (atom.numerator,)
        return (atom.numerator, atom.denominator)
    return ()


_interned: WeakValueDictionary[Hashable, Atom] = WeakValueDictionary()
_lock = threading.Lock()
_next_serial = count().__next__
_serial = attrgetter("serial")


def symbol_atom(name: str) -> Atom:
    """The symbol of this name."""
    return _interned.get(name) or _add(name, lambda: _new_symbol(name))


def quotient_atom(numerator: Terms, denominator: int | Terms) -> Atom:
    """The floor division of parts that are in normal form already."""
    below = denominator if isinstance(denominator, int) else frozenset(denominator.items())
    key = (frozenset(numerator.items()), below)
    return _interned.get(key) or _add(key, lambda: _new_quotient(numerator, denominator))


def extreme_atom(arguments: tuple[Terms, ...], *, smallest: bool) -> Atom:
    """The minimum or maximum of arguments that are in normal form already."""
    key = (smallest, frozenset(frozenset(argument.items()) for argument in arguments))
    return _interned.get(key) or _add(key, lambda: _new_extreme(arguments, smallest=smallest))


def in_order(terms: Terms) -> Terms:
    """A polynomial out of a pickle: the atoms of this process have other serials."""
    return {
        tuple(sorted(monomial, key=_serial)): coefficient for monomial, coefficient in terms.items()
    }


def _quotient_again(numerator: Terms, denominator: int | Terms) -> Atom:
    below = denominator if isinstance(denominator, int) else in_order(denominator)
    return quotient_atom(in_order(numerator), below)


def _extreme_again(arguments: tuple[Terms, ...], smallest: bool) -> Atom:
    return extreme_atom(tuple(map(in_order, arguments)), smallest=smallest)


def _add(key: Hashable, make: Callable[[], Atom]) -> Atom:
    """The atom of this key, made now unless another thread was faster."""
    with _lock:
        atom = _interned.get(key)
        if atom is None:
            atom = make()
            atom.serial = _next_serial()
            atom.interval = None
            _interned[key] = atom
        return atom


def _new_symbol(name: str) -> Atom:
    atom = Symbol()
    atom.name = name
    atom.weight = atom.depth = 1
    return atom


def _new_quotient(numerator: Terms, denominator: int | Terms) -> Atom:
    atom = Quotient()
    atom.numerator = numerator
    atom.denominator = denominator
    _measure(atom)
    return atom


def _new_extreme(arguments: tuple[Terms, ...], *, smallest: bool) -> Atom:
    atom = Extreme()
    atom.arguments = arguments
    atom.smallest = smallest
    _measure(atom)
    return atom


def _measure(atom: Atom) -> None:
    """Note weight and depth, and refuse what would take too long to write."""
    weight = depth = 1
    for terms in parts(atom):
        for monomial in terms:
            weight += 1
            for factor in monomial:
                weight += factor.weight
                depth = max(depth, factor.depth + 1)
    if weight > MAX_WEIGHT:
        raise LimitError(f"a size has more than {MAX_WEIGHT} parts inside one division or extreme")
    if depth > MAX_DEPTH:
        raise LimitError(f"a size nests more than {MAX_DEPTH} divisions or extremes")
    atom.weight = weight
    atom.depth = depth
