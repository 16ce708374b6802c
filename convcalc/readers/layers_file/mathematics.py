"""The modules that a spec may import besides those of layers: `math`, and `builtins`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import Namespace
from convcalc.readers.python.objects.host import no_attribute
from convcalc.readers.python.values.builtins import BUILTINS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.readers.python.objects.host import Site


class Mathematics(Namespace):
    """`math`, loaded when the first of its members is asked for."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("math", {})

    def _loaded(self) -> dict[str, Any]:
        if not self.members:
            from convcalc.readers.python.libraries.std.math import TABLE

            self.members = dict(TABLE)
        return self.members

    def attribute_names(self) -> Sequence[str]:
        """The members."""
        return tuple(self._loaded())

    def attribute(self, name: str, site: Site) -> object:
        """A member."""
        try:
            return self._loaded()[name]
        except KeyError:
            raise no_attribute(self.name, name, self.attribute_names) from None


MODULES: dict[str, HostObject] = {
    "builtins": Namespace("builtins", dict(BUILTINS)),
    "math": Mathematics(),
}
