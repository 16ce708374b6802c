"""What every kind of statement does: one function a kind of node."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.errors import SyntaxProblem
from convcalc.readers.python.language.requiring import is_refusal
from convcalc.readers.python.language.requiring import requiring
from convcalc.readers.python.language.signals import BREAK
from convcalc.readers.python.language.signals import CONTINUE
from convcalc.readers.python.language.signals import Signal
from convcalc.readers.python.language.targets import assign
from convcalc.readers.python.language.targets import delete
from convcalc.readers.python.language.targets import opened
from convcalc.readers.python.objects.failures import NotKnown
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.objects.host import Site
from convcalc.readers.python.values import operators

if TYPE_CHECKING:
    from convcalc.readers.python.language.scope import Scope
    from convcalc.readers.python.world import Interpreter


Statement = Callable[["Interpreter", Any, "Scope"], Signal | None]


def expression(evaluator: Interpreter, node: ast.Expr, scope: Scope) -> None:
    """An expression on a line of its own."""
    evaluator.standing_alone(node, evaluator.evaluate(node.value, scope), scope)


def assignment(evaluator: Interpreter, node: ast.Assign, scope: Scope) -> None:
    """`a = b = value`."""
    value = evaluator.evaluate_for(node.targets[0], node.value, scope)
    value = evaluator.assigned(node.targets[0], node.value, value, scope)
    for target in node.targets:
        assign(evaluator, target, value, scope)


def annotated_assignment(evaluator: Interpreter, node: ast.AnnAssign, scope: Scope) -> None:
    """`a: int = value`."""
    if node.value is None:
        evaluator.annotation_alone(node)
        return
    value = evaluator.evaluate_for(node.target, node.value, scope)
    assign(evaluator, node.target, evaluator.assigned(node.target, node.value, value, scope), scope)


def augmented_assignment(evaluator: Interpreter, node: ast.AugAssign, scope: Scope) -> None:
    """`a += value`."""
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


def if_(evaluator: Interpreter, node: ast.If, scope: Scope) -> Signal | None:
    """`if test: ... else: ...`."""
    site = Site(evaluator, node.test, scope)
    if is_refusal(node):
        with requiring(evaluator, node.test, False):
            holds = evaluator.decide(evaluator.evaluate(node.test, scope), site)
    else:
        holds = evaluator.decide(evaluator.evaluate(node.test, scope), site)
    return evaluator.execute(node.body if holds else node.orelse, scope)


def for_(evaluator: Interpreter, node: ast.For, scope: Scope) -> Signal | None:
    """`for target in values: ... else: ...`."""
    values = evaluator.evaluate(node.iter, scope)
    for value in evaluator.iterate(values, Site(evaluator, node.iter, scope)):
        evaluator.charge_steps(1)
        assign(evaluator, node.target, value, scope)
        signal = evaluator.execute(node.body, scope)
        if signal is BREAK:
            return None
        if signal is not None and signal is not CONTINUE:
            return signal
    return evaluator.execute(node.orelse, scope)


def while_(evaluator: Interpreter, node: ast.While, scope: Scope) -> Signal | None:
    """`while test: ... else: ...`."""
    site = Site(evaluator, node.test, scope)
    while evaluator.decide(evaluator.evaluate(node.test, scope), site):
        evaluator.charge_steps(1)
        signal = evaluator.execute(node.body, scope)
        if signal is BREAK:
            return None
        if signal is not None and signal is not CONTINUE:
            return signal
    return evaluator.execute(node.orelse, scope)


def break_(evaluator: Interpreter, node: ast.Break, scope: Scope) -> Signal:
    """`break`."""
    return BREAK


def continue_(evaluator: Interpreter, node: ast.Continue, scope: Scope) -> Signal:
    """`continue`."""
    return CONTINUE


def return_(evaluator: Interpreter, node: ast.Return, scope: Scope) -> Signal:
    """`return value`."""
    return Signal(None if node.value is None else evaluator.evaluate(node.value, scope))


def pass_(evaluator: Interpreter, node: ast.Pass, scope: Scope) -> None:
    """`pass`."""


def function(evaluator: Interpreter, node: ast.FunctionDef, scope: Scope) -> None:
    """`def name(...): ...`, with its decorators."""
    value: object = Function(evaluator, node.name, node, scope)
    for each in reversed(node.decorator_list):
        value = evaluator.decorate_definition(each, value, scope)
    scope.bind(node.name, value)


def coroutine(evaluator: Interpreter, node: ast.AsyncFunctionDef, scope: Scope) -> None:
    """`async def name(...): ...`: nothing that a definition of layers calls."""
    from convcalc.readers.python.objects.unread import Unread

    source = evaluator.text.place(node)
    scope.bind(node.name, Unread(node.name, "a coroutine is not read here", source))


def class_(evaluator: Interpreter, node: ast.ClassDef, scope: Scope) -> None:
    """`class name: ...`, where the reader knows classes."""
    evaluator.define_class(node, scope)


def assert_(evaluator: Interpreter, node: ast.Assert, scope: Scope) -> None:
    """`assert test, message`: what nobody knows before the model runs is taken to hold."""
    site = Site(evaluator, node.test, scope)
    with requiring(evaluator, node.test, True):
        try:
            holds = evaluator.decide(evaluator.evaluate(node.test, scope), site)
        except NotKnown:
            return  # where it did not hold there would be no model
    if not holds:
        raise evaluator.asserted(node, scope)


def raise_(evaluator: Interpreter, node: ast.Raise, scope: Scope) -> None:
    """`raise Error(message)`."""
    raise evaluator.raised(node, scope)


def match(evaluator: Interpreter, node: ast.Match, scope: Scope) -> Signal | None:
    """`match value: case ...: ...`."""
    from convcalc.readers.python.language.matching import match as execute

    return execute(evaluator, node, scope)


def try_(evaluator: Interpreter, node: ast.Try, scope: Scope) -> Signal | None:
    """`try: ...`."""
    from convcalc.readers.python.language.trying import try_ as execute

    return execute(evaluator, node, scope)


def with_(evaluator: Interpreter, node: ast.With, scope: Scope) -> Signal | None:
    """`with manager: ...`."""
    from convcalc.readers.python.language.trying import with_ as execute

    return execute(evaluator, node, scope)


def del_(evaluator: Interpreter, node: ast.Delete, scope: Scope) -> None:
    """`del name`."""
    for target in node.targets:
        delete(evaluator, target, scope)


def global_(evaluator: Interpreter, node: ast.Global, scope: Scope) -> None:
    """`global name`."""
    for name in node.names:
        scope.redirect(name, scope.outermost())


def nonlocal_(evaluator: Interpreter, node: ast.Nonlocal, scope: Scope) -> None:
    """`nonlocal name`."""
    for name in node.names:
        found = scope.parent.find(name) if scope.parent is not None else None
        if found is None:
            raise BadValue(f"nonlocal {name}: no function around has that name")
        scope.redirect(name, found)


def import_(evaluator: Interpreter, node: ast.Import, scope: Scope) -> None:
    """`import a.b as c`."""
    for alias in node.names:
        module = evaluator.import_module(alias.name, node)
        if alias.asname is None and "." in alias.name:
            top = alias.name.partition(".")[0]
            scope.bind(top, evaluator.import_module(top, node))
        else:
            scope.bind(alias.asname or alias.name, module)


def import_from(evaluator: Interpreter, node: ast.ImportFrom, scope: Scope) -> None:
    """`from a import b as c`."""
    module_name = "." * node.level + (node.module or "")
    if module_name == "__future__":
        return
    for alias in node.names:
        value = evaluator.import_name(module_name, alias.name, node)
        scope.bind(alias.asname or alias.name, value)


def not_read(evaluator: Interpreter, node: ast.stmt, scope: Scope) -> None:
    """A statement that definitions have no use for."""
    word = {"AsyncFunctionDef": "async def", "TryStar": "try"}.get(type(node).__name__)
    raise SyntaxProblem(f"'{word or type(node).__name__.lower()}' is not read here")


STATEMENTS: dict[type[ast.stmt], Statement] = {
    ast.Expr: expression,
    ast.Assign: assignment,
    ast.AnnAssign: annotated_assignment,
    ast.AugAssign: augmented_assignment,
    ast.If: if_,
    ast.For: for_,
    ast.While: while_,
    ast.Break: break_,
    ast.Continue: continue_,
    ast.Return: return_,
    ast.Pass: pass_,
    ast.FunctionDef: function,
    ast.ClassDef: class_,
    ast.Assert: assert_,
    ast.Raise: raise_,
    ast.Delete: del_,
    ast.Global: global_,
    ast.Nonlocal: nonlocal_,
    ast.Match: match,
    ast.Try: try_,
    ast.With: with_,
    ast.AsyncFunctionDef: coroutine,
    ast.Import: import_,
    ast.ImportFrom: import_from,
}
