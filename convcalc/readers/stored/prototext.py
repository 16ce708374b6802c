"""
Protocol buffers as text: fields with a colon or braces, each with its place in the file.

Source: protobuf.dev, "Text Format Language Specification".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import LimitError
from convcalc.errors import SyntaxProblem
from convcalc.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 64
MOST_FIELDS = 2_000_000

TOKEN = re.compile(
    r"""
    (?P<blank>[ \t\r\n\f\v;,]+ | \#[^\n]*)
  | (?P<word>[^\W\d][\w.\-/]* | \[[^\W\d][\w.\-/]*\])
  | (?P<number>[-+]?(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)[fFuUlL]*|-[^\W\d]\w*)
  | (?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
  | (?P<sign>[{}<>\[\]:])
    """,
    re.VERBOSE | re.DOTALL,
)
CLOSES = {"{": "}", "<": ">"}
ESCAPES = {"n": 10, "t": 9, "r": 13, "a": 7, "b": 8, "f": 12, "v": 11}
ESCAPED = re.compile(r"\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3})|(.))", re.DOTALL)


class Word(str):
    """A name that stands for a value: an enumeration's, `true`, `inf`."""

    __slots__ = ()


class Field:
    """
    A field: its name, its value and where it stands.

    The value is a `Block`, a number, a `Word`, or the bytes of a text.
    """

    __slots__ = ("name", "offset", "value")

    def __init__(self, name: str, value: Any, offset: int) -> None:
        self.name = name
        self.value = value
        self.offset = offset


class Block:
    """A message: its fields in order."""

    __slots__ = ("fields", "offset", "text")

    def __init__(self, text: ProtoText, offset: int) -> None:
        self.fields: list[Field] = []
        self.text = text
        self.offset = offset

    def all(self, name: str) -> list[Any]:
        """The values of every field of this name."""
        return [each.value for each in self.fields if each.name == name]

    def one(self, name: str, usual: Any = None) -> Any:
        """The value of the last field of this name."""
        found = usual
        for each in self.fields:
            if each.name == name:
                found = each.value
        return found

    def place(self, name: str = "") -> Source:
        """Where the block begins, or its last field of this name."""
        offset = self.offset
        for each in self.fields:
            if each.name == name:
                offset = each.offset
        return self.text.place(offset)


class ProtoText:
    """A text that is read as one message."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self._count = 0
        self._lines: list[int] | None = None
        self._tokens = self._all()
        self._ahead: tuple[str, str, int] = next(self._tokens)

    def place(self, offset: int, length: int = 1) -> Source:
        """A place in the text by its offset."""
        from bisect import bisect_right

        if self._lines is None:
            self._lines = [0, *[each.end() for each in re.finditer("\n", self.text)]]
        line = bisect_right(self._lines, offset)
        start = self._lines[line - 1]
        stop = self.text.find("\n", start)
        return Source(
            file=self.file,
            line=line,
            column=offset - start + 1,
            end_column=offset - start + 1 + length,
            text=self.text[start : stop if stop >= 0 else None].rstrip("\r"),
        )

    def _all(self) -> Iterator[tuple[str, str, int]]:
        at, end = 0, len(self.text)
        while at < end:
            found = TOKEN.match(self.text, at)
            if found is None:
                raise SyntaxProblem(
                    f"{self.text[at]!r} where a field is expected",
                    expected="name: value, or name { ... }",
                ).at(self.place(at))
            kind = found.lastgroup or ""
            if kind != "blank":
                yield kind, found[0], at
            at = found.end()
        while True:
            yield "end", "", end

    def _next(self) -> tuple[str, str, int]:
        token = self._ahead
        self._ahead = next(self._tokens)
        return token

    def read(self) -> Block:
        """
        The message.

        Raises:
            SyntaxProblem: If it is none, with the place.
            LimitError: If it is nested too deeply, or has too many fields.
        """
        block = Block(self, 0)
        self._fields(block, "", 0)
        return block

    def _fields(self, block: Block, close: str, depth: int) -> None:
        if depth > DEEPEST:
            raise LimitError(
                f"messages inside one another in {self.file}", expected=f"at most {DEEPEST} deep"
            )
        while True:
            kind, word, at = self._next()
            if kind == "sign" and word == close:
                return
            if kind == "end" and not close:
                return
            if kind != "word":
                wanted = f"a field or {close!r}" if close else "a field"
                shown = repr(word) if word else "the end of the file"
                raise SyntaxProblem(f"{shown} where {wanted} is expected").at(
                    self.place(at, max(len(word), 1))
                )
            self._field(block, word.strip("[]"), at, depth)

    def _field(self, block: Block, name: str, at: int, depth: int) -> None:
        self._count += 1
        if self._count > MOST_FIELDS:
            raise LimitError(f"more than {MOST_FIELDS:,} fields in {self.file}")
        has_colon = self._ahead[:2] == ("sign", ":")
        if has_colon:
            self._next()
        if self._ahead[:2] == ("sign", "["):
            self._next()
            while self._ahead[:2] != ("sign", "]"):
                block.fields.append(Field(name, self._value(depth), at))
            self._next()
            return
        if not has_colon and self._ahead[1] not in CLOSES:
            _, shown, place = self._ahead
            raise SyntaxProblem(
                f"{shown!r} behind {name}", expected=f"{name}: value, or {name} {{ ... }}"
            ).at(self.place(place, max(len(shown), 1)))
        block.fields.append(Field(name, self._value(depth), at))

    def _value(self, depth: int) -> Any:
        kind, word, at = self._next()
        if kind == "sign" and word in CLOSES:
            inner = Block(self, at)
            self._fields(inner, CLOSES[word], depth + 1)
            return inner
        if kind == "text":
            found = [_bytes(word)]
            while self._ahead[0] == "text":
                found.append(_bytes(self._next()[1]))
            return b"".join(found)
        if kind == "number":
            return self._number(word, at)
        if kind == "word":
            return Word(word)
        shown = repr(word) if word else "the end of the file"
        raise SyntaxProblem(f"{shown} where a value is expected").at(
            self.place(at, max(len(word), 1))
        )

    def _number(self, word: str, at: int) -> Any:
        plain = word.rstrip("uUlL")
        try:
            if plain[:3].lstrip("+-").lower().startswith("0x"):
                return int(plain, 16)
            plain = plain.rstrip("fF") if plain[1:2].isdigit() or "." in plain else plain
            if re.fullmatch(r"[-+]?\d+", plain):
                return int(plain) if len(plain) < 40 else float(plain)
            return float(plain)
        except (ValueError, OverflowError):
            raise SyntaxProblem(f"{word[:40]!r} is no number").at(
                self.place(at, len(word))
            ) from None


def _bytes(word: str) -> bytes:
    """What stands between the quotes."""
    inner = word[1:-1]
    if "\\" not in inner:
        return inner.encode()
    parts: list[bytes] = []
    at = 0
    for found in ESCAPED.finditer(inner):
        parts.append(inner[at : found.start()].encode())
        digits, octal, letter = found.groups()
        if digits:
            parts.append(bytes([int(digits, 16)]))
        elif octal:
            parts.append(bytes([int(octal, 8) & 0xFF]))
        elif letter in ESCAPES:
            parts.append(bytes([ESCAPES[letter]]))
        else:
            parts.append(letter.encode())
        at = found.end()
    parts.append(inner[at:].encode())
    return b"".join(parts)
