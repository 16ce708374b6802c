"""The evaluator of model sources: names come from files, sizes from assumptions."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ShapeError
from convcalc.layers.other.unread_call import Stated
from convcalc.readers.python.language.evaluating import REASONS
from convcalc.readers.python.language.evaluating import evaluated
from convcalc.readers.python.language.evaluating import unread_function
from convcalc.readers.python.language.evaluator import Evaluator
from convcalc.readers.python.libraries.std.files.text import OPEN
from convcalc.readers.python.objects.classes import MISSING
from convcalc.readers.python.objects.descriptors import HostMethod
from convcalc.readers.python.objects.failures import NoAttribute
from convcalc.readers.python.objects.failures import NoImport
from convcalc.readers.python.objects.failures import NoModule
from convcalc.readers.python.objects.failures import NoName
from convcalc.readers.python.objects.failures import Uncaught
from convcalc.readers.python.objects.functions import Builtin
from convcalc.readers.python.objects.functions import Entry
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import Site
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.objects.unread import spoil
from convcalc.readers.python.tracing.tensors import tensors_in
from convcalc.readers.python.values.object_builtins import PROGRAM_BUILTINS
from convcalc.readers.source.harmless import only_documents
from convcalc.readers.source.harmless import only_fills
from convcalc.readers.source.harmless import only_looks
from convcalc.readers.source.importer import Importer
from convcalc.readers.source.modules import ModuleScope
from convcalc.readers.source.ordered import OrderedModule
from convcalc.readers.source.target import CALLED
from convcalc.readers.source.touched import Touched

DOUBT = "write it without the part that is not read"

if TYPE_CHECKING:
    from collections.abc import Container
    from collections.abc import Sequence

    from convcalc.errors import ConvcalcError
    from convcalc.readers.python.language.limits import Limits
    from convcalc.readers.python.language.scope import Scope
    from convcalc.readers.python.language.source_text import SourceText
    from convcalc.readers.python.objects.functions import Function
    from convcalc.readers.python.tracing.trace import Trace


SIMPLE = re.compile(r"\w+ (>=|<=|==|!=) \d+")
"""A fact about one size and a number."""


def _globals(site: Site) -> object:
    outermost = site.scope.outermost()
    return outermost.home.everything() if isinstance(outermost, ModuleScope) else {}


BUILTINS = {
    **PROGRAM_BUILTINS,
    **{name: unread_function(name) for name in REASONS},
    "open": OPEN,
    "eval": Builtin("eval", Entry(evaluated, 1, 3, ("globals", "locals"))),
    "globals": Builtin("globals", Entry(_globals, 0, 0)),
}


REST = re.compile(r"^(.+) - (\d+)\*\(\1//\2\)$")
"""How the rest of a division is written out of floors."""


class SourceReader(Evaluator):
    """
    Evaluates a target and what it imports.

    Args:
        text: The target itself, as the user spells it.
        trace: The hand that applies layers.
        roots: Where else modules may be found.
        limits: How much it may use.
    """

    def __init__(
        self,
        text: SourceText,
        trace: Trace,
        roots: Sequence[str] = (),
        limits: Limits | None = None,
    ) -> None:
        super().__init__(text, limits, builtins=BUILTINS)
        self.trace = trace
        self.importer = Importer(self, roots)
        self._handed: dict[int, tuple[Function, Unread]] = {}
        self.site = Site(self, _start_of(text), self.scope)

    def free_name(self, name: str, node: ast.Name, scope: Scope) -> object:
        """A name of the file that no statement has bound yet, or a builtin."""
        outermost = scope.outermost()
        if not isinstance(outermost, ModuleScope):
            return super().free_name(name, node, scope)
        home = outermost.home
        if name in home.never_bound:
            return self.builtins[name]
        found = home.find(name)
        if found is not MISSING:
            return found
        try:
            value = super().free_name(name, node, scope)
        except NoName as problem:
            problem.notes += home.star_problems
            raise
        if name in self.builtins:
            home.note_unbound(name)
        return value

    def meant_by(self, name: str, scope: Scope) -> str:
        """Also the import that gives a name its usual meaning."""
        from convcalc.readers.source.usual import USUAL

        return super().meant_by(name, scope) or USUAL.get(name, "")

    def import_module(self, name: str, node: ast.stmt) -> object:
        """
        The module of that dotted name; one that is nowhere is not known.

        Raises:
            NoModule: If it is nowhere, and the user's `try` is ready for that.
        """
        found = self.importer.begin(name, node)
        if found is not None:
            return found
        if self.importer.is_guarded(node) or self.importer.is_member(name):
            raise NoModule(f"no module is called {name!r}")
        return self.importer.missing(name, self._site_of(node))

    def import_name(self, module: str, name: str, node: ast.stmt) -> object:
        """
        What `from module import name` binds.

        Raises:
            NoImport: If the module has no such name.
        """
        owner = self.import_module(module, node)
        if name == "*" or not isinstance(owner, HostObject):
            current = self.importer.current()
            if isinstance(owner, Unread):
                self._forget(Touched.by_star(self.scope), owner)
            elif isinstance(current, OrderedModule) and isinstance(owner, HostObject):
                current.star(owner)
            return None
        try:
            found = owner.attribute(name, self._site_of(node))
        except NoAttribute as problem:
            raise NoImport(f"{module!r} has no {name!r} to import", hint=problem.hint) from None
        if isinstance(found, Unread) and self.importer.is_guarded(node):
            raise NoImport(f"{module!r} has no {name!r} that is read")
        return found

    def holds(self, test: ast.expr, scope: Scope) -> bool:
        """Whether the test of an `if` holds."""
        return self.decide(self.evaluate(test, scope), Site(self, test, scope))

    def decorate(self, decorator: ast.expr, value: object, scope: Scope) -> object:
        """
        What a decorator makes of a definition.

        A package on demand writes no documentation, and fills no weights.
        """
        if not isinstance(self.importer.current(), OrderedModule):
            if only_documents(decorator):
                return value
            if only_fills(decorator, value):
                return HostMethod("initialize_weights", lambda site, *args, **options: None)
        return super().decorate(decorator, value, scope)

    def spoil(self, values: list[Any], unread: Unread) -> None:
        """Let objects that something unread may have changed stand for nothing known."""
        spoil(self, values, unread)

    def forget_calls(self, function: Function, unread: Unread) -> None:
        """Let what a function changes, which may be called at any time now, be not known."""
        touched = Touched(function.scope)
        touched.of_function(function)
        if touched.names or touched.objects:
            self._handed[id(function)] = function, unread
            self._forget(touched, unread)

    def doubt(
        self,
        statements: list[ast.stmt],
        others: list[ast.stmt],
        scope: Scope,
        bound: Container[str],
    ) -> None:
        """Let what statements change be not known, which may have run, or others instead."""
        reason = "it depends on whether what is not read here raises an exception"
        unread = Unread("what is used here", reason, self.text.place(statements[0]), DOUBT)
        touched, instead = Touched(scope), Touched(scope)
        for each in statements:
            touched.of(each)
        for each in others:
            instead.of(each)
        changed = {(id(where), name) for where, name in instead.names}
        kept = [
            (where, name)
            for where, name in touched.names
            if name not in bound and (id(where), name) not in changed
        ]
        fresh = [where.variables.get(name) for where, name in kept]
        touched.names = [each for each in touched.names if each not in kept] + instead.names
        touched.objects = [
            each
            for each in touched.objects + instead.objects
            if not any(each is other for other in fresh)
        ]
        self._forget(touched, unread)

    def _forget(self, touched: Touched, unread: Unread) -> None:
        for scope, name in touched.names:
            scope.variables[name] = unread.under(name)
        spoil(self, touched.objects, unread)

    def _site_of(self, node: ast.stmt) -> Site:
        return Site(self, node, self.scope)  # type: ignore[arg-type]  # places need line and column only

    def call_unread(
        self, unread: Unread, args: list[Any], kwargs: dict[str, Any], site: Site
    ) -> object:
        """
        A call with tensors that is not read: a row of its own, so that no total hides it.

        It gives the shapes that were stated for its path, else nothing known.
        """
        if self.trace.watcher is not None:
            self.trace.watcher.tool(unread.name, args, kwargs, site)
        given = [] if self.trace.watcher is not None else list(tensors_in([args, kwargs]))
        if not given:
            result = unread.result(site)
            values = [*args, *kwargs.values()]
            self._hand_paths(values, f"{unread.name} has it in {site.source()}")
            changed = [each for each in values if not only_looks(unread.name, each)]
            if unread.name == "exec" and len(values) == 1:
                changed.append(site.scope.outermost().variables)
            spoil(self, changed, Unread(result.name, result.reason, site.source(), result.hint))
            for function, reason in [*self._handed.values()]:
                self.forget_calls(function, reason)
            return result
        name = site.text().partition("(")[0].removeprefix("self.")
        path = f"{self.trace.path}.{name}" if self.trace.path else name
        stated = next((each for each in (path, unread.name) if each in self.trace.stated), "")
        self.trace.taken.add(stated)
        shapes = tuple(self.trace.stated.get(stated, ()))
        layer = Stated(shapes=shapes, reason=unread.reason, has_weights=True)
        made = given[0].operate(layer, given, site, name)
        if not made:
            result = unread.result(site)
            remedy = f"--assume {path}=SHAPE says what it gives"
            is_typing = unread.hint.startswith("did you mean")
            others = f"; {unread.hint}" if unread.hint.startswith("--root") else ""
            result.hint = f"{unread.hint} {remedy}" if is_typing else f"{remedy}{others}"
            return result
        return made[0] if len(made) == 1 else made

    def _hand_paths(self, values: list[Any], why: str) -> None:
        """What is not read may write to a path that it is given, and make files in a folder."""
        for each in values:
            path = (getattr(each, "attributes", None) or {}).get("_text", each)
            if type(path) is str:
                self.importer.sight.hand(path, why)

    def passed(
        self, error: ConvcalcError, function: Function, outer: SourceText, site: Site
    ) -> None:
        """As everywhere; that the model itself is called goes without saying."""
        super().passed(error, function, outer, site)
        if outer.file == CALLED and error.notes:
            error.notes[-1] = error.notes[-1].partition(", called at")[0]

    def undecided(self, left: Any, sign: Any, right: Any) -> bool:
        """
        Decide a comparison of sizes by what was assumed.

        Raises:
            Uncaught: If that does not settle it; says which sizes take which way.
        """
        assumptions = self.trace.builder.assumptions
        if assumptions is not None:
            decided = assumptions.decide(left, sign, right)
            if decided is not None:
                return decided
        if self.wanted is not None and self._require(left, sign, right):
            return self.wanted
        from convcalc.dims import ascii  # noqa: A004 - the sort of text
        from convcalc.dims.undecided import OPPOSITES
        from convcalc.dims.undecided import explain_undecided

        sides = [REST.sub(r"\1 % \2", ascii(each)) for each in (left, right)]
        fact, opposite = f" {sign} ".join(sides), f" {OPPOSITES[sign]} ".join(sides)
        told = explain_undecided(left, sign, right)
        yes, no = map(_shorter, told.split("\n"), (fact, opposite))
        problem = Uncaught(
            f"which way this goes depends on the sizes: {fact}",
            hint=f'--assume "{yes}" decides it, or --assume "{no}"; or give the input in numbers',
        )
        problem.notes.append(told)
        raise problem

    def _require(self, left: Any, sign: Any, right: Any) -> bool:
        """Need what the source itself insists on; False where that is no condition on sizes."""
        from convcalc.dims.undecided import OPPOSITES

        needed = sign if self.wanted else OPPOSITES[sign]
        needs = self.trace.builder.needs
        needs.place = "the source's own check"
        if needed == "==":
            needs.equal(left, right, _unfit)
        elif needed in (">=", ">"):
            needs.at_least(left, right + (needed == ">"), _unfit)
        elif needed in ("<=", "<"):
            needs.at_least(right, left + (needed == "<"), _unfit)
        else:
            return False
        return True


def _shorter(told: str, fact: str) -> str:
    """What decides a choice: where it goes this way, if that is said in fewer words."""
    where = told.partition(" where ")[2]
    for sign, typed in (("≥", ">="), ("≤", "<="), ("≠", "!="), (" = ", " == ")):
        where = where.replace(sign, typed)
    return where if SIMPLE.fullmatch(where) and len(where) < len(fact) else fact


def _unfit() -> ShapeError:
    """The complaint about sizes that were undecided a moment ago: never made."""
    return ShapeError("the sizes do not satisfy the source's own check")


def _start_of(text: SourceText) -> ast.expr:
    """A node that stands for the whole target."""
    end = max(len(text.lines[0]), 1)
    return ast.Constant(None, lineno=1, col_offset=0, end_lineno=1, end_col_offset=end)
