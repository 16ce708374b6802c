"""What is in a file or on standard input: bytes, without a copy of what nobody looks at; a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import LimitError
from convcalc.errors import ReadError

if TYPE_CHECKING:
    from typing import IO

MOST_BYTES = 10_000_000
"""Of a text."""

WHOLE = 16_000_000
"""Bytes up to which a file is read as a whole; a larger one is mapped into memory."""


class Contents:
    """
    What is in a file: `data` can be cut into pieces without copying them.

    `file` is what messages call it, `path` where it lies, empty where it came through a pipe.
    """

    __slots__ = ("data", "file", "path")

    def __init__(self, data: bytes | memoryview, file: str, path: str = "") -> None:
        self.data = memoryview(data)
        self.file = file
        self.path = path

    @classmethod
    def of_file(cls, stream: IO[bytes], size: int, file: str) -> Contents:
        """The bytes of an open file of this size."""
        if size <= WHOLE:
            return cls(stream.read(WHOLE + 1), file, file)
        import mmap

        return cls(memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)), file, file)

    def head(self, count: int) -> bytes:
        """The first bytes."""
        return bytes(self.data[:count])

    def text(self) -> str:
        """
        All of it as a text, a `Guessed` one where it is not UTF-8.

        Raises:
            ReadError: If it is none.
        """
        return decoded(bytes(self.data[: MOST_BYTES + 1]), self.file, guess=True)

    def refuse(self, what: str, *, expected: str = "", hint: str = "") -> ReadError:
        """The error that this is no file of its format."""
        return ReadError(f"{self.file}: {what}", expected=expected, hint=hint)


class Guessed(str):
    """A text whose encoding was guessed; `said` is the sentence about that."""

    __slots__ = ("said",)

    said: str


def decoded(data: bytes, name: str, *, guess: bool = False) -> str:
    """
    A text of at most `MOST_BYTES`; with `guess` also a `Guessed` one that is not UTF-8.

    Raises:
        ReadError: If it is binary or no UTF-8.
        LimitError: If it is too large.
    """
    if len(data) > MOST_BYTES:
        raise LimitError(
            f"{name} is larger than {MOST_BYTES:,} bytes", expected=f"at most {MOST_BYTES:,} bytes"
        )
    if b"\0" in data[:100_000]:
        problem = ReadError(f"{name} is binary: it holds a NUL", expected="a text")
        return _guessed(data, problem, guess=guess)
    try:
        return data.decode(_encoding(data)).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = ReadError(
            f"{name} is not UTF-8: byte {data[error.start]:#04x} in line {line}",
            expected="a text in UTF-8",
        )
    return _guessed(data, problem, guess=guess)


def _guessed(data: bytes, problem: ReadError, *, guess: bool) -> Guessed:
    """
    A text in the encoding that it has by the looks of it.

    Raises:
        ReadError: The problem, if there is none, or with what it is, if nobody asked to guess.
    """
    from convcalc.readers.encodings import guessed

    found = guessed(data)
    if found is None:
        raise problem
    encoding, text = found
    if not guess:
        problem.hint = f"it reads as {encoding}: save it as UTF-8"
        raise problem
    result = Guessed(text)
    result.said = f"the text is {encoding}, by the looks of it"
    return result


def _encoding(data: bytes) -> str:
    """What the first two lines declare, as Python reads it; UTF-8 where that is unknown."""
    if b"coding" not in data[:500]:
        return "utf-8"
    import codecs
    import re

    lines = data[:500].split(b"\n")[:2]
    found = [re.match(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", line) for line in lines]
    for match in filter(None, found):
        try:
            known = codecs.lookup(match[1].decode())
        except LookupError:
            return "utf-8"
        is_text = getattr(known, "_is_text_encoding", True)
        return known.name if is_text and not known.name.startswith("utf") else "utf-8"
    return "utf-8"
