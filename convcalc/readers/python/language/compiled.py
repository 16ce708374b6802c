"""
A syntax tree as closures: each node is looked at once, and run as often as it is reached.

What a node does is its `Code`, made by the maker for its kind when the node is first reached, and
kept by the code around it, or with the node. Running it costs a step. A name or a constant inside
another expression costs its step there: a `Part` gives its value without a call of its own.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING
from typing import Any
from typing import NoReturn

from convcalc.errors import ConvcalcError
from convcalc.errors import SyntaxProblem
from convcalc.readers.python.language.limits import WORD
from convcalc.readers.python.language.scope import Scope
from convcalc.readers.python.objects.failures import not_foreseen
from convcalc.tables import load

if TYPE_CHECKING:
    from convcalc.readers.python.world import Interpreter

Code = Callable[["Interpreter", Scope], Any]
"""Runs a node: gives the value of an expression, or the signal of a statement."""

Walk = Callable[["Interpreter", Any, Scope], Any]
"""The same with the node in hand, for kinds that are seldom run."""

MAKERS: dict[type[ast.AST], Callable[[Any], Code]] = {}
"""Kind of node -> what makes its code; the files of the language add theirs."""

PACKAGE = "convcalc.readers.python.language"

LATER: dict[type[ast.AST], str] = {
    ast.BinOp: "operations:binary",
    ast.UnaryOp: "operations:unary",
    ast.Compare: "operations:comparison",
    ast.BoolOp: "operations:boolean",
    ast.IfExp: "operations:conditional",
    ast.AugAssign: "operations:augmented_assignment",
    ast.ListComp: "comprehensions:comprehension",
    ast.GeneratorExp: "comprehensions:comprehension",
    ast.SetComp: "comprehensions:comprehension",
    ast.DictComp: "comprehensions:comprehension",
}
"""The same for kinds that a plain list of layers has none of: their files are loaded when met."""

STATEMENTS = "statements:any_statement"
"""The same for statements, but for an expression on a line of its own."""

BROKEN = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
"""What the host raises where a rule is handed values that it did not expect."""

FAULTS = (ConvcalcError, *BROKEN)


class Signal:
    """Why a block ended before its last statement: a return, with its value, break or continue."""

    __slots__ = ("value",)

    def __init__(self, value: object = None) -> None:
        self.value = value


BREAK = Signal()
CONTINUE = Signal()


def code_of(node: Any) -> Code:
    """What a node does, kept with it: for who comes by again and holds nothing but the node."""
    try:
        return node.code  # type: ignore[no-any-return]  # put there below
    except AttributeError:
        node.code = code = made(node)
        return code


def forget(node: ast.AST) -> None:
    """Let go of a node's code, so that nothing holds the node once it is done."""
    vars(node).pop("code", None)


def made(node: Any) -> Code:
    """What a node does, for the code around it, which keeps it."""
    return (MAKERS.get(type(node)) or late_maker(type(node)))(node)


def late_maker(kind: type[ast.AST]) -> Callable[[Any], Code]:
    """The maker for a kind of node that no loaded file has one for, kept for the next node."""
    entry = LATER.get(kind, STATEMENTS if issubclass(kind, ast.stmt) else "")
    maker: Callable[[Any], Code] = load(entry, inside=PACKAGE) if entry else not_read
    MAKERS[kind] = maker
    return maker


def blame(fault: Exception, node: Any, interpreter: Interpreter) -> NoReturn:
    """
    Raise what went wrong once more, with the place of a node unless it has one.

    Raises:
        ConvcalcError: Always.
    """
    if not isinstance(fault, ConvcalcError):
        raise not_foreseen(fault).at(interpreter.text.place(node)) from fault
    if fault.source is None:
        fault.source = interpreter.text.place(node)
    raise fault


def not_read(node: ast.AST) -> Code:
    """The code of what definitions have no use for."""
    word = {"AsyncFunctionDef": "async def", "TryStar": "try"}.get(type(node).__name__)

    def run(interpreter: Interpreter, scope: Scope) -> NoReturn:
        problem = SyntaxProblem(f"'{word or type(node).__name__.lower()}' is not read here")
        raise problem.at(interpreter.text.place(node))

    return run


def expression(walk: Walk) -> Callable[[ast.expr], Code]:
    """The maker for a kind of expression that is walked whenever it is run."""

    def make(node: ast.expr) -> Code:
        def run(interpreter: Interpreter, scope: Scope) -> Any:
            interpreter.steps_left -= 1
            if interpreter.steps_left < 0:
                interpreter.out_of_steps()
            try:
                return walk(interpreter, node, scope)
            except FAULTS as fault:
                blame(fault, node, interpreter)

        return run

    return make


def statement(walk: Walk) -> Callable[[ast.stmt], Code]:
    """The maker for a kind of statement that is walked whenever it is run."""

    def make(node: ast.stmt) -> Code:
        def run(interpreter: Interpreter, scope: Scope) -> Any:
            return walk(interpreter, node, scope)

        return run

    return make


Part = tuple[Any, Code, int]
"""
An expression inside another one: the name that it is, its code, the steps that it costs besides.

Where the innermost scope holds the name, that is the value; the code gives it anyway. What is no
name has one that no scope holds.
"""

NO_NAME: Any = object()


def part_of(node: ast.expr) -> Part:
    """An expression as a part of the one around it, which pays the steps."""
    node_type = type(node)
    if node_type is ast.Name:
        return node.id, loading(node), 1  # type: ignore[attr-defined, arg-type]  # a name
    if node_type is ast.Constant and is_small(node.value):  # type: ignore[attr-defined]  # a constant
        value = node.value  # type: ignore[attr-defined]  # the same
        return NO_NAME, lambda interpreter, scope: value, 1
    return NO_NAME, made(node), 0


def is_small(value: object) -> bool:
    """Whether a constant is so small that making it costs nothing and no limit is below it."""
    if isinstance(value, str):
        return len(value) <= WORD
    if isinstance(value, int):
        return value.bit_length() <= WORD
    return value is None or isinstance(value, float)


def loading(node: ast.Name) -> Code:
    """What a name stands for; costs nothing by itself."""
    wanted = node.id

    def run(interpreter: Interpreter, scope: Scope) -> Any:
        around: Scope | None = scope
        while around is not None:
            if wanted in around.variables:
                return around.variables[wanted]
            around = around.parent
        try:
            return interpreter.free_name(wanted, node, scope)
        except FAULTS as fault:
            blame(fault, node, interpreter)

    return run
