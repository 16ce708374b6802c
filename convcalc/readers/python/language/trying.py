"""`try`, `raise`, `assert` and `with`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ConvcalcError
from convcalc.readers.python.language.targets import assign
from convcalc.readers.python.objects.exceptions import exception_of
from convcalc.readers.python.objects.exceptions import is_catchable
from convcalc.readers.python.objects.exceptions import matches
from convcalc.readers.python.objects.exceptions import throw
from convcalc.readers.python.objects.exceptions import thrown
from convcalc.readers.python.objects.failures import NotKnown
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import Site
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import show

if TYPE_CHECKING:
    from collections.abc import Generator

    from convcalc.readers.python.language.compiled import Signal
    from convcalc.readers.python.language.scope import Scope
    from convcalc.readers.python.world import Interpreter

    Steps = Generator[object, object, "Signal | None"]

CATCH_STEPS = 10
"""What an exception costs, with all that it says."""


def try_(evaluator: Interpreter, node: ast.Try, scope: Scope) -> Signal | None:
    """`try: ... except ...: ... else: ... finally: ...`."""
    signal = None
    try:
        signal = _attempted(evaluator, node, scope)
    except ConvcalcError as error:
        if node.finalbody and is_catchable(error):
            instead = evaluator.execute(node.finalbody, scope)
            if instead is not None:
                return instead
        raise
    return evaluator.execute(node.finalbody, scope) or signal


def _attempted(evaluator: Interpreter, node: ast.Try, scope: Scope) -> Signal | None:
    watched = Watched(evaluator, scope)
    others = [] if all(_leaves(each) for each in node.handlers) else node.handlers
    elsewhere = [*node.orelse, *[line for each in others for line in each.body]]
    try:
        signal = watched.execute(node.body)
    except ConvcalcError as error:
        handler = handler_of(evaluator, node, error, scope)
        if handler is None:
            raise
        signal = _handled(evaluator, handler, error, scope)
        return watched.doubted(signal, elsewhere) if others else signal
    signal = evaluator.execute(node.orelse, scope) if signal is None else signal
    return watched.doubted(signal, elsewhere) if others else signal


class Watched:
    """
    Statements that are executed where something catches what they raise.

    What is not read is executed as if it did not raise; but nobody knows that it does not.
    """

    def __init__(self, evaluator: Interpreter, scope: Scope) -> None:
        self._evaluator = evaluator
        self._scope = scope
        self._before = evaluator.uses
        self._bound = frozenset(scope.variables)
        self._doubtful: list[ast.stmt] = []

    def execute(self, statements: list[ast.stmt]) -> Signal | None:
        """Execute them; those from the first on that used what is not read may have run or not."""
        evaluator, scope = self._evaluator, self._scope
        for position, each in enumerate(statements):
            try:
                signal = evaluator.execute([each], scope)
            finally:
                if evaluator.uses != self._before and not self._doubtful:
                    self._doubtful = statements[position:]
            if signal is not None:
                return signal
        return None

    def doubted(self, signal: Signal | None, elsewhere: list[ast.stmt]) -> Signal | None:
        """
        How the statements ended, or what else may have run instead.

        Raises:
            NotKnown: If that would leave a function or a loop.
        """
        if not self._doubtful:
            return signal
        evaluator, scope = self._evaluator, self._scope
        lines = [*self._doubtful, *elsewhere]
        leaving = any(isinstance(each, LEAVING) for line in lines for each in ast.walk(line))
        if leaving and not _is_unread(signal):
            place = evaluator.text.place(self._doubtful[0])
            raise NotKnown("whether this raises is not known: it is not read", source=place)
        evaluator.doubt(self._doubtful, elsewhere, scope, self._bound)
        return signal


LEAVING = (ast.Return, ast.Break, ast.Continue)


def _is_unread(signal: Signal | None) -> bool:
    value = getattr(signal, "value", None)
    return isinstance(value, HostObject) and value.is_unread


def _leaves(handler: ast.ExceptHandler) -> bool:
    """Whether a handler only raises."""
    return isinstance(handler.body[-1], ast.Raise)


def _handled(
    evaluator: Interpreter, handler: ast.ExceptHandler, error: ConvcalcError, scope: Scope
) -> Signal | None:
    bind_exception(evaluator, handler, error, scope)
    evaluator.handling.append(error)
    try:
        return evaluator.execute(handler.body, scope)
    finally:
        evaluator.handling.pop()


def handler_of(
    evaluator: Interpreter, node: ast.Try, error: ConvcalcError, scope: Scope
) -> ast.ExceptHandler | None:
    """The first handler that catches the error."""
    evaluator.charge_steps(CATCH_STEPS)
    if not is_catchable(error):
        return None
    for handler in node.handlers:
        if handler.type is None:
            return handler
        classes = evaluator.evaluate(handler.type, scope)
        if matches(error, classes, Site(evaluator, handler.type, scope)):
            return handler
    return None


def bind_exception(
    evaluator: Interpreter, handler: ast.ExceptHandler, error: ConvcalcError, scope: Scope
) -> None:
    """`as name`."""
    if handler.name is not None:
        # A handler has the place of a statement, which is all that is asked of it.
        site = Site(evaluator, handler, scope)  # type: ignore[arg-type]
        scope.bind(handler.name, exception_of(error, site))


def raised(evaluator: Interpreter, node: ast.Raise, scope: Scope) -> ConvcalcError:
    """The error of `raise`, `raise Kind` or `raise Kind(...) from cause`."""
    if node.exc is None:
        if not evaluator.handling:
            raise WrongType("there is no exception to raise again")
        return evaluator.handling[-1]
    site = Site(evaluator, node.exc, scope)
    return thrown(evaluator.evaluate(node.exc, scope), site)


def assertion(evaluator: Interpreter, node: ast.Assert, scope: Scope) -> ConvcalcError:
    """The error of an assert that does not hold."""
    message = "" if node.msg is None else said(evaluator.evaluate(node.msg, scope))
    return throw("AssertionError", message, Site(evaluator, node.test, scope))


def said(value: object) -> str:
    """What the user says in an error, as a text that is not too long."""
    return value[:500] if isinstance(value, str) else show(value)


def with_(evaluator: Interpreter, node: ast.With, scope: Scope) -> Signal | None:
    """`with manager as name: ...`."""
    return _inside(evaluator, node, 0, scope)


def _inside(evaluator: Interpreter, node: ast.With, index: int, scope: Scope) -> Signal | None:
    if index == len(node.items):
        return evaluator.execute(node.body, scope)
    site = Site(evaluator, node.items[index].context_expr, scope)
    manager = entered(evaluator, node.items[index], site)
    suppresses = getattr(getattr(manager, "cls", None), "name", "") == "suppress"
    watched = Watched(evaluator, scope)
    try:
        if suppresses and index + 1 == len(node.items):
            signal = watched.execute(node.body)
        else:
            signal = _inside(evaluator, node, index + 1, scope)
    except ConvcalcError as error:
        if not is_left(manager, error, site):
            raise
        signal = None
    else:
        manager.leave(None, site)
    return watched.doubted(signal, []) if suppresses else signal


def entered(evaluator: Interpreter, item: ast.withitem, site: Site) -> HostObject:
    """
    Begin a `with`.

    Raises:
        WrongType: If the value is nothing to begin it with.
    """
    manager = evaluator.evaluate(item.context_expr, site.scope)
    if not isinstance(manager, HostObject):
        raise WrongType(f"{describe(manager)} is nothing for 'with': {show(manager)}")
    value = manager.enter(site)
    if item.optional_vars is not None:
        assign(evaluator, item.optional_vars, value, site.scope)
    return manager


def is_left(manager: Any, error: ConvcalcError, site: Site) -> bool:
    """Whether the manager of a `with` deals with an error."""
    return is_catchable(error) and manager.leave(exception_of(error, site), site)
