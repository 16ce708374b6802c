"""What stands left of code that was copied: prompts, numbers, signs of a diff, an indentation."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from convcalc.readers.pasted.lines import parses

if TYPE_CHECKING:
    from convcalc.readers.pasted.lines import Line

PROMPT = re.compile(r"\s*(?:>>>|In ?\[\s*\d*\s*\]:)(?: |$)")
MORE = re.compile(r"\s*\.{3,}:?(?: |$)")
NUMBER = re.compile(r"\s*(\d{1,6})(?:\s*[|:.)│┃→]\s?|\s|$)")
QUOTE = re.compile(r"\s{0,3}>(?!>>) ?")
DIFF = re.compile(r"diff --git |index [0-9a-f]{7,}|@@ |--- |\+\+\+ ")
OF_NOTHING = re.compile(r"\\ No newline at end of file")


def without_margin(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """The lines without what stands left of the code, and what that was."""
    notes = []
    for take, note in (
        (_without_quotes, "the signs of a quotation were taken off"),
        (_without_diff, "the new side of a diff"),
        (_without_numbers, "the numbers of lines were taken off"),
        (_without_prompts, "the lines behind prompts, without what was answered"),
    ):
        taken = take(lines)
        if taken is not None:
            lines = taken
            notes.append(note)
    return dedented(lines), notes


def _filled(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.text.strip()]


def _without_prompts(lines: list[Line]) -> list[Line] | None:
    """The lines of a session; None where it is none."""
    if not any(PROMPT.match(line.text) for line in lines):
        return None
    kept = []
    is_code = False
    width = 0
    for line in lines:
        prompt = PROMPT.match(line.text)
        more = MORE.match(line.text) if is_code and prompt is None else None
        if prompt is not None:
            is_code, width = True, prompt.end()
            kept.append(line.but(line.text[width:], width))
        elif more is not None:
            kept.append(line.but(line.text[more.end() :], more.end()))
        elif is_code and width > 4 and line.text[:width].isspace():
            # Later IPython has no dots in front of what follows.
            kept.append(line.but(line.text[width:], width))
        else:
            is_code = False
            kept.append(line.blank())
    return kept


def _without_numbers(lines: list[Line]) -> list[Line] | None:
    """The lines of a numbered text; None where they are not numbered one after the other."""
    matches = [(line, NUMBER.match(line.text)) for line in lines if line.text.strip()]
    if len(matches) < 3:
        return None
    numbers = [int(match[1]) for _, match in matches if match is not None]
    if len(numbers) < len(matches) or any(
        not 0 < later - first <= 50 for first, later in pairwise(numbers)
    ):
        return None
    if numbers[-1] - numbers[0] > 2 * len(numbers) + 10:
        return None
    matched = [(line, NUMBER.match(line.text)) for line in lines]
    # Numbers stand in a column of their own, unless that grows with them.
    column = [
        line.but(" " * match.end() + line.text[match.end() :]) if match is not None else line
        for line, match in matched
    ]
    behind = [
        line.but(line.text[match.end() :], match.end()) if match is not None else line
        for line, match in matched
    ]
    return behind if parses(dedented(behind)) and not parses(dedented(column)) else column


def _without_diff(lines: list[Line]) -> list[Line] | None:
    """The new side of a diff; None where it is none."""
    filled = _filled(lines)
    signs = [line.text[0] for line in filled if not DIFF.match(line.text)]
    is_marked = any(DIFF.match(line.text) for line in filled)
    added, removed = signs.count("+"), signs.count("-")
    is_diff = set(signs) <= {"+", "-", " ", "\\"} and (added or removed)
    if not is_diff or not (is_marked or (added + removed) * 4 >= len(signs)):
        return None
    kept = []
    for line in lines:
        text = line.text
        if DIFF.match(text) or OF_NOTHING.match(text) or text[:1] == "-":
            kept.append(line.blank())
        else:
            kept.append(line.but(text[1:], 1))
    return kept


def _without_quotes(lines: list[Line]) -> list[Line] | None:
    """A quoted text; None where not every line is quoted."""
    filled = _filled(lines)
    if len(filled) < 2 or not all(QUOTE.match(line.text) for line in filled):
        return None
    ends = [(line, QUOTE.match(line.text)) for line in lines]
    return [
        line if match is None else line.but(line.text[match.end() :], match.end())
        for line, match in ends
    ]


def dedented(lines: list[Line]) -> list[Line]:
    """The lines without an indentation that all have, comments apart."""
    margins = [
        len(line.text) - len(line.text.lstrip(" \t"))
        for line in _filled(lines)
        if not line.text.lstrip().startswith("#")
    ]
    margin = min(margins, default=0)
    if not margin:
        return lines
    return [
        line.but(line.text[margin:], margin)
        if line.text[:margin].isspace()
        else line.but(line.text.lstrip())
        for line in lines
    ]
