"""Tracebacks: which line of the user's own failed, and what its message means."""

from __future__ import annotations

import re

from convcalc.errors import ConvcalcError
from convcalc.errors import ReadError
from convcalc.errors import ShapeError
from convcalc.readers.pasted.messages import meaning_of
from convcalc.source import Source

BEGIN = "Traceback (most recent call last)"
FRAME = re.compile(r'\s*File "([^"\n]{1,500})", line (\d{1,9}), in (\S{1,200})')
ERROR = re.compile(r"(?m)^\s*(?:[\w.]*\b)?([A-Z]\w*(?:Error|Exception)): (.*)")
LIBRARIES = ("site-packages", "dist-packages", "/torch/", "/keras/", "/tensorflow/", "<frozen")
MOST_LETTERS = 200_000


def explained(text: str) -> ConvcalcError | None:
    """The error that a traceback tells of, in our words; None where the text is none."""
    errors = list(ERROR.finditer(text[-MOST_LETTERS:]))
    if not errors:
        return None
    last = errors[-1]
    meaning = meaning_of(text[-MOST_LETTERS:][last.start() :][:2_000])
    if meaning is None:
        if BEGIN not in text:
            return None
        said = f"{last[1]}: {last[2]}"[:200]
        return ReadError(
            f"a traceback, and not about sizes: {said}",
            expected="the code that it is about",
            hint="paste the model's code, in front of the traceback or without it",
        )
    error = ShapeError(meaning.message, expected=meaning.expected, hint=meaning.hint)
    error.source = _place(text)
    error.notes.append(f"it was said as: {last[1]}: {' '.join(last[2].split())[:200]}")
    error.notes.append("paste the model's code as well, and every size is told")
    return error


def _place(text: str) -> Source | None:
    """The last line of the user's own in a traceback."""
    lines = text.split("\n")
    place = None
    for index, line in enumerate(lines):
        frame = FRAME.match(line)
        if frame is None or any(each in frame[1] for each in LIBRARIES):
            continue
        code = lines[index + 1] if index + 1 < len(lines) else ""
        start = len(code) - len(code.lstrip()) + 1
        place = Source(
            file=frame[1],
            line=int(frame[2]),
            column=start,
            end_column=len(code.rstrip()) + 1,
            text=code,
        )
    return place
