"""`super()`, and what every object has from `object`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.readers.python.objects.descriptors import BoundMethod
from convcalc.readers.python.objects.descriptors import HostMethod
from convcalc.readers.python.objects.descriptors import HostStatic
from convcalc.readers.python.objects.descriptors import bound
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import no_attribute
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.values.streams import MISSING

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.objects.classes import ClassObject
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.objects.instances import Instance


class Super(HostObject):
    """`super()`: the same object, seen from behind one of its classes."""

    __slots__ = ("behind", "instance", "owner")
    type_name: ClassVar[str] = "super()"

    def __init__(self, behind: ClassObject, instance: Any) -> None:
        from convcalc.readers.python.objects.classes import ClassObject
        from convcalc.readers.python.objects.instances import Instance

        if not isinstance(instance, (ClassObject, Instance)):
            raise WrongType(f"super(): {show(instance)} is no object of a class")
        self.behind = behind
        self.instance = instance
        self.owner: ClassObject = instance if isinstance(instance, ClassObject) else instance.cls
        if behind not in self.owner.mro:
            raise WrongType(f"super(): {instance!r} is no {behind.name}")

    def attribute(self, name: str, site: Site) -> object:
        """The member of the next class in line, bound to the same object."""
        line = self.owner.mro
        for each in line[line.index(self.behind) + 1 :]:
            if name in each.namespace:
                return self._bound(each.namespace[name], site)
        if name == "__class__":
            return self.owner
        return root_method(name, self.instance, f"super() of {self.behind.name}")

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """`super().name = value`, through a property behind."""
        self.instance.set_attribute(name, value, site)

    def subscript(self, key: object, site: Site) -> object:
        """`super()[key]` is none in Python either."""
        raise WrongType("super() has no elements: write super().__getitem__(key)")

    def _bound(self, held: Any, site: Site) -> object:
        from convcalc.readers.python.objects.descriptors import Descriptor
        from convcalc.readers.python.objects.functions import Function

        if self.instance is self.owner:
            if isinstance(held, Function):
                return held
            if isinstance(held, Descriptor):
                return held.get(None, self.owner, site)
        return bound(held, self.instance, self.owner, site)


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
    from convcalc.readers.python.values.formats import format_value

    return format_value(site, instance, "s", spec)


def _directory(site: Site, instance: Any) -> list[str]:
    return sorted(set(instance.attribute_names()))


def _equals(site: Site, instance: Any, other: object) -> object:
    return True if instance is other else NotImplemented


def _text(site: Site, instance: Any) -> str:
    from convcalc.readers.python.values.formats import represent

    return represent(site, instance)


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
    "__repr__": lambda site, instance: repr(instance),
    "__setattr__": _set,
    "__str__": _text,
    "__subclasshook__": lambda site, cls, other: NotImplemented,
}
"""What every object has from `object`, where the class has no other base."""
