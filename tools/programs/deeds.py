"""The module that convcalc does not find, as one that does a deed to whatever it is given."""

from __future__ import annotations

import contextlib
from types import ModuleType
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Callable

Deed = "Callable[[Any, int], None]"


class RefusedError(RuntimeError):
    """What an unread call raises."""


def clear(given: Any, _: int) -> None:
    """Empty a container."""
    if isinstance(given, (list, dict)):
        given.clear()


def fill(given: Any, number: int) -> None:
    """Add to a container."""
    if isinstance(given, list):
        given.append(number)
    elif isinstance(given, dict) and "vendor" not in given:
        given["k"] = number


def set_width(given: Any, number: int) -> None:
    """Set what an object, a module, or the object of a method has."""
    owner = getattr(given, "__self__", given)
    if isinstance(owner, ModuleType):
        owner.A = number  # type: ignore[attr-defined]  # every helper has it
    elif isinstance(owner, dict):
        owner["a" if "vendor" in owner else "w"] = number
    elif hasattr(owner, "w"):
        owner.w = number
    elif isinstance(owner, list):
        owner[:] = [number]


def held_by(given: Any) -> list[Any]:
    """What an object holds."""
    if isinstance(given, (list, tuple)):
        return [*given]
    if isinstance(given, dict):
        return [] if "vendor" in given else [*given.values()]
    return [*getattr(given, "__dict__", {}).values()] if hasattr(given, "w") else []


def inside(given: Any, number: int) -> None:
    """Change what an object holds, and what that holds."""
    for each in held_by(given):
        for inner in held_by(each):
            fill(inner, number)
        fill(each, number)
        set_width(each, number)


def call(given: Any, number: int) -> None:
    """Call a function, go on with an iterator."""
    if hasattr(given, "__next__"):
        next(given, None)
    elif callable(given) and not isinstance(given, type):
        for arguments in ((number,), (), (number, number)):
            with contextlib.suppress(TypeError):
                given(*arguments)
                return


def refuse(_: Any, __: int) -> None:
    """Raise, always."""
    raise RefusedError


def nothing(_: Any, __: int) -> None:
    """Only look."""


DEEDS = (nothing, clear, fill, set_width, inside, call, refuse)
RUNS = [
    *((deed, number * 17 % 5, False) for number, deed in enumerate(DEEDS)),
    *((deed, 3, True) for deed in (fill, set_width, inside, call, refuse)),
]
"""A deed, a number, and whether it is done to what was given before, at every second call."""


class Vendor(ModuleType):
    """One run's."""

    __all__ = ("act", "b", "items", "some")

    def __init__(self, deed: Callable[[Any, int], None], number: int, *, late: bool) -> None:
        super().__init__("vendor")
        self._deed = deed
        self._number = number
        self._late = late
        self._given: list[Any] = []
        self._calls = 0
        self.kept: list[Any] = []
        self.table: dict[Any, Any] = {}
        self.b = number
        self.Base = self._base()
        if number % 2:
            self.x = number

    def act(self, *given: Any, **named: Any) -> int:
        """Do it."""
        self._calls += 1
        self._given += [*given, *named.values()]
        subjects = [*given, *named.values()]
        if self._late:
            kept = [*self.kept, *self.table.values(), getattr(self, "held", None)]
            subjects = [*self._given, *kept] if self._calls % 2 == 0 else []
        for each in subjects or [None] * (not self._late):
            self._deed(each, self._number)
        return self._number

    def items(self, *given: Any) -> list[int]:
        """A list, after the deed."""
        self.act(*given)
        return list(range(self._number % 3))

    def some(self, given: Any) -> Any:
        """The same object, after the deed."""
        self.act(given)
        return given

    def name(self) -> str:
        """A name."""
        self.act()
        return "w" if self._number % 2 else "a"

    def register(self, given: Any) -> Any:
        """The same, as a decorator."""
        return given

    def holding(self, given: Any) -> Any:
        """A context that does nothing more."""
        return contextlib.nullcontext(self.some(given))

    def _base(self) -> type:
        deed, number = self._deed, self._number

        class Meta(type):
            def __init__(cls, name: str, *_: Any) -> None:
                if name != "Base":
                    deed(cls, number)

        return Meta("Base", (), {})
