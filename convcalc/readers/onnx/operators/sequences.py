"""Sequences of tensors, and what may be there or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.layers.other.function import Function
from convcalc.layers.shape.concat import Concat
from convcalc.layers.shape.concat import Stack
from convcalc.layers.shape.split import Split
from convcalc.readers.onnx.step import Undecided
from convcalc.readers.onnx.values import Value
from convcalc.readers.onnx.values import dtype_of
from convcalc.readers.stored.arrays import Array

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from convcalc.readers.onnx.step import Step


def sequence(items: Sequence[Value] | None, like: Value) -> list[Value]:
    """A sequence of these; of tensors like that one where they are not known one by one."""
    return [Value(like.tensor, like.dtype, items=items, is_sequence=True)]


def construct(step: Step) -> list[Value]:
    """SequenceConstruct."""
    items = [each for each in step.inputs if each is not None]
    return sequence(items, items[0])


def empty(step: Step) -> list[Value]:
    """SequenceEmpty."""
    dtype = dtype_of(step.whole("dtype")) if step.has("dtype") else "float32"
    return sequence([], step.constant((), dtype))


def at(step: Step) -> list[Value]:
    """SequenceAt: one of them; where any of them may be meant, they must be alike."""
    found, index = step.needed(0), step.scalar(1)
    items = found.items
    if items is not None and type(index) is int and -len(items) <= index < len(items):
        return [items[index]]
    if items is None:
        return [step.constant(found.shape, found.dtype, is_constant=False)]
    shapes = {each.shape for each in items}
    if len(shapes) == 1:
        return [step.constant(items[0].shape, items[0].dtype, is_constant=False)]
    raise Undecided("which tensor of a sequence is meant is worked out by the network")


def _position(step: Step, index: int, items: Sequence[Value], usual: int) -> int:
    if step.given(index) is None:
        return usual
    found = step.scalar(index)
    if type(found) is not int or not -len(items) <= found <= len(items):
        raise Undecided("a position in a sequence is worked out by the network")
    return found


def insert(step: Step) -> list[Value]:
    """SequenceInsert."""
    found, each = step.needed(0), step.needed(1)
    if found.items is None:
        return sequence(None, found)
    items = list(found.items)
    place = _position(step, 2, items, len(items))
    items.insert(place + len(items) if place < 0 else place, each)
    return sequence(items, each)


def erase(step: Step) -> list[Value]:
    """SequenceErase."""
    found = step.needed(0)
    if found.items is None:
        return sequence(None, found)
    items = list(found.items)
    del items[_position(step, 1, items, len(items) - 1)]
    return sequence(items, found)


def length(step: Step) -> list[Value]:
    """SequenceLength."""
    items = step.needed(0).items
    array = None if items is None else Array((), [len(items)])
    return [step.constant((), "int64", array, is_constant=False)]


def split(step: Step) -> list[Value]:
    """SplitToSequence: pieces of a length, of these lengths, or of 1."""
    source = step.needed(0)
    axis = step.axis(step.whole("axis"), source.rank)
    length_of_axis = source.shape[axis]
    given = step.given(1)
    sizes: list[Any] | None = [1] if given is None else step.sizes(1)
    if (
        sizes is None
        or type(length_of_axis) is not int
        or not all(type(each) is int for each in sizes)
    ):
        shape = (*source.shape[:axis], step.fresh(), *source.shape[axis + 1 :])
        return sequence(None, step.constant(shape, source.dtype, is_constant=False))
    if given is None or not given.rank:
        whole, rest = divmod(length_of_axis, max(sizes[0], 1))
        sizes = [sizes[0]] * whole + ([rest] if rest else [])
    pieces = step.apply(Split(sizes=tuple(sizes), axis=axis), [source])
    if given is None and not step.whole("keepdims", 1):
        shape = (*source.shape[:axis], *source.shape[axis + 1 :])
        pieces = [step.constant(shape, source.dtype, is_constant=False) for _ in pieces]
    return sequence(pieces, pieces[0] if pieces else source)


def concat(step: Step) -> list[Value]:
    """ConcatFromSequence: along an axis, or along a new one."""
    found = step.needed(0)
    items, is_new = found.items, step.whole("new_axis")
    axis = step.axis(step.whole("axis"), found.rank + bool(is_new))
    if items:
        return step.apply(Stack(axis=axis) if is_new else Concat(axis=axis, least=1), items)
    rest = found.shape[axis + (not is_new) :]
    shape = (*found.shape[:axis], step.fresh(), *rest)
    return step.apply(Function(function="concat", shapes=(shape,), work=0), [found])


def optional(step: Step) -> list[Value]:
    """Optional: what is there; of nothing, something of the type that is said."""
    found = step.given(0)
    return [step.constant((), "float32", is_constant=False) if found is None else found]


def has_element(step: Step) -> list[Value]:
    """OptionalHasElement: whether there is one is only known where there is no input."""
    array = Array((), [False]) if step.given(0) is None else None
    return [step.constant((), "bool", array, is_constant=False)]


def get_element(step: Step) -> list[Value]:
    """OptionalGetElement."""
    return [step.needed(0)]
