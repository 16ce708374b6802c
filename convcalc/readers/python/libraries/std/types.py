"""`types`, `weakref` and what `argparse` has for keeping values."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.libraries.std.entries import StandardFunction
from convcalc.readers.python.libraries.std.entries import first_argument
from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.libraries.std.entries import methods
from convcalc.readers.python.libraries.std.entries import nothing
from convcalc.readers.python.objects import builtin_types as kinds
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.classes import Instance
from convcalc.readers.python.objects.plain_bases import plain
from convcalc.readers.python.values.comparisons import same
from convcalc.readers.python.values.formats import represent

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site


def _init(site: Site, owner: Instance, /, *mapping: Any, **kwargs: Any) -> None:
    for each in mapping:
        for key, value in plain(each).items():
            owner.put(key, value, site)
    for key, value in kwargs.items():
        owner.put(key, value, site)


def _repr(site: Site, owner: Instance) -> str:
    shown = [f"{name}={represent(site, each)}" for name, each in owner.attributes.items()]
    name = "namespace" if owner.cls is SIMPLE_NAMESPACE else owner.cls.name
    return f"{name}({', '.join(shown)})"


def _equal(site: Site, owner: Instance, other: Any) -> object:
    if not isinstance(other, Instance) or not other.cls.is_subclass(owner.cls):
        return NotImplemented
    return same(owner.attributes, other.attributes, site)


def _contains(site: Site, owner: Instance, name: Any) -> bool:
    return name in owner.attributes


SIMPLE_NAMESPACE = HostClass(
    "SimpleNamespace",
    (),
    methods({"__eq__": _equal, "__init__": _init, "__repr__": _repr}),
    module="types",
)

NAMESPACE = HostClass(
    "Namespace", (SIMPLE_NAMESPACE,), methods({"__contains__": _contains}), module="argparse"
)


def namespace_of(values: dict[str, Any]) -> Instance:
    """An object with these attributes."""
    made = Instance(SIMPLE_NAMESPACE)
    made.attributes.update(values)
    return made


def _proxy(site: Site, mapping: Any) -> object:
    site.evaluator.charge_items(len(plain(mapping)))
    return dict(plain(mapping))


class ModuleType(HostClass):
    """`types.ModuleType`: modules are of it, and a module of the user's own may derive from it."""

    def has_instance(self, value: object, site: Site) -> bool:
        """Whether it is a module."""
        return kinds.MODULE.has_instance(value, site) or super().has_instance(value, site)


def _begin_module(site: Site, owner: Instance, name: Any, doc: Any = None) -> None:
    owner.put("__name__", name, site)
    owner.put("__doc__", doc, site)


MODULE_TYPE = ModuleType("ModuleType", (), methods({"__init__": _begin_module}), module="types")

TABLE: dict[str, object] = {
    "BuiltinFunctionType": kinds.BUILTIN,
    "BuiltinMethodType": kinds.BUILTIN,
    "EllipsisType": kinds.ELLIPSIS,
    "FunctionType": kinds.FUNCTION,
    "GeneratorType": kinds.GENERATOR,
    "LambdaType": kinds.FUNCTION,
    "MethodType": kinds.METHOD,
    "ModuleType": MODULE_TYPE,
    "NoneType": kinds.NONE,
    "SimpleNamespace": SIMPLE_NAMESPACE,
    "UnionType": kinds.UNION,
    **functions({"MappingProxyType": _proxy, "coroutine": first_argument}),
}


def _reference(site: Site, value: Any, *callback: Any) -> object:
    return StandardFunction("ref", lambda site: value)


WEAKREF: dict[str, object] = {
    **functions(
        {
            "WeakKeyDictionary": lambda site, *given: kinds.DICT.call(list(given), {}, site),
            "WeakSet": lambda site, *given: kinds.SET.call(list(given), {}, site),
            "WeakValueDictionary": lambda site, *given: kinds.DICT.call(list(given), {}, site),
            "finalize": nothing,
            "proxy": first_argument,
            "ref": _reference,
        }
    )
}
