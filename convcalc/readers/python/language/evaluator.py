"""
The evaluator: does what a syntax tree says, within limits, never with the host's functions.

Readers derive from `Evaluator` and override what a definition means to them: what happens to the
value of a line, what an unknown name is, how an undecided size is taken, what a call of a user's
function is.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.collector import calm_collector
from convcalc.errors import BadValue
from convcalc.errors import ConvcalcError
from convcalc.errors import LimitError
from convcalc.errors import SyntaxProblem
from convcalc.readers.python.language.compiled import FAULTS
from convcalc.readers.python.language.compiled import blame
from convcalc.readers.python.language.compiled import code_of
from convcalc.readers.python.language.compiled import forget
from convcalc.readers.python.language.expressions import unknown_name
from convcalc.readers.python.language.limits import FRAMES_A_CALL
from convcalc.readers.python.language.limits import Limits
from convcalc.readers.python.language.limits import deep_recursion
from convcalc.readers.python.language.limits import exceeded
from convcalc.readers.python.language.plain_world import PlainWorld
from convcalc.readers.python.language.scope import Scope
from convcalc.readers.python.objects.failures import NoImport
from convcalc.readers.python.objects.failures import NoModule
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import MISSING
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import Site
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import show

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.readers.python.language.compiled import Signal
    from convcalc.readers.python.language.source_text import SourceText
    from convcalc.readers.python.objects.functions import Function
    from convcalc.readers.python.objects.unread import Unread

NOTES = 5
"""So many of the calls that an error comes out of are noted with it."""

CALL_STEPS = 5
"""What a call costs besides what its body does."""


class Evaluator(PlainWorld):
    """
    Evaluates one source text.

    Args:
        text: The source.
        limits: How much it may use.
        modules: What may be imported, by dotted name: by default nothing.
        builtins: What is known without an import: by default all that a program expects.

    It is an `Interpreter`, which says what is asked of it; `stand_ins` are the library texts of its
    own.
    """

    names_values: ClassVar[bool] = False

    def __init__(
        self,
        text: SourceText,
        limits: Limits | None = None,
        modules: Mapping[str, HostObject] | None = None,
        builtins: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(limits or Limits())
        self.text = text
        self.modules: Mapping[str, HostObject] = modules or {}
        self.builtins: Mapping[str, Any] = program_builtins() if builtins is None else builtins
        self.command_line: Sequence[str] = ()
        self.scope = Scope()
        self.module_name = text.file.rpartition("/")[2].removesuffix(".py")
        if self.knows_classes:
            self.scope.variables["__name__"] = self.module_name
        self.handling: list[ConvcalcError] = []
        self.required: dict[ast.AST, bool] = {}
        self.wanted: bool | None = None
        self.stand_ins: dict[str, Any] = {}

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
            for statement in tree.body:
                forget(statement)

    def execute(self, statements: list[ast.stmt], scope: Scope) -> Signal | None:
        """Execute statements in order; says why they ended early, if they did."""
        for statement in statements:
            self.steps_left -= 1
            if self.steps_left < 0:
                self.out_of_steps()
            try:
                code = statement.code  # type: ignore[attr-defined]  # `code_of` keeps it there
            except AttributeError:
                code = code_of(statement)
            try:
                signal: Signal | None = code(self, scope)
            except FAULTS as fault:
                blame(fault, statement, self)
            if signal is not None:
                return signal
        return None

    def evaluate(self, node: ast.expr, scope: Scope) -> Any:
        """
        The value of an expression.

        Raises:
            ConvcalcError: With the place of the innermost node that is to blame.
        """
        try:
            code = node.code  # type: ignore[attr-defined]  # `code_of` keeps it there
        except AttributeError:
            code = code_of(node)
        return code(self, scope)

    def call_function(self, function: Function, bound: dict[str, Any], site: Site) -> object:
        """
        The value that a function of the user returns.

        Raises:
            LimitError: If calls are nested too deeply.
        """
        self.enter_call()
        scope = Scope(function.scope)
        scope.variables = bound
        scope.function = function
        scope.caller = site.scope
        outer, text = self.text, function.text
        self.text = text.seen_from(outer, site.node) if text.is_ours else text
        try:
            body = function.body
            if isinstance(body, ast.expr):
                return self.evaluate(body, scope)
            if function.signature.yields is None:
                from convcalc.readers.python.language.yields import is_generator

                function.signature.yields = is_generator(function.node, text)
            if function.signature.yields:
                from convcalc.readers.python.language.yielding import block
                from convcalc.readers.python.objects.generators import Generator

                return Generator(function, block(self, body, scope), bound.values())
            return self.run_body(function, scope, site)
        except ConvcalcError as error:
            if not function.text.is_ours:
                self.passed(error, function, outer, site)
            raise
        finally:
            scope.caller = None
            self.depth -= 1
            self.text = outer

    def enter_call(self) -> None:
        """
        Count a call inside the calls that are going on.

        Raises:
            LimitError: If they are nested too deeply.
        """
        if self.depth >= self.limits.call_depth:
            raise exceeded("call_depth", self.limits.call_depth, "calls inside calls")
        self.depth += 1
        self.steps_left -= CALL_STEPS

    def passed(
        self, error: ConvcalcError, function: Function, outer: SourceText, site: Site
    ) -> None:
        """Note where the user's function was called from that an error comes out of."""
        if len(error.notes) < NOTES:
            called = outer.place(site.node)
            error.notes.append(f"in {function.spelled()}, called at {called.place}")

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
        raise WrongType(f"{describe(value)} cannot be called: {show(value)}")

    def free_name(self, name: str, node: ast.Name, scope: Scope) -> object:
        """
        The value of a name that no scope holds: a builtin.

        Raises:
            UnknownName: If there is none.
        """
        if name[:2] == "__" and self.knows_classes:
            if name == "__file__":
                return self.text.file
            if name == "__class__" and (owner := scope.owner()) is not None:
                return owner
        try:
            return self.builtins[name]
        except KeyError:
            found = scope.outermost().late(name, self)
            if found is not MISSING:
                return found
            problem = unknown_name(name, lambda: [*scope.names(), *self.builtins])
            problem.instead = lambda: self.meant_by(name, scope)
            raise problem from None

    def meant_by(self, name: str, scope: Scope) -> str:
        """A hint for a name that nothing defines."""
        from convcalc.readers.python.objects.forgotten_self import without_self

        return without_self(name, scope)

    def call_unread(
        self, unread: Unread, args: list[Any], kwargs: dict[str, Any], site: Site
    ) -> object:
        """What a call gives of which nothing is known."""
        return unread.result(site)

    def annotation_alone(self, node: ast.AnnAssign) -> None:
        """`a: int` without a value, which says nothing in Python."""

    def define_class(self, node: ast.ClassDef, scope: Scope) -> None:
        """Define a class."""
        from convcalc.readers.python.language.definitions import define

        scope.bind(node.name, define(self, node, scope))

    def decorate(self, decorator: ast.expr, value: object, scope: Scope) -> object:
        """
        What a decorator makes of a function or a class; nothing, where it is not read.

        Raises:
            BadValue: If it is nothing that can be called.
        """
        function = self.evaluate(decorator, scope)
        if not isinstance(function, HostObject):
            raise BadValue(f"{show(function)} cannot decorate anything")
        if function.is_unread:
            return value
        return function.call([value], {}, Site(self, decorator, scope))

    def decorate_definition(self, decorator: ast.expr, value: object, scope: Scope) -> object:
        """
        What a decorator makes of a definition; of a module's own nothing, where it fails.

        Raises:
            LimitError: If it asks for too much.
        """
        try:
            return self.decorate(decorator, value, scope)
        except LimitError:
            raise
        except ConvcalcError as error:
            if scope.parent is not None or not self.knows_classes:
                raise
            self.decorator_failed(decorator, error)
            return value

    def decorator_failed(self, decorator: ast.expr, error: ConvcalcError) -> None:
        """Take note of a decorator that could not be applied."""

    def introspect(self, value: Any, name: str, site: Site) -> object:
        """What the text of a function or a class says: `__annotations__`, `__code__`."""
        if name == "__code__":
            from convcalc.readers.python.language.code_objects import code_of_function

            return code_of_function(value)
        from convcalc.readers.python.language.annotations import annotations_of

        return annotations_of(value, site)

    def asserted(self, node: ast.Assert, scope: Scope) -> ConvcalcError:
        """The error of an assert that does not hold."""
        from convcalc.readers.python.language.trying import assertion

        return assertion(self, node, scope)

    def raised(self, node: ast.Raise, scope: Scope) -> ConvcalcError:
        """The error that a `raise` raises."""
        from convcalc.readers.python.language.trying import raised

        return raised(self, node, scope)

    def import_module(self, name: str, node: ast.stmt) -> object:
        """
        The module of that dotted name.

        Raises:
            UnknownName: If it may not be imported.
        """
        try:
            return self.modules[name]
        except KeyError:
            from convcalc.suggestions import nearest

            known = sorted(self.modules)
            raise NoModule(
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
            raise NoImport(f"'from {module} import {name}' is not read here")
        return owner.attribute(
            name, Site(self, ast.copy_location(ast.Constant(name), node), self.scope)
        )


def program_builtins() -> Mapping[str, Any]:
    """What a whole Python program finds without an import."""
    from convcalc.readers.python.values.object_builtins import PROGRAM_BUILTINS

    return PROGRAM_BUILTINS  # type: ignore[no-any-return]  # any values
