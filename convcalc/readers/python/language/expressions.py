"""What every kind of expression does: a maker of closures, or a function that walks the node."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.language.calls import attribute
from convcalc.readers.python.language.calls import call
from convcalc.readers.python.language.calls import elements
from convcalc.readers.python.language.compiled import FAULTS
from convcalc.readers.python.language.compiled import MAKERS
from convcalc.readers.python.language.compiled import Code
from convcalc.readers.python.language.compiled import blame
from convcalc.readers.python.language.compiled import expression
from convcalc.readers.python.language.compiled import is_small
from convcalc.readers.python.language.compiled import loading
from convcalc.readers.python.language.compiled import made
from convcalc.readers.python.language.compiled import part_of
from convcalc.readers.python.objects.failures import NoName
from convcalc.readers.python.objects.failures import NotKnown
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import Site
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.values.elements import element_of
from convcalc.readers.python.values.elements import mapping

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.language.scope import Scope
    from convcalc.readers.python.world import Interpreter

CONSTANTS = frozenset({int, float, complex, str, bool, type(None), type(...)})


def constant(node: ast.Constant) -> Code:
    """A number, a text, True, False, None or `...`."""
    value = node.value
    if is_small(value):
        return _small(value)
    return expression(_constant)(node)


def _small(value: object) -> Code:
    def run(interpreter: Interpreter, scope: Scope) -> object:
        interpreter.steps_left -= 1
        if interpreter.steps_left < 0:
            interpreter.out_of_steps()
        return value

    return run


def _constant(interpreter: Interpreter, node: ast.Constant, scope: Scope) -> object:
    if type(node.value) not in CONSTANTS:
        raise BadValue(f"{show(node.value)} is not used here", expected="a number or a text")
    return interpreter.made(node.value)


def name(node: ast.Name) -> Code:
    """What a name stands for."""
    load = loading(node)

    def run(interpreter: Interpreter, scope: Scope) -> object:
        interpreter.steps_left -= 1
        if interpreter.steps_left < 0:
            interpreter.out_of_steps()
        return load(interpreter, scope)

    return run


def display(node: ast.List | ast.Tuple) -> Code:
    """`[a, *b]` and `(a, *b)`."""
    make = list if type(node) is ast.List else tuple
    if any(type(each) is ast.Starred for each in node.elts):
        return expression(_spread)(node)
    parts = [part_of(each) for each in node.elts]
    steps = 1 + sum([each[2] for each in parts])

    def run(interpreter: Interpreter, scope: Scope) -> object:
        interpreter.steps_left -= steps
        if interpreter.steps_left < 0:
            interpreter.out_of_steps()
        variables = scope.variables
        try:
            return interpreter.made(
                make(
                    [
                        variables[name] if name in variables else value_of(interpreter, scope)
                        for name, value_of, _ in parts
                    ]
                )
            )
        except FAULTS as fault:
            blame(fault, node, interpreter)

    return run


def _spread(interpreter: Interpreter, node: ast.List | ast.Tuple, scope: Scope) -> object:
    values = elements(interpreter, node.elts, scope)
    return interpreter.made(values if type(node) is ast.List else tuple(values))


def subscript(node: ast.Subscript) -> Code:
    """`values[key]`."""
    name, owner_of, steps = part_of(node.value)
    key_name, key_of, key_steps = part_of(node.slice)
    steps += 1 + key_steps

    def run(interpreter: Interpreter, scope: Scope) -> object:
        interpreter.steps_left -= steps
        if interpreter.steps_left < 0:
            interpreter.out_of_steps()
        variables = scope.variables
        try:
            owner: Any = variables[name] if name in variables else owner_of(interpreter, scope)
            key = variables[key_name] if key_name in variables else key_of(interpreter, scope)
            if interpreter.spoiled:
                owner = interpreter.known(owner)
            if isinstance(owner, HostObject):
                return owner.subscript(key, Site(interpreter, node, scope))
            return element_of(interpreter, owner, key)
        except FAULTS as fault:
            blame(fault, node, interpreter)

    return run


def set_display(evaluator: Interpreter, node: ast.Set, scope: Scope) -> object:
    """`{a, *b}`."""
    values = elements(evaluator, node.elts, scope)
    return evaluator.made({evaluator.key(each) for each in values})


def dict_display(evaluator: Interpreter, node: ast.Dict, scope: Scope) -> object:
    """`{key: value, **more}`."""
    result: dict[Any, Any] = {}
    for key_node, value_node in zip(node.keys, node.values, strict=True):
        value = evaluator.evaluate(value_node, scope)
        if key_node is not None:
            result[evaluator.key(evaluator.evaluate(key_node, scope))] = value
        else:
            spread = mapping(evaluator, value, Site(evaluator, value_node, scope))
            evaluator.charge_items(len(spread))
            result.update(spread)
    return evaluator.made(result)


def slice_(evaluator: Interpreter, node: ast.Slice, scope: Scope) -> object:
    """`start:stop:step` inside brackets."""
    ends = [
        None if each is None else evaluator.evaluate(each, scope)
        for each in (node.lower, node.upper, node.step)
    ]
    return slice(*ends)


def joined_text(evaluator: Interpreter, node: ast.JoinedStr, scope: Scope) -> object:
    """An f-string."""
    pieces: list[str] = []
    length = 0
    unread: Unread | None = None
    for part in node.values:
        value = evaluator.evaluate(part, scope)
        if isinstance(value, Unread):
            unread = unread or value
            continue
        piece = str(value)
        length += len(piece)
        evaluator.check_text(length)
        pieces.append(piece)
    return unread or evaluator.made("".join(pieces))


def formatted(evaluator: Interpreter, node: ast.FormattedValue, scope: Scope) -> object:
    """`{value!r:spec}` inside an f-string."""
    value = evaluator.evaluate(node.value, scope)
    spec = str(evaluator.evaluate(node.format_spec, scope)) if node.format_spec else ""
    conversion = chr(node.conversion) if node.conversion > 0 else ""
    try:
        return evaluator.formatted(value, conversion, spec, Site(evaluator, node, scope))
    except NotKnown as problem:
        return Unread("the text", problem.message, evaluator.text.place(node), problem.hint)


def lambda_(evaluator: Interpreter, node: ast.Lambda, scope: Scope) -> object:
    """`lambda x: body`."""
    return Function(evaluator, "lambda", node, scope)


def walrus(evaluator: Interpreter, node: ast.NamedExpr, scope: Scope) -> object:
    """`name := value`."""
    value = evaluator.evaluate(node.value, scope)
    scope.enclosing().bind(node.target.id, value)
    return value


def standing(node: ast.Expr) -> Code:
    """An expression on a line of its own."""
    value_of = made(node.value)

    def run(interpreter: Interpreter, scope: Scope) -> None:
        interpreter.standing_alone(node, value_of(interpreter, scope), scope)

    return run


MAKERS.update(
    {
        ast.Expr: standing,
        ast.Constant: constant,
        ast.Name: name,
        ast.Attribute: attribute,
        ast.Call: call,
        ast.List: display,
        ast.Tuple: display,
        ast.Subscript: subscript,
        ast.Set: expression(set_display),
        ast.Dict: expression(dict_display),
        ast.Slice: expression(slice_),
        ast.JoinedStr: expression(joined_text),
        ast.FormattedValue: expression(formatted),
        ast.Lambda: expression(lambda_),
        ast.NamedExpr: expression(walrus),
    }
)


def unknown_name(wanted: str, among: Callable[[], list[str]]) -> NoName:
    """The complaint about a name that nothing defines."""
    return NoName(f"name {wanted!r} is not defined", wanted, among)
