"""Modules that a program asks for by a text: `__import__` and `importlib.import_module`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.objects.host import show

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site


def imported(site: Site, name: Any, package: Any = None) -> object:
    """
    `importlib.import_module(name, package)`.

    Raises:
        BadValue: If the name is no text.
        UnknownName: If there is no such module.
    """
    if type(name) is not str:
        raise BadValue(f"{show(name)} is no name of a module")
    level = len(name) - len(name.lstrip("."))
    if level:
        parts = str(package or site.evaluator.module_name).split(".")
        name = ".".join([*parts[: len(parts) - level + 1], name[level:]]).rstrip(".")
    return site.evaluator.import_module(name, site.node)  # type: ignore[arg-type]  # a place is all


def import_top(site: Site, name: Any, *more: Any, **options: Any) -> object:
    """`__import__("package.module")`: the package, once the module is found."""
    found = imported(site, name)
    return found if more or options else imported(site, name.partition(".")[0])
