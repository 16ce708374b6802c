"""`os.environ`: what the code sets itself; any other variable counts as not set, and is told."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.libraries.std.files.paths import sight_of
from convcalc.readers.python.objects.exceptions import throw
from convcalc.readers.python.objects.host import MISSING
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site

OWN = frozenset({"HOME", "HOSTNAME", "LANG", "LOGNAME", "PATH", "PWD", "SHELL", "TERM", "USER"})
"""Variables that are set nearly everywhere, each time to something else."""
REASON = "the environment is not read"


class Environment(HostObject):
    """The variables of the environment."""

    __slots__ = ()
    type_name: ClassVar[str] = "os.environ"

    def attribute(self, name: str, site: Site) -> object:
        """Its methods, as far as they ask for one variable or set some."""
        if name in METHODS:
            return METHODS[name]
        return Unread(f"os.environ.{name}", REASON, site.source())

    def subscript(self, key: object, site: Site) -> object:
        """
        The value of a variable.

        Raises:
            ConvcalcError: Python's `KeyError`, where it is not set.
        """
        found = look(site, key)
        if found is MISSING:
            raise throw("KeyError", repr(key), site)
        return found

    def set_subscript(self, key: object, value: object, site: Site) -> None:
        """Set a variable."""
        _set(site, {key: value})

    def remove_subscript(self, key: object, site: Site) -> None:
        """Take a variable out."""
        self.subscript(key, site)
        _variables(site).pop(str(key), None)

    def contains(self, value: object, site: Site) -> bool:
        """Whether a variable is set."""
        found = look(site, value)
        if isinstance(found, Unread):
            found.refuse(site)
        return found is not MISSING


def _variables(site: Site) -> dict[str, object]:
    sight = sight_of(site)
    if sight is None:
        return {}
    if sight.environment is None:
        sight.environment = {}
    return sight.environment  # type: ignore[no-any-return]  # it is kept so


def look(site: Site, key: Any) -> Any:
    """The value of a variable, `MISSING` where it counts as not set."""
    if isinstance(key, Unread):
        return key
    variables = _variables(site)
    if key in variables:
        return variables[key]
    if key in OWN:
        return Unread(f"os.environ[{key!r}]", REASON, site.source())
    sight = sight_of(site)
    if sight is not None and type(key) is str and key not in sight.asked:
        sight.asked.append(key)
    return MISSING


def _get(site: Site, key: Any, default: Any = None) -> object:
    found = look(site, key)
    return default if found is MISSING else found


def _default(site: Site, key: Any, default: Any = None) -> object:
    found = look(site, key)
    if found is MISSING:
        _set(site, {key: default})
        return default
    return found


def _pop(site: Site, key: Any, default: Any = MISSING) -> object:
    found = look(site, key)
    if found is MISSING and default is MISSING:
        raise throw("KeyError", repr(key), site)
    _variables(site).pop(key, None)
    return default if found is MISSING else found


def _update(site: Site, values: Any = (), **more: Any) -> None:
    _set(site, {**dict(values), **more})


def _set(site: Site, values: dict[Any, Any]) -> None:
    variables = _variables(site)
    for key, value in values.items():
        if isinstance(key, Unread):
            key.refuse(site)
        variables[key] = value


METHODS = functions({"get": _get, "pop": _pop, "setdefault": _default, "update": _update})
ENVIRONMENT: dict[str, object] = {
    "environ": Environment(),
    **functions({"getenv": _get, "putenv": lambda site, key, value: None}),
}
