"""Comprehensions and generator expressions: loops that make a value."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.language.compiled import expression
from convcalc.readers.python.language.scope import Scope
from convcalc.readers.python.language.targets import assign
from convcalc.readers.python.objects.host import MISSING
from convcalc.readers.python.objects.host import Site
from convcalc.readers.python.values.streams import Stream

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator

    from convcalc.readers.python.language.compiled import Code
    from convcalc.readers.python.language.compiled import Walk
    from convcalc.readers.python.world import Interpreter


def comprehension(node: ast.expr) -> Code:
    """A comprehension of any kind, or a generator expression."""
    return expression(WALKS[type(node)])(node)


def list_comprehension(evaluator: Interpreter, node: ast.ListComp, scope: Scope) -> object:
    """`[element for name in values if test]`."""
    return comprehend(evaluator, node.generators, node.elt, scope)


def generator(evaluator: Interpreter, node: ast.GeneratorExp, scope: Scope) -> object:
    """`(element for name in values)`: the first values at once, each element when it is wanted."""
    first = evaluator.evaluate(node.generators[0].iter, scope)
    site = Site(evaluator, node.generators[0].iter, scope)
    elements = _elements(
        evaluator, node, Scope(scope, is_inline=True), iter(evaluator.iterate(first, site))
    )
    return Stream(resumed(elements, evaluator), "generator")


def resumed(elements: Iterator[Any], evaluator: Interpreter) -> Iterator[Any]:
    """The same elements, made in the text that stands here, whoever wants them."""
    text = evaluator.text
    while True:
        outer, evaluator.text = evaluator.text, text
        try:
            value = next(elements, MISSING)
        finally:
            evaluator.text = outer
        if value is MISSING:
            return
        yield value


def _elements(
    evaluator: Interpreter, node: ast.GeneratorExp, scope: Scope, first: Iterator[Any]
) -> Iterator[Any]:
    for _ in _rounds(evaluator, node.generators, 0, scope, first):
        yield evaluator.evaluate(node.elt, scope)


def _rounds(
    evaluator: Interpreter,
    generators: list[ast.comprehension],
    index: int,
    scope: Scope,
    values: Iterable[Any],
) -> Iterator[None]:
    """Bind the targets of the loops from `index` on, one round at a time."""
    part = generators[index]
    for value in values:
        evaluator.charge_steps(1)
        assign(evaluator, part.target, value, scope)
        if not all(_holds(evaluator, test, scope) for test in part.ifs):
            continue
        if index + 1 == len(generators):
            yield
            continue
        inner = generators[index + 1].iter
        found = evaluator.iterate(evaluator.evaluate(inner, scope), Site(evaluator, inner, scope))
        yield from _rounds(evaluator, generators, index + 1, scope, found)


def set_comprehension(evaluator: Interpreter, node: ast.SetComp, scope: Scope) -> object:
    """`{element for name in values}`."""
    values = comprehend(evaluator, node.generators, node.elt, scope)
    return evaluator.made({evaluator.key(each) for each in values})


def dict_comprehension(evaluator: Interpreter, node: ast.DictComp, scope: Scope) -> object:
    """`{key: value for name in values}`."""
    pair = ast.copy_location(ast.Tuple([node.key, node.value], ast.Load()), node)
    pairs = comprehend(evaluator, node.generators, pair, scope)
    return evaluator.made({evaluator.key(key): value for key, value in pairs})


def comprehend(
    evaluator: Interpreter, generators: list[ast.comprehension], element: ast.expr, scope: Scope
) -> list[Any]:
    """The elements of a comprehension."""
    inner = Scope(scope, is_inline=True)
    values: list[Any] = []
    _loop(evaluator, generators, 0, inner, lambda: values.append(_one(evaluator, element, inner)))
    return values


def _one(evaluator: Interpreter, element: ast.expr, scope: Scope) -> object:
    evaluator.charge_items(1)
    return evaluator.evaluate(element, scope)


def _loop(
    evaluator: Interpreter,
    generators: list[ast.comprehension],
    index: int,
    scope: Scope,
    innermost: Callable[[], None],
) -> None:
    """Go over one `for` of a comprehension, and in every round over those behind it."""
    if index == len(generators):
        innermost()
        return
    part = generators[index]
    if part.is_async:
        raise BadValue("async for is not read here")
    values = evaluator.evaluate(part.iter, scope)
    for value in evaluator.iterate(values, Site(evaluator, part.iter, scope)):
        evaluator.charge_steps(1)
        assign(evaluator, part.target, value, scope)
        if all(_holds(evaluator, test, scope) for test in part.ifs):
            _loop(evaluator, generators, index + 1, scope, innermost)


def _holds(evaluator: Interpreter, test: ast.expr, scope: Scope) -> bool:
    return evaluator.decide(evaluator.evaluate(test, scope), Site(evaluator, test, scope))


WALKS: dict[type[ast.expr], Walk] = {
    ast.ListComp: list_comprehension,
    ast.GeneratorExp: generator,
    ast.SetComp: set_comprehension,
    ast.DictComp: dict_comprehension,
}
"""Kind of comprehension -> what it does."""
