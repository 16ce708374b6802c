"""
The user's own files: each runs once, from the top to the bottom, as Python runs it.

A statement that cannot be read makes unknown what it may have changed, with its line as the
reason; the statements below it run all the same.
"""

from __future__ import annotations

import ast
from contextlib import contextmanager
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ConvcalcError
from convcalc.errors import LimitError
from convcalc.readers.python.language.limits import exceeded
from convcalc.readers.python.libraries import LibraryModule
from convcalc.readers.python.objects.classes import MISSING
from convcalc.readers.python.objects.failures import NoImport
from convcalc.readers.python.objects.failures import NoModule
from convcalc.readers.source.modules import SourceModule
from convcalc.readers.source.modules import stand_in
from convcalc.readers.source.touched import Touched
from convcalc.readers.source.touched import add_imports

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from convcalc.readers.python.objects.host import HostObject
    from convcalc.readers.python.objects.host import Site

COMPOUND = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match, ast.ClassDef)
SHARE = 4
"""One statement at the top of a file may use one part in so many of all steps."""


class OrderedModule(SourceModule):
    """A file whose statements run in order, all of them, when it is first imported."""

    __slots__ = ("_is_begun",)

    def begin(self) -> None:
        """
        Run the file, unless it has run or is running: then it is what it is so far.

        Raises:
            NoModule: If something that it imports is nowhere, and who imports it is ready for that.
            LimitError: If it asks for too much.
        """
        if self.has_begun:
            return
        self._is_begun = True
        # Who imports it has no part in what its own lines use that is not read.
        uses = self.reader.uses
        with self._current():
            try:
                self._run_block(self.parsed.tree.body)
            except (NoModule, NoImport):
                self._is_begun = False
                raise
        self.reader.uses = uses

    def run_in_order(self) -> None:
        """Run the file, as whatever is asked of it does."""
        self.begin()

    @property
    def has_begun(self) -> bool:
        """Whether its statements run, or have run."""
        return getattr(self, "_is_begun", False)

    def attribute_names(self) -> Sequence[str]:
        """The names that it binds."""
        self.begin()
        return tuple(self.scope.variables)

    def everything(self) -> dict[str, Any]:
        """Every name and its value, as far as the file has run."""
        self.begin()
        return self.scope.variables

    def find(self, name: str) -> Any:
        """The value of a name of the file, or what stands in for it; else MISSING."""
        above = self._above
        if above is not None and (name in above.table or name in above.members):
            return above.attribute(name, self.reader.site)
        self.begin()
        return self.scope.variables.get(name, MISSING)

    def note_unbound(self, name: str) -> None:
        """Keep in mind that the file does not bind a name of Python's own, so far."""
        self.never_bound.add(name)

    def star(self, source: HostObject) -> None:
        """Bind what `from source import *` brings."""
        for name, value in public_names(source, self.reader.site):
            self.scope.variables[name] = value

    @contextmanager
    def _current(self) -> Iterator[None]:
        """Let this be the file whose code runs."""
        reader = self.reader
        if reader.depth >= reader.limits.call_depth:
            raise exceeded("call_depth", reader.limits.call_depth, "calls inside calls")
        outer = reader.text, reader.scope, reader.module_name
        reader.text, reader.scope, reader.module_name = self.parsed.text, self.scope, self.name
        reader.depth += 1
        try:
            yield
        finally:
            reader.depth -= 1
            reader.text, reader.scope, reader.module_name = outer

    def _run_block(self, statements: list[ast.stmt]) -> None:
        for statement in statements:
            if isinstance(statement, ast.If):
                self._choose(statement)
            else:
                self._run_statement(statement)

    def _choose(self, node: ast.If) -> None:
        """Run the branch that is taken, statement by statement; where nobody knows, neither."""
        reader = self.reader
        try:
            with reader.allowance(SHARE):
                holds = reader.holds(node.test, self.scope)
        except ConvcalcError as error:
            self._make_unknown(node, error)
        else:
            self._run_block(node.body if holds else node.orelse)

    def _run_statement(self, statement: ast.stmt) -> None:
        reader = self.reader
        try:
            with reader.allowance(SHARE):
                reader.execute([statement], self.scope)
        except ConvcalcError as error:
            self._make_unknown(statement, error)

    def _make_unknown(self, statement: ast.stmt, error: ConvcalcError) -> None:
        """
        Make unknown what a statement may have changed that could not be read.

        Raises:
            ConvcalcError: The error, where all is over, or where an import is allowed to fail.
        """
        reader = self.reader
        if isinstance(error, LimitError) and not reader.has_steps():
            raise error
        if isinstance(error, (NoModule, NoImport)) and reader.importer.may_fail:
            raise error
        error.at(self.parsed.text.place(statement))
        self.failed.append(error)
        if error.source is not None:
            self.star_problems.append(f"line {statement.lineno}: {error.message}")
        touched = Touched(self.scope)
        if isinstance(statement, COMPOUND):
            add_imports(touched, statement, self.scope, reader.importer)
        touched.of(statement)
        for scope, name in touched.names:
            if scope is self.scope:
                self.errors.setdefault(name, error)
            scope.variables[name] = stand_in(name, error)
        reader.spoil(touched.objects, stand_in("what it is given", error))


def public_names(source: HostObject, site: Site) -> list[tuple[str, Any]]:
    """All that `from source import *` brings, by name."""
    if isinstance(source, SourceModule):
        variables = source.everything()
        listed = variables.get("__all__", MISSING)
        if isinstance(listed, (list, tuple)):
            names = [each for each in listed if type(each) is str]
            return [(each, source.attribute(each, site)) for each in names]
        shown = [each for each in list(variables) if not each.startswith("_")]
        return [(each, variables[each]) for each in shown]
    if isinstance(source, LibraryModule):
        names = [each for each in source.attribute_names() if not each.startswith("_")]
        return [(each, source.attribute(each, site)) for each in names]
    return []
