"""
A .param file taken apart: a layer a line, its blobs and its numbered settings.

Source: Tencent/ncnn, docs/developer-guide/param-and-model-file-structure.md and src/paramdict.cpp.
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

MAGIC = "7767517"
MOST_LAYERS = 100_000
MOST_BLOBS = 100_000
LARGEST = 2**40

FIRST_ARRAY = -23_300
"""The key of an array is this minus the number of the setting."""

HINTS = 30
"""The setting with the shapes of what leaves a layer, as ncnn's tools note them."""

NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")

Number = int | float


class NcnnLayer:
    """
    A layer: its type, its name, the blobs that it takes and gives, its settings by their number.

    A setting is a list of numbers, or a text where it is none.
    """

    __slots__ = ("_line", "bottoms", "name", "settings", "texts", "tops", "type")

    def __init__(self, words: list[str], line: Source) -> None:
        self._line = line
        self.type, self.name = words[0], words[1]
        inputs, outputs = self._count(words[2]), self._count(words[3])
        ends = 4 + inputs, 4 + inputs + outputs
        if len(words) < ends[1]:
            raise self.wrong(
                f"{inputs} inputs and {outputs} outputs, and {len(words) - 4} words behind them",
                "the names of all",
            )
        self.bottoms, self.tops = words[4 : ends[0]], words[ends[0] : ends[1]]
        self.settings: dict[int, list[Number]] = {}
        self.texts: dict[int, str] = {}
        for each in words[ends[1] :]:
            self._take(each)

    def _count(self, word: str) -> int:
        if not word.isdecimal() or len(word) > 6 or int(word) > MOST_BLOBS:
            raise self.wrong(f"{word[:40]!r} where a count stands", "type, name, inputs, outputs")
        return int(word)

    def _take(self, word: str) -> None:
        key, sign, value = word.partition("=")
        if not sign or not re.fullmatch(r"-?\d{1,5}", key):
            raise self.wrong(f"{word[:40]!r} is no setting", "a number, =, and a value")
        index = int(key)
        values = value.split(",")
        if index <= FIRST_ARRAY:
            index, values = FIRST_ARRAY - index, values[1:]
        found = [NUMBER.fullmatch(each) for each in values if each]
        if None in found:
            self.texts[index] = value
        else:
            self.settings[index] = [_number(each[0]) for each in found if each]

    def place(self) -> Source:
        """Where it stands."""
        return self._line

    def wrong(self, what: str, expected: str = "", hint: str = "") -> ConvcalcError:
        """The error that something in it is not right."""
        return BadValue(what, expected=expected, hint=hint).at(
            self.place(), f"{self.type} {self.name!r}"
        )

    def number(self, key: int, usual: int = 0, least: int | None = None) -> int:
        """
        A whole number.

        Raises:
            BadValue: If it is another sort of value, or too small.
        """
        found = self.numbers(key)
        value = found[-1] if found else usual
        if least is not None and value < least:
            raise self.wrong(f"{key}={value}", f"at least {least}")
        return value

    def numbers(self, key: int) -> list[int]:
        """
        Whole numbers.

        Raises:
            BadValue: If one is another sort of value.
        """
        found = self.settings.get(key, [])
        for each in found:
            if not abs(each) <= LARGEST or each != int(each):
                raise self.wrong(f"{key}={each}", "a whole number")
        return [int(each) for each in found]

    def ratio(self, key: int, usual: float = 1) -> float:
        """A number that need not be whole."""
        found = self.settings.get(key, [])
        return float(found[-1]) if found else usual

    def hints(self) -> list[tuple[int, ...]]:
        """The shapes of what leaves it, without a batch, if the file notes them."""
        found = self.numbers(HINTS)
        shapes = []
        for at in range(0, len(found) - 3, 4):
            rank, width, height, channels = found[at : at + 4]
            sizes = (channels, height, width)
            if not 1 <= rank <= 3 or min(sizes[3 - rank :]) < 1:
                return []
            shapes.append(sizes[3 - rank :])
        return shapes if len(shapes) == len(self.tops) else []


def _number(text: str) -> Number:
    try:
        return int(text[:20])
    except ValueError:
        return float(text[:40])


def layers_of(text: str, file: str) -> list[NcnnLayer]:
    """
    The layers of a file, in their order.

    Raises:
        SyntaxProblem: If a line is none, with its place.
        ReadError: If there is none, or it is a file of PNNX.
        LimitError: If there are too many.
    """
    lines = text.split("\n")
    if "\npnnx.Input" in text[:10_000]:
        raise ReadError(
            f"{file} is PNNX's own file, which ncnn does not run",
            expected="ncnn's .param",
            hint="the .ncnn.param that was written beside it",
        )
    found: list[NcnnLayer] = []
    seen = 0
    for number, line in enumerate(lines, 1):
        words = line.split()
        if not words:
            continue
        seen += 1
        if seen < 3:
            continue
        place = Source(
            file=file, line=number, end_column=len(line.rstrip()) + 1, text=line.rstrip("\r")[:500]
        )
        if len(words) < 4:
            raise SyntaxProblem(
                "a line that is no layer",
                expected="type, name, count of inputs, count of outputs, blobs, settings",
            ).at(place)
        found.append(NcnnLayer(words, place))
        if len(found) > MOST_LAYERS:
            raise LimitError(f"more than {MOST_LAYERS:,} layers in {file}")
    if not found:
        raise ReadError(f"{file} has no layers", expected="a line for every layer")
    return found
