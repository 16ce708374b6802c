"""What layers of one class that are made with the same arguments have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.layers.core.layer import Layer

MOST_KEPT = 10_000
"""How many are kept of a class before it starts anew."""

PLAIN = frozenset({int, float, bool, str, type(None)})
LONGEST = 40
"""Longer texts are no layer's arguments."""


class Prototype:
    """
    A layer, the attributes that PyTorch gives it, and the call that makes it.

    `words` are its arguments as PyTorch shows them, once asked for.
    """

    __slots__ = ("call", "kept", "layer", "words")

    def __init__(self, layer: Layer, kept: dict[str, Any], call: str) -> None:
        self.layer = layer
        self.kept = kept
        self.call = call
        self.words: str | None = None


def key_of(args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
    """The arguments of a layer as one text; empty where one of them may change or be large."""
    for each in (*args, *kwargs.values()):
        inside = each if type(each) is tuple else (each,)
        for value in inside:
            if type(value) not in PLAIN or (type(value) is str and len(value) > LONGEST):
                return ""
            if type(value) is int and not -LARGEST < value < LARGEST:
                return ""
    return f"{args!r}{kwargs!r}"


LARGEST = 1 << 62
"""Larger numbers are no layer's arguments."""
