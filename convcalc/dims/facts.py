"""What is known of sizes: that one is zero, is not, or is not negative; and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Literal

from convcalc.dims.comparing import is_at_least
from convcalc.dims.comparing import is_equal
from convcalc.dims.evaluation import substitute
from convcalc.dims.expression import Expr
from convcalc.dims.expression import terms_of
from convcalc.dims.solutions import complement
from convcalc.dims.solutions import solutions_of
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from convcalc.dims.comparisons import Comparison
    from convcalc.dims.expression import Dim
    from convcalc.dims.renaming import Renaming
    from convcalc.dims.solutions import Solutions

MOST_MULTIPLES = 4


class Fact(Value):
    """That a size is zero, is not zero, or is not negative."""

    expr: Dim
    relation: Literal["==", "!=", ">="]

    def verdict(self) -> bool | None:
        """Whether it is so for all symbols, or for none; None where neither is known."""
        if self.relation == ">=":
            return is_at_least(self.expr, 0)
        truth = is_equal(self.expr, 0)
        return truth if truth is None or self.relation == "==" else not truth

    def values(self, name: str, *, opposite: bool = False) -> Solutions:
        """
        The values of the only symbol for which it is so, or is not.

        Raises:
            TooHardError: If they are too hard to find.
        """
        assert isinstance(self.expr, Expr)  # noqa: S101 (asked where there is a symbol)
        relation: Literal["==", ">="] = ">=" if self.relation == ">=" else "=="
        found = solutions_of(self.expr, relation, name)
        return complement(found) if opposite != (self.relation == "!=") else found

    def put(self, name: str, value: Dim) -> Fact:
        """The same with a symbol replaced."""
        return self.replace(expr=substitute(self.expr, {name: value}))

    def into(self, renaming: Renaming) -> Fact:
        """The same in other symbols."""
        return self.replace(expr=renaming.into(self.expr))


def fact_of(comparison: Comparison) -> Fact:
    """What a comparison says of the difference of its sides."""
    left, sign, right = comparison.left, comparison.sign, comparison.right
    if sign in {"==", "!="}:
        return Fact(expr=left - right, relation="==" if sign == "==" else "!=")
    if sign in {"<", "<="}:
        left, right = right, left
    return Fact(expr=left - right - (1 if sign in {"<", ">"} else 0), relation=">=")


def follows(expr: Dim, relation: str, facts: Iterable[Fact]) -> bool | None:
    """
    Whether a size is zero, or not negative, by one of the facts; None where none tells.

    A size is not negative if it is at least a multiple of one that is known not to be.
    """
    known = tuple(facts)
    if not known:
        return None
    if relation == ">=":
        if _is_natural(expr, known):
            return True
        return False if _is_natural(-expr - 1, known) else None
    for fact in known:
        if fact.relation != ">=" and 0 in {expr - fact.expr, expr + fact.expr}:
            return fact.relation == "=="
    if _is_natural(expr - 1, known) or _is_natural(-expr - 1, known):
        return False
    return True if _is_natural(expr, known) and _is_natural(-expr, known) else None


def _is_natural(expr: Dim, facts: tuple[Fact, ...]) -> bool:
    """Whether a size is at least a multiple of what is known not to be negative."""
    for fact in facts:
        if fact.relation == "!=":
            continue
        for multiple in _multiples(expr, fact):
            if is_at_least(expr - fact.expr * multiple, 0) is True:
                return True
    return False


def _multiples(expr: Dim, fact: Fact) -> Iterator[int]:
    """How often a fact may be contained: so that one of the terms they share vanishes."""
    own, known = terms_of(expr), terms_of(fact.expr)
    ratios = {
        own[monomial] // value
        for monomial, value in known.items()
        if monomial and monomial in own and own[monomial] % value == 0
    }
    for ratio in sorted(ratios)[:MOST_MULTIPLES]:
        if ratio > 0 or fact.relation == "==":
            yield ratio
