"""
Where the values of a JSON or TOML document stand, which their parsers do not tell.

The text has been parsed before: what is wrong with it is not looked for here.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from convcalc.readers.layers_file.document_text import Place

JSON = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:\n]|[^\s\[\]{},:"]+')
TOML = re.compile(
    r"""\#[^\n]*
    | "{3}(?:[^\\]|\\.)*?"{3,5} | '{3}.*?'{3,5} | "(?:[^"\\\n]|\\.)*" | '[^'\n]*'
    | [\[\]{},=\n]
    | [^\s\[\]{},=\#"']+""",
    re.VERBOSE | re.DOTALL,
)


def json_places(text: str) -> dict[str, Place]:
    """The place of every value by its path, for example `layers[3].conv2d.out`."""
    scanner = _Scanner(text, JSON)
    try:
        scanner.value("")
    except RecursionError:
        return {}
    return scanner.places


def toml_places(text: str) -> dict[str, Place]:
    """The same of a TOML document."""
    scanner = _Scanner(text, TOML)
    try:
        scanner.tables()
    except RecursionError:
        return {}
    return scanner.places


class _Scanner:
    """Goes through a text token by token."""

    def __init__(self, text: str, token: re.Pattern[str]) -> None:
        self.places: dict[str, Place] = {"": (1, 1, 2)}
        self._starts = [0, *[each.end() for each in re.finditer("\n", text)]]
        self._tokens = [each for each in token.finditer(text) if each[0][0] != "#"]
        self._at = 0

    def _peek(self, *, skips_lines: bool = True) -> str:
        """The next token, empty at the end."""
        while self._at < len(self._tokens):
            word = self._tokens[self._at][0]
            if not (skips_lines and word == "\n"):
                return word
            self._at += 1
        return ""

    def _key(self) -> list[str]:
        """The parts of a key, and past the sign behind it."""
        written: list[str] = []
        while (word := self._peek()) not in ("=", ":", "]", ""):
            is_quoted = word[0] in "\"'"
            written += [_unquoted(word)] if is_quoted else filter(None, word.split("."))
            self._at += 1
        self._at += 1
        return written

    def value(self, path: str) -> None:
        """One value, and those inside."""
        opening = self._peek()
        first = self._at
        if opening == "[":
            self._elements(path)
        elif opening == "{":
            self._members(path)
        else:
            while self._peek(skips_lines=False) not in (",", "]", "}", "\n", ""):
                self._at += 1
        self._note(path, first)

    def _note(self, path: str, first: int) -> None:
        if first >= len(self._tokens):
            return
        final = min(max(self._at - 1, first), len(self._tokens) - 1)
        start, end = self._tokens[first].start(), self._tokens[final].end()
        line = bisect_right(self._starts, start)
        column = start - self._starts[line - 1] + 1
        is_one_line = bisect_right(self._starts, end) == line
        last = end - self._starts[line - 1] + 1 if is_one_line else column + 1
        self.places[path] = (line, column, last)

    def _elements(self, path: str) -> None:
        self._at += 1
        count = 0
        while (word := self._peek()) not in ("]", ""):
            if word == ",":
                self._at += 1
                continue
            self.value(f"{path}[{count}]")
            count += 1
        self._at += 1

    def _members(self, path: str) -> None:
        self._at += 1
        while (word := self._peek()) not in ("}", ""):
            if word == ",":
                self._at += 1
                continue
            self.value(_joined(path, self._key()))
        self._at += 1

    def tables(self) -> None:
        """All of a TOML document: keys under headers."""
        path = ""
        counts: dict[str, int] = {}
        while word := self._peek():
            if word != "[":
                self.value(_joined(path, self._key()))
                continue
            first = self._at
            self._at += 1
            is_list = self._peek() == "["
            self._at += is_list
            path = _under(counts, self._key(), is_list=is_list)
            self._at += is_list
            self._note(path, first)


def _joined(path: str, keys: list[str]) -> str:
    return ".".join([path, *keys] if path else keys)


def _under(counts: dict[str, int], keys: list[str], *, is_list: bool) -> str:
    """The path of a header; lists of tables have one more each time."""
    path = ""
    for index, key in enumerate(keys):
        path = f"{path}.{key}" if path else key
        if is_list and index == len(keys) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = f"{path}[{counts[path]}]"
    return path


def _unquoted(key: str) -> str:
    """A key without its quotation marks."""
    if key[0] == "'" or "\\" not in key:
        return key[1:-1]
    # What only TOML knows besides: eight digits.
    wide = re.sub(r"(\\\\)|\\U([0-9a-fA-F]{8})", _without_digits, key)
    return str(json.loads(wide))


def _without_digits(found: re.Match[str]) -> str:
    return found[1] or chr(int(found[2], 16))
