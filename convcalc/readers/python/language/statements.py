"""What every kind of statement does: a maker of closures, or a function that walks the node."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.language.compiled import BREAK
from convcalc.readers.python.language.compiled import CONTINUE
from convcalc.readers.python.language.compiled import Code
from convcalc.readers.python.language.compiled import Signal
from convcalc.readers.python.language.compiled import made
from convcalc.readers.python.language.compiled import not_read
from convcalc.readers.python.language.compiled import statement
from convcalc.readers.python.language.targets import assign
from convcalc.readers.python.language.targets import delete
from convcalc.readers.python.language.targets import storing
from convcalc.readers.python.objects.failures import NotKnown
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.objects.host import Site

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.language.scope import Scope
    from convcalc.readers.python.world import Interpreter


def any_statement(node: ast.stmt) -> Code:
    """A statement of any kind."""
    return STATEMENT_MAKERS.get(type(node), not_read)(node)


def assignment(node: ast.Assign) -> Code:
    """`a = b = value`."""
    first = node.targets[0]
    value_of = made(node.value)
    stores = [storing(each) for each in node.targets]

    def run(interpreter: Interpreter, scope: Scope) -> None:
        if interpreter.names_values:
            value = interpreter.evaluate_for(first, node.value, scope)
            value = interpreter.assigned(first, node.value, value, scope)
        else:
            value = value_of(interpreter, scope)
        for store in stores:
            store(interpreter, scope, value)

    return run


def annotated_assignment(evaluator: Interpreter, node: ast.AnnAssign, scope: Scope) -> None:
    """`a: int = value`."""
    if node.value is None:
        evaluator.annotation_alone(node)
        return
    value = evaluator.evaluate_for(node.target, node.value, scope)
    assign(evaluator, node.target, evaluator.assigned(node.target, node.value, value, scope), scope)


def if_(node: ast.If) -> Code:
    """`if test: ... else: ...`."""
    if _is_refusal(node):
        return statement(_refusal)(node)
    test, body, others = node.test, node.body, node.orelse
    test_of = made(test)

    def run(interpreter: Interpreter, scope: Scope) -> Signal | None:
        holds = test_of(interpreter, scope)
        if holds is not True and holds is not False:
            holds = interpreter.decide(holds, Site(interpreter, test, scope))
        if holds:
            return interpreter.execute(body, scope)
        return interpreter.execute(others, scope) if others else None

    return run


def _is_refusal(node: ast.If) -> bool:
    """Whether an `if` does nothing but raise an error."""
    return len(node.body) == 1 and type(node.body[0]) is ast.Raise


def _refusal(interpreter: Interpreter, node: ast.If, scope: Scope) -> Signal | None:
    from convcalc.readers.python.language.requiring import requiring

    site = Site(interpreter, node.test, scope)
    with requiring(interpreter, node.test, False):
        holds = interpreter.decide(interpreter.evaluate(node.test, scope), site)
    return interpreter.execute(node.body if holds else node.orelse, scope)


def for_(node: ast.For) -> Code:
    """`for target in values: ... else: ...`."""
    values_of = made(node.iter)
    store = storing(node.target)
    body, others = node.body, node.orelse

    def run(interpreter: Interpreter, scope: Scope) -> Signal | None:
        values = values_of(interpreter, scope)
        for value in interpreter.iterate(values, Site(interpreter, node.iter, scope)):
            interpreter.charge_steps(1)
            store(interpreter, scope, value)
            signal = interpreter.execute(body, scope)
            if signal is BREAK:
                return None
            if signal is not None and signal is not CONTINUE:
                return signal
        return interpreter.execute(others, scope)

    return run


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


def return_(node: ast.Return) -> Code:
    """`return value`."""
    if node.value is None:
        return lambda interpreter, scope: Signal(None)
    value_of = made(node.value)
    return lambda interpreter, scope: Signal(value_of(interpreter, scope))


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
    from convcalc.readers.python.language.requiring import requiring

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


STATEMENT_MAKERS: dict[type[ast.AST], Callable[[Any], Code]] = {
    ast.Assign: assignment,
    ast.If: if_,
    ast.For: for_,
    ast.Return: return_,
    ast.AnnAssign: statement(annotated_assignment),
    ast.While: statement(while_),
    ast.Break: statement(break_),
    ast.Continue: statement(continue_),
    ast.Pass: statement(pass_),
    ast.FunctionDef: statement(function),
    ast.ClassDef: statement(class_),
    ast.Assert: statement(assert_),
    ast.Raise: statement(raise_),
    ast.Delete: statement(del_),
    ast.Global: statement(global_),
    ast.Nonlocal: statement(nonlocal_),
    ast.Match: statement(match),
    ast.Try: statement(try_),
    ast.With: statement(with_),
    ast.AsyncFunctionDef: statement(coroutine),
    ast.Import: statement(import_),
    ast.ImportFrom: statement(import_from),
}
