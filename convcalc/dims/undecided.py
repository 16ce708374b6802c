"""Which sizes take which way, where a comparison is not settled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from convcalc.dims.comparisons import Comparison
from convcalc.dims.evaluation import free_symbols
from convcalc.dims.facts import fact_of
from convcalc.dims.periods import TooHardError
from convcalc.dims.statements import texts_of
from convcalc.dims.writing import show

if TYPE_CHECKING:
    from convcalc.dims.comparisons import Sign
    from convcalc.dims.expression import Dim
    from convcalc.dims.facts import Fact
    from convcalc.dims.solutions import Solutions

OPPOSITES: dict[Sign, Sign] = {
    "==": "!=",
    "!=": "==",
    "<": ">=",
    ">=": "<",
    ">": "<=",
    "<=": ">",
}
_SHOWN = {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥"}
_ADJECTIVE = re.compile(r"^(\w+) (?=(?:not )?(?:divisible|odd))")
_IS = r"\1 is "


def explain_undecided(left: Dim, sign: Sign, right: Dim) -> str:
    """
    For which symbols a comparison is true, and for which it is false, a line each.

    >>> from convcalc.dims import symbol
    >>> print(explain_undecided(symbol("H") % 32, "==", 0))
    true where H is divisible by 32
    false where H is not divisible by 32
    """
    return "\n".join(
        _line(word, Comparison(left=left, sign=each, right=right))
        for word, each in (("true", sign), ("false", OPPOSITES[sign]))
    )


def _line(word: str, comparison: Comparison) -> str:
    """Where a comparison is so, for the word that stands for it."""
    fact = fact_of(comparison)
    names = free_symbols(fact.expr)
    values = _values(fact, names[0]) if len(names) == 1 else None
    if values is not None and (values.is_empty or values.is_everything):
        return f"never {word}" if values.is_empty else f"always {word}"
    texts = None if values is None else texts_of(values, names[0])
    if texts is not None:
        return f"{word} where {' and '.join(_ADJECTIVE.sub(_IS, text) for text in texts)}"
    sign = _SHOWN.get(comparison.sign, comparison.sign)
    return f"{word} where {show(comparison.left)} {sign} {show(comparison.right)}"


def _values(fact: Fact, name: str) -> Solutions | None:
    try:
        return fact.values(name)
    except TooHardError:
        return None
