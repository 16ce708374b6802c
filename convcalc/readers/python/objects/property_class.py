"""`property` as a base of the user's classes: properties with a way of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.descriptors import HostMethod
from convcalc.readers.python.objects.failures import NoAttribute
from convcalc.readers.python.objects.host import invoke

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.objects.instances import Instance

FUNCTIONS = ("fget", "fset", "fdel")


def _init(site: Site, self: Instance, *functions: Any, **named: Any) -> None:
    given = dict(zip(FUNCTIONS, functions, strict=False)) | named
    for name in FUNCTIONS:
        self.put(name, given.get(name), site)


def _get(site: Site, self: Instance, instance: Any, owner: Any = None) -> object:
    return self if instance is None else _call(site, self, "fget", [instance])


def _set(site: Site, self: Instance, instance: Any, value: Any) -> None:
    _call(site, self, "fset", [instance, value])


def _delete(site: Site, self: Instance, instance: Any) -> None:
    _call(site, self, "fdel", [instance])


def _call(site: Site, self: Instance, part: str, args: list[Any]) -> object:
    function = self.attributes[part]
    if function is None:
        verb = {"fget": "getter", "fset": "setter", "fdel": "deleter"}[part]
        raise NoAttribute(f"a {self.cls.name} has no {verb}", part, ())
    return invoke(function, args, {}, site)


def _with(part: str) -> Any:
    """The decorator that gives the same property with one function another."""

    def changed(site: Site, self: Instance, function: Any) -> object:
        functions = {name: self.attributes[name] for name in FUNCTIONS} | {part: function}
        return self.cls.call(list(functions.values()), {}, site)

    return changed


PROPERTY = HostClass(
    "property",
    (),
    {
        name: HostMethod(name, function)
        for name, function in {
            "__init__": _init,
            "__get__": _get,
            "__set__": _set,
            "__delete__": _delete,
            "getter": _with("fget"),
            "setter": _with("fset"),
            "deleter": _with("fdel"),
        }.items()
    },
    module="builtins",
)
