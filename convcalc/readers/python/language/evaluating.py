"""`eval`: an expression in a text, evaluated as the rest of the program is; and what is not."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ConvcalcError
from convcalc.readers.python.language.scope import Scope
from convcalc.readers.python.language.source_text import SourceText
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from convcalc.readers.python.language.limits import Limits
    from convcalc.readers.python.objects.host import Site

NAME = "eval()"

REASONS: dict[str, str] = {
    **dict.fromkeys(("compile", "exec"), "text is not run as a program"),
    **dict.fromkeys(("input", "open"), "a definition is read without other files or a terminal"),
    **dict.fromkeys(("breakpoint", "exit", "help", "quit"), "a definition is read, not run"),
    **dict.fromkeys(("bytearray", "memoryview"), "bytes are not read"),
}
"""Python's own functions that nothing stands in for, and why."""

HINT = "give what is needed as an argument, for example --args 'config={...}'"


def unread_function(name: str) -> Unread:
    """What stands for a function of Python's own that is not read."""
    return Unread(name, REASONS[name], None, HINT if name == "open" else "")


def evaluated(site: Site, source: Any, *variables: Any) -> object:
    """
    `eval(text)`, `eval(text, globals, locals)`.

    Raises:
        WrongType: If it is no text, or the text is no expression.
        ConvcalcError: If the expression fails; points into the text.
    """
    evaluator = site.evaluator
    if type(source) is not str:
        raise WrongType(f"eval() takes a text, got {describe(source)}: {show(source)}")
    evaluator.charge_text(len(source))
    text = SourceText(source.strip(), NAME)
    outer = evaluator.text
    evaluator.enter_call()
    evaluator.text = text
    try:
        return evaluator.evaluate(_expression(text, evaluator.limits), _scope(site, variables))
    except ConvcalcError as error:
        called = outer.place(site.node)
        error.notes.append(f"in {NAME}, called at {called.place}")
        raise
    finally:
        evaluator.text = outer
        evaluator.depth -= 1


def _expression(text: SourceText, limits: Limits) -> ast.expr:
    body = text.parse(limits).body
    if len(body) != 1 or not isinstance(body[0], ast.Expr):
        raise WrongType(f"eval({show(text.lines[0])})", expected="one expression")
    return body[0].value


def _scope(site: Site, given: tuple[Any, ...]) -> Scope:
    """Where names are looked up: in the dicts that are given, then where the call stands."""
    scope = site.scope
    for each in given:
        if type(each) is dict:
            scope = Scope(scope)
            scope.variables.update({name: value for name, value in each.items() if name})
    return scope
