"""The tensors in what a model returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import BadValue
from convcalc.readers.python.objects.classes import Instance
from convcalc.readers.python.objects.plain_bases import plain
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.tracing.tensors import CONTAINERS
from convcalc.readers.python.tracing.tensors import TensorValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from convcalc.graph.tensor import Tensor

DEEPEST = 20


def outputs_of(value: object) -> list[Tensor]:
    """
    The tensors inside what was returned, in order, each once.

    Raises:
        BadValue: If there is none.
    """
    found = list(dict.fromkeys([each.tensor for each in _tensors(value, DEEPEST)]))
    if not found:
        raise BadValue("the model returns no tensor", hint="return what the last layer gives")
    return found


def _tensors(value: object, depth: int) -> Iterator[TensorValue]:
    if isinstance(value, TensorValue):
        yield value
    elif isinstance(value, Unread):
        value.refuse()
    elif depth > 0:
        for each in _parts(value):
            yield from _tensors(each, depth - 1)


def _parts(value: object) -> list[object]:
    value = plain(value)
    if isinstance(value, CONTAINERS):
        return list(value)
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, Instance):
        return list(value.attributes.values())
    return []
