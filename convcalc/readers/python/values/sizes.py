"""Whether sizes that may be symbols are equal, or which is larger, for every value of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.errors import BadValue
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import show

if TYPE_CHECKING:
    from convcalc.readers.python.world import Arbiter


def order_sizes(sign: str, left: Any, right: Any, arbiter: Arbiter) -> bool:
    """
    Whether the order of two whole sizes holds, for every value of the symbols.

    Raises:
        BadValue: If one is no size, or that depends on the symbols.
    """
    from convcalc.dims import is_at_least

    for each in (left, right):
        if not isinstance(each, (int, Expr)):
            raise BadValue(
                f"a size and {describe(each)} have no order: {left} {sign} {show(right)}"
            )
    first, second = (right, left) if sign in ("<=", "<") else (left, right)
    decided = is_at_least(first, second if sign in (">=", "<=") else second + 1)
    return arbiter.undecided(left, sign, right) if decided is None else decided


def equal_sizes(left: Any, right: Any, arbiter: Arbiter) -> bool:
    """
    Whether two whole sizes are equal, for every value of the symbols; what is no size is not.

    Raises:
        BadValue: If that depends on the symbols.
    """
    from convcalc.dims import is_equal

    if not isinstance(left, (int, Expr)) or not isinstance(right, (int, Expr)):
        return False
    decided = is_equal(left, right)
    return arbiter.undecided(left, "==", right) if decided is None else decided
