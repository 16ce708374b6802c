"""The tensors in what a model returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import BadValue
from convcalc.readers.python.language.limits import exceeded
from convcalc.readers.python.libraries.std.classes.dataclasses import FIELDS
from convcalc.readers.python.objects.classes import Instance
from convcalc.readers.python.objects.plain_bases import plain
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.tracing.named_results import NamedResults
from convcalc.readers.python.tracing.tensors import CONTAINERS
from convcalc.readers.python.tracing.tensors import MOST_VALUES
from convcalc.readers.python.tracing.tensors import TensorValue

if TYPE_CHECKING:
    from convcalc.graph.tensor import Tensor


def outputs_of(value: object) -> list[Tensor]:
    """
    The tensors inside what was returned, in order, one that is returned twice in both places.

    Raises:
        BadValue: If there is none.
        LimitError: If there is no end to what is inside.
    """
    found: list[Tensor] = []
    pending = [value]
    left = MOST_VALUES
    while pending:
        each = pending.pop()
        left -= 1
        if left < 0:
            raise exceeded("values", MOST_VALUES, "values in what the model returns")
        if isinstance(each, TensorValue):
            found.append(each.tensor)
        elif isinstance(each, Unread):
            each.refuse()
        else:
            pending.extend(reversed(_parts(each)))
    if not found:
        raise BadValue("the model returns no tensor", hint="return what the last layer gives")
    return found


def _parts(value: object) -> list[object]:
    """What a value consists of; what an object merely keeps besides is no part of it."""
    held = plain(value)
    if isinstance(held, CONTAINERS):
        return list(held)
    if isinstance(held, dict):
        return list(held.values())
    if isinstance(held, NamedResults):
        return list(held.items)
    return _fields(held) if isinstance(held, Instance) else []


def _fields(value: Instance) -> list[object]:
    """The fields of a dataclass; of any other object the tensors that are its public attributes."""
    fields = value.cls.lookup(FIELDS)
    own = value.attributes
    if isinstance(fields, dict):
        return [own[name] for name in fields if name in own]
    return [
        each
        for name, each in own.items()
        if isinstance(each, (TensorValue, Unread)) and not name.startswith("_")
    ]
