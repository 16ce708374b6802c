"""What stands on the left of an assignment: names, attributes, elements, several at once."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.host import HostObject
from convcalc.readers.python.host import Site
from convcalc.readers.python.host import describe
from convcalc.readers.python.host import show

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.evaluator import Evaluator
    from convcalc.readers.python.scope import Scope


def assign(evaluator: Evaluator, target: ast.expr, value: object, scope: Scope) -> None:
    """
    Bind a value to a target.

    Raises:
        BadValue: If the target takes no value, or another number of them.
    """
    if type(target) is ast.Name:
        scope.bind(target.id, value)
    else:
        TARGETS[type(target)](evaluator, target, value, scope)


def _attribute(evaluator: Evaluator, target: ast.Attribute, value: object, scope: Scope) -> None:
    owner = evaluator.evaluate(target.value, scope)
    if not isinstance(owner, HostObject):
        raise BadValue(f"{describe(owner)} takes no attribute {target.attr!r}")
    owner.set_attribute(target.attr, value, Site(evaluator, target, scope))


def _element(evaluator: Evaluator, target: ast.Subscript, value: object, scope: Scope) -> None:
    owner = evaluator.evaluate(target.value, scope)
    key = evaluator.evaluate(target.slice, scope)
    if isinstance(owner, HostObject):
        owner.set_subscript(key, value, Site(evaluator, target, scope))
    elif type(owner) is dict:
        evaluator.charge_items(1)
        owner[evaluator.key(key)] = value
    elif type(owner) is list:
        _set_in_list(evaluator, owner, key, value, Site(evaluator, target, scope))
    else:
        raise BadValue(f"{describe(owner)} has no elements to set")


def _set_in_list(evaluator: Evaluator, owner: list[Any], key: Any, value: Any, site: Site) -> None:
    if type(key) is slice:
        value = evaluator.collect(value, site)
        evaluator.charge_items(len(value))
    try:
        owner[key] = value
    except IndexError:
        raise BadValue(f"there is no element {key} among {len(owner)}") from None
    except (TypeError, ValueError):
        raise BadValue(f"{show(key)} is no index here", expected="a whole number") from None


def _several(
    evaluator: Evaluator, target: ast.Tuple | ast.List, value: object, scope: Scope
) -> None:
    """`a, *b, c = values`."""
    targets = target.elts
    values = evaluator.collect(value, Site(evaluator, target, scope))
    starred = [index for index, each in enumerate(targets) if type(each) is ast.Starred]
    spare = len(values) - len(targets)
    if spare != 0 if not starred else spare < -1:
        least = "at least " if starred else ""
        raise BadValue(
            f"{len(values)} values for {len(targets) - len(starred)} names",
            expected=f"{least}{len(targets) - len(starred)} values",
        )
    if starred:
        first, length = starred[0], spare + 1
        values = [*values[:first], values[first : first + length], *values[first + length :]]
    for each, part in zip(targets, values, strict=True):
        assign(evaluator, each, part, scope)


def _starred(evaluator: Evaluator, target: ast.Starred, value: object, scope: Scope) -> None:
    assign(evaluator, target.value, value, scope)


TARGETS: dict[type[ast.expr], Callable[[Evaluator, Any, object, Scope], None]] = {
    ast.Attribute: _attribute,
    ast.Subscript: _element,
    ast.Tuple: _several,
    ast.List: _several,
    ast.Starred: _starred,
}


def delete(evaluator: Evaluator, target: ast.expr, scope: Scope) -> None:
    """
    `del target`, for a name or an element.

    Raises:
        BadValue: If there is nothing to delete.
    """
    if isinstance(target, ast.Name):
        if scope.variables.pop(target.id, evaluator) is evaluator:
            raise BadValue(f"{target.id!r} is not defined here")
        return
    if not isinstance(target, ast.Subscript):
        raise BadValue("del takes a name or an element here")
    owner = evaluator.evaluate(target.value, scope)
    key = evaluator.evaluate(target.slice, scope)
    if type(owner) not in (list, dict):
        raise BadValue(f"{describe(owner)} has no elements to delete")
    try:
        del owner[evaluator.key(key) if type(owner) is dict else key]
    except (KeyError, IndexError, TypeError):
        raise BadValue(f"there is no element {show(key)}") from None
