"""Texts that compare sizes, such as `H % 32 == 0`, `64 <= H < 512` and `H divisible by 32`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Literal

from convcalc.dims.parsing import parse
from convcalc.errors import BadValue
from convcalc.errors import UsageError
from convcalc.values import Value

if TYPE_CHECKING:
    from convcalc.dims.expression import Dim

Sign = Literal["==", "!=", "<", "<=", ">", ">="]

EXPECTED = "a comparison of sizes"
HINT = "for example 'H % 32 == 0', 'H == W' or 'H >= 64'"

_PLAIN = str.maketrans({"≥": ">=", "≤": "<=", "≠": "!="})
_AND = re.compile(r"\band\b")
_SIGN = re.compile("==|!=|<=|>=|<|>|=")
_DIVISIBLE = re.compile(r"^(.*?)\s+(?:is\s+)?divisible\s+by\s+(.*)$")
_MOST_CHARACTERS = 1_000
_QUOTED = 60
_SIGNS: dict[str, Sign] = {
    "==": "==",
    "=": "==",
    "!=": "!=",
    "<": "<",
    "<=": "<=",
    ">": ">",
    ">=": ">=",
}


class Comparison(Value):
    """Two sizes and the sign between them."""

    left: Dim
    sign: Sign
    right: Dim


def comparisons_of(text: str) -> tuple[Comparison, ...]:
    """
    What a text says; all of it holds.

    Raises:
        UsageError: If the text is no comparison.

    >>> [each.sign for each in comparisons_of("64 <= H and H % 32 == 0")]
    ['<=', '==']
    """
    if len(text) > _MOST_CHARACTERS:
        raise UsageError(
            f"a comparison of {len(text):,} characters", expected=f"at most {_MOST_CHARACTERS:,}"
        )
    return tuple(each for part in _AND.split(text.translate(_PLAIN)) for each in _read(part, text))


def _read(part: str, text: str) -> list[Comparison]:
    """What stands between two words "and"."""
    divisible = _DIVISIBLE.match(part.strip())
    if divisible:
        left, divisor = (_side(each, text) for each in divisible.groups())
        if divisor == 0:
            raise UsageError(f"{_quoted(text)} divides by zero", expected=EXPECTED, hint=HINT)
        return [Comparison(left=left % divisor, sign="==", right=0)]
    sides = [_side(each, text) for each in _SIGN.split(part)]
    if len(sides) < 2:
        raise UsageError(f"{_quoted(text)} compares nothing", expected=EXPECTED, hint=HINT)
    signs = [_SIGNS[sign] for sign in _SIGN.findall(part)]
    return [
        Comparison(left=left, sign=sign, right=right)
        for left, sign, right in zip(sides, signs, sides[1:], strict=False)
    ]


def _side(piece: str, text: str) -> Dim:
    if not piece.strip():
        raise UsageError(f"a side of {_quoted(text)} is missing", expected=EXPECTED, hint=HINT)
    try:
        return parse(piece.strip())
    except BadValue as error:
        raise UsageError(error.message, expected=error.expected, hint=error.hint or HINT) from None


def _quoted(text: str) -> str:
    return repr(text if len(text) <= _QUOTED else text[:_QUOTED] + "…")
