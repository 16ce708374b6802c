"""
What imported libraries mean here: one literal table a library, from name to rule.

Adding a library is a file with a `TABLE` and its line in `homes.py`; adding a function is one row
in its table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.readers.python.libraries.homes import ALIASES
from convcalc.readers.python.libraries.homes import CLOSED
from convcalc.readers.python.libraries.homes import FOLDERS
from convcalc.readers.python.libraries.homes import LIBRARIES
from convcalc.readers.python.libraries.homes import PACKAGES
from convcalc.readers.python.objects.classes import HostMethod
from convcalc.readers.python.objects.functions import BoundMethod
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.unread import Unread
from convcalc.suggestions import nearest
from convcalc.tables import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.readers.python.objects.host import Site


def alias_of(name: str) -> str | None:
    """The module that a dotted module is another name of, if it is one."""
    found = ALIASES.get(name)
    if found is not None:
        return found
    top = name.partition(".")[0]
    if top not in ("keras", "tensorflow", "tf_keras"):
        return None
    for package, proper in PACKAGES.items():
        if name == package or name.startswith(f"{package}."):
            return proper + name[len(package) :]
    for package, inside in FOLDERS.items():
        if name.startswith(f"{package}.") and name[len(package) + 1 :].partition(".")[0] in inside:
            return package
    return "keras.utils" if name.startswith("keras.utils.") else None


def is_closed(name: str) -> bool:
    """Whether a module is told by its stand-in alone, and no file of that name is read."""
    import sys

    top = name.partition(".")[0]
    open_inside = CLOSED.get(top)
    if open_inside is None:
        return top in sys.stdlib_module_names
    return not any(name == each or name.startswith(f"{each}.") for each in open_inside)


class Deferred:
    """A row that is made when it is first asked for; `make` takes its dotted name."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[str], object]) -> None:
        self.make = make

    def made(self, name: str, site: Site) -> object:
        """The row's value, for a dotted name that is asked for."""
        return self.make(name)


class LibraryModule(HostObject):
    """A module that the host stands in for; what its table lacks is not known."""

    __slots__ = ("find", "members", "name", "table")
    type_name: ClassVar[str] = "a module"

    def __init__(
        self,
        name: str,
        table: Mapping[str, Any],
        find: Callable[[str], HostObject | None] | None = None,
    ) -> None:
        self.name = name
        self.table = table
        self.find = find or library
        self.members: dict[str, Any] = {}

    def __repr__(self) -> str:
        return f"<module {self.name}>"

    def attribute_names(self) -> Sequence[str]:
        """The rows of its table."""
        return tuple(self.table)

    def holds(self, name: str) -> bool:
        """Whether the table has a row of that name, or it is a module of its own."""
        return name in self.members or name in self.table or f"{self.name}.{name}" in LIBRARIES

    def attribute(self, name: str, site: Site) -> object:
        """A row, a module inside, or something that is not known."""
        if name in self.members:
            return self.members[name]
        if name == "__dict__":
            return self.names()
        if name in self.table:
            row = self.table[name]
            found = row.made(f"{self.name}.{name}", site) if isinstance(row, Deferred) else row
        else:
            found = self.find(f"{self.name}.{name}")
            if found is None:
                return self._unread(name, site)
        self.members[name] = found
        return found

    def names(self) -> Names:
        """Its `__dict__`."""
        return Names(self)

    def _unread(self, name: str, site: Site) -> Unread:
        """What stands for a name that nothing is known of."""
        full = f"{self.name}.{name}"
        remedy = "" if is_closed(full) else "--root DIR adds a place to look for modules"
        hint = nearest(name, tuple(self.table)) or remedy
        return Unread(full, f"{full} is not read", site.source(), hint)

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """For this evaluation only."""
        self.members[name] = value


class Names(HostObject):
    """`module.__dict__`: any name of it may be asked for; which there are is not known."""

    __slots__ = ("module",)
    type_name: ClassVar[str] = "the names of a module"

    def __init__(self, module: LibraryModule) -> None:
        self.module = module

    def subscript(self, key: object, site: Site) -> object:
        """A name of the module."""
        return key if isinstance(key, Unread) else self.module.attribute(str(key), site)

    def set_subscript(self, key: object, value: object, site: Site) -> None:
        """For this evaluation only."""
        self.module.set_attribute(str(key), value, site)

    def contains(self, value: object, site: Site) -> bool:
        """Whether it is there; of what is not read nobody knows."""
        if isinstance(value, Unread) or not self.module.holds(str(value)):
            self._unread("in", site).refuse(site)
        return True

    def attribute(self, name: str, site: Site) -> object:
        """`get`; what goes over all names is not known."""
        return BoundMethod(GET, self) if name == "get" else self._unread(name, site)

    def _unread(self, name: str, site: Site) -> Unread:
        module = self.module.name
        return Unread(
            f"{module}.__dict__.{name}", f"which names {module} has is not read", site.source()
        )


def _get(site: Site, names: Names, key: object, default: object = None) -> object:
    return names.subscript(key, site)


GET = HostMethod("get", _get)


def library(
    name: str, find: Callable[[str], HostObject | None] | None = None
) -> LibraryModule | None:
    """
    The stand-in for a module, by its dotted name; None where there is none.

    Every call makes a new one: an evaluation keeps its own. `find` finds the modules inside.
    """
    other = alias_of(name)
    while other is not None:
        name, other = other, alias_of(other)
    home = LIBRARIES.get(name)
    if home is None:
        return None
    if home.endswith(".py"):
        from convcalc.readers.python.libraries.stand_ins import stand_in

        return LibraryModule(name, stand_in(home, name), find)
    return LibraryModule(name, load(home, inside=__name__), find)
