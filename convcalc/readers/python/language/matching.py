"""`match`: the patterns of Python."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import SyntaxProblem
from convcalc.readers.python.objects.attributes import get_attribute
from convcalc.readers.python.objects.host import Site
from convcalc.readers.python.objects.unions import is_instance
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.values.comparisons import same

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.language.compiled import Signal
    from convcalc.readers.python.language.scope import Scope
    from convcalc.readers.python.world import Interpreter

Names = dict[str, object]
WHATEVER_IT_IS = (ast.MatchAs, ast.MatchOr, ast.MatchStar)
"""Patterns that ask nothing of a value themselves."""


def match(evaluator: Interpreter, node: ast.Match, scope: Scope) -> Signal | None:
    """Execute the first case that fits."""
    value = evaluator.evaluate(node.subject, scope)
    site = Site(evaluator, node.subject, scope)
    for case in node.cases:
        evaluator.charge_steps(1)
        names: Names = {}
        if not fits(case.pattern, value, names, site):
            continue
        for name, each in names.items():
            scope.bind(name, each)
        if case.guard is None or evaluator.decide(evaluator.evaluate(case.guard, scope), site):
            return evaluator.execute(case.body, scope)
    return None


def fits(pattern: ast.pattern, value: Any, names: Names, site: Site) -> bool:
    """
    Whether a value fits a pattern; the names it binds are added to `names`.

    Raises:
        SyntaxProblem: If the pattern is of a kind that is not read.
        NotKnown: If nobody knows the value, and the pattern asks for it.
    """
    rule = PATTERNS.get(type(pattern))
    if rule is None:
        raise SyntaxProblem("this pattern is not read here")
    if site.evaluator.spoiled:
        value = site.evaluator.known(value)
    if isinstance(value, Unread) and not isinstance(pattern, WHATEVER_IT_IS):
        value.refuse(site)
    return rule(pattern, value, names, site)


def _value(pattern: ast.MatchValue, value: Any, names: Names, site: Site) -> bool:
    return same(value, site.evaluator.evaluate(pattern.value, site.scope), site)


def _singleton(pattern: ast.MatchSingleton, value: Any, names: Names, site: Site) -> bool:
    return value is pattern.value


def _or(pattern: ast.MatchOr, value: Any, names: Names, site: Site) -> bool:
    return any(fits(each, value, names, site) for each in pattern.patterns)


def _as(pattern: ast.MatchAs, value: Any, names: Names, site: Site) -> bool:
    if pattern.pattern is not None and not fits(pattern.pattern, value, names, site):
        return False
    if pattern.name is not None:
        names[pattern.name] = value
    return True


def _sequence(pattern: ast.MatchSequence, value: Any, names: Names, site: Site) -> bool:
    if type(value) not in (list, tuple):
        return False
    patterns = pattern.patterns
    starred = [index for index, each in enumerate(patterns) if isinstance(each, ast.MatchStar)]
    spare = len(value) - len(patterns)
    if spare != 0 if not starred else spare < -1:
        return False
    parts = list(value)
    if starred:
        first, last = starred[0], starred[0] + spare + 1
        parts = [*parts[:first], parts[first:last], *parts[last:]]
    return all(fits(each, part, names, site) for each, part in zip(patterns, parts, strict=True))


def _star(pattern: ast.MatchStar, value: Any, names: Names, site: Site) -> bool:
    if pattern.name is not None:
        names[pattern.name] = value
    return True


def _mapping(pattern: ast.MatchMapping, value: Any, names: Names, site: Site) -> bool:
    if type(value) is not dict:
        return False
    rest = dict(value)
    for key_node, each in zip(pattern.keys, pattern.patterns, strict=True):
        key = site.evaluator.key(site.evaluator.evaluate(key_node, site.scope))
        if key not in rest or not fits(each, rest.pop(key), names, site):
            return False
    if pattern.rest is not None:
        names[pattern.rest] = rest
    return True


def _class(pattern: ast.MatchClass, value: Any, names: Names, site: Site) -> bool:
    cls = site.evaluator.evaluate(pattern.cls, site.scope)
    if not is_instance(value, cls, site):
        return False
    if len(pattern.patterns) == 1 and type(value) in (int, float, str, bool, list, tuple, dict):
        return fits(pattern.patterns[0], value, names, site)
    attributes = list(pattern.kwd_attrs)
    if pattern.patterns:
        among: Any = get_attribute(cls, "__match_args__", site)
        attributes = [*among[: len(pattern.patterns)], *attributes]
    patterns = (*pattern.patterns, *pattern.kwd_patterns)
    return all(
        fits(each, get_attribute(value, name, site), names, site)
        for name, each in zip(attributes, patterns, strict=True)
    )


PATTERNS: dict[type[ast.pattern], Callable[..., bool]] = {
    ast.MatchAs: _as,
    ast.MatchClass: _class,
    ast.MatchMapping: _mapping,
    ast.MatchOr: _or,
    ast.MatchSequence: _sequence,
    ast.MatchSingleton: _singleton,
    ast.MatchStar: _star,
    ast.MatchValue: _value,
}
