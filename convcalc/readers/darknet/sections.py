"""
A .cfg file taken apart: sections, their keys and the lines that these stand on.

Source: AlexeyAB/darknet, src/parser.c (`read_cfg`), src/utils.c (`strip`), src/option_list.c: blank
space goes from everywhere in a line, a comment is a line that begins with # or ;, of a key that is
there twice the first counts, and a number ends where its digits end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from convcalc.errors import BadValue
from convcalc.errors import LimitError
from convcalc.errors import ReadError
from convcalc.errors import SyntaxProblem
from convcalc.source import Source

if TYPE_CHECKING:
    from convcalc.errors import ConvcalcError

MOST_SECTIONS = 100_000
LARGEST = 1_000_000_000
"""The largest number of a key: Darknet keeps them in 32 bits."""

NUMBER = re.compile(r"[-+]?\d+")


class Section:
    """
    A section: its kind, its keys, and where it stands.

    `index` is its number as a layer; the first section, which is about the network, has -1.
    """

    __slots__ = ("file", "index", "kind", "line", "options", "text")

    def __init__(self, kind: str, index: int, file: str, line: int, text: str) -> None:
        self.kind = kind
        self.index = index
        self.file = file
        self.line = line
        self.text = text
        self.options: dict[str, tuple[str, int, str]] = {}

    def place(self, key: str = "") -> Source:
        """Where the section begins, or one of its keys stands."""
        _, line, text = self.options.get(key, ("", self.line, self.text))
        start = len(text) - len(text.lstrip()) + 1
        return Source(
            file=self.file,
            line=line,
            column=start,
            end_column=start + len(text.strip()),
            text=text,
        )

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.options

    def text_of(self, key: str, usual: str = "") -> str:
        """The value of a key, without blank space."""
        return self.options[key][0] if key in self.options else usual

    def number(self, key: str, usual: int, least: int | None = None) -> int:
        """
        A whole number.

        Raises:
            BadValue: If it is smaller than the least that makes sense, or far too large.
        """
        if key not in self.options:
            return usual
        found = NUMBER.match(self.options[key][0])
        value = int(found[0][:12]) if found else 0
        if (least is not None and value < least) or abs(value) > LARGEST:
            wanted = "a number" if least is None else f"at least {least}"
            raise self.wrong(key, f"{key}={self.options[key][0]}", wanted)
        return value

    def numbers(self, key: str) -> list[int]:
        """The whole numbers of a list."""
        words = self.text_of(key).split(",")
        return [int(found[0][:12]) for found in map(NUMBER.match, words) if found]

    def wrong(self, key: str, what: str, expected: str, hint: str = "") -> ConvcalcError:
        """The error that a key is not right."""
        return BadValue(what, expected=expected, hint=hint).at(
            self.place(key), f"[{self.kind}] {self.index}"
        )


def sections_of(text: str, file: str) -> list[Section]:
    """
    The sections of a file, that of the network first.

    Raises:
        SyntaxProblem: If a line is none, with its place.
        LimitError: If there are too many.
    """
    found: list[Section] = []
    for number, line in enumerate(text.split("\n"), 1):
        plain = re.sub(r"[ \t\r]", "", line)
        if not plain or plain[0] in "#;\0":
            continue
        if plain[0] == "[":
            kind = plain[1:].partition("]")[0].lower()
            found.append(Section(kind, len(found) - 1, file, number, line.rstrip("\r")))
            if len(found) > MOST_SECTIONS:
                raise LimitError(f"more than {MOST_SECTIONS:,} sections in {file}")
            continue
        key, sign, value = plain.partition("=")
        if not found or not sign:
            raise SyntaxProblem(
                "a line that is no section and no key",
                expected="[convolutional], or filters=32",
            ).at(Source(file=file, line=number, end_column=len(line) + 1, text=line.rstrip("\r")))
        found[-1].options.setdefault(key, (value, number, line.rstrip("\r")))
    if not found:
        raise ReadError(f"{file} holds no section", expected="[net], then a section a layer")
    return found
