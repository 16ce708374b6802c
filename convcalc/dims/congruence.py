"""
What conditions on sizes come to: "H divisible by 16", "H ≥ 61".

Conditions in one symbol are decided exactly by residues. Those in several are decided by bounds
where that is enough, else solved for a symbol that stands alone, else said as they are.
"""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING
from typing import Literal

from convcalc.dims.comparing import is_at_least
from convcalc.dims.comparing import is_equal
from convcalc.dims.conditions import Condition
from convcalc.dims.conditions import at_least
from convcalc.dims.conditions import equal
from convcalc.dims.conditions import statement
from convcalc.dims.evaluation import free_symbols
from convcalc.dims.evaluation import substitute
from convcalc.dims.expression import Dim
from convcalc.dims.expression import Expr
from convcalc.dims.expression import from_terms
from convcalc.dims.expression import symbol
from convcalc.dims.expression import terms_of
from convcalc.dims.intervals import lower
from convcalc.dims.periods import MAX_PERIOD
from convcalc.dims.periods import TooHardError
from convcalc.dims.polynomial import as_constant
from convcalc.dims.polynomial import common_factors
from convcalc.dims.polynomial import remove
from convcalc.dims.solutions import EVERYTHING
from convcalc.dims.solutions import Solutions
from convcalc.dims.solutions import intersection
from convcalc.dims.solutions import solutions_of
from convcalc.dims.statements import pattern_of
from convcalc.dims.statements import texts_of
from convcalc.dims.writing import show
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Condition",
    "Finding",
    "at_least",
    "equal",
    "least",
    "solve",
    "statement",
]

MAX_NAMED = 3
MAX_RESIDUES = 100_000


class Finding(Value):
    """
    What some conditions come to.

    Args:
        status: Whether the conditions are solved, impossible, or could not be decided together.
        symbol: The symbol they are about, empty where there are several or none.
        minimum: The least value of that symbol.
        modulus: The values of that symbol are those with these `residues`, from some value on.
        residues: In order; empty where only single values are left.
        texts: What to say; all of them hold.
        reasons: Where the conditions come from.

    """

    status: Literal["solved", "impossible", "undecided"]
    texts: tuple[str, ...]
    symbol: str = ""
    minimum: int | None = None
    modulus: int | None = None
    residues: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()


def solve(conditions: Iterable[Condition]) -> list[Finding]:
    """
    What the conditions come to, those in one symbol first.

    Conditions that always hold vanish.

    >>> from convcalc.dims import symbol
    >>> height = symbol("H")
    >>> solve([equal(height // 2 * 2, height)])[0].texts
    ('H divisible by 2',)
    """
    findings: list[Finding] = []
    open_conditions = _undecided(dict.fromkeys(conditions), findings)
    open_conditions = _without_solved(open_conditions, findings)
    by_symbol: dict[str, list[Condition]] = {}
    for condition in open_conditions:
        names = free_symbols(condition.expr)
        if len(names) == 1:
            by_symbol.setdefault(names[0], []).append(condition)
        else:
            findings.append(_raw(condition))
    single = [
        finding for name, group in sorted(by_symbol.items()) for finding in _solve_one(name, group)
    ]
    return single + findings


def least(conditions: Iterable[Condition], name: str) -> int | None:
    """
    The least value of a symbol that satisfies all conditions in which it is the only one.

    None where there is none, where one cannot be decided, or where one binds it to other symbols.
    """
    found: Solutions | None = EVERYTHING
    for given in conditions:
        condition = _simplified(given)
        names = free_symbols(condition.expr)
        if name not in names:
            continue
        more = _solutions(condition, name) if len(names) == 1 else None
        if more is None and _verdict(condition):
            continue
        found = None if more is None or found is None else _both(found, more)
    return None if found is None else found.least


def _verdict(condition: Condition) -> bool | None:
    """Whether a condition always holds, never holds, or neither is known."""
    decide = is_equal if condition.relation == "==" else is_at_least
    return decide(condition.expr, 0)


def _undecided(conditions: Iterable[Condition], findings: list[Finding]) -> list[Condition]:
    """The conditions that depend on the symbols; what can never hold is noted."""
    result = []
    for condition in conditions:
        simple = _simplified(condition)
        verdict = None if len(free_symbols(simple.expr)) == 1 else _verdict(simple)
        if verdict is None:
            result.append(simple)
        elif not verdict:
            findings.append(_impossible([condition]))
    return result


def _simplified(condition: Condition) -> Condition:
    """The condition without factors that are positive anyway."""
    terms = terms_of(condition.expr)
    if as_constant(terms) is not None:
        return condition
    shared = tuple(atom for atom in common_factors(list(terms)) if (lower({(atom,): 1}) or 0) >= 1)
    number = gcd(*terms.values())
    simple = {
        remove(monomial, shared) or (): coefficient // number
        for monomial, coefficient in terms.items()
    }
    return condition.replace(expr=from_terms(simple))


def _without_solved(conditions: list[Condition], findings: list[Finding]) -> list[Condition]:
    """Say "H = W", and put W for H in all other conditions."""
    for _ in range(len(conditions)):
        for condition in conditions:
            solved = _solved_for(condition)
            if solved is None:
                continue
            name, value = solved
            findings.append(_said(condition, f"{name} = {show(value)}", "solved"))
            positive = at_least(value, 1, condition.reason)
            others = [
                other.replace(expr=substitute(other.expr, {name: value}))
                for other in conditions
                if other is not condition
            ]
            conditions = _undecided(dict.fromkeys([*others, positive]), findings)
            break
        else:
            break
    return conditions


def _solved_for(condition: Condition) -> tuple[str, Dim] | None:
    """The symbol that stands alone in an equality of several, and what it equals."""
    names = free_symbols(condition.expr)
    if condition.relation != "==" or len(names) < 2:
        return None
    terms = terms_of(condition.expr)
    for name in names:
        (alone,) = terms_of(symbol(name))
        coefficient = terms.get(alone)
        if coefficient in (1, -1):
            others = from_terms({key: value for key, value in terms.items() if key != alone})
            if name not in free_symbols(others):
                return name, others * -coefficient
    return None


def _solve_one(name: str, conditions: list[Condition]) -> list[Finding]:
    """What conditions in one symbol come to together."""
    findings: list[Finding] = []
    found = EVERYTHING
    used: list[Condition] = []
    residues = 0
    for condition in conditions:
        more = _solutions(condition, name) if residues <= MAX_RESIDUES else None
        both = None if more is None else _both(found, more)
        residues += MAX_PERIOD if more is None else more.modulus
        if more is None or both is None:
            findings += _alone(name, more, condition)
        elif not more.is_everything:
            found = both
            used.append(condition)
    if used:
        findings.insert(0, _solved(name, found, used))
    return findings


def _alone(name: str, found: Solutions | None, condition: Condition) -> list[Finding]:
    """What is found of a condition that cannot be combined with the others."""
    if found is not None:
        return [_solved(name, found, [condition]).replace(status="undecided")]
    verdict = _verdict(condition)
    if verdict is None:
        return [_raw(condition)]
    return [] if verdict else [_impossible([condition])]


def _solutions(condition: Condition, name: str) -> Solutions | None:
    """The values of the only symbol, None where they are too hard to find."""
    if not isinstance(condition.expr, Expr):
        return None
    try:
        return solutions_of(condition.expr, condition.relation, name)
    except TooHardError:
        return None


def _both(left: Solutions, right: Solutions) -> Solutions | None:
    try:
        return intersection(left, right)
    except TooHardError:
        return None


def _solved(name: str, found: Solutions, conditions: list[Condition]) -> Finding:
    """The finding of a set of values."""
    if found.is_empty:
        return _impossible(conditions)
    pattern = pattern_of(found)
    texts = texts_of(found, name)
    return Finding(
        status="solved",
        symbol=name,
        minimum=found.least,
        modulus=pattern.modulus if pattern.residues else None,
        residues=pattern.residues,
        texts=tuple(map(statement, conditions)) if texts is None else texts,
        reasons=_reasons(conditions),
    )


def _impossible(conditions: list[Condition]) -> Finding:
    names = dict.fromkeys(name for condition in conditions for name in free_symbols(condition.expr))
    said = [statement(condition) for condition in conditions[:MAX_NAMED]]
    if len(conditions) > MAX_NAMED:
        said.append(f"{len(conditions) - MAX_NAMED} more")
    text = f"no {', '.join(names)} satisfies {' and '.join(said)}"
    return Finding(
        status="impossible",
        symbol=next(iter(names)) if len(names) == 1 else "",
        texts=(text if names else f"{said[0]} never holds",),
        reasons=_reasons(conditions),
    )


def _raw(condition: Condition) -> Finding:
    names = free_symbols(condition.expr)
    finding = _said(condition, statement(condition), "undecided")
    return finding.replace(symbol=names[0]) if len(names) == 1 else finding


def _said(condition: Condition, text: str, status: Literal["solved", "undecided"]) -> Finding:
    return Finding(status=status, texts=(text,), reasons=_reasons([condition]))


def _reasons(conditions: list[Condition]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(condition.reason for condition in conditions if condition.reason))
