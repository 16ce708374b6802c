"""What every object has from `object`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.objects.descriptors import HostMethod
from convcalc.readers.python.objects.descriptors import HostStatic
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.functions import BoundMethod
from convcalc.readers.python.objects.host import MISSING
from convcalc.readers.python.objects.host import no_attribute
from convcalc.readers.python.objects.host import show

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.objects.instances import Instance


def root_method(name: str, instance: Any, owner: str) -> object:
    """
    A method of `object`, bound to an instance; unbound where that is None.

    Raises:
        NoAttribute: If `object` has none of that name.
    """
    function = ROOT_METHODS.get(name)
    if function is None:
        raise no_attribute(owner, name, ())
    if name == "__new__":
        return HostStatic(name, function)
    method = HostMethod(name, _of_object(name, function))
    return method if instance is None else BoundMethod(method, instance)


def _of_object(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A method of `object`, which refuses what is no object of a class."""

    def run(site: Site, instance: Any, *args: Any, **kwargs: Any) -> object:
        from convcalc.readers.python.objects.classes import ClassObject
        from convcalc.readers.python.objects.instances import Instance

        is_object = isinstance(instance, Instance)
        if not is_object and not (name in OF_CLASSES and isinstance(instance, ClassObject)):
            raise WrongType(f"object.{name}() takes an object of a class, got {show(instance)}")
        return function(site, instance, *args, **kwargs)

    return run


OF_CLASSES = frozenset({"__init_subclass__", "__subclasshook__", "__repr__", "__hash__", "__dir__"})


def _new(site: Site, cls: Any, *args: Any, **kwargs: Any) -> Instance:
    from convcalc.readers.python.objects.classes import ClassObject

    if not isinstance(cls, ClassObject):
        raise WrongType("object.__new__() takes a class")
    return cls.make(site)


def _set(site: Site, instance: Any, name: Any, value: object) -> None:
    instance.set_own(name, value, site)


def _delete(site: Site, instance: Any, name: Any) -> None:
    instance.remove_own(name, site)


def _get(site: Site, instance: Any, name: Any) -> object:
    found = instance.find(name, site)
    if found is MISSING:
        raise no_attribute(f"{instance.cls.name!r} object", name, instance.attribute_names)
    return found


def _format(site: Site, instance: Any, spec: str = "") -> object:
    return site.evaluator.formatted(instance, "s", spec, site)


def _directory(site: Site, instance: Any) -> list[str]:
    return sorted(set(instance.attribute_names()))


def _equals(site: Site, instance: Any, other: object) -> object:
    return True if instance is other else NotImplemented


def _text(site: Site, instance: Any) -> str:
    return site.evaluator.represent(instance, site)


def _reduce(site: Site, instance: Any, *protocol: Any) -> tuple[object, ...]:
    """What an object is made of again: `copyreg.__newobj__`, its class, and its attributes."""
    return HostStatic("__newobj__", _new), (instance.cls,), instance.attributes


ROOT_METHODS: dict[str, Callable[..., Any]] = {
    "__delattr__": _delete,
    "__dir__": _directory,
    "__eq__": _equals,
    "__format__": _format,
    "__getattribute__": _get,
    "__hash__": lambda site, instance: id(instance) >> 4,
    "__init__": lambda site, instance, *args, **kwargs: None,
    "__init_subclass__": lambda site, cls, **kwargs: None,
    "__new__": _new,
    "__reduce__": _reduce,
    "__reduce_ex__": _reduce,
    "__repr__": lambda site, instance: repr(instance),
    "__setattr__": _set,
    "__str__": _text,
    "__subclasshook__": lambda site, cls, other: NotImplemented,
}
"""What every object has from `object`, where the class has no other base."""
