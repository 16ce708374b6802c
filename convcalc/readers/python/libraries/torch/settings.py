"""What no shape depends on: devices, gradients, compilation, random seeds, distribution."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.readers.python.libraries.torch.dtypes import TorchDtype
from convcalc.readers.python.objects.classes import MISSING
from convcalc.readers.python.objects.classes import Instance
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import no_attribute

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.readers.python.objects.host import Site


class Transparent(HostObject):
    """A context, a decorator or a wrapper that changes nothing: what it is given comes out."""

    __slots__ = ("name",)
    type_name: ClassVar[str] = "a setting"

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"<{self.name}>"

    def attribute(self, name: str, site: Site) -> object:
        """As much of a setting."""
        return Transparent(f"{self.name}.{name}")

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """Nothing is kept."""

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """What it wraps; without anything to wrap, the setting."""
        if args and isinstance(args[0], HostObject) and not isinstance(args[0], Device):
            return args[0]
        return self

    def enter(self, site: Site) -> object:
        """Nothing begins."""
        return self


class Silent(Transparent):
    """A function that is called for its effect: it gives nothing."""

    __slots__ = ()

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Nothing; as a decorator, what it decorates."""
        if len(args) == 1 and isinstance(args[0], Function):
            return args[0]
        return None


class Fixed(Transparent):
    """A function that always gives one value here."""

    __slots__ = ("value",)

    def __init__(self, name: str, value: object) -> None:
        super().__init__(name)
        self.value = value

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """The value."""
        return self.value


class Traced(Transparent):
    """A function that runs a model, and gives it as it is."""

    __slots__ = ()

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """The model, which can be saved from then on; whoever watches is told."""
        watcher = site.evaluator.trace.watcher  # type: ignore[attr-defined]  # a reader of source has it
        if watcher is not None:
            watcher.tool(self.name, args, kwargs, site)
        made = super().call(args or [*kwargs.values()][:1], kwargs, site)
        if isinstance(made, Instance) and made.cls.lookup("save") is MISSING:
            made.set_own("save", Silent("torch.jit.ScriptModule.save"), site)
        return made


class Backend(Transparent):
    """A module of `torch.backends`, or a setting in one, which may be set but not asked."""

    __slots__ = ("answers",)

    def __init__(self, name: str, answers: Mapping[str, object] = MappingProxyType({})) -> None:
        super().__init__(name)
        self.answers = answers

    def attribute(self, name: str, site: Site) -> object:
        """A question with an answer, or a setting."""
        inner = f"{self.name}.{name}"
        return Fixed(inner, self.answers[name]) if name in self.answers else Backend(inner)

    def truth(self, site: Site) -> bool:
        """
        Whether it is on.

        Raises:
            BadValue: Always, since that is up to the machine.
        """
        raise BadValue(f"{self.name} is up to the machine: it is not known")


class Argument(Transparent):
    """A function that gives one of its arguments as it is: an initialiser, an annotation."""

    __slots__ = ("index",)

    def __init__(self, name: str, index: int = 0) -> None:
        super().__init__(name)
        self.index = index

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """The argument."""
        if len(args) > self.index:
            given: object = args[self.index]
            return given
        return next(iter(kwargs.values()), None)


class Device(HostObject):
    """`torch.device("cuda:0")`, and `with` it; equal to its name."""

    __slots__ = ("name",)
    type_name: ClassVar[str] = "a device"

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"device(type={self.name!r})"

    def attribute_names(self) -> Sequence[str]:
        """Its kind and number."""
        return ("type", "index")

    def attribute(self, name: str, site: Site) -> object:
        """Its kind, or its number."""
        kind, _, number = self.name.partition(":")
        if name == "type":
            return kind
        if name == "index":
            return int(number) if number.isdigit() else None
        raise no_attribute(self.type_name, name, self.attribute_names())

    def compare(self, sign: str, other: object, site: Site) -> object:
        """Devices of one name are equal."""
        if sign not in ("==", "!="):
            return super().compare(sign, other, site)
        return (isinstance(other, Device) and other.name == self.name) == (sign == "==")

    def enter(self, site: Site) -> object:
        """Nothing begins."""
        return self


CPU = Device("cpu")


class DeviceClass(HostObject):
    """`torch.device`."""

    __slots__ = ()
    type_name: ClassVar[str] = "a class"

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """The device of a name, a number or another device."""
        given = args[0] if args else kwargs.get("device", kwargs.get("type", "cpu"))
        if isinstance(given, Device):
            return given
        if isinstance(given, int):
            return Device(f"cuda:{given}")
        if not isinstance(given, str):
            return CPU
        return Device(given[:100])

    def has_instance(self, value: object, site: Site) -> bool:
        """Whether a value is a device."""
        return isinstance(value, Device)


class DtypeClass(HostObject):
    """`torch.dtype`."""

    __slots__ = ()
    type_name: ClassVar[str] = "a class"

    def has_instance(self, value: object, site: Site) -> bool:
        """Whether a value is an element type."""
        return isinstance(value, TorchDtype)


class SizeClass(HostObject):
    """`torch.Size`: a shape is a plain tuple here."""

    __slots__ = ()
    type_name: ClassVar[str] = "a class"

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """The sizes as a tuple."""
        return tuple(site.evaluator.collect(args[0], site)) if args else ()

    def has_instance(self, value: object, site: Site) -> bool:
        """Whether a value may be a shape."""
        return type(value) is tuple
