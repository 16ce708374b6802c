"""Code whose line breaks were lost, as on the way through a web page."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from convcalc.readers.pasted.blocks import INDENT
from convcalc.readers.pasted.blocks import Blocks
from convcalc.readers.pasted.lines import joined
from convcalc.readers.pasted.lines import parses
from convcalc.readers.pasted.statements import SIMPLE
from convcalc.readers.pasted.statements import Parting
from convcalc.readers.pasted.statements import Unclear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from convcalc.readers.pasted.lines import Line
    from convcalc.readers.pasted.statements import Statement

SIGNS = re.compile(
    r"\bclass \w+|\bdef \w+\s*\(|\bself\.\w+\s*=|\w\.add\(|\breturn\b|\bimport \w|\w\s*=\s*[\w.]+\("
)
FIRST = re.compile(
    r"(?:from [\w.]+ import |import \w|class \w+\s*[(:]|def \w+\s*\(|@\w|[^\W\d]\w*\s*=\s*[\w.]+\()"
)
LEAST = 3
"""So many signs of statements on one line tell that line breaks are missing."""

MOST_LETTERS = 200_000
WIDTH = 4
"""Blanks of one level of indentation."""

QUOTES = re.compile("['\"]{3}")
QUOTED = re.compile(r"(?s)'{3}.*?'{3}|\"{3}.*?\"{3}")
GAP = re.compile(r"(?<=\S) {4,}(?=\S)")


def has_lost_breaks(lines: list[Line]) -> bool:
    """Whether a line holds more statements than one."""
    return any(len(SIGNS.findall(line.text[:MOST_LETTERS])) >= LEAST for line in lines)


def with_line_breaks(lines: list[Line]) -> list[Line]:
    """
    The lines with their breaks put back.

    Raises:
        Unclear: If there is not one way to do that.
    """
    text = joined(lines)
    if len(text) > MOST_LETTERS:
        raise Unclear(0, f"more than {MOST_LETTERS:,} letters")
    by_gaps = _by_gaps(lines)
    if by_gaps is not None:
        return by_gaps
    first = FIRST.search(text)
    start = first.start() if first is not None else 0
    try:
        statements = _without_words(Parting(text[start:]).statements())
        levels = Blocks(statements).indented()
    except Unclear as problem:
        problem.start += start
        raise
    found = [
        _line(lines, start + each.start, each.text, len(INDENT) * level)
        for each, level in zip(statements, levels, strict=True)
    ]
    if not parses(found):
        raise Unclear(start, "no way to part the statements makes them Python")
    return found


def place_in(lines: list[Line], position: int) -> tuple[Line, int]:
    """The line of a position in the text of some lines, and the column in the whole line."""
    for line in lines:
        if position <= len(line.text):
            return line, position + line.cut
        position -= len(line.text) + 1
    return lines[-1], 0


def _line(lines: list[Line], position: int, text: str, margin: int) -> Line:
    """A statement as a line of its own, with its place in the long one."""
    origin, column = place_in(lines, position)
    flat = " ".join(text.split("\n")) if "\n" in text and not QUOTES.search(text) else text
    return origin.but(" " * margin + flat, column - margin - origin.cut)


def _without_words(statements: list[Statement]) -> list[Statement]:
    """The statements without words behind the last one that does anything."""
    kept = list(statements)
    while kept and kept[-1].word not in SIMPLE and not re.search(r"[=(]", kept[-1].text):
        kept.pop()
    return kept


def _by_gaps(lines: list[Line]) -> list[Line] | None:
    """The lines where the indentation is still there, and only the breaks are lost."""
    if not any(GAP.search(line.text) for line in lines):
        return None
    widths = {len(gap[0]) for line in lines for gap in GAP.finditer(line.text)}
    # A break became a blank, as did those of empty lines, or it became nothing.
    for joint in (1, 0):
        if joint == 0 and any(each % WIDTH for each in widths):
            continue
        with suppress(Unclear):
            parted = [part for line in lines for part in _parts(line, joint)]
            if parses(parted):
                return parted
    return None


def _parts(line: Line, joint: int) -> Iterator[Line]:
    """The pieces of a line between gaps, each indented as the gap before it is wide."""
    last = indent = 0
    texts = [each.span() for each in QUOTED.finditer(line.text)]
    gaps = [
        gap
        for gap in GAP.finditer(line.text)
        if not any(first < gap.start() < end for first, end in texts)
    ]
    for gap in [*gaps, None]:
        stop = gap.start() if gap is not None else len(line.text)
        piece = line.but(line.text[last:stop], last)
        # Only what is not indented may stand on one line with what is above it.
        statements = Parting(piece.text).statements() if not indent else []
        if len(statements) < 2:
            yield piece.but(" " * indent + piece.text, -indent)
        for each in statements if len(statements) > 1 else ():
            yield piece.but(" " * indent + each.text, each.start - indent)
        if gap is not None:
            last, indent = gap.end(), (len(gap[0]) - joint) // WIDTH * WIDTH
