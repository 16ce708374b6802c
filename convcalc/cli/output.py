"""Text goes out: to a terminal, into a pipe that may close, into a file that is replaced whole."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING
from typing import Any
from typing import NoReturn
from typing import TextIO

if TYPE_CHECKING:
    from collections.abc import Callable

PLAIN_WIDTH = 100
LEAST_WIDTH = 40
STYLES = {
    "title": "1",
    "heading": "1",
    "rule": "2",
    "quiet": "2",
    "warning": "33",
    "error": "1;31",
    "added": "32",
    "removed": "31",
    "changed": "33",
    "renamed": "36",
}
IN_ASCII = str.maketrans(
    {
        "─": "-",
        "–": "-",
        "×": "x",
        "·": "*",
        "≤": "<=",
        "≥": ">=",
        "…": "...",
        "→": "->",
        "⌊": "floor(",
        "⌋": ")",
        "⌈": "ceil(",
        "⌉": ")",
        "²": "**2",
        "³": "**3",
        "∈": "in",
    }
)


def emit(text: str) -> None:
    """Write to standard output; a reader who has gone away wants no more, and is no error."""
    _write(sys.stdout, text)


def complain(message: str, label: str = "error: ") -> None:
    """Write a message to standard error."""
    painted = paint_on(sys.stderr)
    lead = painted("error", label.rstrip()) + " " if painted and label else label
    _write(sys.stderr, f"{lead}{message}\n")


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:
        return
    try:
        _write_all(stream, _encodable(text, stream))
    except BrokenPipeError:
        _forget(stream)


def _write_all(stream: TextIO, text: str) -> None:
    """
    Write to the last byte; a stream without a buffer of its own takes only as much as it can.

    Raises:
        OSError: If the rest is not taken.
    """
    stream.flush()
    below: Any = getattr(stream, "buffer", None)
    if below is None:
        stream.write(text)
        stream.flush()
        return
    below = getattr(below, "raw", below)
    lines = text if os.linesep == "\n" else text.replace("\n", os.linesep)
    left = memoryview(lines.encode(stream.encoding or "utf-8", stream.errors or "strict"))
    while left:
        try:
            taken = below.write(left)
        except BlockingIOError as busy:
            taken = busy.characters_written
        if not taken:
            _wait_for(below)
        left = left[taken or 0 :]


def _wait_for(stream: Any) -> None:
    """Wait until a pipe that is full for now takes more."""
    from select import select

    select([], [stream], [])


def _forget(stream: TextIO) -> None:
    """Send what is left for a closed pipe nowhere, also what the interpreter flushes at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _encodable(text: str, stream: TextIO) -> str:
    """The text, in plainer signs where the stream's encoding lacks the proper ones."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(IN_ASCII)
        return text.encode(encoding, "backslashreplace").decode(encoding)
    return text


def paint_on(stream: TextIO | None) -> Callable[[str, str], str] | None:
    """How to colour text on a stream; None where it is not a terminal or colour is not wanted."""
    environment = os.environ
    if environment.get("NO_COLOR"):
        return None
    if environment.get("FORCE_COLOR"):
        return _paint
    is_plain = stream is None or not stream.isatty() or environment.get("TERM") == "dumb"
    return None if is_plain else _paint


def _paint(role: str, text: str) -> str:
    style = STYLES.get(role)
    return f"\x1b[{style}m{text}\x1b[0m" if style and text else text


def width_of_output() -> int:
    """The terminal's width, or a fixed one in a pipe; the variable COLUMNS overrides both."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns[:6]) > 0:
        return max(int(columns[:6]), LEAST_WIDTH)
    try:
        width = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError, AttributeError):
        return PLAIN_WIDTH
    # A terminal that does not know its width says 0.
    return max(width, LEAST_WIDTH) if width else PLAIN_WIDTH


def leave(code: int) -> NoReturn:
    """
    End the process at once, with everything written.

    The interpreter would first take all modules apart, which takes as long as a small network. A
    debugger or profiler that wants to see the end gets the usual one.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # it has been told already
            _write(stream, "")
    if sys.gettrace() is not None or sys.getprofile() is not None:
        sys.exit(code)
    os._exit(code)
