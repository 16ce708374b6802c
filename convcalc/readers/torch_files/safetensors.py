"""
What a .safetensors file stores: its header says it all, and nothing behind it is read.

Source: huggingface/safetensors, "Format": eight bytes of length, then JSON.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.torch_files.stored_names import Stored
from convcalc.readers.torch_files.stored_names import definition_of

if TYPE_CHECKING:
    from convcalc.readers.contents import Contents
    from convcalc.readers.stored.definition import FileDefinition

MOST_HEADER = 100_000_000
"""Bytes of a header, as safetensors itself bounds them."""

DTYPES = {
    "F64": "float64",
    "F32": "float32",
    "F16": "float16",
    "BF16": "bfloat16",
    "F8_E4M3": "float8",
    "F8_E5M2": "float8",
    "F8_E8M0": "float8",
    "F4": "float4",
    "I64": "int64",
    "I32": "int32",
    "I16": "int16",
    "I8": "int8",
    "U64": "uint64",
    "U32": "uint32",
    "U16": "uint16",
    "U8": "uint8",
    "BOOL": "bool",
    "C64": "complex64",
}


def read(contents: Contents, name: str) -> FileDefinition:
    """
    What a .safetensors file stores.

    Raises:
        ReadError: If its header is none.
    """
    size = int.from_bytes(contents.data[:8], "little")
    if size > min(len(contents.data) - 8, MOST_HEADER):
        raise contents.refuse(
            f"its header claims {size:,} bytes, and {max(len(contents.data) - 8, 0):,} are there",
            expected="a whole .safetensors file",
        )
    try:
        header = json.loads(bytes(contents.data[8 : 8 + size]))
    except (ValueError, RecursionError):
        raise contents.refuse("its header is no JSON", expected="a .safetensors file") from None
    if not isinstance(header, dict):
        raise contents.refuse("its header is no object", expected="a .safetensors file")
    found = [
        _tensor(contents, key, value) for key, value in header.items() if key != "__metadata__"
    ]
    return definition_of(name, found, "safetensors")


def _tensor(contents: Contents, key: str, value: Any) -> Stored:
    entry = value if isinstance(value, dict) else {}
    shape, dtype = entry.get("shape"), DTYPES.get(str(entry.get("dtype")))
    sizes: list[Any] = shape if isinstance(shape, list) else [None]
    if dtype is None or not all(type(each) is int and each >= 0 for each in sizes):
        raise contents.refuse(
            f"the entry {key[:80]!r} is none of a tensor", expected="a dtype and a shape"
        )
    return Stored(key, tuple(sizes), dtype, key)
