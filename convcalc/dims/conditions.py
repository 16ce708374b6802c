"""What must hold for sizes: that one is zero, or not negative."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar
from typing import Literal

from convcalc.dims.expression import from_terms
from convcalc.dims.expression import terms_of
from convcalc.dims.polynomial import as_constant
from convcalc.dims.writing import show
from convcalc.values import Value

if TYPE_CHECKING:
    from convcalc.dims.atoms import Terms
    from convcalc.dims.expression import Dim

Relation = Literal["==", ">="]


class Condition(Value):
    """That a size is zero, or not negative; `reason` says where the condition comes from."""

    expr: Dim
    relation: Relation
    reason: str = ""

    not_compared: ClassVar[frozenset[str]] = frozenset({"reason"})

    def __str__(self) -> str:
        return statement(self)


def equal(left: Dim, right: Dim, reason: str = "") -> Condition:
    """The condition that two sizes are equal."""
    return Condition(expr=left - right, relation="==", reason=reason)


def at_least(left: Dim, right: Dim, reason: str = "") -> Condition:
    """The condition that the left size is not below the right one."""
    return Condition(expr=left - right, relation=">=", reason=reason)


def statement(condition: Condition) -> str:
    """
    A condition in signs, nothing negative on either side.

    >>> from convcalc.dims import symbol
    >>> height = symbol("H")
    >>> statement(equal(height // 2 * 2, height))
    '2·⌊H/2⌋ = H'
    """
    terms = terms_of(condition.expr)
    left = {monomial: value for monomial, value in terms.items() if value > 0}
    right = {monomial: -value for monomial, value in terms.items() if value < 0}
    sign, turned = ("=", "=") if condition.relation == "==" else ("≥", "≤")
    if as_constant(left) is not None and as_constant(right) is None:
        left, right, sign = right, left, turned
    return f"{_side(left)} {sign} {_side(right)}"


def _side(terms: Terms) -> str:
    return show(from_terms(terms))
