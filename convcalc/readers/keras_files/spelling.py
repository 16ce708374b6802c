"""How a layer of a file is spelled in its row."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.libraries.keras.layer import LayerInstance
from convcalc.readers.python.objects.host import show

if TYPE_CHECKING:
    from convcalc.readers.keras_files.values import Record

PER_AXIS = ("kernel_size", "strides", "dilation_rate", "pool_size", "size")
"""Arguments that are one number, or one an axis."""


def spelled_call(name: str, args: list[Any], given: Record) -> str:
    """How a layer is spelled: shortly, and with the layers inside as they are spelled."""
    named = {word: _short(each) if word in PER_AXIS else each for word, each in given.items()}
    for word, usual in (("strides", named.get("pool_size", 1)), ("dilation_rate", 1)):
        if word in named and named[word] == usual:
            del named[word]
    words = [_spelled(_short(each)) for each in args]
    words += [
        f"{word}={_spelled(each)}"
        for word, each in named.items()
        if word not in ("name", "batch_input_shape")
    ]
    return f"{name}({', '.join(words)})"


def _short(value: Any) -> Any:
    """One number for several that are the same."""
    same = type(value) is tuple and value and all(each == value[0] for each in value)
    return value[0] if same and type(value[0]) is int else value


def _spelled(value: Any) -> str:
    if isinstance(value, LayerInstance):
        return value.spelled_call or f"{value.cls.name}(...)"
    if isinstance(value, list):
        return f"[{', '.join(map(_spelled, value))}]"
    return show(value)
