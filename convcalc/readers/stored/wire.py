"""
Protocol buffers from their bytes, by a table of their messages; nothing is read that is not asked.

Source: protobuf.dev, "Encoding". A message is fields of a number and a wire type: a varint, eight
or four bytes, or a length and so many bytes. A field that is not in the table is skipped.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import LimitError
from convcalc.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

Messages = dict[str, dict[int, tuple[str, str]]]
"""
What there is: message -> field number -> (name, type).

A type is "int", "float", "double", "text", "bytes" or the name of a message, with a star where the
field is repeated. "data*" are numbers that are left as they are, since they may be many: pieces of
bytes, and whole numbers.
"""

DEEPEST = 64
"""Messages inside one another."""

VARINT, EIGHT, BYTES, FOUR = 0, 1, 2, 5


class Record(dict[str, Any]):
    """
    A message: its fields by name.

    A repeated field that is not there is an empty list, another one is None.
    """

    __slots__ = ("repeated",)

    def __init__(self, repeated: frozenset[str]) -> None:
        super().__init__()
        self.repeated = repeated

    def __missing__(self, name: str) -> Any:
        return [] if name in self.repeated else None


def varint(data: memoryview, at: int) -> tuple[int, int]:
    """
    A number and where it ends.

    Raises:
        ReadError: If it does not end, or is longer than ten bytes.
    """
    result = shift = 0
    try:
        while True:
            byte = data[at]
            at += 1
            result |= (byte & 0x7F) << shift
            if byte < 0x80:
                return result, at
            shift += 7
            if shift > 63:
                raise ReadError(f"a number of more than ten bytes at byte {at}")
    except IndexError:
        raise ReadError("the file ends inside a number") from None


def fields(data: memoryview) -> Iterator[tuple[int, int, Any]]:
    """
    The fields of a message: number, wire type, and a whole number or a piece of the bytes.

    Raises:
        ReadError: If the bytes are none.
    """
    at, end = 0, len(data)
    while at < end:
        key = data[at]
        at += 1
        if key >= 0x80:
            key, at = varint(data, at - 1)
        number, wire = key >> 3, key & 7
        if wire == BYTES:
            length, at = varint(data, at)
            if length > end - at:
                raise ReadError(
                    f"field {number} claims {length:,} bytes, and {end - at:,} are left",
                    expected="a whole file",
                )
            yield number, wire, data[at : at + length]
            at += length
        elif wire == VARINT:
            value, at = varint(data, at)
            yield number, wire, value
        elif wire in (EIGHT, FOUR):
            length = 8 if wire == EIGHT else 4
            if length > end - at:
                raise ReadError(f"the file ends inside field {number}")
            yield number, wire, data[at : at + length]
            at += length
        else:
            raise ReadError(f"field {number} has the wire type {wire}, which there is not")


class Wire:
    """Reads messages of one table."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages
        self._repeated = {
            name: frozenset([field for field, kind in table.values() if kind.endswith("*")])
            for name, table in messages.items()
        }

    def read(self, data: memoryview, message: str, depth: int = 0) -> Record:
        """
        A message of this name.

        Raises:
            ReadError: If the bytes are none.
            LimitError: If it is nested too deeply.
        """
        if depth > DEEPEST:
            raise LimitError("messages inside one another", expected=f"at most {DEEPEST} deep")
        table = self._messages[message]
        record = Record(self._repeated[message])
        for number, wire, value in fields(data):
            known = table.get(number)
            if known is None:
                continue
            name, kind = known
            if kind.endswith("*"):
                found = record.setdefault(name, [])
                if kind == "data*":
                    found.append(value)
                elif wire == BYTES and kind in PACKED:
                    found.extend(_unpacked(value, kind))
                else:
                    found.append(self._value(value, wire, kind[:-1], depth))
            elif name in record and kind in self._messages:
                record[name] = _merged(record[name], self._value(value, wire, kind, depth))
            else:
                record[name] = self._value(value, wire, kind, depth)
        return record

    def _value(self, value: Any, wire: int, kind: str, depth: int) -> Any:
        if wire == VARINT:
            if kind != "int":
                raise ReadError(f"a number where a {kind} is expected")
            return value - (1 << 64) if value >> 63 else value
        if kind == "bytes":
            return value
        if kind == "text":
            return str(value, "utf-8", "replace")
        if kind in SCALARS:
            return _scalar(value, wire, kind)
        return self.read(value, kind, depth + 1)


SCALARS = {"float": "f", "double": "d", "int": "q"}
PACKED: Mapping[str, str] = {"int*": "", "float*": "f", "double*": "d"}


def _scalar(value: memoryview, wire: int, kind: str) -> Any:
    letter = SCALARS[kind]
    if kind == "int" and wire == FOUR:
        letter = "i"
    if len(value) != struct.calcsize(letter) or wire == BYTES:
        raise ReadError(f"{len(value)} bytes where a {kind} is expected")
    return struct.unpack("<" + letter, value)[0]


def _unpacked(data: memoryview, kind: str) -> Iterator[Any]:
    letter = PACKED[kind]
    if letter:
        width = struct.calcsize(letter)
        yield from struct.unpack(
            f"<{len(data) // width}{letter}", data[: len(data) // width * width]
        )
        return
    at, end = 0, len(data)
    while at < end:
        value, at = varint(data, at)
        yield value - (1 << 64) if value >> 63 else value


def _merged(one: Record, other: Record) -> Record:
    """A message that is there twice: the second goes on with the first."""
    for name, value in other.items():
        if name in one.repeated:
            one.setdefault(name, []).extend(value)
        else:
            one[name] = value
    return one


def numbers(data: list[Any], letter: str = "") -> Iterator[Any]:
    """What a field of "data*" holds: whole numbers, or fractions by struct's letter."""
    for each in data:
        if isinstance(each, int):
            yield each - (1 << 64) if each >> 63 == 1 else each
        elif isinstance(each, float):
            yield each
        else:
            yield from _unpacked(each, {"": "int*", "f": "float*", "d": "double*"}[letter])
