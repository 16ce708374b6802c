"""`logging`, `warnings`, `threading`, `traceback` and `time`: what they do matters to no shape."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.readers.python.libraries import Deferred
from convcalc.readers.python.libraries.std.contextlib import Manager
from convcalc.readers.python.libraries.std.rows import StandardFunction
from convcalc.readers.python.libraries.std.rows import functions
from convcalc.readers.python.libraries.std.rows import nothing
from convcalc.readers.python.libraries.std.types import namespace_of
from convcalc.readers.python.objects.host import HostObject

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site


class Quiet(HostObject):
    """An object whose every method does nothing."""

    __slots__ = ("name",)
    type_name: ClassVar[str] = "an object that does nothing"

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"<{self.name}>"

    def attribute(self, name: str, site: Site) -> object:
        """A method that does nothing."""
        if name == "getChild":
            return StandardFunction(name, lambda site, suffix: Quiet(f"{self.name}.{suffix}"))
        return self.name if name == "name" else StandardFunction(name, nothing)

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """Nothing is kept."""

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Nothing."""
        return Quiet(self.name)


def _quiet(name: str) -> HostObject:
    return Quiet(name)


LEVELS = {"CRITICAL": 50, "ERROR": 40, "WARNING": 30, "INFO": 20, "DEBUG": 10, "NOTSET": 0}

LOGGING: dict[str, object] = {
    **LEVELS,
    "FATAL": 50,
    "WARN": 30,
    **dict.fromkeys(
        ["Filter", "Formatter", "Handler", "FileHandler", "Logger", "NullHandler", "StreamHandler"],
        Deferred(_quiet),
    ),
    **functions(
        {
            "basicConfig": nothing,
            "critical": nothing,
            "debug": nothing,
            "disable": nothing,
            "error": nothing,
            "exception": nothing,
            "getLogger": lambda site, name="root": Quiet(str(name)),
            "info": nothing,
            "log": nothing,
            "warn": nothing,
            "warning": nothing,
        }
    ),
}

WARNINGS: dict[str, object] = {
    **functions(
        {
            "catch_warnings": lambda site, *args, record=False, **options: Manager(
                [] if record else None
            ),
            "filterwarnings": nothing,
            "resetwarnings": nothing,
            "showwarning": nothing,
            "simplefilter": nothing,
            "warn": nothing,
            "warn_explicit": nothing,
        }
    )
}

THREADING: dict[str, object] = {
    **functions(
        {
            "Lock": lambda site: Lock(),
            "RLock": lambda site: Lock(),
            "Event": lambda site: Quiet("event"),
            "Condition": lambda site, *lock: Lock(),
            "local": lambda site: namespace_of({}),
        }
    )
}


class Lock(Manager):
    """A lock: nobody else is there."""

    __slots__ = ()
    type_name: ClassVar[str] = "a lock"

    def attribute(self, name: str, site: Site) -> object:
        """`acquire` and `release`, which succeed."""
        if name in ("acquire", "release", "locked"):
            return StandardFunction(name, lambda site, *args, **options: name == "acquire")
        return super().attribute(name, site)


TRACEBACK: dict[str, object] = {
    **functions(
        {
            "format_exc": lambda site, *args, **options: "",
            "format_exception": lambda site, *args, **options: [],
            "format_tb": lambda site, *args, **options: [],
            "print_exc": nothing,
            "print_exception": nothing,
        }
    )
}
TIME: dict[str, object] = {**functions({"sleep": nothing})}
PPRINT: dict[str, object] = {**functions({"pp": nothing, "pprint": nothing})}
