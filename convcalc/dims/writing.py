"""Sizes as text: Unicode for people, ASCII for files."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Protocol

from convcalc.dims.atoms import Atom
from convcalc.dims.atoms import Extreme
from convcalc.dims.atoms import Monomial
from convcalc.dims.atoms import Quotient
from convcalc.dims.atoms import Symbol
from convcalc.dims.atoms import Terms
from convcalc.dims.atoms import name_order
from convcalc.dims.polynomial import add_number
from convcalc.dims.polynomial import constant

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

Order = tuple[int, list[tuple[int, str]]]


class Polynomial(Protocol):
    """What is asked of a size in symbols to write it."""

    @property
    def terms(self) -> Terms:
        """The polynomial that it is."""


@lru_cache(maxsize=4096)
def show(dim: int | Polynomial) -> str:
    """
    A size for people.

    >>> from convcalc.dims import symbol
    >>> show((symbol("H") + 31) // 32)
    '⌈H/32⌉'
    """
    return _FOR_PEOPLE.sum(_terms_of(dim))


@lru_cache(maxsize=4096)
def ascii(dim: int | Polynomial) -> str:  # noqa: A001 - the sort of text, as in the builtin
    """
    A size in the characters of a program; `parse` reads it back.

    >>> from convcalc.dims import symbol
    >>> ascii((symbol("H") + 31) // 32)
    '(H + 31)//32'
    """
    return _FOR_FILES.sum(_terms_of(dim))


def _terms_of(dim: int | Polynomial) -> Terms:
    return constant(dim) if isinstance(dim, int) else dim.terms


class Notation:
    """How a polynomial is written; what differs between notations is in the classes below."""

    times = ""

    def quotient(self, atom: Quotient) -> str:
        """A floor division."""
        raise NotImplementedError

    def factor(self, atom: Atom, power: int) -> str:
        """A power of an atom inside a product."""
        raise NotImplementedError

    def sum(self, terms: Terms) -> str:
        """The whole polynomial."""
        pieces = _pieces(terms)
        if pieces and pieces[0][0] < 0:
            pieces.sort(key=lambda piece: piece[0] < 0)
        written = [
            (coefficient < 0, self.product(abs(coefficient), monomial, less_one))
            for coefficient, monomial, less_one in pieces
        ]
        if number := terms.get((), 0):
            written.insert(
                0 if written and written[0][0] and number > 0 else len(written),
                (number < 0, str(abs(number))),
            )
        if not written:
            return "0"
        (negative, first), *others = written
        start = f"-{self.negated(first)}" if negative else first
        return start + "".join(f" {'-' if minus else '+'} {text}" for minus, text in others)

    def negated(self, text: str) -> str:
        """A product that a minus sign goes before."""
        return text

    def product(self, coefficient: int, monomial: Monomial, less_one: Symbol | None) -> str:
        """A term without its sign; `less_one` is a symbol s of a last factor (s - 1)."""
        if coefficient == 1 and len(monomial) == 1 and less_one is None:
            return self.alone(monomial[0])
        factors = [] if coefficient == 1 else [str(coefficient)]
        atoms = dict.fromkeys(sorted(monomial, key=_atom_order))
        factors += [self.factor(atom, monomial.count(atom)) for atom in atoms]
        if less_one is not None:
            factors.append(f"({less_one.name} - 1)")
        return self.times.join(factors)

    def alone(self, atom: Atom) -> str:
        """An atom that is a term by itself."""
        if isinstance(atom, Symbol):
            return atom.name
        if isinstance(atom, Quotient):
            return _of_quotient(self, atom)
        return self.extreme(atom) if isinstance(atom, Extreme) else ""

    def extreme(self, atom: Extreme) -> str:
        """A minimum or maximum."""
        texts = sorted((self.sum(argument) for argument in atom.arguments), key=_text_order)
        return f"{'min' if atom.smallest else 'max'}({', '.join(texts)})"

    def operand(self, terms: Terms) -> str:
        """A numerator or denominator, in brackets unless it is a name or a number."""
        text = self.sum(terms)
        return text if text.isalnum() or text.isidentifier() else f"({text})"


class Unicode(Notation):
    """`⌈H/32⌉`, `18·C² + 2·C`."""

    times = "·"

    def quotient(self, atom: Quotient) -> str:
        """Between floor brackets, or ceiling brackets where the constant says so."""
        numerator, below = atom.numerator, atom.denominator
        if isinstance(below, int):
            if below > 1 and numerator.get((), 0) == below - 1:
                return f"⌈{self._fraction(add_number(numerator, 1 - below), constant(below))}⌉"
            below = constant(below)
        return f"⌊{self._fraction(numerator, below)}⌋"

    def _fraction(self, numerator: Terms, denominator: Terms) -> str:
        above = self.sum(numerator) if len(numerator) == 1 else self.operand(numerator)
        return f"{above}/{self.operand(denominator)}"

    def factor(self, atom: Atom, power: int) -> str:
        """With the power as a superscript."""
        return self.alone(atom) + (str(power).translate(SUPERSCRIPTS) if power > 1 else "")


class Ascii(Notation):
    """`(H + 31)//32`, `18*C**2 + 2*C`."""

    times = "*"

    def quotient(self, atom: Quotient) -> str:
        """With Python's floor division."""
        below = atom.denominator
        below = constant(below) if isinstance(below, int) else below
        return f"{self.operand(atom.numerator)}//{self.operand(below)}"

    def factor(self, atom: Atom, power: int) -> str:
        """With Python's power."""
        text = self.alone(atom)
        text = f"({text})" if isinstance(atom, Quotient) else text
        return f"{text}**{power}" if power > 1 else text

    def negated(self, text: str) -> str:
        """In brackets, lest the minus belong to a numerator alone."""
        return f"({text})" if "//" in text else text


def _pieces(terms: Terms) -> list[tuple[int, Monomial, Symbol | None]]:
    """The terms but the constant, in order; c·m·s - c·m as one piece (c, m, s)."""
    left = {monomial: coefficient for monomial, coefficient in terms.items() if monomial}
    pieces: list[tuple[int, Monomial, Symbol | None]] = []
    for monomial in sorted(left, key=_order):
        coefficient = left.get(monomial)
        if coefficient is None:
            continue
        for atom in monomial if len(monomial) > 1 else ():
            shorter = _without(monomial, atom)
            if isinstance(atom, Symbol) and left.get(shorter) == -coefficient:
                del left[shorter]
                pieces.append((coefficient, shorter, atom))
                break
        else:
            pieces.append((coefficient, monomial, None))
    return pieces


def _without(monomial: Monomial, atom: Atom) -> Monomial:
    left = list(monomial)
    left.remove(atom)
    return tuple(left)


def _order(monomial: Monomial) -> Order:
    """Higher degrees first, then by name."""
    return -len(monomial), sorted(map(_atom_order, monomial))


def _atom_order(atom: Atom) -> tuple[int, str]:
    if isinstance(atom, Symbol):
        return name_order(atom.name)
    return _nested_order(atom)


@lru_cache(maxsize=4096)
def _nested_order(atom: Atom) -> tuple[int, str]:
    """Worked out once: quotients of quotients are asked for at every level above."""
    return (2, _by_value(_FOR_FILES.alone(atom)))


@lru_cache(maxsize=4096)
def _of_quotient(notation: Notation, atom: Quotient) -> str:
    """A quotient in a notation, written once however often it stands in a formula."""
    return notation.quotient(atom)


def _text_order(text: str) -> tuple[bool, str]:
    """Expressions first, numbers behind."""
    return text.lstrip("-").isdecimal(), _by_value(text)


def _by_value(text: str) -> str:
    """A text that sorts by the numbers in it, 4 before 16."""
    return re.sub(r"\d+", lambda number: number[0].zfill(12), text)


_FOR_FILES = Ascii()
_FOR_PEOPLE = Unicode()
