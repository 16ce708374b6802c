"""A source file as its top-level statements, and the names that each of them has to do with."""

from __future__ import annotations

import ast
import os
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ConvcalcError
from convcalc.errors import SyntaxProblem
from convcalc.readers.files import read_file
from convcalc.readers.python.language.source_text import SourceText
from convcalc.readers.source.changes import DEFINITIONS
from convcalc.readers.source.changes import Effects
from convcalc.readers.source.changes import is_main_guard
from convcalc.readers.source.changes import is_registration
from convcalc.readers.source.changes import names_of
from convcalc.readers.source.changes import walked
from convcalc.readers.source.complaints import in_python
from convcalc.readers.source.declared import is_declaration
from convcalc.readers.source.declared import statements_on_demand
from convcalc.readers.source.exports import static_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from convcalc.readers.python.language.limits import Limits

MOST_FILES = 1_000
"""How many parsed files are kept for other targets of the same process."""


class ParsedFile:
    """
    A parsed file.

    `affecting` gives for a name the positions of the statements that bind or change it, in order;
    `registrations` are the positions of calls that note something in another module; `stars` are
    the statements `from x import *`. Positions are those in `statements`, as a package on demand
    runs them.
    """

    __slots__ = (
        "_reading",
        "affected",
        "affecting",
        "effects",
        "is_lazy",
        "public",
        "registrations",
        "stars",
        "statements",
        "text",
        "tree",
    )

    def __init__(self, text: SourceText, tree: ast.Module) -> None:
        self.text = text
        self.tree = tree
        self.stars: list[ast.ImportFrom] = []
        self.affected: list[tuple[str, ...]] = []
        self.affecting: dict[str, list[int]] = {}
        self.statements = statements_on_demand(tree)
        self.is_lazy = any(map(is_declaration, tree.body))
        touched = [list(self._names(statement)) for statement in self.statements]
        known = {name for names in touched for name in names}
        self.effects = Effects(tree, known)
        for position, (statement, names) in enumerate(zip(self.statements, touched, strict=True)):
            unique = tuple(dict.fromkeys([*names, *self.effects.of(statement)]))
            self.affected.append(unique)
            for name in unique:
                self.affecting.setdefault(name, []).append(position)
        self.registrations = [
            position for position, each in enumerate(self.statements) if is_registration(each)
        ]
        self.public = static_all(tree)
        self._reading: dict[str, list[int]] = {}

    def reading(self, name: str) -> list[int]:
        """The positions of the statements that may read a name while they run."""
        if name not in self._reading:
            self._reading[name] = [
                position
                for position, statement in enumerate(self.statements)
                if self.effects.may_read(statement, name)
            ]
        return self._reading[name]

    def _names(self, statement: ast.stmt) -> Iterator[str]:
        if isinstance(statement, DEFINITIONS):
            yield statement.name
        elif is_main_guard(statement):
            return
        else:
            for node in walked(statement):
                if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
                    self.stars.append(node)
                else:
                    yield from names_of(node)


def parsed_text(text: str, file: str, limits: Limits) -> ParsedFile:
    """
    A text, parsed.

    Raises:
        SyntaxProblem: If it does not parse.
        LimitError: If it is too long or nested too deeply.
    """
    return parsed_source(SourceText(text.removeprefix("\ufeff"), file), limits)


def parsed_source(source: SourceText, limits: Limits) -> ParsedFile:
    """
    A text with places of its own, parsed.

    Raises:
        SyntaxProblem: If it does not parse.
        LimitError: If it is too long or nested too deeply.
    """
    try:
        return ParsedFile(source, source.parse(limits))
    except SyntaxProblem as problem:
        raise in_python(problem) from None


Stamp = tuple[float, int]

_KEPT: dict[str, tuple[Stamp, ParsedFile]] = {}
_TEXTS: dict[str, tuple[Stamp, str]] = {}


def parsed_file(file: str, limits: Limits) -> ParsedFile:
    """
    A file, read and parsed; once in a process as long as it does not change.

    Raises:
        ReadError: If it cannot be read.
        SyntaxProblem: If it does not parse.
    """
    stamp = _stamp(file)
    kept = _KEPT.get(file)
    if kept is not None and kept[0] == stamp:
        return kept[1]
    read = _TEXTS.pop(file, None)
    text = read[1] if read is not None and read[0] == stamp else read_file(file)
    parsed = parsed_text(text, file, limits)
    _keep(_KEPT, file, (stamp, parsed))
    return parsed


def mentions(file: str, words: str) -> bool:
    """Whether words stand in a file's text, which costs less than parsing it."""
    stamp = _stamp(file)
    kept = _KEPT.get(file)
    if kept is not None and kept[0] == stamp:
        return words in kept[1].text.parsed_text
    read = _TEXTS.get(file)
    if read is None or read[0] != stamp:
        try:
            read = (stamp, read_file(file))
        except ConvcalcError:
            read = (stamp, "")
        _keep(_TEXTS, file, read)
    return words in read[1]


def _stamp(file: str) -> Stamp:
    """What changes when a file does; nobody's stamp where there is no file."""
    try:
        status = os.stat(file)
    except OSError:
        return (0.0, -1)
    return (status.st_mtime, status.st_size)


def _keep(kept: dict[str, Any], file: str, value: object) -> None:
    while len(kept) >= MOST_FILES:
        del kept[next(iter(kept))]
    kept[file] = value
