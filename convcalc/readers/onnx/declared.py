"""What an ONNX file says of shapes: inputs, outputs, and values between."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import symbol
from convcalc.errors import ConvcalcError
from convcalc.readers.onnx.values import Value
from convcalc.readers.onnx.values import dtype_of

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.readers.onnx.scope import Runner
    from convcalc.readers.stored.wire import Record

NAMELESS = re.compile(r"\?*|unk__\d+")
"""Names that exporters give to sizes that they know nothing of."""

LONGEST = 400
USUAL_NAMES = {3: "NCL", 4: "NCHW", 5: "NCDHW"}


def tensor_type(record: Record) -> Record | None:
    """The type of a value that is a tensor; None for another one."""
    kind = record["type"]
    if kind is None:
        return None
    found: Record | None = kind["tensor_type"] or kind["sparse_tensor_type"]
    return found


def named_size(text: str) -> Dim | None:
    """
    A size that the file names, by a word or by an expression; None where the name says nothing.

    >>> named_size("2*s30")
    2*s30
    >>> named_size("?") is None
    True
    """
    if NAMELESS.fullmatch(text) or len(text) > LONGEST:
        return None
    if re.fullmatch(r"[^\W\d]\w*", text):
        return symbol(text)
    if re.fullmatch(r"[\w\s()+*/,%-]+", text):
        from convcalc.dims import parse

        try:
            return parse(text)
        except (ConvcalcError, RecursionError):
            pass
    plain = re.sub(r"\W+", "_", text).strip("_")
    return symbol(plain if plain and not plain[0].isdigit() else f"n{plain}") if plain else None


def declared_shape(record: Record) -> tuple[Dim | None, ...] | None:
    """The shape of a value, None for sizes that are open; None where the file does not say it."""
    kind = tensor_type(record)
    if kind is None or kind["shape"] is None:
        return None
    return tuple([_size(each) for each in kind["shape"]["dim"]])


def _size(record: Record) -> Dim | None:
    value = record["dim_value"]
    if value is not None:
        size: int = value
        return size if size >= 0 else None
    text = record["dim_param"]
    return named_size(text.strip()) if text else None


def declared_dtype(record: Record) -> str:
    """The number format of a value."""
    kind = tensor_type(record)
    return dtype_of(kind["elem_type"]) if kind is not None and kind["elem_type"] else "float32"


def with_names(
    shape: tuple[Dim | None, ...] | None, name: str, taken: dict[str, int]
) -> tuple[Dim, ...] | None:
    """An input's shape in which every open size has a name of its own."""
    if shape is None:
        return None
    usual = USUAL_NAMES.get(len(shape), "")
    plain = re.sub(r"\W+", "_", name).strip("_") or "input"
    if plain[0].isdigit():
        plain = f"n{plain}"
    result: list[Dim] = []
    for axis, size in enumerate(shape):
        if size is not None:
            result.append(size)
            continue
        word = "N" if axis == 0 else usual[axis] if usual and axis > 1 else f"{plain}_{axis}"
        number = taken[word] = taken.get(word, 0) + 1
        result.append(symbol(word if number == 1 else f"{word}{number}"))
    return tuple(result)


def stated_shape(run: Runner, record: Record) -> tuple[tuple[Dim, ...], str] | None:
    """The shape and number format that the file states, its open sizes with new names."""
    shape = declared_shape(record)
    if shape is None:
        return None
    name = re.sub(r"\W+", "_", record["name"] or "").strip("_") or "value"
    word = name if not name[0].isdigit() else f"n{name}"
    sizes = tuple([run.fresh(word) if each is None else each for each in shape])
    return sizes, declared_dtype(record)


def declared_value(run: Runner, record: Record, kind: Any = None) -> Value:
    """A value that comes from outside and is no plain tensor: a sequence, or something optional."""
    kind = kind or record["type"]
    held = None if kind is None else kind["sequence_type"] or kind["optional_type"]
    if held is not None and held["elem_type"] is not None:
        inner = declared_value(run, record, held["elem_type"])
        if kind["sequence_type"] is None:
            return inner
        return Value(inner.tensor, inner.dtype, is_sequence=True)
    tensor = None if kind is None else kind["tensor_type"] or kind["sparse_tensor_type"]
    if tensor is None or tensor["shape"] is None:
        shape: tuple[Dim, ...] = ()
    else:
        found = [_size(each) for each in tensor["shape"]["dim"]]
        shape = tuple([run.fresh("n") if each is None else each for each in found])
    dtype = (
        dtype_of(tensor["elem_type"]) if tensor is not None and tensor["elem_type"] else "float32"
    )
    made = run.network.constant(shape, dtype)
    return Value(made.tensor, dtype)
