"""What cannot be known, as a value: never zero, never a guess."""

from __future__ import annotations

from convcalc.values import Value


class Unknown(Value):
    """A number that cannot be known from the definition, and why."""

    reason: str

    def __str__(self) -> str:
        return "?"
