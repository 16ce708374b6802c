"""The bounds that keep the evaluation of hostile source short, and the meter that watches them."""

from __future__ import annotations

from contextlib import contextmanager
from time import process_time
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import LimitError
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

WORD = 64
"""Bits of an integer, and letters of a text, that cost as much memory as a few items."""

CONTAINERS = frozenset({list, tuple, dict, set, frozenset})
VIEWS: tuple[type, ...] = (type({}.keys()), type({}.values()), type({}.items()))
WALKED = frozenset({*CONTAINERS, *VIEWS})
COMPOUND = frozenset({*WALKED, slice, range})
"""What holds values that have texts of their own."""

ATOMS = frozenset({int, float, bool, type(None)})
"""What holds nothing, and is never large."""

FRAMES_A_CALL = 100
"""Frames of the host that one call of the user may take: more than its deepest nesting needs."""

LOOK = 50
"""So many steps go by between two looks at the clock."""

LONG_TEXT = 1_000
"""Letters that cost a step when a text is compared."""


class Limits(Value):
    """
    How much a definition may ask for.

    Units: `source_bytes` are bytes of UTF-8; `source_words` names, numbers and signs; `nesting`
    open brackets; `steps` evaluated nodes and loop rounds; `call_depth` calls inside calls;
    `integer_bits` bits of one number; `text_length` letters of one text; `items` elements of all
    lists, tuples, sets and dicts ever made; `seconds` those of the processor, which end what costs
    more than its steps say.
    """

    source_bytes: int = 10_000_000
    source_words: int = 3_000_000
    nesting: int = 100
    steps: int = 10_000_000
    call_depth: int = 200
    integer_bits: int = 4_096
    text_length: int = 1_000_000
    items: int = 10_000_000
    seconds: int = 20


def exceeded(limit: str, most: int, what: str) -> LimitError:
    """The complaint about a limit that was reached."""
    return LimitError(f"more than {most:,} {what}", expected=f"{limit} of at most {most:,}")


class Meter:
    """
    Counts what an evaluation uses and stops it at its limits.

    `spoiled` has, by identity, the objects that something unread may have changed, and what stands
    for each of them since; `uses` counts what was done with what is not read, and may have raised.
    `has_spoiled_classes` says that classes are among them, whose objects are as little known.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.steps_left = 0
        self._steps_behind = limits.steps
        self._end = 0.0
        self.items_left = limits.items
        self.depth = 0
        self.spoiled: dict[int, tuple[Any, Any]] = {}
        self.has_spoiled_classes = False
        self.uses = 0

    def out_of_steps(self) -> None:
        """
        Hand out the next steps, and look at the clock.

        Raises:
            LimitError: If there are no more, or the time is over; every later step raises it too.
        """
        more = min(LOOK - self.steps_left, self._steps_behind)
        self._steps_behind -= more
        self.steps_left += more
        if self.steps_left < 0:
            raise exceeded("steps", self.limits.steps, "steps of evaluation")
        now = process_time()
        self._end = self._end or now + self.limits.seconds
        if now > self._end:
            self.steps_left = -1
            self._steps_behind = 0
            raise exceeded("seconds", self.limits.seconds, "seconds of evaluation")

    @contextmanager
    def allowance(self, share: int) -> Iterator[None]:
        """Let what runs inside use no more than one part in so many of all steps."""
        kept = max(self._steps_behind - self.limits.steps // share, 0)
        self._steps_behind -= kept
        try:
            yield
        finally:
            self._steps_behind += kept

    def charge_steps(self, count: int) -> None:
        """
        Count work that is done in one go.

        Raises:
            LimitError: If that is too much.
        """
        self.steps_left -= count
        if self.steps_left < 0:
            self.out_of_steps()

    def charge_items(self, count: int) -> None:
        """
        Count elements that are about to be made.

        Raises:
            LimitError: If there would be too many.
        """
        self.items_left -= count
        if self.items_left < 0:
            raise exceeded("items", self.limits.items, "items in lists, tuples, sets and dicts")

    def charge_text(self, length: int) -> None:
        """
        Count a text that is about to be made.

        Raises:
            LimitError: If it would be too long.
        """
        self.check_text(length)
        if length > WORD:
            self.charge_items(length // WORD)

    def check_text(self, length: int) -> None:
        """
        Refuse a text that is growing, before it is made.

        Raises:
            LimitError: If it would be too long.
        """
        if length > self.limits.text_length:
            raise exceeded("text_length", self.limits.text_length, "letters in one text")

    def charge_bits(self, bits: int) -> None:
        """
        Count an integer that is about to be made.

        Raises:
            LimitError: If it would be too large.
        """
        if bits > self.limits.integer_bits:
            raise exceeded("integer_bits", self.limits.integer_bits, "bits in one number")
        if bits > WORD:
            self.charge_items(bits // WORD)

    def made(self, value: Any) -> Any:
        """The same value, once it is counted."""
        host_type = type(value)
        if host_type is int:
            bits = value.bit_length()
            if bits > WORD:
                self.charge_bits(bits)
        elif host_type is str:
            self.charge_text(len(value))
        elif host_type in CONTAINERS:
            self.charge_items(4 + len(value))
        return value

    def has_steps(self) -> bool:
        """Whether any steps are left."""
        return self._steps_behind > 0

    def known(self, value: Any) -> Any:
        """The same value; what stands for it where something unread may have changed it."""
        spoiled = self.spoiled
        found = spoiled.get(id(value))
        if found is None:
            # `vars(object)` may have been changed without the object itself.
            found = spoiled.get(id(getattr(value, "attributes", None)))
        if found is None and self.has_spoiled_classes:
            for each in getattr(getattr(value, "cls", value), "mro", ()):
                found = found or spoiled.get(id(each))
        return value if found is None else found[1]

    def weigh_arguments(self, args: Iterable[Any], kwargs: dict[str, Any]) -> None:
        """
        Count everything inside arguments that a rule of the host goes over.

        Raises:
            LimitError: If that is too much.
            NotKnown: If one of them was changed by what is not read.
        """
        if self.spoiled:
            for each in (*args, *kwargs.values()):
                self._check_known(each)
        for each in (*args, *kwargs.values()) if kwargs else args:
            if type(each) in COMPOUND:
                self.weigh(each)

    def _check_known(self, value: Any) -> None:
        found = self.spoiled.get(id(value))
        if found is not None:
            found[1].refuse()

    def weigh(self, value: Any) -> None:
        """
        Count everything inside a value, before the host walks it: `x = [x, x]` grows fast.

        Raises:
            LimitError: If that is too much.
        """
        if type(value) in ATOMS:
            return
        pending = [value]
        while pending:
            each = pending.pop()
            host_type = type(each)
            self.charge_steps(1)
            if self.spoiled:
                self._check_known(each)
            if host_type in WALKED:
                pending.extend(each)
                if host_type is dict:
                    pending.extend(each.values())
            elif host_type is str:
                self.charge_steps(len(each) // LONG_TEXT)
            elif host_type is range:
                self.charge_steps(max((each.stop - each.start) // each.step, 0))
            elif host_type is slice:
                pending += (each.start, each.stop, each.step)
            elif host_type not in ATOMS:
                pending += getattr(each, "held_values", ())


@contextmanager
def deep_recursion(frames: int) -> Iterator[None]:
    """Let the host nest as deeply as the limit of calls needs."""
    import sys

    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, frames))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
