"""What every kind of expression evaluates to: one function a kind of node."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.errors import ConvcalcError
from convcalc.readers.python.language.comprehensions import dict_comprehension
from convcalc.readers.python.language.comprehensions import generator
from convcalc.readers.python.language.comprehensions import list_comprehension
from convcalc.readers.python.language.comprehensions import set_comprehension
from convcalc.readers.python.language.scope import Scope
from convcalc.readers.python.objects.attributes import get_attribute
from convcalc.readers.python.objects.failures import NoName
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import Site
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.values import comparisons
from convcalc.readers.python.values import operators
from convcalc.readers.python.values.elements import element_of
from convcalc.readers.python.values.elements import mapping

if TYPE_CHECKING:
    from convcalc.readers.python.world import Interpreter
    from convcalc.readers.python.world import World

Expression = Callable[["Interpreter", Any, Scope], object]

CONSTANTS = frozenset({int, float, complex, str, bool, type(None), type(...)})


def constant(evaluator: Interpreter, node: ast.Constant, scope: Scope) -> object:
    """A number, a text, True, False, None or `...`."""
    kind = type(node.value)
    if kind is int or kind is str:
        return evaluator.made(node.value)
    if kind not in CONSTANTS:
        raise BadValue(f"{show(node.value)} is not used here", expected="a number or a text")
    return node.value


def name(evaluator: Interpreter, node: ast.Name, scope: Scope) -> object:
    """What a name stands for."""
    wanted = node.id
    around: Scope | None = scope
    while around is not None:
        if wanted in around.variables:
            return around.variables[wanted]
        around = around.parent
    return evaluator.free_name(wanted, node, scope)


def attribute(evaluator: Interpreter, node: ast.Attribute, scope: Scope) -> object:
    """`owner.name`: an object's own, or a method of a plain value out of a table."""
    owner = evaluator.evaluate(node.value, scope)
    if isinstance(owner, HostObject) and node.attr != "__class__":
        return owner.attribute(node.attr, Site(evaluator, node, scope))
    return get_attribute(owner, node.attr, Site(evaluator, node, scope))


def call(evaluator: Interpreter, node: ast.Call, scope: Scope) -> object:
    """A call; an error that blames an argument points at it."""
    function = evaluator.evaluate(node.func, scope)
    site = Site(evaluator, node, scope)
    is_host = isinstance(function, HostObject)
    if is_host and function.takes_nodes:
        return function.call_nodes(site)
    args = elements(evaluator, node.args, scope) if node.args else []
    kwargs = keywords(evaluator, node.keywords, scope) if node.keywords else {}
    if not is_host:
        return evaluator.call_plain(function, args, kwargs, site)
    try:
        return function.call(args, kwargs, site)
    except ConvcalcError as error:
        if error.source is None and error.argument:
            blamed = argument_node(node, error.argument, function)
            error.source = evaluator.text.place(blamed)
        raise


def argument_node(node: ast.Call, argument: str, function: HostObject) -> ast.expr:
    """The node of one argument of a call; the whole call where it cannot be told."""
    spellings = function.spellings(argument)
    for keyword in node.keywords:
        if keyword.arg in spellings:
            return keyword.value
    parameters = function.parameters()
    if argument in parameters:
        index = parameters.index(argument)
        before = node.args[: index + 1]
        if index < len(node.args) and not any(isinstance(each, ast.Starred) for each in before):
            return node.args[index]
    return node


def elements(evaluator: World, nodes: list[ast.expr], scope: Scope) -> list[Any]:
    """The values of arguments or of a display, `*starred` ones spread."""
    values: list[Any] = []
    for node in nodes:
        if type(node) is ast.Starred:
            site = Site(evaluator, node.value, scope)
            values.extend(evaluator.collect(evaluator.evaluate(node.value, scope), site))
        else:
            values.append(evaluator.evaluate(node, scope))
    return values


def keywords(evaluator: World, nodes: list[ast.keyword], scope: Scope) -> dict[str, Any]:
    """The values of named arguments, `**starred` ones spread."""
    values: dict[str, Any] = {}
    for node in nodes:
        value = evaluator.evaluate(node.value, scope)
        if node.arg is not None:
            values[node.arg] = value
            continue
        value = mapping(evaluator, value, Site(evaluator, node.value, scope))
        evaluator.charge_items(len(value))
        for key, each in value.items():
            if type(key) is not str or key in values:
                raise WrongType(f"** gives the argument {show(key)} twice or not as a text")
            values[key] = each
    return values


def binary(evaluator: Interpreter, node: ast.BinOp, scope: Scope) -> object:
    """`left sign right`."""
    left = evaluator.evaluate(node.left, scope)
    right = evaluator.evaluate(node.right, scope)
    return operators.operate(type(node.op), left, right, Site(evaluator, node, scope))


def unary(evaluator: Interpreter, node: ast.UnaryOp, scope: Scope) -> object:
    """`sign value`."""
    value = evaluator.evaluate(node.operand, scope)
    return operators.unary(type(node.op), value, Site(evaluator, node, scope))


def comparison(evaluator: Interpreter, node: ast.Compare, scope: Scope) -> object:
    """`a < b < c`, from the left, until one does not hold."""
    site = Site(evaluator, node, scope)
    left = evaluator.evaluate(node.left, scope)
    result: object = True
    for index, (kind, each) in enumerate(zip(node.ops, node.comparators, strict=True)):
        right = evaluator.evaluate(each, scope)
        if node in evaluator.required:
            return _required(evaluator, node, left, right, site)
        result = comparisons.compare(type(kind), left, right, site)
        if index + 1 < len(node.ops) and not evaluator.decide(result, site):
            return result
        left = right
    return result


def _required(
    evaluator: Interpreter, node: ast.Compare, left: object, right: object, site: Site
) -> object:
    """A comparison that the source itself insists on."""
    # What is not equal is asked as what is equal, and turned around.
    evaluator.wanted = evaluator.required[node] is not isinstance(node.ops[0], ast.NotEq)
    try:
        return comparisons.compare(type(node.ops[0]), left, right, site)
    finally:
        evaluator.wanted = None


def boolean(evaluator: Interpreter, node: ast.BoolOp, scope: Scope) -> object:
    """`a and b`, `a or b`: the value that decides."""
    deciding = isinstance(node.op, ast.Or)
    value: object = None
    for each in node.values[:-1]:
        value = evaluator.evaluate(each, scope)
        if evaluator.decide(value, Site(evaluator, each, scope)) is deciding:
            return value
    return evaluator.evaluate(node.values[-1], scope)


def conditional(evaluator: Interpreter, node: ast.IfExp, scope: Scope) -> object:
    """`a if test else b`."""
    test = evaluator.evaluate(node.test, scope)
    holds = evaluator.decide(test, Site(evaluator, node.test, scope))
    return evaluator.evaluate(node.body if holds else node.orelse, scope)


def list_display(evaluator: Interpreter, node: ast.List, scope: Scope) -> object:
    """`[a, *b]`."""
    return evaluator.made(elements(evaluator, node.elts, scope))


def tuple_display(evaluator: Interpreter, node: ast.Tuple, scope: Scope) -> object:
    """`(a, *b)`."""
    return evaluator.made(tuple(elements(evaluator, node.elts, scope)))


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


def subscript(evaluator: Interpreter, node: ast.Subscript, scope: Scope) -> object:
    """`values[key]`."""
    owner = evaluator.evaluate(node.value, scope)
    key = evaluator.evaluate(node.slice, scope)
    if isinstance(owner, HostObject):
        return owner.subscript(key, Site(evaluator, node, scope))
    return element_of(evaluator, owner, key)


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
    for part in node.values:
        piece = str(evaluator.evaluate(part, scope))
        length += len(piece)
        evaluator.check_text(length)
        pieces.append(piece)
    return evaluator.made("".join(pieces))


def formatted(evaluator: Interpreter, node: ast.FormattedValue, scope: Scope) -> object:
    """`{value!r:spec}` inside an f-string."""
    from convcalc.readers.python.values.formats import format_value

    value = evaluator.evaluate(node.value, scope)
    spec = str(evaluator.evaluate(node.format_spec, scope)) if node.format_spec else ""
    conversion = chr(node.conversion) if node.conversion > 0 else ""
    return format_value(Site(evaluator, node, scope), value, conversion, spec)


def lambda_(evaluator: Interpreter, node: ast.Lambda, scope: Scope) -> object:
    """`lambda x: body`."""
    return Function(evaluator, "lambda", node, scope)


def walrus(evaluator: Interpreter, node: ast.NamedExpr, scope: Scope) -> object:
    """`name := value`."""
    value = evaluator.evaluate(node.value, scope)
    scope.enclosing().bind(node.target.id, value)
    return value


EXPRESSIONS: dict[type[ast.expr], Expression] = {
    ast.Constant: constant,
    ast.Name: name,
    ast.Attribute: attribute,
    ast.Call: call,
    ast.BinOp: binary,
    ast.UnaryOp: unary,
    ast.Compare: comparison,
    ast.BoolOp: boolean,
    ast.IfExp: conditional,
    ast.List: list_display,
    ast.Tuple: tuple_display,
    ast.Set: set_display,
    ast.Dict: dict_display,
    ast.ListComp: list_comprehension,
    ast.GeneratorExp: generator,
    ast.SetComp: set_comprehension,
    ast.DictComp: dict_comprehension,
    ast.Subscript: subscript,
    ast.Slice: slice_,
    ast.JoinedStr: joined_text,
    ast.FormattedValue: formatted,
    ast.Lambda: lambda_,
    ast.NamedExpr: walrus,
}


def unknown_name(wanted: str, among: Callable[[], list[str]]) -> NoName:
    """The complaint about a name that nothing defines."""
    return NoName(f"name {wanted!r} is not defined", wanted, among)
