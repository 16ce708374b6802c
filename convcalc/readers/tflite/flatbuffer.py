"""
Flatbuffers from their bytes: tables whose fields are found by number, and vectors of them.

A table starts with the distance back to its list of fields: two bytes for the length of that list,
two for the table's, then two for where each field stands in the table, 0 for one that is not there.
Whatever is not a plain number is reached by the distance to it. All lengths are checked against
what is left of the file.

Source: flatbuffers.dev, "FlatBuffer Internals".
"""

from __future__ import annotations

import struct
from typing import Any

from convcalc.errors import LimitError
from convcalc.errors import ReadError

WIDTHS = {"b": 1, "B": 1, "h": 2, "H": 2, "i": 4, "I": 4, "q": 8, "Q": 8, "f": 4}
"""Bytes of a number by struct's letter."""

MOST_READ = 4_000_000
"""Elements of vectors that are read in all: distances may lead to the same vector many times."""


class Buffer:
    """The bytes of a file, and how many elements of vectors were read of it."""

    __slots__ = ("data", "read")

    def __init__(self, data: memoryview) -> None:
        self.data = data
        self.read = 0

    def number(self, at: int, letter: str) -> Any:
        """
        The number that stands here.

        Raises:
            ReadError: If the file ends before it does.
        """
        try:
            return struct.unpack_from("<" + letter, self.data, at)[0]
        except struct.error:
            raise ReadError(
                f"byte {at:,} is asked for, and the file has {len(self.data):,}",
                expected="a whole file",
            ) from None

    def root(self) -> Table:
        """The table that holds all others."""
        return Table(self, self.number(0, "I"))

    def count(self, at: int, width: int) -> int:
        """
        How many elements of so many bytes the vector here has.

        Raises:
            ReadError: If the file ends before they do.
            LimitError: If more are read than there can be in a file that is none to harm.
        """
        length: int = self.number(at, "I")
        left = len(self.data) - at - 4
        if length * width > left:
            raise ReadError(
                f"byte {at:,} claims {length:,} elements of {width} bytes, and {left:,} bytes are "
                "left",
                expected="a whole file",
            )
        return length

    def charge(self, count: int) -> None:
        """
        Count elements that are read.

        Raises:
            LimitError: If there are too many.
        """
        self.read += count
        if self.read > MOST_READ:
            raise LimitError(f"more than {MOST_READ:,} elements of lists in the file")


class Table:
    """A table: its fields by number."""

    __slots__ = ("_at", "_buffer", "_fields", "_length")

    def __init__(self, buffer: Buffer, at: int) -> None:
        self._buffer = buffer
        self._at = at
        self._fields = at - buffer.number(at, "i")
        if self._fields < 0:
            raise ReadError(f"the table at byte {at:,} has its fields before the file")
        self._length: int = buffer.number(self._fields, "H")

    def _place(self, field: int) -> int:
        """Where a field stands; 0 where it is not there."""
        slot = 4 + 2 * field
        if slot + 2 > self._length:
            return 0
        offset: int = self._buffer.number(self._fields + slot, "H")
        return self._at + offset if offset else 0

    def number(self, field: int, letter: str, usual: Any = 0) -> Any:
        """A number, by struct's letter; the usual one where it is not there."""
        at = self._place(field)
        return self._buffer.number(at, letter) if at else usual

    def truth(self, field: int, *, usual: bool = False) -> bool:
        """A truth."""
        return bool(self.number(field, "B", usual))

    def _target(self, field: int) -> int:
        """Where what is reached by a distance stands; 0 where there is none."""
        at = self._place(field)
        return at + self._buffer.number(at, "I") if at else 0

    def table(self, field: int) -> Table | None:
        """A table; None where it is not there."""
        at = self._target(field)
        return Table(self._buffer, at) if at else None

    def tables(self, field: int) -> list[Table]:
        """A list of tables."""
        at = self._target(field)
        if not at:
            return []
        buffer = self._buffer
        return [
            Table(buffer, place + distance)
            for place, distance in zip(
                range(at + 4, len(buffer.data), 4), self._all(at, "I"), strict=False
            )
        ]

    def numbers(self, field: int, letter: str = "i") -> tuple[Any, ...] | None:
        """A list of numbers, by struct's letter; None where it is not there."""
        at = self._target(field)
        return self._all(at, letter) if at else None

    def _all(self, at: int, letter: str) -> tuple[Any, ...]:
        count = self._buffer.count(at, WIDTHS[letter])
        self._buffer.charge(count)
        return struct.unpack_from(f"<{count}{letter}", self._buffer.data, at + 4)

    def count(self, field: int, letter: str) -> int:
        """How many numbers a list has, which is not read; 0 where it is not there."""
        at = self._target(field)
        return self._buffer.count(at, WIDTHS[letter]) if at else 0

    def text(self, field: int) -> str:
        """A text; empty where it is not there."""
        at = self._target(field)
        if not at:
            return ""
        length = self._buffer.count(at, 1)
        self._buffer.charge(length // 8)
        return str(self._buffer.data[at + 4 : at + 4 + length], "utf-8", "replace")

    def piece(self, field: int) -> memoryview:
        """A list of bytes, which is not copied."""
        at = self._target(field)
        if not at:
            return self._buffer.data[:0]
        length = self._buffer.count(at, 1)
        return self._buffer.data[at + 4 : at + 4 + length]
