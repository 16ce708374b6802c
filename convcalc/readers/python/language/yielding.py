"""The statements that hold a `yield`, executed one value at a time by generators of the host."""

from __future__ import annotations

import ast
from collections.abc import Callable
from collections.abc import Generator
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ConvcalcError
from convcalc.errors import SyntaxProblem
from convcalc.readers.python.language.compiled import BREAK
from convcalc.readers.python.language.compiled import CONTINUE
from convcalc.readers.python.language.compiled import Signal
from convcalc.readers.python.language.targets import assign
from convcalc.readers.python.language.trying import bind_exception
from convcalc.readers.python.language.trying import entered
from convcalc.readers.python.language.trying import handler_of
from convcalc.readers.python.language.trying import is_left
from convcalc.readers.python.language.yields import holds_yield
from convcalc.readers.python.objects.exceptions import is_catchable
from convcalc.readers.python.objects.host import Site
from convcalc.readers.python.values import operators

if TYPE_CHECKING:
    from convcalc.readers.python.language.scope import Scope
    from convcalc.readers.python.world import Interpreter

Steps = Generator[object, object, Any]


def block(evaluator: Interpreter, statements: list[ast.stmt], scope: Scope) -> Steps:
    """Execute statements in order; says why they ended early, if they did."""
    for statement in statements:
        if not holds_yield(statement):
            signal = evaluator.execute([statement], scope)
        else:
            evaluator.charge_steps(1)
            try:
                signal = yield from _statement(evaluator, statement, scope)
            except ConvcalcError as error:
                if error.source is None:
                    error.source = evaluator.text.place(statement)
                raise
        if signal is not None:
            return signal
    return None


def _statement(evaluator: Interpreter, statement: ast.stmt, scope: Scope) -> Steps:
    execute = YIELDING.get(type(statement))
    if execute is None:
        raise SyntaxProblem(f"'yield' in '{type(statement).__name__.lower()}' is not read here")
    return execute(evaluator, statement, scope)


def value_of(evaluator: Interpreter, node: ast.expr | None, scope: Scope) -> Steps:
    """The value of an expression that is a `yield`, or holds none."""
    if node is None:
        return None
    if isinstance(node, ast.Yield):
        value = yield from value_of(evaluator, node.value, scope)
        return (yield value)
    if isinstance(node, ast.YieldFrom):
        return (yield from _delegated(evaluator, node, scope))
    if holds_yield(node):
        raise SyntaxProblem(
            "'yield' inside an expression is not read here", hint="name = yield value, before it"
        ).at(evaluator.text.place(node))
    return evaluator.evaluate(node, scope)


def _delegated(evaluator: Interpreter, node: ast.YieldFrom, scope: Scope) -> Steps:
    from convcalc.readers.python.objects.generators import Generator as Made

    values = yield from value_of(evaluator, node.value, scope)
    yield from evaluator.iterate(values, Site(evaluator, node.value, scope))
    return values.returned if isinstance(values, Made) else None


def _expression(evaluator: Interpreter, node: ast.Expr, scope: Scope) -> Steps:
    yield from value_of(evaluator, node.value, scope)


def _assignment(evaluator: Interpreter, node: ast.Assign, scope: Scope) -> Steps:
    value = yield from value_of(evaluator, node.value, scope)
    for target in node.targets:
        assign(evaluator, target, value, scope)


def _annotated(evaluator: Interpreter, node: ast.AnnAssign, scope: Scope) -> Steps:
    assign(evaluator, node.target, (yield from value_of(evaluator, node.value, scope)), scope)


def _augmented(evaluator: Interpreter, node: ast.AugAssign, scope: Scope) -> Steps:
    left = evaluator.evaluate(node.target, scope)
    right = yield from value_of(evaluator, node.value, scope)
    site = Site(evaluator, node.value, scope)
    value = operators.operate(type(node.op), left, right, site, in_place=True)
    assign(evaluator, node.target, value, scope)


def _return(evaluator: Interpreter, node: ast.Return, scope: Scope) -> Steps:
    return Signal((yield from value_of(evaluator, node.value, scope)))


def _if(evaluator: Interpreter, node: ast.If, scope: Scope) -> Steps:
    test = yield from value_of(evaluator, node.test, scope)
    holds = evaluator.decide(test, Site(evaluator, node.test, scope))
    return (yield from block(evaluator, node.body if holds else node.orelse, scope))


def _for(evaluator: Interpreter, node: ast.For, scope: Scope) -> Steps:
    values = yield from value_of(evaluator, node.iter, scope)
    for value in evaluator.iterate(values, Site(evaluator, node.iter, scope)):
        evaluator.charge_steps(1)
        assign(evaluator, node.target, value, scope)
        signal = yield from block(evaluator, node.body, scope)
        if signal is BREAK:
            return None
        if signal is not None and signal is not CONTINUE:
            return signal
    return (yield from block(evaluator, node.orelse, scope))


def _while(evaluator: Interpreter, node: ast.While, scope: Scope) -> Steps:
    site = Site(evaluator, node.test, scope)
    while evaluator.decide((yield from value_of(evaluator, node.test, scope)), site):
        evaluator.charge_steps(1)
        signal = yield from block(evaluator, node.body, scope)
        if signal is BREAK:
            return None
        if signal is not None and signal is not CONTINUE:
            return signal
    return (yield from block(evaluator, node.orelse, scope))


def _try(evaluator: Interpreter, node: ast.Try, scope: Scope) -> Steps:
    try:
        signal = yield from _attempted(evaluator, node, scope)
    except ConvcalcError as error:
        if not is_catchable(error):
            raise
        instead = yield from block(evaluator, node.finalbody, scope)
        if instead is not None:
            return instead
        raise
    return (yield from block(evaluator, node.finalbody, scope)) or signal


def _attempted(evaluator: Interpreter, node: ast.Try, scope: Scope) -> Steps:
    try:
        signal = yield from block(evaluator, node.body, scope)
    except ConvcalcError as error:
        handler = handler_of(evaluator, node, error, scope)
        if handler is None:
            raise
        bind_exception(evaluator, handler, error, scope)
        caught = error
    else:
        return signal or (yield from block(evaluator, node.orelse, scope))
    evaluator.handling.append(caught)
    try:
        return (yield from block(evaluator, handler.body, scope))
    finally:
        evaluator.handling.remove(caught)


def _with(evaluator: Interpreter, node: ast.With, scope: Scope, index: int = 0) -> Steps:
    if index == len(node.items):
        return (yield from block(evaluator, node.body, scope))
    site = Site(evaluator, node.items[index].context_expr, scope)
    manager = entered(evaluator, node.items[index], site)
    try:
        signal = yield from _with(evaluator, node, scope, index + 1)
    except ConvcalcError as error:
        if not is_left(manager, error, site):
            raise
        return None
    manager.leave(None, site)
    return signal


YIELDING: dict[type[ast.stmt], Callable[..., Steps]] = {
    ast.Expr: _expression,
    ast.Assign: _assignment,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.Return: _return,
    ast.If: _if,
    ast.For: _for,
    ast.While: _while,
    ast.Try: _try,
    ast.With: _with,
}
