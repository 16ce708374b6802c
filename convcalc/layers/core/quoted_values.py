"""Values as the user would write them, cut where they are long: what errors show of them."""

from __future__ import annotations

import reprlib
from itertools import islice
from typing import Any

VIEWS: tuple[type, ...] = (type({}.keys()), type({}.values()), type({}.items()))
MOST_LETTERS = 60


class Shown(reprlib.Repr):
    """
    The first few elements of a value, in the order it has them.

    Nothing is sorted and nothing is made whole first: the value may be huge, or hold itself.

    Args:
        most: How many elements of a list or tuple.
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self.maxlist = self.maxtuple = most
        self.maxlevel = 3
        self.maxstring = self.maxother = self.maxlong = MOST_LETTERS

    def repr1(self, x: Any, level: int) -> str:
        """One value, `level` levels above the deepest that is shown."""
        kind = type(x)
        if kind in VIEWS:
            return f"{kind.__name__}({self.repr_list(list(islice(x, self.maxlist + 1)), level)})"
        if kind is slice:
            ends = ", ".join(self._inner(each, level) for each in (x.start, x.stop, x.step))
            return f"slice({ends})"
        held = getattr(x, "held_values", ())
        return self._inner(held[0], level) if held else super().repr1(x, level)

    def _inner(self, value: Any, level: int) -> str:
        return self.repr1(value, level - 1) if level > 0 else self.fillvalue

    def repr_dict(self, x: dict[Any, Any], level: int) -> str:
        """The first pairs."""
        if not x:
            return "{}"
        if level <= 0:
            return f"{{{self.fillvalue}}}"
        pieces = [
            f"{self.repr1(key, level - 1)}: {self.repr1(value, level - 1)}"
            for key, value in islice(x.items(), self.maxdict)
        ]
        return self._closed("{", pieces, len(x), "}")

    def repr_set(self, x: set[Any], level: int) -> str:
        """The first elements."""
        return self._elements("{", x, level, "}") if x else "set()"

    def repr_frozenset(self, x: frozenset[Any], level: int) -> str:
        """The first elements."""
        return self._elements("frozenset({", x, level, "})") if x else "frozenset()"

    def _elements(self, left: str, values: Any, level: int, right: str) -> str:
        if level <= 0:
            return f"{left}{self.fillvalue}{right}"
        pieces = [self.repr1(each, level - 1) for each in islice(values, self.maxset)]
        return self._closed(left, pieces, len(values), right)

    def _closed(self, left: str, pieces: list[str], count: int, right: str) -> str:
        more = [self.fillvalue] if count > len(pieces) else []
        return f"{left}{', '.join([*pieces, *more])}{right}"


def shown(value: object, most: int = 6) -> str:
    """A value, cut where it is long or deep."""
    return Shown(most).repr(value)
