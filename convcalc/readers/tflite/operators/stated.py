"""Operators of which the file itself says the most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.layers.other.function import Function
from convcalc.operations.dtypes import BYTES
from convcalc.readers.tflite.values import Undecided

if TYPE_CHECKING:
    from convcalc.readers.tflite.step import Step
    from convcalc.readers.tflite.values import Value


def kept(step: Step) -> list[Value]:
    """The same elements stored otherwise."""
    layer = Function(function=step.word.lower(), shapes=(step.shape(0),), work=0)
    return step.apply(layer)


def bitcast(step: Step) -> list[Value]:
    """The same bits as elements of another type; the last axis takes up what does not fit."""
    source = step.source(0)
    before = BYTES.get(source.dtype)
    after = BYTES.get(step.wanted[0].dtype) if step.wanted else None
    if before is None or after is None:
        raise Undecided("the sizes of its elements are not whole bytes")
    shape = source.shape
    if before > after:
        shape = (*shape, before // after)
    elif before < after:
        if not shape or shape[-1] != after // before:
            raise Undecided("its last axis does not hold whole elements")
        shape = shape[:-1]
    layer = Function(function="bitcast", shapes=(shape,), work=0)
    return step.apply(layer)
