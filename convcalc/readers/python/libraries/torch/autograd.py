"""`torch.autograd.Function`: operations of the user with a gradient of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.libraries.torch.settings import Transparent
from convcalc.readers.python.objects.classes import MISSING
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.classes import HostClassMethod

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site


class Context(Transparent):
    """What a forward keeps for its backward: what is set on it, and methods that do nothing."""

    __slots__ = ("kept",)

    def __init__(self) -> None:
        super().__init__("ctx")
        self.kept: dict[str, Any] = {}

    def attribute(self, name: str, site: Site) -> object:
        """What was set, else a method."""
        return self.kept[name] if name in self.kept else super().attribute(name, site)

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """Keep it."""
        site.evaluator.charge_items(1)
        self.kept[name] = value


def _apply(site: Site, cls: Any, *args: Any) -> object:
    """Call its forward, which is handed a context unless there is a method to set one up."""
    if cls.lookup("forward") is MISSING:
        raise BadValue(f"{cls.name} has no forward()")
    forward = cls.attribute("forward", site)
    own = cls.lookup("setup_context") is not MISSING
    first = [] if own else [Context()]
    result: object = forward.call([*first, *args], {}, site)
    return result


FUNCTION = HostClass(
    "Function", (), {"apply": HostClassMethod("apply", _apply)}, module="torch.autograd"
)
