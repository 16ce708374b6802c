"""
The evaluator: does what a syntax tree says, within limits, never with the host's functions.

Readers derive from `Evaluator` and override what a definition means to them: what happens to the
value of a line, what an unknown name is, how an undecided size is taken, what a call of a user's
function is.
"""

from __future__ import annotations

import ast
from contextlib import contextmanager
from typing import TYPE_CHECKING
from typing import Any
from typing import NoReturn

from convcalc.dims import Expr
from convcalc.errors import BadValue
from convcalc.errors import ConvcalcError
from convcalc.errors import SyntaxProblem
from convcalc.errors import UnknownName
from convcalc.readers.python.builtins import BUILTINS
from convcalc.readers.python.builtins import LIST_ITERATOR
from convcalc.readers.python.expressions import EXPRESSIONS
from convcalc.readers.python.expressions import unknown_name
from convcalc.readers.python.host import HostObject
from convcalc.readers.python.host import Site
from convcalc.readers.python.host import describe
from convcalc.readers.python.host import nearest
from convcalc.readers.python.host import show
from convcalc.readers.python.limits import Limits
from convcalc.readers.python.limits import Meter
from convcalc.readers.python.limits import exceeded
from convcalc.readers.python.modules import MODULES
from convcalc.readers.python.operators import equal
from convcalc.readers.python.scope import Scope
from convcalc.readers.python.statements import STATEMENTS
from convcalc.readers.python.statements import Signal
from convcalc.readers.python.statements import not_read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from convcalc.readers.python.functions import Function
    from convcalc.readers.python.text import SourceText

FRAMES_A_CALL = 100
"""Frames of the host that one call of the user may take: more than its deepest nesting needs."""

ITERABLE = frozenset({list, tuple, str, dict, set, frozenset, range, LIST_ITERATOR})


class Evaluator(Meter):
    """
    Evaluates one source text.

    Args:
        text: The source.
        limits: How much it may use.
        modules: What may be imported, by dotted name.
        builtins: What is known without an import.
    """

    def __init__(
        self,
        text: SourceText,
        limits: Limits | None = None,
        modules: Mapping[str, HostObject] = MODULES,
        builtins: Mapping[str, HostObject] = BUILTINS,
    ) -> None:
        super().__init__(limits or Limits())
        self.text = text
        self.modules = modules
        self.builtins = builtins
        self.scope = Scope()

    # running

    def run(self) -> None:
        """
        Parse the text and execute it.

        Raises:
            ConvcalcError: If it does not parse, asks for something impossible or for too much.
        """
        with calm_collector():
            self.run_pieces([(self.text, self.text.parse(self.limits))])

    def run_pieces(self, pieces: Iterable[tuple[SourceText, ast.Module]]) -> None:
        """
        Execute a parsed text, piece by piece.

        Raises:
            ConvcalcError: If it asks for something impossible or for too much.
        """
        with deep_recursion(self.limits.call_depth * FRAMES_A_CALL):
            try:
                self._run_pieces(pieces)
            except RecursionError:
                raise exceeded("nesting", self.limits.nesting, "levels of nesting") from None
            except MemoryError:
                raise exceeded("items", self.limits.items, "items that fit in memory") from None

    def _run_pieces(self, pieces: Iterable[tuple[SourceText, ast.Module]]) -> None:
        for text, tree in pieces:
            self.text = text
            if self.execute(tree.body, self.scope) is not None:
                raise SyntaxProblem("a return, break or continue outside of what it would end")

    def execute(self, statements: list[ast.stmt], scope: Scope) -> Signal | None:
        """Execute statements in order; says why they ended early, if they did."""
        for statement in statements:
            self.steps_left -= 1
            if self.steps_left < 0:
                self.out_of_steps()
            try:
                signal = STATEMENTS.get(type(statement), not_read)(self, statement, scope)
            except ConvcalcError as error:
                if error.source is None:
                    error.source = self.text.place(statement)
                raise
            if signal is not None:
                return signal
        return None

    def evaluate(self, node: ast.expr, scope: Scope) -> Any:
        """
        The value of an expression.

        Raises:
            ConvcalcError: With the place of the innermost node that is to blame.
        """
        self.steps_left -= 1
        if self.steps_left < 0:
            self.out_of_steps()
        handler = EXPRESSIONS.get(type(node))
        if handler is None:
            self._not_read(node)
        try:
            return handler(self, node, scope)
        except ConvcalcError as error:
            if error.source is None:
                error.source = self.text.place(node)
            raise

    def _not_read(self, node: ast.expr) -> NoReturn:
        word = type(node).__name__.lower()
        problem = SyntaxProblem(f"'{word}' is not read here")
        raise problem.at(self.text.place(node))

    def call_function(self, function: Function, bound: dict[str, Any], site: Site) -> object:
        """
        The value that a function of the user returns.

        Raises:
            LimitError: If calls are nested too deeply.
        """
        if self.depth >= self.limits.call_depth:
            raise exceeded("call_depth", self.limits.call_depth, "calls inside calls")
        scope = Scope(function.scope)
        scope.variables.update(bound)
        outer, self.text = self.text, function.text
        self.depth += 1
        try:
            if isinstance(function.body, ast.expr):
                return self.evaluate(function.body, scope)
            return self.run_body(function, scope, site)
        finally:
            self.depth -= 1
            self.text = outer

    # what readers override

    def bind(self, function: Function, args: list[Any], kwargs: dict[str, Any]) -> dict[str, Any]:
        """
        The arguments of a call of the user's function, by name.

        Raises:
            BadValue: If one is missing, unknown, given twice or one too many.
        """
        return function.bind(args, kwargs)

    def run_body(self, function: Function, scope: Scope, site: Site) -> object:
        """Execute the body of a function; its arguments are bound already."""
        signal = self.execute(function.body, scope)  # type: ignore[arg-type]  # a def's body is a list
        return None if signal is None else signal.value

    def standing_alone(self, statement: ast.Expr, value: object, scope: Scope) -> None:
        """Take the value of an expression on a line of its own: nothing happens to it."""

    def assigned(self, target: ast.expr, node: ast.expr, value: object, scope: Scope) -> object:
        """The value that an assignment binds: the value itself."""
        return value

    def evaluate_for(self, target: ast.expr, node: ast.expr, scope: Scope) -> Any:
        """The value of an expression that is about to be assigned to a target."""
        return self.evaluate(node, scope)

    def call_plain(self, value: Any, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """
        Call a plain value, for example a list.

        Raises:
            BadValue: Always: plain values cannot be called.
        """
        raise BadValue(f"{describe(value)} cannot be called: {show(value)}")

    def free_name(self, name: str, node: ast.Name, scope: Scope) -> object:
        """
        The value of a name that no scope holds: a builtin.

        Raises:
            UnknownName: If there is none.
        """
        try:
            return self.builtins[name]
        except KeyError:
            raise unknown_name(name, [*scope.names(), *self.builtins]) from None

    def undecided(self, left: Any, sign: str, right: Any) -> bool:
        """
        Decide a comparison of sizes that holds for some values of the symbols and not for others.

        Raises:
            BadValue: Always: a definition is read for all values at once.
        """
        raise BadValue(
            f"{left} {sign} {right} depends on the sizes",
            expected="a condition that holds, or fails, for every size",
            hint="give the input in numbers, for example -i 3x224x224",
        )

    def annotation_alone(self, node: ast.AnnAssign) -> None:
        """`a: int` without a value, which says nothing in Python."""

    def define_class(self, node: ast.ClassDef, scope: Scope) -> None:
        """
        Define a class.

        Raises:
            SyntaxProblem: Always: classes mean nothing to a plain evaluator.
        """
        raise SyntaxProblem(f"the class {node.name!r} is not read here")

    def import_module(self, name: str, node: ast.stmt) -> object:
        """
        The module of that dotted name.

        Raises:
            UnknownName: If it may not be imported.
        """
        try:
            return self.modules[name]
        except KeyError:
            known = sorted(self.modules)
            raise UnknownName(
                f"{name!r} cannot be imported here",
                expected=", ".join([each for each in known if "." not in each]),
                hint=nearest(name, known),
            ) from None

    def import_name(self, module: str, name: str, node: ast.stmt) -> object:
        """
        What `from module import name` binds.

        Raises:
            UnknownName: If the module may not be imported or has no such name.
        """
        if f"{module}.{name}" in self.modules:
            return self.modules[f"{module}.{name}"]
        owner = self.import_module(module, node)
        if not isinstance(owner, HostObject) or name == "*":
            raise UnknownName(f"'from {module} import {name}' is not read here")
        return owner.attribute(
            name, Site(self, ast.copy_location(ast.Constant(name), node), self.scope)
        )

    # values

    def decide(self, value: Any, site: Site) -> bool:
        """
        Whether a value counts as true.

        Raises:
            BadValue: If that depends on the sizes.
        """
        if value is True or value is False:
            return bool(value)
        if isinstance(value, HostObject):
            return value.truth(site)
        if isinstance(value, Expr):
            return not equal(value, 0, self)
        return bool(value)

    def key(self, value: Any) -> Any:
        """
        A value that can be looked up in a dict or set.

        Raises:
            BadValue: If it cannot.
        """
        if type(value) is str or type(value) is int:
            return value
        self.weigh(value)
        try:
            hash(value)
        except TypeError:
            raise BadValue(f"{describe(value)} cannot be a key: {show(value)}") from None
        return value

    def iterate(self, values: Any, site: Site) -> Iterable[Any]:
        """
        What a `for` goes over.

        Raises:
            BadValue: If it cannot be gone over.
        """
        if type(values) in ITERABLE:
            return values  # type: ignore[no-any-return]  # all of them are iterable
        if isinstance(values, HostObject):
            return values.iterate(site)
        raise BadValue(f"{describe(values)} cannot be iterated over: {show(values)}")

    def collect(self, values: Any, site: Site) -> list[Any]:
        """
        The elements of a value as a list of its own; its length is counted before it is made.

        Raises:
            BadValue: If it has no elements.
            LimitError: If there are too many.
        """
        kind = type(values)
        if kind in ITERABLE and kind is not LIST_ITERATOR:
            count = _length(values)
            self.charge_items(count)
            self.charge_steps(count // 10)
        return list(self.iterate(values, site))


def _length(values: Any) -> int:
    """The length of a plain value; a range may have more elements than `len` can say."""
    if type(values) is range and values:
        return abs((values[-1] - values[0]) // values.step) + 1
    return len(values)


@contextmanager
def deep_recursion(frames: int) -> Iterator[None]:
    """Let the host nest as deeply as the limit of calls needs."""
    import sys

    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, frames))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


@contextmanager
def calm_collector() -> Iterator[None]:
    """Hold the cycle collector back: a syntax tree is large and has no cycles."""
    import gc

    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
