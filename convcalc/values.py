"""
What a value is: an immutable record with named fields, cheap to define and cheap to make.

The standard library's dataclass compiles source text for every class, half a millisecond each. A
command loads
dozens of classes and lives for sixty milliseconds, so records here share one constructor instead.
Type checkers
see ordinary frozen, keyword-only dataclasses.
"""

from __future__ import annotations

from typing import Any
from typing import ClassVar
from typing import NoReturn
from typing import Self
from typing import dataclass_transform

_set = object.__setattr__


@dataclass_transform(kw_only_default=True, frozen_default=True, eq_default=True)
class Value:
    """
    A frozen record: annotate the fields, give defaults as class attributes.

    Two values are equal when they are of one class and their fields are equal, those named in
    `not_compared` apart.
    Override `check` to refuse what types cannot say.
    """

    fields: ClassVar[tuple[str, ...]] = ()
    not_compared: ClassVar[frozenset[str]] = frozenset()
    _defaults: ClassVar[dict[str, Any]] = {}
    _checked: ClassVar[bool] = False
    _count: ClassVar[int] = 0

    def __init_subclass__(cls) -> None:
        """Gather the fields and their defaults from the class body."""
        own = [
            name
            for name, kind in cls.__annotations__.items()
            if not str(kind).startswith("ClassVar")
        ]
        cls.fields = (*cls.fields, *(name for name in own if name not in cls.fields))
        cls._defaults = cls._defaults | {
            name: cls.__dict__[name] for name in own if name in cls.__dict__
        }
        cls._checked = cls.check is not Value.check
        cls._count = len(cls.fields)

    def __init__(self, **values: Any) -> None:
        if len(values) != self._count:
            values = self._defaults | values
        # The keyword arguments are a new dict already: taking it over is cheaper than filling
        # another.
        _set(self, "__dict__", values)
        if len(values) != self._count:
            self._complain(values)
        if self._checked:
            self.check()

    def _complain(self, values: dict[str, Any]) -> NoReturn:
        """Say which fields are missing or unknown."""
        missing = [name for name in self.fields if name not in self.__dict__]
        unknown = sorted(values.keys() - set(self.fields))
        raise TypeError(f"{type(self).__name__}: missing {missing}, unknown {unknown}")

    def check(self) -> None:
        """Refuse values that make no sense; nothing by default."""

    def replace(self, **changes: Any) -> Self:
        """The same value with some fields changed."""
        return type(self)(**(self.__dict__ | changes))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(
            f"{type(self).__name__} cannot be changed: make another with replace()"
        )

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(
            f"{type(self).__name__} cannot be changed: make another with replace()"
        )

    def _compared(self) -> tuple[Any, ...]:
        own = self.__dict__
        return tuple(own[name] for name in self.fields if name not in self.not_compared)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._compared() == other._compared()

    def __hash__(self) -> int:
        return hash((type(self), self._compared()))

    def __repr__(self) -> str:
        shown = (
            f"{name}={self.__dict__[name]!r}"
            for name in self.fields
            if name not in self.not_compared
            and (name not in self._defaults or self.__dict__[name] != self._defaults[name])
        )
        return f"{type(self).__name__}({', '.join(shown)})"
