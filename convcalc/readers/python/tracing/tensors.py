"""Symbolic tensors of the evaluated world, whatever library they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.operations.operand import Operand
from convcalc.readers.python.language.limits import exceeded
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.plain_bases import PayloadInstance

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from convcalc.layers.core.layer import Layer
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.tracing.trace import Trace

CONTAINERS = (list, tuple)


class TensorValue(Operand, HostObject):
    """A tensor as the evaluated world sees it: of no library, or of one that says more."""

    __slots__ = ()
    type_name: ClassVar[str] = "a tensor"
    outranks_arrays: ClassVar[bool] = False
    """Whether it answers for an operator with an array on its left."""

    def __repr__(self) -> str:
        return f"a tensor {self.tensor.shape}"

    def operate(
        self, layer: Layer, inputs: Sequence[TensorValue], site: Site, spelled: str
    ) -> tuple[TensorValue, ...]:
        """The tensors, of this kind, that an operation of no library gives."""
        trace: Trace = site.evaluator.trace  # type: ignore[attr-defined]  # readers of source have one
        outputs = trace.operate(layer, [each.tensor for each in inputs], site, spelled)
        return tuple([type(self)(each) for each in outputs])


MOST_VALUES = 1_000_000
"""More values in one argument are no tensors: it grew by itself, or holds itself."""


def tensors_in(value: object) -> Iterator[TensorValue]:
    """
    The tensors inside a value: itself, or in lists, tuples and dicts, in order.

    Raises:
        LimitError: If there is no end to what is inside.
    """
    pending = [value]
    left = MOST_VALUES
    while pending:
        each = pending.pop()
        left -= 1
        if left < 0:
            raise exceeded("values", MOST_VALUES, "values in one argument")
        if isinstance(each, TensorValue):
            yield each
        elif isinstance(each, CONTAINERS):
            pending.extend(reversed(each))
        elif isinstance(each, dict):
            pending.extend(reversed(each.values()))
        elif isinstance(each, PayloadInstance):
            pending.extend(each.held_values)
