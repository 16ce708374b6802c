"""
What must be true of the sizes for a network to be right.

A layer states what it needs. Where the sizes are known the answer is immediate; where they are
symbols and nothing can
be proved, the need is recorded as a condition and reported.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from convcalc.errors import ShapeError

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.dims.conditions import Relation
    from convcalc.dims.congruence import Condition

Complaint = Callable[[], ShapeError]


class Needs:
    """Collects the conditions that could not be decided, in the order they came up."""

    def __init__(self) -> None:
        self.conditions: list[Condition] = []
        self.place = ""

    def equal(self, got: Dim, wanted: Dim, complaint: Complaint) -> Dim:
        """
        The one size that both are, the simpler one where a condition makes them equal.

        Raises:
            ShapeError: If they differ for every value of the symbols.
        """
        if type(got) is int and type(wanted) is int:
            if got != wanted:
                raise complaint()
            return got
        return self._equal_symbolic(got, wanted, complaint)

    def _equal_symbolic(self, got: Dim, wanted: Dim, complaint: Complaint) -> Dim:
        from convcalc.dims import is_equal

        proved = is_equal(got, wanted)
        if proved is False:
            raise complaint()
        if proved is None:
            self._record(got - wanted, "==")
        if isinstance(got, int) or isinstance(wanted, int):
            return got if isinstance(got, int) else wanted
        return got if len(repr(got)) < len(repr(wanted)) else wanted

    def at_least(self, got: Dim, least: Dim, complaint: Complaint) -> None:
        """
        Need `got >= least`.

        Raises:
            ShapeError: If it is smaller for every value of the symbols.
        """
        if type(got) is int and type(least) is int:
            if got < least:
                raise complaint()
            return
        from convcalc.dims import is_at_least

        proved = is_at_least(got, least)
        if proved is False:
            raise complaint()
        if proved is None:
            self._record(got - least, ">=")

    def divisible(self, got: Dim, divisor: Dim, complaint: Complaint) -> Dim:
        """
        The quotient of two sizes that must divide without a rest.

        Raises:
            ShapeError: If there is a rest for every value of the symbols.
        """
        quotient = got // divisor
        self.equal(quotient * divisor, got, complaint)
        return quotient

    def _record(self, expr: Dim, relation: Relation) -> None:
        from convcalc.dims.congruence import Condition

        self.conditions.append(Condition(expr=expr, relation=relation, reason=self.place))
