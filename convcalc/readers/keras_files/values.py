"""What stands in a configuration as plain values: tuples, slices, shapes, types."""

from __future__ import annotations

from typing import Any

from convcalc.errors import LimitError
from convcalc.errors import ReadError

DEEPEST = 64
"""Values inside one another."""

Record = dict[str, Any]


def class_of(value: Any) -> str:
    """The class that a value is an object of; empty where it is none."""
    if isinstance(value, dict) and isinstance(value.get("class_name"), str):
        return str(value["class_name"]).rpartition(">")[2].rpartition(".")[2]
    return ""


def config_of(record: Any, place: str) -> Record:
    """
    The configuration of an object.

    Raises:
        ReadError: If it has none.
    """
    config = record.get("config") if isinstance(record, dict) else None
    if not isinstance(config, dict):
        raise ReadError(
            f"{place} has no config",
            expected='{"class_name": ..., "config": {...}}',
        )
    return config


def plain(value: Any, depth: int = 0) -> Any:
    """
    A value with tuples for its lists, and for what Keras writes as objects of Python's own types.

    >>> plain({"class_name": "__tuple__", "items": [1, [2]]})
    (1, (2,))

    Raises:
        LimitError: If it is nested too deeply.
    """
    if depth > DEEPEST:
        raise LimitError("values inside one another", expected=f"at most {DEEPEST} deep")
    if isinstance(value, list):
        return tuple([plain(each, depth + 1) for each in value])
    if not isinstance(value, dict):
        return value
    name = value.get("class_name")
    if name in ("__tuple__", "TensorShape") and isinstance(value.get("items"), list):
        return plain(value["items"], depth + 1)
    if name == "__ellipsis__" or value.get("type") == "ellipsis":
        return Ellipsis
    inner = value.get("config")
    if name == "__slice__" and isinstance(inner, dict):
        return slice(*[plain(inner.get(each), depth + 1) for each in ("start", "stop", "step")])
    if name in ("__numpy__", "__tensor__") and isinstance(inner, dict):
        return plain(inner.get("value"), depth + 1)
    if isinstance(name, str) and name in DTYPES:
        return inner.get("name") if isinstance(inner, dict) else inner
    if value.keys() == {"start", "stop", "step"}:
        return slice(*[plain(value[each], depth + 1) for each in ("start", "stop", "step")])
    return {key: plain(each, depth + 1) for key, each in value.items()}


DTYPES = frozenset({"DType", "DTypePolicy", "Policy", "PolicyV1", "FloatDTypePolicy"})
"""The classes of what says the types of a layer."""


def shape_of(value: Any) -> tuple[Any, ...] | None:
    """A shape, batch and all, with None for what is open; None where the value is none."""
    found = plain(value)
    if not isinstance(found, tuple):
        return None
    if not all(each is None or (type(each) is int and each >= 0) for each in found):
        return None
    return found
