"""ONNX as text: the same messages as in the binary form, by the names of their fields."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.onnx.messages import DTYPES
from convcalc.readers.onnx.messages import MESSAGES
from convcalc.readers.stored.prototext import Block
from convcalc.readers.stored.prototext import ProtoText
from convcalc.readers.stored.prototext import Word
from convcalc.readers.stored.wire import Record

if TYPE_CHECKING:
    from convcalc.readers.contents import Contents

FIELDS = {message: dict(table.values()) for message, table in MESSAGES.items()}
"""The types of the fields of every message by name."""

REPEATED = {
    message: frozenset([name for name, kind in table.items() if kind.endswith("*")])
    for message, table in FIELDS.items()
}

WORDS = {"FLOAT": 1, "DOUBLE": 11, "STRING": 8, "EXTERNAL": 1, "DEFAULT": 0}
WORDS |= {name.upper(): number for number, name in DTYPES.items()}
"""What enumerations stand for: number formats, and where the data is."""


def record_of(contents: Contents) -> Record:
    """
    The model that a text describes.

    Raises:
        SyntaxProblem: If it does not parse, with the place.
        BadValue: If a field has another sort of value than it should.
    """
    return _record(ProtoText(contents.text(), contents.file).read(), "Model")


def _record(block: Block, message: str) -> Record:
    kinds = FIELDS[message]
    record = Record(REPEATED[message])
    for field in block.fields:
        kind = kinds.get(field.name)
        if kind is None:
            continue
        plain = kind.rstrip("*")
        if plain in FIELDS:
            if not isinstance(field.value, Block):
                raise BadValue(
                    f"{field.name} is no message", expected=f"{field.name} {{ ... }}"
                ).at(block.text.place(field.offset))
            value: Any = _record(field.value, plain)
        else:
            value = _plain(field.value, plain, field.name)
            if value is None:
                raise BadValue(f"{field.name}: a value of another sort").at(
                    block.text.place(field.offset)
                )
        if kind.endswith("*"):
            record.setdefault(field.name, []).append(value)
        else:
            record[field.name] = value
    return record


def _plain(value: Any, kind: str, name: str) -> Any:
    """A value as the binary form has it; None where it is of another sort."""
    if isinstance(value, Block):
        return None
    if isinstance(value, bytes):
        if kind == "text":
            return value.decode("utf-8", "replace")
        return memoryview(value) if kind == "bytes" else None
    if isinstance(value, Word):
        if kind in ("float", "double", "data"):
            return {"inf": math.inf, "infinity": math.inf, "nan": math.nan}.get(value.lower())
        return {"true": 1, "false": 0}.get(value.lower(), WORDS.get(value.upper(), 0))
    if kind in ("float", "double"):
        return float(value)
    if kind == "data":
        return value
    return int(value) if kind == "int" else None
