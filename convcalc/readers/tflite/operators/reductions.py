"""Operators that work along axes: reductions, positions of extremes, softmax and its like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.layers.activation.softmax import Softmax
from convcalc.layers.core.axes import places
from convcalc.layers.normalisation.response_norm import LocalResponseNorm
from convcalc.layers.other.along_axis import Along
from convcalc.layers.other.reduce import Reduce
from convcalc.operations.reductions import largest

if TYPE_CHECKING:
    from convcalc.readers.tflite.step import Step
    from convcalc.readers.tflite.values import Value

CHOOSING = frozenset({"REDUCE_MAX", "REDUCE_MIN"})


def reduce(step: Step) -> list[Value]:
    """Some axes to one value; one that is named twice counts once."""
    axes = places(tuple(step.whole_numbers(1, "which axes go")), step.shape(0) or (1,))
    layer = Reduce(
        function=step.word.removeprefix("REDUCE_").lower(),
        axes=tuple(dict.fromkeys(axes)),
        keepdim=step.options["keep_dims"],
        most=step.word in CHOOSING,
    )
    return step.apply(layer)


def arg(step: Step) -> list[Value]:
    """Where the extreme along an axis is."""
    axis = step.axis(1)
    return step.apply(Reduce(function=step.word.lower(), axes=(axis,), most=True))


def softmax(step: Step) -> list[Value]:
    """Along the last axis."""
    return step.apply(Softmax(axes=(-1,)))


def l2_normalization(step: Step) -> list[Value]:
    """Vectors along the last axis brought to length 1."""
    return step.apply(Along(function="l2_normalization", axes=(-1,)))


def response_normalization(step: Step) -> list[Value]:
    """Over neighbour channels, which are the last axis."""
    step.axes(0, 4)
    radius = step.options["radius"]
    return step.apply(LocalResponseNorm(neighbours=2 * radius + 1, channel_axis=3))


def cumsum(step: Step) -> list[Value]:
    """A total so far along an axis."""
    return step.apply(Along(function="cumsum", axes=(step.axis(1),)))


def top(step: Step) -> list[Value]:
    """The largest along the last axis, and where they are."""
    step.several(2)
    source = step.source(0)
    count = step.size(1, "how many are the largest")
    return largest(step, step.word, source, count, len(source.shape) - 1)
