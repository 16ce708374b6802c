"""Operators, comparisons and choices: what they do with small numbers and truths at once."""

from __future__ import annotations

import ast
import operator
from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.language.compiled import FAULTS
from convcalc.readers.python.language.compiled import Code
from convcalc.readers.python.language.compiled import blame
from convcalc.readers.python.language.compiled import expression
from convcalc.readers.python.language.compiled import made
from convcalc.readers.python.language.compiled import part_of
from convcalc.readers.python.language.compiled import statement
from convcalc.readers.python.language.targets import assign
from convcalc.readers.python.language.targets import opened
from convcalc.readers.python.objects.host import Site
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.values import comparisons
from convcalc.readers.python.values import operators

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.language.scope import Scope
    from convcalc.readers.python.world import Interpreter


def binary(node: ast.BinOp) -> Code:
    """`left sign right`; small numbers without further ado."""
    node_type = type(node.op)
    left_name, left_of, left_steps = part_of(node.left)
    right_name, right_of, right_steps = part_of(node.right)
    steps = 1 + left_steps + right_steps
    quick = QUICK.get(node_type)

    def run(interpreter: Interpreter, scope: Scope) -> object:
        interpreter.steps_left -= steps
        if interpreter.steps_left < 0:
            interpreter.out_of_steps()
        variables = scope.variables
        try:
            if left_name in variables:
                left: Any = variables[left_name]
            else:
                left = left_of(interpreter, scope)
            if right_name in variables:
                right: Any = variables[right_name]
            else:
                right = right_of(interpreter, scope)
            if (
                type(left) is int
                and type(right) is int
                and quick is not None
                and -SMALL < left < SMALL
                and -SMALL < right < SMALL
            ):
                return quick(left, right)
            return operators.operate(node_type, left, right, Site(interpreter, node, scope))
        except FAULTS as fault:
            blame(fault, node, interpreter)

    return run


SMALL = 1 << 31
"""The product of two numbers below it needs no account."""

QUICK: dict[type[ast.operator], Callable[[int, int], int]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}


def augmented_assignment(node: ast.AugAssign) -> Code:
    """`a += value`."""
    return statement(_augmented)(node)


def _augmented(evaluator: Interpreter, node: ast.AugAssign, scope: Scope) -> None:
    target = node.target
    keep = None
    if type(target) is ast.Name:
        left = evaluator.evaluate(target, scope)
    else:
        left, keep = opened(evaluator, target, scope)
    right = evaluator.evaluate(node.value, scope)
    site = Site(evaluator, node, scope)  # type: ignore[arg-type]  # its place and words
    value = operators.operate(type(node.op), left, right, site, in_place=True)
    if type(value) is not list:
        value = evaluator.assigned(target, node.value, value, scope)
    if keep is None:
        assign(evaluator, target, value, scope)
    else:
        keep(value)


def unary(node: ast.UnaryOp) -> Code:
    """`sign value`."""
    node_type = type(node.op)
    operand, operand_of, steps = part_of(node.operand)
    steps += 1
    negates = node_type is ast.Not

    def run(interpreter: Interpreter, scope: Scope) -> object:
        interpreter.steps_left -= steps
        if interpreter.steps_left < 0:
            interpreter.out_of_steps()
        try:
            if operand in scope.variables:
                value: Any = scope.variables[operand]
            else:
                value = operand_of(interpreter, scope)
            if negates and (value is True or value is False or value is None):
                return not value
            return operators.unary(node_type, value, Site(interpreter, node, scope))
        except FAULTS as fault:
            blame(fault, node, interpreter)

    return run


def comparison(node: ast.Compare) -> Code:
    """`left sign right`; several in a row are walked."""
    if len(node.ops) > 1:
        return expression(_comparisons)(node)
    node_type = type(node.ops[0])
    left_name, left_of, left_steps = part_of(node.left)
    right_name, right_of, right_steps = part_of(node.comparators[0])
    steps = 1 + left_steps + right_steps
    identity = comparisons.IDENTITY.get(node_type)
    quick = comparisons.COMPARISONS[node_type][1] if node_type in comparisons.COMPARISONS else None

    def run(interpreter: Interpreter, scope: Scope) -> object:
        interpreter.steps_left -= steps
        if interpreter.steps_left < 0:
            interpreter.out_of_steps()
        variables = scope.variables
        try:
            if left_name in variables:
                left: Any = variables[left_name]
            else:
                left = left_of(interpreter, scope)
            if right_name in variables:
                right: Any = variables[right_name]
            else:
                right = right_of(interpreter, scope)
            if identity is not None and type(left) is not Unread and type(right) is not Unread:
                return identity(left, right)
            if quick is not None and type(left) is int and type(right) is int:
                return quick(left, right)
            site = Site(interpreter, node, scope)
            if node in interpreter.required:
                return _required(interpreter, node, left, right, site)
            return comparisons.compare(node_type, left, right, site)
        except FAULTS as fault:
            blame(fault, node, interpreter)

    return run


def _comparisons(interpreter: Interpreter, node: ast.Compare, scope: Scope) -> object:
    """`a < b < c`, from the left, until one does not hold."""
    site = Site(interpreter, node, scope)
    left = interpreter.evaluate(node.left, scope)
    result: object = True
    for node_type, each in zip(node.ops, node.comparators, strict=True):
        right = interpreter.evaluate(each, scope)
        result = comparisons.compare(type(node_type), left, right, site)
        if each is not node.comparators[-1] and not interpreter.decide(result, site):
            return result
        left = right
    return result


def _required(
    interpreter: Interpreter, node: ast.Compare, left: object, right: object, site: Site
) -> object:
    """A comparison that the source itself insists on."""
    # What is not equal is asked as what is equal, and turned around.
    interpreter.wanted = interpreter.required[node] is not isinstance(node.ops[0], ast.NotEq)
    try:
        return comparisons.compare(type(node.ops[0]), left, right, site)
    finally:
        interpreter.wanted = None


def boolean(node: ast.BoolOp) -> Code:
    """`a and b`, `a or b`: the value that decides."""
    deciding = isinstance(node.op, ast.Or)
    *firsts, last = [(each, made(each)) for each in node.values]
    last_of = last[1]

    def run(interpreter: Interpreter, scope: Scope) -> object:
        interpreter.steps_left -= 1
        if interpreter.steps_left < 0:
            interpreter.out_of_steps()
        try:
            for each, value_of in firsts:
                value = value_of(interpreter, scope)
                if value is True or value is False:
                    holds = value
                else:
                    holds = interpreter.decide(value, Site(interpreter, each, scope))
                if holds is deciding:
                    return value
            return last_of(interpreter, scope)
        except FAULTS as fault:
            blame(fault, node, interpreter)

    return run


def conditional(node: ast.IfExp) -> Code:
    """`a if test else b`."""
    test_of, body_of, other_of = made(node.test), made(node.body), made(node.orelse)

    def run(interpreter: Interpreter, scope: Scope) -> object:
        interpreter.steps_left -= 1
        if interpreter.steps_left < 0:
            interpreter.out_of_steps()
        try:
            holds = test_of(interpreter, scope)
            if holds is not True and holds is not False:
                holds = interpreter.decide(holds, Site(interpreter, node.test, scope))
            return body_of(interpreter, scope) if holds else other_of(interpreter, scope)
        except FAULTS as fault:
            blame(fault, node, interpreter)

    return run
