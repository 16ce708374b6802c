"""Variables, which hold a tensor between runs: weights, or the state of a stream."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import BadValue
from convcalc.layers.other.function import Function
from convcalc.readers.tflite.values import Undecided

if TYPE_CHECKING:
    from convcalc.readers.tflite.step import Step
    from convcalc.readers.tflite.values import Value


def handle(step: Step) -> list[Value]:
    """What stands for a variable; it makes no row."""
    options = step.options
    found = step.constant((), "resource")
    found.held = f"{options['container']}/{options['shared_name']}"
    return [found]


def call_once(step: Step) -> list[Value]:
    """A subgraph that runs before all others: what it stores in variables is known from then on."""
    step.run.initialise(step.options["subgraph"])
    return []


def assign(step: Step) -> list[Value]:
    """A variable takes a tensor; it makes no row."""
    name, value = _held(step), step.source(1)
    if name in step.run.states and value.stored is not None:
        value.stored.is_buffer = True
    step.run.variables[name] = value
    return []


def read(step: Step) -> list[Value]:
    """The tensor that a variable holds."""
    value = step.run.variables.get(_held(step))
    if value is None:
        raise Undecided("nothing was stored in the variable that it reads")
    layer = Function(function="read_variable", shapes=(value.shape,), work=0)
    step.given[0] = value
    return step.apply(layer, ()) if value.stored is None else step.apply(layer, (0,))


def _held(step: Step) -> str:
    name = step.source(0).held
    if not name:
        raise BadValue("the first input is no variable", expected="what VAR_HANDLE gives")
    return name
