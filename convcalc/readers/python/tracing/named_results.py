"""Several tensors with names, as `torch.max(x, dim)` gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import no_attribute
from convcalc.readers.python.values.elements import element_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from convcalc.readers.python.objects.host import Site


class NamedResults(HostObject):
    """A tuple whose elements have names."""

    __slots__ = ("items", "name", "names")
    type_name: ClassVar[str] = "a tuple with names"

    def __init__(self, name: str, names: tuple[str, ...], items: Sequence[Any]) -> None:
        self.name = name
        self.names = names
        self.items = tuple(items)

    def __repr__(self) -> str:
        return f"{self.name}({', '.join(map(repr, self.items))})"

    def attribute_names(self) -> Sequence[str]:
        """The names of its elements."""
        return self.names

    def attribute(self, name: str, site: Site) -> object:
        """The element of that name."""
        if name not in self.names:
            raise no_attribute(f"the result of {self.name}", name, self.names)
        return self.items[self.names.index(name)]

    def subscript(self, key: object, site: Site) -> object:
        """The element at a position."""
        return element_of(site.evaluator, self.items, key)

    def iterate(self, site: Site) -> Iterable[object]:
        """Its elements."""
        return self.items

    def length(self, site: Site) -> object:
        """How many there are."""
        return len(self.items)
