"""Attributes and calls: the two kinds of expression that a model is mostly made of."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ConvcalcError
from convcalc.readers.python.language.compiled import FAULTS
from convcalc.readers.python.language.compiled import NO_NAME
from convcalc.readers.python.language.compiled import Code
from convcalc.readers.python.language.compiled import blame
from convcalc.readers.python.language.compiled import is_small
from convcalc.readers.python.language.compiled import part_of
from convcalc.readers.python.objects.attributes import get_attribute
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import Site
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.values.elements import mapping

if TYPE_CHECKING:
    from convcalc.readers.python.language.scope import Scope
    from convcalc.readers.python.world import Interpreter
    from convcalc.readers.python.world import World


def attribute(node: ast.Attribute) -> Code:
    """`owner.name`: an object's own, or a method of a plain value out of a table."""
    attr = node.attr
    is_class = attr == "__class__"
    name, owner_of, steps = part_of(node.value)
    steps += 1

    def run(interpreter: Interpreter, scope: Scope) -> Any:
        interpreter.steps_left -= steps
        if interpreter.steps_left < 0:
            interpreter.out_of_steps()
        try:
            if name in scope.variables:
                owner: Any = scope.variables[name]
            else:
                owner = owner_of(interpreter, scope)
            if interpreter.spoiled:
                owner = interpreter.known(owner)
            if isinstance(owner, HostObject) and not is_class:
                return owner.attribute(attr, Site(interpreter, node, scope))
            return get_attribute(owner, attr, Site(interpreter, node, scope))
        except FAULTS as fault:
            blame(fault, node, interpreter)

    return run


def call(node: ast.Call) -> Code:
    """
    A call; an error that blames an argument points at it.

    How its arguments are got is worked out when it is reached again: most calls of a spec are not.
    """
    name, function_of, steps = part_of(node.func)
    steps += 1
    arguments: Code | None = None
    times = 0

    def given(interpreter: Interpreter, scope: Scope) -> Any:
        nonlocal arguments, times
        times += 1
        if times > 1:
            arguments = arguments_of(node)
            return arguments(interpreter, scope)
        args = elements(interpreter, node.args, scope) if node.args else []
        return args, keywords(interpreter, node.keywords, scope) if node.keywords else {}

    def run(interpreter: Interpreter, scope: Scope) -> Any:
        interpreter.steps_left -= steps
        if interpreter.steps_left < 0:
            interpreter.out_of_steps()
        function: Any = None
        try:
            if name in scope.variables:
                function = scope.variables[name]
            else:
                function = function_of(interpreter, scope)
            if interpreter.spoiled:
                function = interpreter.known(function)
            site = Site(interpreter, node, scope)
            if not isinstance(function, HostObject):
                args, kwargs = (arguments or given)(interpreter, scope)
                return interpreter.call_plain(function, args, kwargs, site)
            if function.takes_nodes:
                return function.call_nodes(site)
            args, kwargs = (arguments or given)(interpreter, scope)
            return function.call(args, kwargs, site)
        except FAULTS as fault:
            blame(fault, blamed(node, fault, function), interpreter)

    return run


def arguments_of(node: ast.Call) -> Code:
    """The values of the arguments of a call: a list of those in order, a dict of those by name."""
    placed: list[Argument] = []
    named: list[tuple[str, Argument]] = []
    steps = 0
    for each in node.args:
        if type(each) is ast.Starred:
            return _spread_arguments(node)
        argument, cost = argument_of(each)
        placed.append(argument)
        steps += cost
    for word in node.keywords:
        if word.arg is None:
            return _spread_arguments(node)
        argument, cost = argument_of(word.value)
        named.append((word.arg, argument))
        steps += cost

    def run(interpreter: Interpreter, scope: Scope) -> tuple[list[Any], dict[str, Any]]:
        interpreter.steps_left -= steps
        variables = scope.variables
        args: list[Any] = []
        for name, code, constant in placed:
            if name in variables:
                args.append(variables[name])
            else:
                args.append(constant if code is None else code(interpreter, scope))
        kwargs: dict[str, Any] = {}
        for key, (name, code, constant) in named:
            if name in variables:
                kwargs[key] = variables[name]
            else:
                kwargs[key] = constant if code is None else code(interpreter, scope)
        return args, kwargs

    return run


Argument = tuple[Any, "Code | None", Any]
"""A name as of a `Part`; its code, None for a constant; that constant."""


def argument_of(node: ast.expr) -> tuple[Argument, int]:
    """An argument, and the steps that it costs besides its code."""
    node_type = type(node)
    if node_type is ast.Constant and is_small(node.value):  # type: ignore[attr-defined]  # a constant
        return (NO_NAME, None, node.value), 1  # type: ignore[attr-defined]  # the same
    name, code, steps = part_of(node)
    return (name, code, None), steps


def _spread_arguments(node: ast.Call) -> Code:
    return lambda interpreter, scope: (
        elements(interpreter, node.args, scope),
        keywords(interpreter, node.keywords, scope),
    )


def blamed(node: ast.Call, fault: Exception, function: object) -> ast.expr:
    """The node of a call that an error is about."""
    is_blaming = isinstance(fault, ConvcalcError) and fault.source is None and fault.argument
    if is_blaming and isinstance(function, HostObject):
        return argument_node(node, fault.argument, function)  # type: ignore[attr-defined]  # see above
    return node


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
            values.append(value_at(evaluator, node, scope))
    return values


def keywords(evaluator: World, nodes: list[ast.keyword], scope: Scope) -> dict[str, Any]:
    """The values of named arguments, `**starred` ones spread."""
    values: dict[str, Any] = {}
    for node in nodes:
        value = value_at(evaluator, node.value, scope)
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


def value_at(evaluator: World, node: ast.expr, scope: Scope) -> Any:
    """The value of an expression; a small constant's without further ado."""
    if type(node) is ast.Constant and is_small(node.value):
        evaluator.charge_steps(1)
        return node.value
    return evaluator.evaluate(node, scope)
