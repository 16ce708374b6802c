"""
Libraries written in Python: texts that the evaluator evaluates, as it does the user's own.

A text is a file `stand_ins/NAME.py` beside the tables of its library, in plain Python that CPython
runs as well; nothing imports it. Its parts, divided by two blank lines, are parsed when a name of
theirs is first asked for, once a process, and executed once in each evaluation, which keeps what
they define. Its names are rows like those of any table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.files import read_file
from convcalc.readers.python.language.limits import Limits
from convcalc.readers.python.language.scope import Scope
from convcalc.readers.python.language.source_text import SourceText
from convcalc.readers.python.language.stand_in_text import StandInText
from convcalc.readers.python.libraries import Deferred
from convcalc.readers.python.objects.classes import MISSING

if TYPE_CHECKING:
    import ast

    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.world import Interpreter

FOLDER = __file__.removesuffix("stand_ins.py")
DEFINED = re.compile(r"^(?:class|def) (\w+)|^((?:\w+ = )+)", re.MULTILINE)
IMPORTED = re.compile(r"^(?:from|import) .*?(\w+)$", re.MULTILINE)
"""Lines that define a name of the module, and those that bring one from elsewhere."""


class Text:
    """A file of the library's own: its parts, and which of them defines which name."""

    __slots__ = ("_parts", "_trees", "defined", "home")

    def __init__(self, file: str) -> None:
        text = read_file(FOLDER + file)
        self._parts = text.split("\n\n\n")
        self._trees: dict[int, list[ast.stmt]] = {}
        self.defined: dict[str, None] = {}
        self.home: dict[str, int] = {}
        for index, part in enumerate(self._parts):
            for name, several in DEFINED.findall(part):
                names = [name] if name else several.split(" = ")[:-1]
                self.home.update(dict.fromkeys(names, index))
                self.defined.update(dict.fromkeys(names))
            for name in IMPORTED.findall(part):
                self.home[name] = index

    def statements(self, index: int) -> list[ast.stmt]:
        """A part of it, parsed."""
        if index not in self._trees:
            self._trees[index] = SourceText(self._parts[index], "").parse(Limits()).body
        return self._trees[index]


class StandIn(Scope):
    """The scope of a text in one evaluation; a part is executed when a name of it is wanted."""

    __slots__ = ("_begun", "text")

    def __init__(self, name: str, text: Text) -> None:
        super().__init__()
        self.text = text
        self.variables["__name__"] = name
        self._begun: set[int] = set()

    def late(self, name: str, evaluator: Interpreter) -> Any:
        """What the text defines under a name, MISSING where that is nothing."""
        home = self.text.home.get(name)
        if home is not None and home not in self._begun:
            self._begun.add(home)
            evaluator.execute(self.text.statements(home), self)
        return self.variables.get(name, MISSING)


class Written(Deferred):
    """A row that stands in a text."""

    __slots__ = ("file", "module")

    def __init__(self, file: str, module: str) -> None:
        self.file = file
        self.module = module

    def made(self, name: str, site: Site) -> object:
        """What the text defines under the last part of a dotted name, in this evaluation."""
        evaluator = site.evaluator
        scope: Any = evaluator.stand_ins.get(self.file)
        if scope is None:
            scope = evaluator.stand_ins[self.file] = StandIn(self.module, text_of(self.file))
        outer, around = evaluator.text, evaluator.scope
        evaluator.enter_call()
        evaluator.text = outer if outer.is_ours else StandInText(outer, site.node)
        evaluator.scope = scope
        try:
            return scope.late(name.rpartition(".")[2], evaluator)
        finally:
            evaluator.depth -= 1
            evaluator.text, evaluator.scope = outer, around


TEXTS: dict[str, Text] = {}


def text_of(file: str) -> Text:
    """A text by its path below the libraries, read once a process."""
    known = TEXTS.get(file)
    if known is None:
        known = TEXTS[file] = Text(file)
    return known


def stand_in(file: str, module: str = "") -> dict[str, Any]:
    """
    The rows of a library that is written in Python; rows of the host may stand beside them.

    Args:
        file: Its path below this folder, for example `std/stand_ins/functools.py`.
        module: Where its classes and functions say that they are from: as the file is called.
    """
    row = Written(file, module or file.rpartition("/")[2].removesuffix(".py"))
    return {name: row for name in text_of(file).defined if not name.startswith("_")}
