"""Operators that say sizes, or make tensors of sizes that are told."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.layers.other.function import Function
from convcalc.layers.other.merge import broadcast
from convcalc.operations.ranges import steps_between
from convcalc.readers.stored.arrays import Array
from convcalc.readers.tflite.values import Undecided

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.tflite.step import Step
    from convcalc.readers.tflite.values import Value


def _made(
    step: Step, shape: Shape, own: Sequence[int] = (), *, work: int | None = 0
) -> list[Value]:
    """A tensor of this shape, whose elements nobody works out unless told otherwise."""
    layer = Function(function=step.word.lower(), shapes=(shape,), work=work)
    return step.apply(layer, own)


def shape_of(step: Step) -> list[Value]:
    """The sizes of a tensor."""
    shape = step.shape(0)
    found = _made(step, (len(shape),), (0,))
    found[0].array = Array((len(shape),), shape)
    return found


def rank(step: Step) -> list[Value]:
    """The number of axes of a tensor."""
    found = _made(step, (), (0,))
    found[0].array = Array((), [len(step.shape(0))])
    return found


def fill(step: Step) -> list[Value]:
    """One number everywhere."""
    return _made(step, step.sizes(0, "the shape of its result"), (1,))


def range_(step: Step) -> list[Value]:
    """Numbers in steps."""
    ends = [step.source(place).elements() for place in range(3)]
    start, stop, stride = [None if each is None else each.scalar() for each in ends]
    if not (_is_followed(start) and _is_followed(stop) and _is_followed(stride)):
        raise Undecided("how many numbers there are is worked out while it runs")
    count = steps_between((start, stop, stride))
    return _made(step, (max(count, 0) if type(count) is int else count,))


def _is_followed(value: Any) -> bool:
    """Whether it is a size, or a fraction that is finite."""
    return isinstance(value, (int, Expr)) or (isinstance(value, float) and isfinite(value))


def broadcast_args(step: Step) -> list[Value]:
    """The sizes that two lists of sizes broadcast to."""
    shapes = tuple([step.numbers(place, "a list of sizes") for place in (0, 1)])
    shape = broadcast(shapes, step.needs, channel_axis=1)
    found = _made(step, (len(shape),), (0, 1))
    found[0].array = Array((len(shape),), shape)
    return found


def random(step: Step) -> list[Value]:
    """Random numbers in sizes that are told."""
    return _made(step, step.sizes(0, "the shape of its result"), work=None)


def multinomial(step: Step) -> list[Value]:
    """So many picks for each row of (N, C)."""
    rows, _ = step.axes(0, 2)
    count = step.size(1, "how many are picked")
    return _made(step, (rows, count), (0,), work=None)
