"""`A | B`, and whether a value is of one of several classes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site


class Union(HostObject):
    """`A | B`."""

    __slots__ = ("members",)
    type_name: ClassVar[str] = "a union of types"

    def __init__(self, members: tuple[Any, ...]) -> None:
        self.members = members

    def has_instance(self, value: object, site: Site) -> bool:
        """Whether it is of one of the classes."""
        return is_instance(value, self.members, site)

    def binary(self, sign: str, other: object, site: Site, *, reflected: bool) -> object:
        """One class more."""
        if sign != "|":
            return NotImplemented
        site.evaluator.charge_items(len(self.members))
        return Union((other, *self.members) if reflected else (*self.members, other))

    def compare(self, sign: str, other: object, site: Site) -> object:
        """Equal where it is the same classes, in whatever order."""
        if sign not in ("==", "!="):
            return super().compare(sign, other, site)
        mine = {id(each) for each in self.members}
        is_same = isinstance(other, Union) and mine == {id(each) for each in other.members}
        return is_same == (sign == "==")

    def attribute(self, name: str, site: Site) -> object:
        """`__args__`: the classes."""
        return self.members if name == "__args__" else super().attribute(name, site)


def is_instance(value: object, classes: Any, site: Site) -> bool:
    """
    Whether `isinstance(value, classes)`.

    Raises:
        WrongType: If the classes are no classes.
    """
    if type(classes) is tuple:
        return any(is_instance(value, each, site) for each in classes)
    if classes is None:
        return value is None
    if not isinstance(classes, HostObject):
        raise WrongType(f"isinstance() takes a class or several, got {describe(classes)}")
    return classes.has_instance(value, site)
