"""Operators that work element by element."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.layers.activation.activation import Activation
from convcalc.layers.other.merge import Merge

if TYPE_CHECKING:
    from convcalc.readers.tflite.step import Step
    from convcalc.readers.tflite.values import Value


def unary(step: Step) -> list[Value]:
    """A function of every element by itself; whatever else goes in are numbers for it."""
    return step.apply(Activation(function=_function(step)))


def binary(step: Step) -> list[Value]:
    """A function of two tensors that broadcast."""
    return step.apply(Merge(function=_function(step), most=2), (0, 1))


def several(step: Step) -> list[Value]:
    """A sum of any number of tensors."""
    return step.apply(Merge(function="add", least=1), range(len(step.given)))


def select(step: Step) -> list[Value]:
    """One or the other of two tensors, where a third says so; truths may be fewer axes in front."""
    condition, one = step.source(0), step.source(1)
    if step.word == "SELECT" and len(condition.shape) == 1 and len(one.shape) > 1:
        return step.apply(Merge(function="where"), (1, 2))
    return step.apply(Merge(function="where", least=3), (0, 1, 2))


def _function(step: Step) -> str:
    return step.word.removeprefix("STABLEHLO_").lower()
