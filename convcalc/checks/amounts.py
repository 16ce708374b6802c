"""Numbers as people write limits: `5M`, `20MiB`, `61_706`; tolerances: `1%`, `500`, `2k`."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from convcalc.errors import UsageError
from convcalc.values import Value

UNITS = {
    "": 1,
    "k": 1000,
    "M": 1000**2,
    "G": 1000**3,
    "KiB": 1024,
    "MiB": 1024**2,
    "GiB": 1024**3,
}
EXPECTED = "a whole number, which may end in k, M, G (1000) or KiB, MiB, GiB (1024)"
LONGEST = 40

_AMOUNT = re.compile(r"(\d[\d_]*(?:\.\d+)?)\s*([A-Za-z]*)", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+", re.ASCII)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%", re.ASCII)


class Tolerance(Value):
    """How far a count may move: by a part of what it was, or by a number of its own."""

    part: Fraction = Fraction(0)
    amount: int = 0

    def allows(self, old: int, new: int) -> bool:
        """Whether a count may become another."""
        moved = abs(new - old)
        return moved <= self.amount or moved <= self.part * abs(old)


def amount_of(value: Any, name: str) -> int:
    """
    A whole number that is written as a limit; `name` is what it is for.

    >>> amount_of("1.5k", "--max-params"), amount_of("20MiB", "--max-weight-bytes")
    (1500, 20971520)

    Raises:
        UsageError: If it is something else.
    """
    if type(value) is int and value >= 0:
        return value
    if isinstance(value, float) and value >= 0 and value.is_integer():
        return int(value)
    text = value.strip() if isinstance(value, str) else ""
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    found = _AMOUNT.fullmatch(text) if len(text) <= LONGEST else None
    if found is None or found[2] not in UNITS:
        raise UsageError(
            f"{name} {_shown(value)}", expected=EXPECTED, hint=_nearest_unit(found), argument=name
        )
    size = Fraction(found[1].replace("_", "")) * UNITS[found[2]]
    if size.denominator != 1:
        raise UsageError(
            f"{name} {_shown(value)}, no whole number", expected=EXPECTED, argument=name
        )
    return int(size)


def tolerance_of(value: Any, name: str) -> Tolerance:
    """
    How far a count may move.

    >>> tolerance_of("0.5%", "--tolerance").allows(1000, 1005)
    True

    Raises:
        UsageError: If it is neither a part in per cent nor a number.
    """
    found = _PERCENT.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is not None and len(found[1]) <= LONGEST:
        return Tolerance(part=Fraction(found[1]) / 100)
    try:
        return Tolerance(amount=amount_of(value, name))
    except UsageError:
        raise UsageError(
            f"{name} {_shown(value)}",
            expected="a part in per cent, for example 0.5%, or a number, for example 10k",
            argument=name,
        ) from None


def _nearest_unit(found: re.Match[str] | None) -> str:
    """What a unit that is none was meant to be."""
    unit = "" if found is None else found[2]
    number = "" if found is None else found[1]
    letter = unit[:1].upper()
    if letter not in ("K", "M", "G"):
        return ""
    thousands = "k" if letter == "K" else letter
    if unit.lower() in ("kb", "mb", "gb", "kib", "mib", "gib"):
        return f"{number}{thousands} is 1000-based, {number}{letter}iB is 1024-based"
    return f"did you mean {number}{thousands}?" if len(unit) == 1 else ""


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
