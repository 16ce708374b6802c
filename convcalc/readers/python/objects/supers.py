"""`super()`: an object as those see it that stand behind one of its classes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.descriptors import bound
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import Descriptor
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.objects.instances import Instance
from convcalc.readers.python.objects.root_methods import root_method

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site


class Super(HostObject):
    """`super()`: the same object, seen from behind one of its classes."""

    __slots__ = ("behind", "instance", "owner")
    type_name: ClassVar[str] = "super()"

    def __init__(self, behind: ClassObject, instance: Any) -> None:
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
        if self.instance is self.owner and isinstance(held, Descriptor):
            return held.get(None, self.owner, site)
        return bound(held, self.instance, self.owner, site)
