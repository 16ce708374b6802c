"""
The contract of the evaluated world: what rules may ask of whoever evaluates.

A rule is handed a `Site`, and `site.evaluator` is a `World`: it makes and walks values within the
limits, decides and compares what may be a size, calls, and says where in the text all this is.
Objects, values and libraries know nothing else of the evaluator. What the statements of the
language ask besides, and each reader answers in its own way, is an `Interpreter`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar
from typing import Protocol

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable
    from collections.abc import Container
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.errors import ConvcalcError
    from convcalc.readers.python.language.compiled import Signal
    from convcalc.readers.python.language.limits import Limits
    from convcalc.readers.python.language.scope import Scope
    from convcalc.readers.python.language.source_text import SourceText
    from convcalc.readers.python.objects.host import Site


class Account(Protocol):
    """
    What an evaluation may still use: whoever makes or walks something pays for it first.

    Every charge raises a `LimitError` where too little is left. Units: `Limits` has them.
    """

    limits: Limits
    steps_left: int
    depth: int
    spoiled: dict[int, tuple[Any, Any]]
    has_spoiled_classes: bool
    uses: int

    def known(self, value: Any) -> Any:
        """The same value; what stands for it where something unread may have changed it."""

    def charge_steps(self, count: int) -> None:
        """Pay for so many steps of work, for example one for each element that is looked at."""

    def charge_items(self, count: int) -> None:
        """Pay for so many elements that are about to be made."""

    def charge_text(self, length: int) -> None:
        """Pay for a text of so many letters that is about to be made."""

    def charge_bits(self, bits: int) -> None:
        """Pay for an integer of so many bits that is about to be made."""

    def check_text(self, length: int) -> None:
        """Refuse a text that has grown too long, before it is put together; pays nothing."""

    def made(self, value: Any) -> Any:
        """Pay for a plain value that was made just now; gives the same value."""

    def weigh(self, value: Any) -> None:
        """Pay for everything inside a value that the host is about to walk through."""

    def weigh_arguments(self, args: Iterable[Any], kwargs: dict[str, Any]) -> None:
        """Pay for everything inside the arguments of a rule."""

    def out_of_steps(self) -> None:
        """Take the next steps from what is left, and look at the clock; `charge_steps` asks it."""

    def enter_call(self) -> None:
        """Pay for a call inside the calls that go on; whoever entered takes `depth` back by 1."""


class Arbiter(Protocol):
    """Who settles what the sizes leave open."""

    def undecided(self, left: Any, sign: str, right: Any) -> bool:
        """
        Decide `left sign right` of two sizes, which holds for some values of the symbols only.

        Raises:
            Uncaught: Where nothing was assumed that settles it.
        """


class World(Account, Arbiter, Protocol):
    """
    What rules ask of the evaluator.

    `text` is the text whose code runs now, `module_name` the dotted name of its module and `scope`
    where that module's names are. `stand_ins` are the library texts that were begun. `builtins`
    are the names that need no import; `required` are the comparisons that the source itself insists
    on, with the outcome it wants. `command_line` are the words that a
    program finds on its own. `knows_classes` says that this is a whole program, in which
    values have classes and `/` of sizes is exact; a spec has neither. Readers of source have a
    `trace` besides, the hand that applies layers.
    """

    text: SourceText
    module_name: str
    builtins: Mapping[str, Any]
    command_line: Sequence[str]
    required: dict[ast.AST, bool]
    scope: Scope
    stand_ins: dict[str, Any]
    knows_classes: ClassVar[bool]

    # walking and deciding

    def introspect(self, value: Any, name: str, site: Site) -> object:
        """What the text of a function or a class says: `__annotations__`, `__code__`."""

    def decide(self, value: Any, site: Site) -> bool:
        """
        Whether a value counts as true, as for `if`.

        Raises:
            BadValue: If that depends on the sizes.
        """

    def key(self, value: Any) -> Any:
        """
        The same value, once it is sure that a dict or set may hold it.

        Raises:
            WrongType: If it has no hash.
        """

    def iterate(self, values: Any, site: Site) -> Iterable[Any]:
        """
        The elements of any value, one at a time, as a `for` goes over them.

        Raises:
            WrongType: If it has none.
        """

    def collect(self, values: Any, site: Site) -> list[Any]:
        """
        The elements of any value as a new list, paid for.

        Raises:
            WrongType: If it has none.
            LimitError: If there are too many.
        """

    def same(self, left: Any, right: Any, site: Site) -> bool:
        """
        Whether `left == right`, with objects compared in their own way.

        Raises:
            BadValue: If that depends on the sizes.
        """

    def attempt(self, function: Callable[[], Any], name: str, site: Site) -> Any:
        """What a function gives, or MISSING where it raises Python's exception of that name."""

    # texts and types

    def as_text(self, value: object, site: Site) -> str:
        """`str(value)`, paid for."""

    def represent(self, value: object, site: Site) -> str:
        """`repr(value)`, paid for."""

    def formatted(self, value: Any, conversion: str, spec: str, site: Site) -> str:
        """
        `{value!conversion:spec}`, paid for.

        Raises:
            BadValue: If the format does not fit the value.
        """

    def type_of(self, value: object) -> Any:
        """`type(value)`: a class of the evaluated world, for any value."""

    # calling and evaluating

    def evaluate(self, node: ast.expr, scope: Scope) -> Any:
        """
        The value of an expression of the user's text.

        Raises:
            ConvcalcError: With the place of the innermost node that is to blame.
        """

    def call_plain(self, value: Any, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """
        Call what is no object, for example a list of layers.

        Raises:
            WrongType: If it cannot be called, as a rule.
        """

    def call_unread(
        self, unread: Any, args: list[Any], kwargs: dict[str, Any], site: Site
    ) -> object:
        """What a call gives of which nothing is known: a row that says so, where tensors go in."""

    def bind(self, function: Any, args: list[Any], kwargs: dict[str, Any]) -> dict[str, Any]:
        """
        The arguments of a call of the user's function, by name.

        Raises:
            BadValue: If one is missing, unknown, given twice or one too many.
        """

    def call_function(self, function: Any, bound: dict[str, Any], site: Site) -> object:
        """
        What a function of the user returns, called with bound arguments.

        Raises:
            LimitError: If calls are nested too deeply.
        """

    def forget_calls(self, function: Any, unread: Any) -> None:
        """Let what a function of the user changes, which may be called now, be not known."""

    def import_module(self, name: str, node: ast.stmt) -> object:
        """
        The module of that dotted name.

        Raises:
            UnknownName: If it may not be imported.
        """


class Interpreter(World, Protocol):
    """
    What the statements and expressions of the language ask besides, and a reader may change.

    `handling` holds the errors whose handlers are being executed; `wanted` is the outcome that the
    source wants of the comparison that is decided now, where it insists on one. `names_values` says
    that an assignment tells what it evaluates for: then `evaluate_for` and `assigned` are asked.
    """

    handling: list[ConvcalcError]
    wanted: bool | None
    names_values: ClassVar[bool]

    def execute(self, statements: list[ast.stmt], scope: Scope) -> Signal | None:
        """Execute statements in order; says why they ended early, if they did."""

    def free_name(self, name: str, node: ast.Name, scope: Scope) -> object:
        """
        The value of a name that no scope holds.

        Raises:
            UnknownName: If there is none.
        """

    def standing_alone(self, statement: ast.Expr, value: object, scope: Scope) -> None:
        """Take the value of an expression on a line of its own."""

    def evaluate_for(self, target: ast.expr, node: ast.expr, scope: Scope) -> Any:
        """The value of an expression that is about to be assigned to a target."""

    def assigned(self, target: ast.expr, node: ast.expr, value: object, scope: Scope) -> object:
        """The value that an assignment binds."""

    def doubt(
        self,
        statements: list[ast.stmt],
        others: list[ast.stmt],
        scope: Scope,
        bound: Container[str],
    ) -> None:
        """
        Let what statements change be not known: they may have run, or others instead.

        `bound` are the names that had a value before: without one, what needs them has it of here.
        """

    def annotation_alone(self, node: ast.AnnAssign) -> None:
        """Take note of `a: int` without a value."""

    def define_class(self, node: ast.ClassDef, scope: Scope) -> None:
        """Define a class."""

    def decorate(self, decorator: ast.expr, value: object, scope: Scope) -> object:
        """
        What a decorator makes of a function or a class.

        Raises:
            BadValue: If it is nothing that can be called.
        """

    def decorate_definition(self, decorator: ast.expr, value: object, scope: Scope) -> object:
        """The same for a definition; one of a module's own is left as it is where that fails."""

    def asserted(self, node: ast.Assert, scope: Scope) -> ConvcalcError:
        """The error of an assert that does not hold."""

    def raised(self, node: ast.Raise, scope: Scope) -> ConvcalcError:
        """The error that a `raise` raises."""

    def import_name(self, module: str, name: str, node: ast.stmt) -> object:
        """
        What `from module import name` binds.

        Raises:
            UnknownName: If the module may not be imported or has no such name.
        """
