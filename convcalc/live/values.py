"""Values of a run as Python text: numbers, words, slices, types, and tensors by their names."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Callable


class NotSpelled(Exception):  # noqa: N818 (no error that a user sees)
    """A value that has no text."""


def spelled(value: Any, name_of: Callable[[Any], str | None]) -> str:
    """
    The text of a value; `name_of` gives that of a tensor, None for what is none.

    Raises:
        NotSpelled: If it has no text.
    """
    named = name_of(value)
    if named is not None:
        return named
    if value is Ellipsis:
        return "..."
    if isinstance(value, float) and not math.isfinite(value):
        return f"float('{value}')"
    if value is None or type(value) in (bool, int, float, str, complex):
        return repr(value)
    if isinstance(value, slice):
        parts = [spelled(each, name_of) for each in (value.start, value.stop, value.step)]
        return f"slice({', '.join(parts)})"
    if isinstance(value, (tuple, list)):
        return _sequence(value, name_of)
    if isinstance(value, dict):
        items = [f"{spelled(k, name_of)}: {spelled(v, name_of)}" for k, v in value.items()]
        return f"{{{', '.join(items)}}}"
    return _framework(value)


def _sequence(value: Any, name_of: Callable[[Any], str | None]) -> str:
    inner = ", ".join([spelled(each, name_of) for each in value])
    if isinstance(value, list):
        return f"[{inner}]"
    return f"({inner},)" if len(value) == 1 else f"({inner})"


def _framework(value: Any) -> str:
    """A type of numbers, a device, a layout of memory."""
    kind = f"{type(value).__module__}.{type(value).__qualname__}"
    if kind in ("torch.dtype", "torch.memory_format", "torch.layout"):
        return str(value)
    if kind == "torch.device":
        return "'cpu'"
    if hasattr(value, "__index__"):
        return repr(int(value))
    raise NotSpelled(kind)


def tensors_in(value: Any, is_tensor: Callable[[Any], bool]) -> list[Any]:
    """All tensors in nested lists, tuples and dicts, in order."""
    if is_tensor(value):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (tuple, list)):
        return [each for part in value for each in tensors_in(part, is_tensor)]
    return []
