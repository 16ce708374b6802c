"""Operators that run other subgraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.readers.tflite.values import Undecided

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.readers.tflite.step import Step
    from convcalc.readers.tflite.values import Value

MOST_TURNS = 2_000


def call(step: Step) -> list[Value]:
    """Another subgraph in place of the operator."""
    return step.run.inner(step.name, step.options["subgraph"], step.given)


def if_(step: Step) -> list[Value]:
    """One subgraph or the other, as a truth says."""
    truth = _truth(step.given[0] if step.given else None)
    branches = [step.options["then_subgraph"], step.options["else_subgraph"]]
    if truth is None:
        raise Undecided("which branch runs is decided while it runs")
    return step.run.inner(step.name, branches[not truth], step.given[1:])


def while_(step: Step) -> list[Value]:
    """A subgraph again and again, as long as another one says so."""
    state: Sequence[Value | None] = step.given
    network = step.run.network
    mark = network.mark()
    for _ in range(MOST_TURNS):
        found = step.run.inner(step.name, step.options["cond_subgraph"], state)
        goes_on = _truth(found[0] if found else None)
        if goes_on is None:
            break
        if not goes_on:
            return [each for each in state if each is not None]
        state = step.run.inner(step.name, step.options["body_subgraph"], state)
    network.restore(mark)
    raise Undecided("how often it runs is decided while it runs")


def _truth(value: Value | None) -> bool | None:
    """What a condition is; None where nobody knows."""
    array = None if value is None else value.elements()
    found = None if array is None else array.scalar()
    return None if found is None else bool(found)
