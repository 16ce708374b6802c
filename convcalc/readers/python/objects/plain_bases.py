"""Objects of classes that derive from int, str, list or dict: they hold a plain value."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.objects.host import MISSING
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.objects.instances import Instance

if TYPE_CHECKING:
    from convcalc.readers.python.objects.classes import ClassObject
    from convcalc.readers.python.objects.host import Site


class PayloadInstance(Instance):
    """An object that is a plain value besides; as a key it is that value."""

    __slots__ = ("payload",)

    def __init__(self, cls: ClassObject) -> None:
        super().__init__(cls)
        self.payload: Any = None

    @property
    def held_values(self) -> tuple[Any, ...]:
        """The plain value, if there is one, which weighs as if it stood alone."""
        return () if isinstance(self.payload, Instance) else (self.payload,)

    def __repr__(self) -> str:
        return show(self) if self.held_values else super().__repr__()

    def shown(self, site: Site) -> str:
        """The plain value as a text."""
        return site.evaluator.represent(self.payload, site) if self.held_values else repr(self)

    def __eq__(self, other: object) -> bool:
        return bool(self.payload == plain(other))

    def __hash__(self) -> int:
        return hash(self.payload)

    def as_number(self, site: Site) -> Any:
        """The plain value, where the class has no conversion of its own."""
        found = self.converted(site)
        return self.payload if found is MISSING else found


def plain(value: Any) -> Any:
    """The plain value that an object of a derived class holds; any other value as it is."""
    return value.payload if isinstance(value, PayloadInstance) else value
