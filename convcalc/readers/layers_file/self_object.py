"""What `self` means in lines that come out of a constructor."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import no_attribute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.readers.python.objects.host import Site


class SelfObject(HostObject):
    """What `self` means in lines that come out of a constructor: a holder of names."""

    __slots__ = ("values",)
    type_name: ClassVar[str] = "self"

    def __init__(self) -> None:
        self.values: dict[str, object] = {}

    def attribute_names(self) -> Sequence[str]:
        """The names that were set."""
        return tuple(self.values)

    def attribute(self, name: str, site: Site) -> object:
        """What was set."""
        try:
            return self.values[name]
        except KeyError:
            raise no_attribute("self", name, self.attribute_names()) from None

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """Set it."""
        site.evaluator.charge_items(1)
        self.values[name] = value
