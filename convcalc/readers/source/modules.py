"""
Modules that are files: their statements run when a name that they bind is asked for.

Nobody can tell the difference from running the file from its top, but for what goes wrong: a
statement that fails takes only its own names with it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar
from typing import Protocol

from convcalc.errors import ConvcalcError
from convcalc.errors import LimitError
from convcalc.errors import ReadError
from convcalc.errors import SyntaxProblem
from convcalc.readers.places import mounted
from convcalc.readers.python.language.limits import exceeded
from convcalc.readers.python.language.scope import Scope
from convcalc.readers.python.libraries import library
from convcalc.readers.python.libraries.std.types import namespace_of
from convcalc.readers.python.objects.classes import MISSING
from convcalc.readers.python.objects.failures import Stopped
from convcalc.readers.python.objects.failures import python_names
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import invoke
from convcalc.readers.python.objects.host import no_attribute
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.source.declared import is_named_after

if TYPE_CHECKING:
    import ast
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from convcalc.readers.python.language.limits import Limits
    from convcalc.readers.python.language.source_text import SourceText
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.source.parsed import ParsedFile

HINT = "mend the line, or leave out what needs it"


class Finder(Protocol):
    """What a module asks of the importer; with `may_fail` who imports is ready for that."""

    may_fail: bool

    def module(self, name: str) -> HostObject | None:
        """A module by its dotted name."""

    def begin(self, name: str, node: ast.stmt) -> HostObject | None:
        """A module by its dotted name, which has run, with the packages around it."""

    def begun(self) -> list[SourceModule]:
        """The files that run, or have run, from the top to the bottom."""

    def inside(self, package: SourceModule | Folder, name: str) -> HostObject | None:
        """A module inside a package."""

    def star(self, node: ast.ImportFrom, module: SourceModule) -> HostObject | None:
        """The module of `from x import *`."""

    def may_bring(self, node: ast.ImportFrom, module: SourceModule, name: str) -> bool:
        """Whether a star may bring a name."""

    def public(self, source: HostObject, name: str) -> Any:
        """What a star brings under a name, else MISSING."""


class Reader(Protocol):
    """What a module asks of the evaluation that it is part of: where it is, and to go on there."""

    depth: int
    limits: Limits
    module_name: str
    scope: Scope
    site: Site
    text: SourceText
    uses: int

    @property
    def importer(self) -> Finder:
        """Where other modules come from."""

    def execute(self, statements: list[ast.stmt], scope: Scope) -> object:
        """Execute statements in order."""

    def charge_steps(self, count: int) -> None:
        """Count steps against the limits."""

    def allowance(self, share: int) -> AbstractContextManager[None]:
        """Let what runs inside use no more than one part in so many of all steps."""

    def has_steps(self) -> bool:
        """Whether any steps are left."""

    def holds(self, test: ast.expr, scope: Scope) -> bool:
        """Whether the test of an `if` holds."""

    def spoil(self, values: list[Any], unread: Unread) -> None:
        """Let objects stand for nothing known from now on."""


class ModuleScope(Scope):
    """The outermost scope of a file; a name that it does not hold yet is asked of `home`."""

    __slots__ = ("home",)

    def __init__(self, module: SourceModule) -> None:
        super().__init__()
        self.home = module


class SourceModule(HostObject):
    """
    A file as a module.

    Args:
        name: Its dotted name.
        package: The dotted name of the package that its relative imports start from.
        folder: The directory of that package.
        file: Its path.
        parsed: What is in it.
        is_package: It is an `__init__.py`.

    `failed` are the errors of statements that could not be run, in the order in which they were.
    Rows of the stand-in of that name, where there is one, go before what the file says;
    `never_bound` are names of Python's own that neither has.
    """

    __slots__ = (
        "_above",
        "_absent",
        "_begun",
        "_completing",
        "_has_registered",
        "_partial",
        "_running",
        "_stars",
        "errors",
        "failed",
        "file",
        "folder",
        "is_package",
        "name",
        "never_bound",
        "package",
        "parsed",
        "reader",
        "scope",
        "star_problems",
    )
    type_name: ClassVar[str] = "a module"

    def __init__(
        self, reader: Reader, name: str, file: str, parsed: ParsedFile, *, is_package: bool
    ) -> None:
        self.reader = reader
        self.name = name
        self.file = file
        self.folder = file.replace("\\", "/").rpartition("/")[0] or "."
        self.parsed = parsed
        self.is_package = is_package
        self.package = name if is_package else name.rpartition(".")[0]
        self.scope = ModuleScope(self)
        whole = file if mounted(file) else os.path.abspath(file)
        self.scope.variables.update(
            {
                "__name__": name,
                "__file__": whole,
                "__doc__": None,
                "__package__": self.package,
                "__spec__": namespace_of({"name": name, "origin": whole, "parent": self.package}),
            }
        )
        if is_package:
            self.scope.variables["__path__"] = [self.folder]
        self.errors: dict[str, ConvcalcError] = {}
        self.failed: list[ConvcalcError] = []
        self._above = library(name, reader.importer.module)
        self._begun = bytearray(len(parsed.affected))
        self._has_registered = False
        self._running: list[int] = []
        self._completing: set[str] = set()
        self._partial: set[str] = set()
        self._stars: dict[int, HostObject | None] = {}
        self._absent: set[str] = set()
        self.star_problems: list[str] = []
        self.never_bound: set[str] = set()

    def __repr__(self) -> str:
        return f"<module {self.name}>"

    def begin(self) -> None:
        """Run what Python runs when the file is imported: here nothing, until it is asked for."""

    def attribute_names(self) -> Sequence[str]:
        """The names that its statements bind."""
        return tuple(self.parsed.affecting)

    def attribute(self, name: str, site: Site) -> object:
        """A name of the file, or a module inside the package."""
        is_first = self.parsed.is_lazy and name not in self.parsed.affecting
        inner = self.reader.importer.inside(self, name) if is_first else None
        if inner is not None:
            return inner
        found = self.find(name)
        if found is not MISSING:
            return found
        if name == "__dict__":
            return self.everything()
        inner = self.reader.importer.inside(self, name)
        if inner is None and name[:2] != "__":
            fallback = self.find("__getattr__")
            if fallback is not MISSING:
                return invoke(fallback, [name], {}, site)
        if inner is None:
            raise no_attribute(f"module {self.name!r}", name, self.attribute_names())
        return inner

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """Make `module.name = value`."""
        self.find(name)
        self.scope.variables[name] = value

    def everything(self) -> dict[str, Any]:
        """Every name and its value: all of the file has run then."""
        for name in self.parsed.affecting:
            self.find(name)
        return self.scope.variables

    def find(self, name: str) -> Any:
        """The value of a name of the file, or what stands in for it; else MISSING."""
        above = self._above
        if above is not None and (name in above.table or name in above.members):
            return above.attribute(name, self.reader.site)
        positions = self.parsed.affecting.get(name)
        if positions is not None:
            if not self._has_registered and not self._running:
                self._register()
            self._run_all(name, positions)
        found = self.scope.variables.get(name, MISSING)
        if found is MISSING and self.parsed.stars and not name.startswith("__"):
            found = self._find_in_stars(name)
        return found

    def run_in_order(self) -> None:
        """
        Run every statement from the top, as a program does.

        Raises:
            ConvcalcError: Of the first statement that cannot be read.
        """
        for position in range(len(self._begun)):
            if not self._begun[position]:
                self._run(position)
            if self.failed:
                raise self.failed[0]

    def note_unbound(self, name: str) -> None:
        """Keep in mind that the file does not bind a name of Python's own, and nothing else can."""
        if not self.parsed.stars and name not in self.parsed.affecting and name[:2] != "__":
            self.never_bound.add(name)

    def _register(self) -> None:
        """Run the calls that note something of this file in another module."""
        self._has_registered = True
        for position in self.parsed.registrations:
            if not self._begun[position]:
                self._run(position)

    def _run_all(self, name: str, positions: list[int]) -> None:
        """Run what binds or changes a name, up to the statement that runs now."""
        limit = self._running[-1] if self._running else len(self._begun)
        self._completing.add(name)
        for position in positions:
            if position < limit and not self._begun[position]:
                self._run(position)
        self._completing.discard(name)
        if positions[-1] >= limit:
            self._partial.add(name)

    def _run(self, position: int) -> None:
        """Run a statement, after those above it that have to do with the same names."""
        self._begun[position] = 1
        affected = self.parsed.affected[position]
        for name in affected:
            earlier = self.parsed.affecting[name]
            if earlier[0] < position:
                # Who reads the name as it was so far must do so before it changes.
                self._run_before(position, [*earlier, *self.parsed.reading(name)])
        self._running.append(position)
        try:
            self._execute(position, affected)
        finally:
            self._running.pop()
        # A name that it bound besides the one asked for may be bound again below.
        for name in affected:
            if name not in self._completing and self.parsed.affecting[name][-1] > position:
                self._run_all(name, self.parsed.affecting[name])
        for name in list(self._partial):
            self._partial.discard(name)
            self._run_all(name, self.parsed.affecting[name])

    def _run_before(self, position: int, others: list[int]) -> None:
        for each in sorted(others):
            if each < position and not self._begun[each]:
                self._run(each)

    def _execute(self, position: int, affected: tuple[str, ...]) -> None:
        reader = self.reader
        if reader.depth >= reader.limits.call_depth:
            raise exceeded("call_depth", reader.limits.call_depth, "calls inside calls")
        outer = reader.text, reader.scope, reader.module_name
        reader.text, reader.scope, reader.module_name = self.parsed.text, self.scope, self.name
        reader.depth += 1
        try:
            reader.execute([self.parsed.statements[position]], self.scope)
        except LimitError:
            raise
        except ConvcalcError as error:
            self.failed.append(error)
            self._give_up(affected, error)
        finally:
            reader.depth -= 1
            reader.text, reader.scope, reader.module_name = outer

    def _give_up(self, affected: tuple[str, ...], error: ConvcalcError) -> None:
        """Let the names that a failed statement would have bound stand for nothing known."""
        for name in affected:
            self.errors.setdefault(name, error)
            if name not in self.scope.variables:
                self.scope.variables[name] = stand_in(name, error)

    def _find_in_stars(self, name: str) -> Any:
        """A name that `from x import *` brings; the last one wins."""
        if name in self._absent:
            return MISSING
        importer = self.reader.importer
        order = list(range(len(self.parsed.stars) - 1, -1, -1))
        if self.parsed.is_lazy:
            # A lazy module has each name once: where it is likely to be is looked at first.
            order.sort(key=lambda each: not is_named_after(self.parsed.stars[each], name))
        for position in order:
            source = self._star(position, name)
            found = MISSING if source is None else importer.public(source, name)
            if found is not MISSING:
                self.scope.variables[name] = found
                return found
        if not self._running:
            self._absent.add(name)
        return MISSING

    def _star(self, position: int, name: str) -> HostObject | None:
        """The module of a star, unless it cannot bring the name."""
        if position in self._stars:
            return self._stars[position]
        importer, node = self.reader.importer, self.parsed.stars[position]
        if not importer.may_bring(node, self, name):
            return None
        # None first: a star that leads back to here finds nothing new.
        self._stars[position] = None
        try:
            self._stars[position] = importer.star(node, self)
        except LimitError:
            raise
        except ConvcalcError as error:
            self.star_problems.append(f"line {node.lineno}, 'from ... import *': {error.message}")
        return self._stars[position]


def stand_in(name: str, error: ConvcalcError) -> Unread:
    """What a name stands for whose statement failed: Python fails there too, or it is not read."""
    is_fault = isinstance(error, (SyntaxProblem, ReadError, Stopped)) or bool(python_names(error))
    hint = error.hint or HINT
    return Unread(name, error.message, error.source, hint, error if is_fault else None)


class Folder(HostObject):
    """A package without `__init__.py`: only the modules in it."""

    __slots__ = ("folders", "name", "reader")
    type_name: ClassVar[str] = "a module"

    def __init__(self, reader: Reader, name: str, folders: Sequence[str]) -> None:
        self.reader = reader
        self.name = name
        self.folders = folders

    def attribute(self, name: str, site: Site) -> object:
        """A module inside."""
        inner = self.reader.importer.inside(self, name)
        if inner is None:
            raise no_attribute(f"module {self.name!r}", name, ())
        return inner
