"""`os`, `os.path`, `sys`, `platform` and `importlib`: the little that a definition may ask."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.readers.python.libraries import Deferred
from convcalc.readers.python.libraries.stand_ins import stand_in
from convcalc.readers.python.libraries.std.classes.namedtuple import named_tuple
from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.libraries.std.entries import nothing
from convcalc.readers.python.libraries.std.files.environment import ENVIRONMENT
from convcalc.readers.python.libraries.std.files.paths import OS_FILES
from convcalc.readers.python.libraries.std.frames import frame_at
from convcalc.readers.python.libraries.std.types import namespace_of
from convcalc.readers.python.objects.exceptions import throw
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.objects.plain_bases import PayloadInstance
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.values.importing import imported

if TYPE_CHECKING:
    from collections.abc import Iterable

    from convcalc.readers.python.objects.host import Site

OS: dict[str, object] = {
    **OS_FILES,
    **ENVIRONMENT,
    "sep": "/",
    "linesep": "\n",
    "name": "posix",
}

# the interpreter

VERSION = (3, 12, 0, "final", 0)
VERSION_INFO = PayloadInstance(
    named_tuple("version_info", ("major", "minor", "micro", "releaselevel", "serial"), (), "sys")
)
VERSION_INFO.payload = VERSION


class Modules(HostObject):
    """`sys.modules`: the modules that the definition itself may import."""

    __slots__ = ()
    type_name: ClassVar[str] = "sys.modules"

    def subscript(self, key: object, site: Site) -> object:
        """The module of that name."""
        if type(key) is not str:
            raise BadValue(f"{show(key)} is no name of a module")
        return site.evaluator.import_module(key, site.node)  # type: ignore[arg-type]  # a place is all

    def set_subscript(self, key: object, value: object, site: Site) -> None:
        """What is imported under that name from now on."""
        importer = getattr(site.evaluator, "importer", None)
        if importer is not None and type(key) is str:
            importer.replace(key, value)

    def contains(self, value: object, site: Site) -> bool:
        """The module that asks, and what the definition has imported, are sure to be there."""
        if isinstance(value, Unread):
            value.refuse(site)
        importer = getattr(site.evaluator, "importer", None)
        return value == site.evaluator.module_name or (
            importer is not None and importer.has_begun(value)
        )

    def iterate(self, site: Site) -> Iterable[object]:
        """The module that asks."""
        return (site.evaluator.module_name,)

    def attribute(self, name: str, site: Site) -> object:
        """`get`."""
        if name != "get":
            return super().attribute(name, site)
        return functions({"get": self.get})["get"]

    def get(self, site: Site, key: Any, default: Any = None) -> object:
        """The module of that name where it is sure to be there."""
        return self.subscript(key, site) if self.contains(key, site) else default


def _exit(site: Site, *status: Any) -> None:
    raise throw("SystemExit", str(status[0]) if status else "", site)


SYS: dict[str, object] = {
    **stand_in("std/stand_ins/sys.py"),
    "argv": Deferred(lambda name: [""]),
    "byteorder": "little",
    "executable": "",
    "maxsize": 2**63 - 1,
    "modules": Modules(),
    "path": Deferred(lambda name: [""]),
    "platform": "linux",
    "stdlib_module_names": sys.stdlib_module_names,
    "version": "3.12.0",
    "version_info": VERSION_INFO,
    **functions(
        {
            "_getframe": frame_at,
            "exit": _exit,
            "getrecursionlimit": lambda site: 1000,
            "intern": lambda site, text: text,
            "setrecursionlimit": nothing,
        }
    ),
}

PLATFORM: dict[str, object] = {
    **functions(
        {
            "machine": lambda site: "x86_64",
            "python_version": lambda site: "3.12.0",
            "system": lambda site: "Linux",
        }
    )
}

# imports by name


IMPORTLIB: dict[str, object] = {
    **functions(
        {"import_module": imported, "invalidate_caches": nothing, "reload": lambda site, m: m}
    )
}


def _find_spec(site: Site, name: Any, package: Any = None) -> object:
    """What would be imported under a name: None where it is neither read nor found as a file."""
    if isinstance(name, Unread):
        return name
    importer = getattr(site.evaluator, "importer", None)
    found = None if importer is None or type(name) is not str else importer.named(name)
    if found is None and str(name).partition(".")[0] not in sys.stdlib_module_names:
        return None
    return namespace_of({"name": name, "origin": getattr(found, "file", None), "loader": None})


IMPORTLIB_UTIL: dict[str, object] = {**functions({"find_spec": _find_spec})}
IMPORTLIB_METADATA: dict[str, object] = stand_in("others/stand_ins/importlib_metadata.py")
