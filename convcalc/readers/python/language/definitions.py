"""What a `class` statement does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.readers.python.language.calls import elements
from convcalc.readers.python.language.calls import keywords
from convcalc.readers.python.language.scope import Scope
from convcalc.readers.python.objects.class_making import base_class
from convcalc.readers.python.objects.class_making import make_class
from convcalc.readers.python.objects.classes import ClassBody
from convcalc.readers.python.objects.host import Site

if TYPE_CHECKING:
    import ast

    from convcalc.readers.python.world import Interpreter


def define(evaluator: Interpreter, node: ast.ClassDef, scope: Scope) -> object:
    """The class that a `class` statement makes, with its decorators applied."""
    site = Site(evaluator, node, scope)  # type: ignore[arg-type]  # a statement has a place as well
    bases = tuple(base_class(each, site) for each in elements(evaluator, node.bases, scope))
    named = keywords(evaluator, node.keywords, scope)
    inside = Scope(scope, is_class=True)
    evaluator.execute(node.body, inside)
    cls = make_class(node.name, bases, ClassBody(dict(inside.variables), named, node), site)
    for each in inside.functions:
        each.owner = cls
    result: object = cls
    for decorator in reversed(node.decorator_list):
        result = evaluator.decorate(decorator, result, scope)
    return result
