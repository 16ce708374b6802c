"""
What is taken for granted of the symbols: `H % 32 == 0`, `H == W`, `H >= 64`, `N == 4`.

With it comparisons are decided, sizes become simpler, and conditions are settled that would
otherwise be left open.
"""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING
from typing import Self

from convcalc.dims.atoms import symbol_atom
from convcalc.dims.comparing import bounds
from convcalc.dims.comparing import is_at_least
from convcalc.dims.comparing import is_equal
from convcalc.dims.comparisons import comparisons_of
from convcalc.dims.evaluation import free_symbols
from convcalc.dims.evaluation import substitute
from convcalc.dims.expression import Dim
from convcalc.dims.expression import Expr
from convcalc.dims.expression import from_terms
from convcalc.dims.expression import terms_of
from convcalc.dims.facts import Fact
from convcalc.dims.facts import fact_of
from convcalc.dims.facts import follows
from convcalc.dims.periods import TooHardError
from convcalc.dims.renaming import Renaming
from convcalc.dims.solutions import EVERYTHING
from convcalc.dims.solutions import Solutions
from convcalc.dims.solutions import intersection
from convcalc.errors import BadValue
from convcalc.errors import LimitError
from convcalc.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from convcalc.dims.atoms import Interval
    from convcalc.dims.comparisons import Sign
    from convcalc.dims.conditions import Condition
    from convcalc.dims.conditions import Relation

MOST_FACTS = 50


class Assumptions:
    """
    What is taken for granted of the symbols called `names`.

    `texts` are the comparisons as they were given.

    Raises:
        UsageError: If the texts contradict each other.

    >>> from convcalc.dims import symbol
    >>> height = symbol("H")
    >>> assumptions = Assumptions.parse("H % 32 == 0")
    >>> assumptions.decide(height, ">=", 32), assumptions.simplified((height + 31) // 32)
    (True, H//32)
    """

    def __init__(self, facts: Iterable[Fact], texts: tuple[str, ...] = ()) -> None:
        self.texts = texts
        self._renaming = Renaming()
        self._equal: dict[str, Dim] = {}
        self._sets: dict[str, Solutions] = {}
        self._ranges: dict[str, Interval] = {}
        self._simplified: dict[Dim, Dim] = {}
        self._settled: dict[tuple[Dim, Relation], bool | None] = {}
        self._facts = tuple(dict.fromkeys(facts))
        names = [name for fact in self._facts for name in free_symbols(fact.expr)]
        self.names = tuple(dict.fromkeys(names))
        if len(self._facts) > MOST_FACTS:
            raise UsageError(f"{len(self._facts):,} assumptions", expected=f"at most {MOST_FACTS}")
        self._solve_equalities()
        self._solve_single()
        self._solve_orders()

    @classmethod
    def parse(cls, *texts: str) -> Self:
        """
        What some texts say together.

        Raises:
            UsageError: If one is no comparison of sizes, or they contradict each other.
        """
        facts = [fact_of(each) for text in texts for each in comparisons_of(text)]
        return cls(facts, tuple(text.strip() for text in texts))

    def decide(self, left: Dim, sign: Sign, right: Dim) -> bool | None:
        """Whether one size compares so to another, None where that is not settled."""
        if sign == "==":
            return self._truth(left - right, "==")
        if sign == "!=":
            return _opposite(self._truth(left - right, "=="))
        if sign == ">=":
            return self._truth(left - right, ">=")
        if sign == "<=":
            return self._truth(right - left, ">=")
        return _opposite(self.decide(left, ">=" if sign == "<" else "<=", right))

    def holds(self, condition: Condition) -> bool | None:
        """Whether a condition holds always or never, None where neither is settled."""
        return self._truth(condition.expr, condition.relation)

    def least(self) -> dict[str, int]:
        """The least value of every symbol of which something is said by itself."""
        return {name: numbers.least or 1 for name, numbers in self._sets.items()}

    def simplified(self, dim: Dim) -> Dim:
        """The size in its simplest form where the assumptions hold."""
        if type(dim) is int:
            return dim
        known = self._simplified.get(dim)
        if known is None:
            known = self._simplified[dim] = self._simpler(dim)
        return known

    def _simpler(self, dim: Dim) -> Dim:
        try:
            simple = self._renaming.back(self._renaming.into(dim))
        except (BadValue, LimitError):
            return dim
        return simple if len(repr(simple)) <= len(repr(dim)) else dim

    def _truth(self, expr: Dim, relation: Relation) -> bool | None:
        key = (expr, relation)
        if key not in self._settled:
            self._settled[key] = self._found(expr, relation)
        return self._settled[key]

    def _found(self, expr: Dim, relation: Relation) -> bool | None:
        try:
            free = self._renaming.into(expr)
            if isinstance(free, int):
                return free == 0 if relation == "==" else free >= 0
            proved = is_equal(free, 0) if relation == "==" else is_at_least(free, 0)
            if proved is None:
                proved = self._by_bounds(free, relation)
            if proved is None:
                proved = self._by_set(substitute(expr, self._equal), relation)
        except (BadValue, LimitError):
            return None
        return follows(free, relation, self._facts) if proved is None else proved

    def _by_bounds(self, expr: Expr, relation: Relation) -> bool | None:
        lowest, highest = bounds(expr, self._ranges)
        if (highest is not None and highest < 0) or (relation == "==" and (lowest or 0) > 0):
            return False
        return True if relation == ">=" and lowest is not None and lowest >= 0 else None

    def _by_set(self, expr: Dim, relation: Relation) -> bool | None:
        """Decide exactly what is in one symbol only."""
        names = free_symbols(expr)
        if len(names) != 1 or names[0] not in self._sets:
            return None
        try:
            question = Fact(expr=expr, relation=relation)
            known = self._sets[names[0]]
            if intersection(known, question.values(names[0])).is_empty:
                return False
            against = question.values(names[0], opposite=True)
            return True if intersection(known, against).is_empty else None
        except TooHardError:
            return None

    def _solve_equalities(self) -> None:
        """Write W as H where they are equal: what stands alone, the last name first."""
        for _ in range(len(self._facts)):
            found = next(filter(None, map(_alone, self._facts)), None)
            if found is None:
                return
            fact, name, value = found
            self._renaming.replace(name, value)
            self._equal = dict(self._renaming.inner)
            others = [each for each in self._facts if each is not fact]
            positive = Fact(expr=value - 1, relation=">=")
            self._facts = self._checked(each.put(name, value) for each in (*others, positive))

    def _solve_single(self) -> None:
        """Gather what is said of each symbol, and write it as one that may have any value."""
        kept = []
        for fact in self._facts:
            names = free_symbols(fact.expr)
            try:
                more = fact.values(names[0]) if len(names) == 1 else None
                if more is not None:
                    before = self._sets.get(names[0], EVERYTHING)
                    self._sets[names[0]] = intersection(before, more)
            except TooHardError:
                more = None
            if more is None:
                kept.append(fact)
        for name, numbers in self._sets.items():
            self._free(name, numbers)
        self._facts = self._checked(fact.into(self._renaming) for fact in kept)

    def _free(self, name: str, numbers: Solutions) -> None:
        least, most = numbers.least, numbers.greatest
        if least is None:
            raise self._contradiction()
        if least == most:
            self._renaming.replace(name, least)
            self._equal = {
                each: substitute(old, {name: least}) for each, old in self._equal.items()
            } | {name: least}
            return
        residues = [residue for residue, spans in enumerate(numbers.classes) if spans]
        step = gcd(numbers.modulus, *(residue - residues[0] for residue in residues))
        if step == 1 and least == 1 and most is None:
            return
        free = self._renaming.free(name, step, least)
        highest = None if most is None else (most - least) // step + 1
        self._ranges[free_symbols(free)[0]] = (1, highest)

    def _solve_orders(self) -> None:
        """Write H as W and something positive, where H > W is all that is said of H."""
        for fact in self._facts:
            found = _above(fact, self._renaming)
            if found is not None:
                self._renaming.free_above(*found)
                self._facts = self._checked(
                    each.into(self._renaming) for each in self._facts if each is not fact
                )
                return

    def _checked(self, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        """The facts that say something."""
        kept = []
        for fact in dict.fromkeys(facts):
            verdict = fact.verdict()
            if verdict is False:
                raise self._contradiction()
            if verdict is None:
                kept.append(fact)
        return tuple(kept)

    def _contradiction(self) -> UsageError:
        said = " and ".join(self.texts)
        return UsageError(f"no sizes satisfy {said}", expected="assumptions that some sizes fulfil")


def _opposite(truth: bool | None) -> bool | None:
    return None if truth is None else not truth


def _alone(fact: Fact) -> tuple[Fact, str, Dim] | None:
    """The last symbol that stands alone in an equality, and what it equals."""
    if fact.relation != "==":
        return None
    for name in reversed(free_symbols(fact.expr)):
        coefficient, rest = _parted(fact.expr, name)
        if coefficient in (1, -1) and name not in free_symbols(rest):
            return fact, name, rest * -coefficient
    return None


def _above(fact: Fact, renaming: Renaming) -> tuple[str, Dim] | None:
    """The symbol of which nothing else is said, and what it is greater than."""
    if fact.relation != ">=":
        return None
    for name in free_symbols(fact.expr):
        coefficient, rest = _parted(fact.expr, name)
        least = -rest - 1
        if coefficient != 1 or renaming.knows(name) or name in free_symbols(rest):
            continue
        if is_at_least(least, 0) is True:
            return name, least
    return None


def _parted(expr: Dim, name: str) -> tuple[int, Dim]:
    """The coefficient of a symbol by itself, and everything else."""
    terms = terms_of(expr)
    alone = (symbol_atom(name),)
    rest = {monomial: value for monomial, value in terms.items() if monomial != alone}
    return terms.get(alone, 0), from_terms(rest)
