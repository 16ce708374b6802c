"""What flows between the nodes of a graph: tensors, constants, and what the file stores of them."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.operations.dtypes import category
from convcalc.operations.operand import Operand
from convcalc.readers.onnx.messages import DTYPES
from convcalc.readers.stored import arrays
from convcalc.readers.stored.arrays import Array

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from convcalc.graph.tensor import Tensor
    from convcalc.readers.stored.network import StoredTensor
    from convcalc.readers.stored.wire import Record


class Value(Operand):
    """
    A tensor, a constant, or a sequence of tensors.

    `is_constant`: it depends on no input. `array` has its elements where it is small and they are
    followed, known or not. `made_of` are the tensors of the file that a constant is made of.
    `items` are those of a sequence; None where it is none, or its length is not known. Of one that
    `is_missing` not even the number of axes is known.
    """

    __slots__ = ("array", "is_constant", "is_missing", "is_sequence", "items", "made_of")

    def __init__(
        self,
        tensor: Tensor,
        dtype: str,
        array: Array | None = None,
        *,
        is_constant: bool = False,
        made_of: Sequence[StoredTensor] = (),
        items: Sequence[Value] | None = None,
        is_sequence: bool = False,
    ) -> None:
        super().__init__(tensor, dtype)
        self.array = array
        self.is_constant = is_constant
        self.made_of = tuple(made_of)
        self.items = items
        self.is_missing = False
        self.is_sequence = is_sequence or items is not None

    @property
    def rank(self) -> int:
        """How many axes it has."""
        return len(self.tensor.shape)


LAYOUTS = {
    "float32": "f",
    "float64": "d",
    "float16": "e",
    "int8": "b",
    "uint8": "B",
    "int16": "h",
    "uint16": "H",
    "int32": "i",
    "uint32": "I",
    "int64": "q",
    "uint64": "Q",
    "bool": "?",
}
"""How raw data holds an element, by struct's letters."""


def dtype_of(number: int | None) -> str:
    """
    The name of a data type.

    Raises:
        BadValue: If there is none of this number.
    """
    found = DTYPES.get(number or 0)
    if found is None:
        raise BadValue(f"the data type {number}", expected=f"one of 1 to {max(DTYPES)}")
    return found


def shape_of(record: Record) -> tuple[int, ...]:
    """
    The shape of a stored tensor.

    Raises:
        BadValue: If a size is negative.
    """
    shape = tuple(record["dims"])
    if any(size < 0 for size in shape):
        raise BadValue(f"the tensor {record['name'] or ''!r} has the shape {shape}")
    return shape


def elements_of(record: Record) -> Array | None:
    """The elements of a small stored tensor; None where they are many, or not in the file."""
    shape = shape_of(record)
    size = arrays.count(shape)
    if size > arrays.MOST or record["data_location"]:
        return None
    dtype = dtype_of(record["data_type"])
    if dtype == "string":
        found = [str(each, "utf-8", "replace") for each in record["string_data"]]
    elif record["raw_data"] is not None:
        found = list(_raw(record["raw_data"], dtype))
    else:
        found = list(_listed(record, dtype))
    return Array(shape, found) if len(found) == size else None


def _raw(data: Any, dtype: str) -> Iterator[Any]:
    letter = LAYOUTS.get(dtype)
    if letter is None:
        return
    width = struct.calcsize("<" + letter)
    if len(data) % width == 0:
        yield from struct.unpack(f"<{len(data) // width}{letter}", data)


FIELDS: dict[str, tuple[str, str]] = {
    "float32": ("float_data", "f"),
    "float64": ("double_data", "d"),
    "int64": ("int64_data", ""),
    "uint64": ("uint64_data", ""),
    "uint32": ("uint64_data", ""),
}
"""In which field a tensor without raw data has its elements, and how; others are in int32_data."""


def _listed(record: Record, dtype: str) -> Iterator[Any]:
    from convcalc.readers.stored.wire import numbers

    field, letter = FIELDS.get(dtype, ("int32_data", ""))
    for each in numbers(record[field], letter):
        if dtype == "bool":
            yield bool(each)
        elif dtype == "float16":
            yield struct.unpack("e", struct.pack("H", each & 0xFFFF))[0]
        else:
            yield each


def sizes_in(value: Value | None) -> list[Any] | None:
    """The elements of a vector or a single number as sizes; None where they are not followed."""
    if value is None or value.array is None or category(value.dtype) == 3:
        return None
    return list(value.array.items)
