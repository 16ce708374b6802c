"""The numbers that satisfy a condition in one symbol: spans of the residue classes of a period."""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING

from convcalc.dims.periods import MAX_PERIOD
from convcalc.dims.periods import MAX_START
from convcalc.dims.periods import Progression
from convcalc.dims.periods import TooHardError
from convcalc.dims.periods import period_of
from convcalc.dims.periods import sequence
from convcalc.errors import ConvcalcError
from convcalc.values import Value

if TYPE_CHECKING:
    from convcalc.dims.conditions import Relation
    from convcalc.dims.expression import Expr

Span = tuple[int, "int | None"]
"""The first and the last number; None where it goes on for ever."""


class Solutions(Value):
    """
    A set of whole numbers >= 1.

    `classes[r]` holds the numbers n with n % modulus == r, as spans in steps of the modulus, in
    order, with gaps between.
    """

    modulus: int
    classes: tuple[tuple[Span, ...], ...]

    @property
    def is_empty(self) -> bool:
        """Whether no number is in the set."""
        return not any(self.classes)

    @property
    def is_everything(self) -> bool:
        """Whether every number is in the set."""
        return all(
            spans == ((residue or self.modulus, None),)
            for residue, spans in enumerate(self.classes)
        )

    @property
    def least(self) -> int | None:
        """The smallest number in the set."""
        return min((spans[0][0] for spans in self.classes if spans), default=None)

    @property
    def greatest(self) -> int | None:
        """The greatest number in the set; None where it goes on for ever, or is empty."""
        ends = [spans[-1][1] for spans in self.classes if spans]
        return None if None in ends else max((end for end in ends if end), default=None)


EVERYTHING = Solutions(modulus=1, classes=(((1, None),),))


def solutions_of(expression: Expr, relation: Relation, symbol: str) -> Solutions:
    """
    The values of a symbol for which a size is zero, or not negative.

    Raises:
        TooHardError: If the size has no period that can be looked at.

    """
    period = period_of(expression.terms, symbol)
    values = sequence(expression, symbol)
    classes: list[list[Span]] = [[] for _ in range(period.length)]
    try:
        for number in range(1, period.start):
            if _holds(values(number), relation):
                classes[number % period.length].append((number, number))
        for first in range(period.start, period.start + period.length):
            line = Progression(values, first, period.length, period.degree)
            classes[first % period.length] += [
                (
                    first + period.length * low,
                    None if high is None else first + period.length * high,
                )
                for low, high in _indices(line, relation)
            ]
    except ConvcalcError:
        raise TooHardError from None
    return Solutions(
        modulus=period.length,
        classes=tuple(_merged(spans, period.length) for spans in classes),
    )


def _holds(value: int, relation: Relation) -> bool:
    return value == 0 if relation == "==" else value >= 0


def _indices(line: Progression, relation: Relation) -> list[Span]:
    """Where along its residue class a polynomial is zero, or not negative."""
    if line.is_constant:
        return [(0, None)] if _holds(line.value(0), relation) else []
    if line.base > MAX_START:
        raise TooHardError
    spans: list[Span] = [(k, k) for k in range(line.base) if _holds(line.value(k), relation)]
    positive = line.first_at_least(1)
    if relation == ">=" and line.direction < 0:
        start = line.base
    else:
        start = line.first_at_least(0)
        if relation == ">=":
            return [*spans, (start, None)]
    return [*spans, (start, positive - 1)] if start < positive else spans


def _merged(spans: list[Span], step: int) -> tuple[Span, ...]:
    """The same spans, those that touch made one."""
    result: list[Span] = []
    for low, high in spans:
        if result and result[-1][1] is not None and result[-1][1] + step == low:
            result[-1] = (result[-1][0], high)
        else:
            result.append((low, high))
    return tuple(result)


def intersection(left: Solutions, right: Solutions) -> Solutions:
    """
    The numbers in both sets.

    Raises:
        TooHardError: If the common period is too long.

    """
    modulus = lcm(left.modulus, right.modulus)
    if modulus > MAX_PERIOD:
        raise TooHardError
    classes = tuple(
        _common(_class_of(left, residue, modulus), _class_of(right, residue, modulus), modulus)
        for residue in range(modulus)
    )
    return Solutions(modulus=modulus, classes=classes)


def _class_of(solutions: Solutions, residue: int, modulus: int) -> list[Span]:
    """The spans of a finer residue class."""
    result: list[Span] = []
    for low, high in solutions.classes[residue % solutions.modulus]:
        start = low + (residue - low) % modulus
        end = None if high is None else high - (high - residue) % modulus
        if end is None or start <= end:
            result.append((start, end))
    return result


def _common(left: list[Span], right: list[Span], step: int) -> tuple[Span, ...]:
    result: list[Span] = []
    for low, high in left:
        for start, end in right:
            first = max(low, start)
            ends = [number for number in (high, end) if number is not None]
            last = min(ends) if ends else None
            if last is None or first <= last:
                result.append((first, last))
    return _merged(sorted(result, key=lambda span: span[0]), step)


def complement(solutions: Solutions) -> Solutions:
    """The whole numbers >= 1 that are not in a set."""
    step = solutions.modulus
    classes = tuple(
        _gaps(spans, residue or step, step) for residue, spans in enumerate(solutions.classes)
    )
    return Solutions(modulus=step, classes=classes)


def _gaps(spans: tuple[Span, ...], first: int, step: int) -> tuple[Span, ...]:
    """What lies between the spans of a residue class, which begins with `first`."""
    result: list[Span] = []
    for low, high in spans:
        if first < low:
            result.append((first, low - step))
        if high is None:
            return tuple(result)
        first = high + step
    return (*result, (first, None))
