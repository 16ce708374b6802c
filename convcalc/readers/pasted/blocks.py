"""Which block a statement belongs to, where neither lines nor indentation say it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from convcalc.readers.pasted.statements import CLAUSES
from convcalc.readers.pasted.statements import Unclear

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.readers.pasted.statements import Statement

ENDS = frozenset({"break", "continue", "pass", "raise", "return"})
METHOD = re.compile(r"def \w+\s*\(\s*(?:self|cls)\b")
CLASS = re.compile(r"class (\w+)")
STATIC = frozenset({"@staticmethod", "@classmethod", "@property"})
INDENT = "    "


class Blocks:
    """Gives every statement of a text its indentation, where only one is possible."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._all = statements
        self._classes = {found[1] for each in statements if (found := CLASS.match(each.text))}
        self._has_class = False
        self._function: int | None = None
        self.levels: list[int] = []

    def indented(self) -> list[int]:
        """
        How deep each statement stands.

        Raises:
            Unclear: If there is more than one answer.
        """
        position = 0
        while position < len(self._all):
            position = self._statement(position)
        return self.levels

    def _statement(self, position: int) -> int:
        each = self._all[position]
        if each.word == "class":
            self._has_class, self._function = True, None
            self.levels.append(0)
        elif each.word == "def":
            is_static = position > 0 and self._all[position - 1].text in STATIC
            if not METHOD.match(each.text) and not is_static:
                if self._has_class and self._function is not None:
                    raise Unclear(each.start, "it is not known what this def belongs to")
                self._has_class = False
            self._function = int(self._has_class)
            self.levels.append(self._function)
        elif each.text.startswith("@"):
            self.levels.append(int(self._has_class and self._is_method(position)))
        elif each.word in CLAUSES:
            raise Unclear(each.start, f"it is not known what this {each.word} belongs to")
        elif each.is_header:
            return self._block(position)
        else:
            self._simple(each)
        return position + 1

    def _is_method(self, position: int) -> bool:
        if self._all[position].text in STATIC:
            return True
        rest = self._all[position:]
        return next((bool(METHOD.match(each.text)) for each in rest if each.word == "def"), False)

    def _simple(self, each: Statement) -> None:
        called = any(f"{name}(" in each.text for name in self._classes)
        if self._function is not None and called and not each.text.startswith(("self.", "return")):
            self._function, self._has_class = None, False
        self.levels.append(self._level())
        if each.word in {"return", "raise"} and self._function is not None:
            self._function = None
            self._has_class = self._has_class and self._method_follows()

    def _method_follows(self) -> bool:
        """Whether what comes next is one more method of the class."""
        following = self._all[len(self.levels) : len(self.levels) + 2]
        if following and following[0].text in STATIC:
            return True
        return any(METHOD.match(each.text) for each in following[:1] if each.word == "def") or (
            len(following) > 1
            and following[0].text.startswith("@")
            and METHOD.match(following[1].text) is not None
        )

    def _level(self) -> int:
        if self._function is not None:
            return self._function + 1
        return int(self._has_class)

    def _block(self, position: int) -> int:
        """A block that is no function: it holds one statement, or all that follows at the top."""
        level = self._level()
        if self._function is None and not self._has_class:
            return self._everything(position, level)
        self.levels.append(level)
        following = self._run(position + 1)
        self._check_end(position, following)
        self.levels.append(level + 1)
        position += 2
        while position < len(self._all) and self._all[position].word in CLAUSES:
            self.levels.append(level)
            self._check_end(position, self._run(position + 1))
            self.levels.append(level + 1)
            position += 2
        return position

    def _check_end(self, position: int, following: Sequence[Statement]) -> None:
        """Need one statement in a block, or one behind which nothing happens."""
        if len(following) != 1 and not (following and following[0].word in ENDS):
            each = self._all[position]
            raise Unclear(each.start, f"it is not known where this {each.word} ends")

    def _run(self, position: int) -> list[Statement]:
        """The simple statements up to the next header."""
        found: list[Statement] = []
        for each in self._all[position:]:
            if each.is_header or each.text.startswith("@"):
                if each.word in {"", "class", "def", *CLAUSES}:
                    break
                raise Unclear(each.start, f"it is not known what this {each.word} belongs to")
            found.append(each)
        return found

    def _everything(self, position: int, level: int) -> int:
        """At the top of a text it makes no difference to a model where a block ends."""
        for each in self._all[position:]:
            if each.word in {"class", "def", *CLAUSES}:
                raise Unclear(each.start, f"it is not known what this {each.word} belongs to")
            self.levels.append(level)
            level += each.is_header
        if self._all[-1].is_header:
            raise Unclear(self._all[-1].start, "a block without a statement")
        return len(self._all)
