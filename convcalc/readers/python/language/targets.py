"""What stands on the left of an assignment: names, attributes, elements, several at once."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.language.compiled import part_of
from convcalc.readers.python.objects.failures import NoName
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import Site
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.values.elements import delete_element
from convcalc.readers.python.values.elements import element_of
from convcalc.readers.python.values.elements import set_element

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.language.scope import Scope
    from convcalc.readers.python.world import Interpreter


def storing(target: ast.expr) -> Callable[[Interpreter, Scope, object], None]:
    """What binds a value to a target."""
    if isinstance(target, ast.Name):
        return _storing_name(target.id)
    if isinstance(target, ast.Attribute):
        return _storing_attribute(target)
    store = TARGETS[type(target)]
    return lambda interpreter, scope, value: store(interpreter, target, value, scope)


def _storing_name(name: str) -> Callable[[Interpreter, Scope, object], None]:
    def store(interpreter: Interpreter, scope: Scope, value: object) -> None:
        (scope.elsewhere.get(name, scope) if scope.elsewhere else scope).variables[name] = value

    return store


def _storing_attribute(target: ast.Attribute) -> Callable[[Interpreter, Scope, object], None]:
    owner_name, owner_of, steps = part_of(target.value)
    attr = target.attr

    def store(interpreter: Interpreter, scope: Scope, value: object) -> None:
        interpreter.steps_left -= steps
        if owner_name in scope.variables:
            owner: Any = scope.variables[owner_name]
        else:
            owner = owner_of(interpreter, scope)
        if interpreter.spoiled:
            owner = interpreter.known(owner)
        if not isinstance(owner, HostObject):
            raise WrongType(f"{describe(owner)} takes no attribute {attr!r}")
        owner.set_attribute(attr, value, Site(interpreter, target, scope))

    return store


def assign(evaluator: Interpreter, target: ast.expr, value: object, scope: Scope) -> None:
    """
    Bind a value to a target.

    Raises:
        BadValue: If the target takes no value, or another number of them.
    """
    if type(target) is ast.Name:
        scope.bind(target.id, value)
    else:
        TARGETS[type(target)](evaluator, target, value, scope)


def _attribute(evaluator: Interpreter, target: ast.Attribute, value: object, scope: Scope) -> None:
    owner = evaluator.known(evaluator.evaluate(target.value, scope))
    if not isinstance(owner, HostObject):
        raise WrongType(f"{describe(owner)} takes no attribute {target.attr!r}")
    owner.set_attribute(target.attr, value, Site(evaluator, target, scope))


def _element(evaluator: Interpreter, target: ast.Subscript, value: object, scope: Scope) -> None:
    owner = evaluator.known(evaluator.evaluate(target.value, scope))
    key = evaluator.evaluate(target.slice, scope)
    if isinstance(owner, HostObject):
        owner.set_subscript(key, value, Site(evaluator, target, scope))
    else:
        set_element(evaluator, owner, key, value, Site(evaluator, target, scope))


def _several(
    evaluator: Interpreter, target: ast.Tuple | ast.List, value: object, scope: Scope
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


def _starred(evaluator: Interpreter, target: ast.Starred, value: object, scope: Scope) -> None:
    assign(evaluator, target.value, value, scope)


TARGETS: dict[type[ast.expr], Callable[[Interpreter, Any, object, Scope], None]] = {
    ast.Attribute: _attribute,
    ast.Subscript: _element,
    ast.Tuple: _several,
    ast.List: _several,
    ast.Starred: _starred,
}


def opened(
    evaluator: Interpreter, target: Any, scope: Scope
) -> tuple[Any, Callable[[object], None]]:
    """The value of an attribute or element, and how to replace it; its owner is evaluated once."""
    owner = evaluator.known(evaluator.evaluate(target.value, scope))
    site = Site(evaluator, target, scope)
    if isinstance(target, ast.Attribute):
        if not isinstance(owner, HostObject):
            raise WrongType(f"{describe(owner)} takes no attribute {target.attr!r}")
        value = owner.attribute(target.attr, site)
        return value, lambda value: owner.set_attribute(target.attr, value, site)
    key = evaluator.evaluate(target.slice, scope)
    if isinstance(owner, HostObject):
        return owner.subscript(key, site), lambda value: owner.set_subscript(key, value, site)
    value = element_of(evaluator, owner, key)
    return value, lambda value: set_element(evaluator, owner, key, value, site)


def delete(evaluator: Interpreter, target: ast.expr, scope: Scope) -> None:
    """
    `del target`, for a name, an attribute or an element.

    Raises:
        BadValue: If there is nothing to delete.
    """
    if isinstance(target, ast.Name):
        holder = scope.elsewhere.get(target.id, scope)
        if holder.variables.pop(target.id, evaluator) is evaluator:
            raise NoName(f"name {target.id!r} is not defined")
    elif isinstance(target, ast.Attribute):
        owner = evaluator.known(evaluator.evaluate(target.value, scope))
        if not isinstance(owner, HostObject):
            raise WrongType(f"{describe(owner)} has no attribute {target.attr!r} to delete")
        owner.remove_attribute(target.attr, Site(evaluator, target, scope))
    elif isinstance(target, (ast.Tuple, ast.List)):
        for each in target.elts:
            delete(evaluator, each, scope)
    elif isinstance(target, ast.Subscript):
        owner = evaluator.known(evaluator.evaluate(target.value, scope))
        key = evaluator.evaluate(target.slice, scope)
        site = Site(evaluator, target, scope)
        if isinstance(owner, HostObject):
            owner.remove_subscript(key, site)
        else:
            delete_element(evaluator, owner, key, site)
