"""
Sizes written in symbols that may have every value.

Where H is a multiple of 32 that is at least 64, it is 32·K + 32 for any K >= 1. Written in K, the
laws of floors simplify what they could not in H; then it is written in H again.
"""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING

from convcalc.dims.atoms import Extreme
from convcalc.dims.atoms import Quotient
from convcalc.dims.atoms import Symbol
from convcalc.dims.atoms import parts
from convcalc.dims.atoms import symbol_atom
from convcalc.dims.evaluation import substitute
from convcalc.dims.expression import from_terms
from convcalc.dims.expression import maximum
from convcalc.dims.expression import minimum
from convcalc.dims.expression import symbol
from convcalc.dims.expression import terms_of

if TYPE_CHECKING:
    from convcalc.dims.atoms import Atom
    from convcalc.dims.atoms import Terms
    from convcalc.dims.expression import Dim


class Renaming:
    """Which symbols are written how, and how to write them as before."""

    def __init__(self) -> None:
        self.inner: dict[str, Dim] = {}
        self._unshifted: dict[str, Dim] = {}
        self._fractions: dict[str, tuple[Dim, int]] = {}

    def replace(self, name: str, value: Dim) -> None:
        """Write a symbol as another size from now on, and leave it so."""
        self._put(name, value)

    def free(self, name: str, step: int, least: int) -> Dim:
        """Write a symbol as least + step·(K - 1); the new symbol K is returned."""
        free, whole = _hidden(name, "'"), _hidden(name, '"')
        # The laws take every symbol for at least 1, the whole steps below H as well.
        first = least % step if least >= step else least - step
        self._put(name, (free - 1) * step + least)
        self._unshifted[_name_of(free)] = whole + 1 - (least - first) // step
        self._fractions[_name_of(whole)] = (symbol(name) - first, step)
        return free

    def free_above(self, name: str, rest: Dim) -> None:
        """Write a symbol as a size, in new symbols already, and something positive."""
        free = _hidden(name, "'")
        self._put(name, rest + free)
        self._unshifted[_name_of(free)] = symbol(name) - substitute(rest, self._unshifted)

    def knows(self, name: str) -> bool:
        """Whether a symbol is written otherwise, or stands for another one."""
        return name in self.inner or name in self._unshifted

    def into(self, dim: Dim) -> Dim:
        """The size in the new symbols."""
        return substitute(dim, self.inner)

    def back(self, dim: Dim) -> Dim:
        """The size in its old symbols."""
        return self._restored(terms_of(substitute(dim, self._unshifted)))

    def _put(self, name: str, value: Dim) -> None:
        self.inner = {each: substitute(old, {name: value}) for each, old in self.inner.items()}
        self.inner[name] = value

    def _restored(self, terms: Terms) -> Dim:
        """With fractions of old symbols, each multiplied by what it can be."""
        result: Dim = 0
        for monomial, coefficient in terms.items():
            factor, product = coefficient, from_terms({(): 1})
            for atom in monomial:
                fraction = self._fractions.get(atom.name) if isinstance(atom, Symbol) else None
                if fraction is None:
                    product = product * self._restored_atom(atom)
                    continue
                above, below = fraction
                common = gcd(factor, below)
                factor //= common
                product = product * (above // (below // common))
            result = result + product * factor
        return result

    def _restored_atom(self, atom: Atom) -> Dim:
        inner = [self._restored(part) for part in parts(atom)]
        if isinstance(atom, Extreme):
            return minimum(*inner) if atom.smallest else maximum(*inner)
        if isinstance(atom, Quotient):
            below = atom.denominator if isinstance(atom.denominator, int) else inner[1]
            return inner[0] // below
        return from_terms({(atom,): 1})


def _hidden(name: str, mark: str) -> Dim:
    """A symbol that no text can name."""
    return from_terms({(symbol_atom(name + mark),): 1})


def _name_of(dim: Dim) -> str:
    ((atom,),) = terms_of(dim)
    assert isinstance(atom, Symbol)  # noqa: S101 (made by _hidden)
    return atom.name
