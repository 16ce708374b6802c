"""Elements of Keras's tensors: `x[...]`, and going over the first axis."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.errors import BadValue
from convcalc.layers.shape.indexing import Index
from convcalc.layers.shape.indexing import New
from convcalc.layers.shape.indexing import Picked
from convcalc.layers.shape.indexing import Single
from convcalc.layers.shape.indexing import Span
from convcalc.layers.shape.unbind import Unbind
from convcalc.readers.python.libraries.keras.operations import perform
from convcalc.readers.python.libraries.keras.tensors import KerasTensor
from convcalc.readers.python.objects.host import describe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from convcalc.layers.shape.indexing import Part
    from convcalc.readers.python.objects.host import Site


def subscript(tensor: KerasTensor, key: Any, site: Site) -> object:
    """
    What `x[key]` gives.

    Raises:
        ConvcalcError: If the key names positions that are not there, or is none.
    """
    keys = list(key) if isinstance(key, tuple) else [key]
    rank = len(tensor.tensor.shape)
    taken = sum(1 for each in keys if each is not None and each is not ...)
    parts: list[Part] = []
    picked: list[KerasTensor] = []
    for each in keys:
        if each is ...:
            parts += [Span()] * (rank - taken)
        else:
            parts.append(_part(each, picked))
    return perform(Index(parts=tuple(parts)), [tensor, *picked], site, "GetItem")


def _part(key: Any, picked: list[KerasTensor]) -> Part:
    if key is None:
        return New()
    if isinstance(key, slice):
        step = 1 if key.step is None else key.step
        if type(step) is not int:
            raise BadValue(f"a step of {describe(step)}", expected="a whole number")
        if step < 0:
            if key.start is None and key.stop is None and step == -1:
                return Span()
            raise BadValue(f"a step of {step}", expected="a step from 1, or [::-1]")
        return Span(start=_end(key.start), stop=_end(key.stop), step=step)
    if isinstance(key, (int, Expr)):
        return Single(position=key)
    if isinstance(key, KerasTensor):
        if not key.tensor.shape:
            return Single(position=None)
        picked.append(key)
        return Picked(shape=key.tensor.shape)
    if isinstance(key, list):
        return Picked(shape=(len(key),))
    raise BadValue(f"{describe(key)} is no position in a tensor", expected="a number or a slice")


def _end(value: Any) -> Any:
    if value is not None and not isinstance(value, (int, Expr)):
        raise BadValue(f"{describe(value)} is no end of a slice", expected="a whole number")
    return value


def elements(tensor: KerasTensor, site: Site) -> Iterable[object]:
    """The positions of the first axis one by one."""
    found = perform(Unbind(axis=0), [tensor], site, "Unstack")
    return found if isinstance(found, tuple) else (found,)
