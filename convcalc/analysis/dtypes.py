"""How many bits one element takes, by the frameworks' names of number formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import UsageError

if TYPE_CHECKING:
    from convcalc.dims import Dim

BITS = {
    "float64": 64,
    "float32": 32,
    "float16": 16,
    "bfloat16": 16,
    "float8": 8,
    "int64": 64,
    "int32": 32,
    "int16": 16,
    "int8": 8,
    "uint8": 8,
    "int4": 4,
    "uint4": 4,
}


OWN_BITS = {
    **BITS,
    "bool": 8,
    "complex64": 64,
    "complex128": 128,
    "float4": 4,
    "int2": 2,
    "resource": 0,
    "string": 0,
    "uint16": 16,
    "uint2": 2,
    "uint32": 32,
    "uint64": 64,
    "variant": 0,
}
"""
The formats that a single tensor may have as well.

The letters of a text, and what stands for a variable or a list, are counted nowhere.
"""


def bits_of(dtype: str) -> int:
    """
    The bits of one element.

    Raises:
        UsageError: For a format that is not in the table.

    """
    if dtype not in BITS:
        from convcalc.suggestions import did_you_mean

        raise UsageError(
            f"dtype={dtype!r}",
            expected=", ".join(BITS),
            hint=did_you_mean(str(dtype), BITS),
            argument="dtype",
        )
    return BITS[dtype]


def bytes_of(count: Dim, bits: int) -> Dim:
    """The bytes of so many elements; those below a byte are packed into whole bytes."""
    if bits >= 8:
        return count * (bits // 8)
    return (count * bits + 7) // 8
