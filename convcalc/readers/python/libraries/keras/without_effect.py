"""What of Keras and TensorFlow no shape depends on: initializers, losses, decorators, scopes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.readers.python.libraries.keras.functions.constants import filled
from convcalc.readers.python.libraries.keras.layer_class import dtype_name
from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.descriptors import HostMethod
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.objects.host import HostObject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from convcalc.readers.python.objects.host import Site


def _nothing(site: Site, self: Any, *args: Any, **kwargs: Any) -> None:
    """Nothing that a shape depends on."""


def _itself(site: Site, self: Any, *args: Any, **kwargs: Any) -> object:
    return self


IGNORED_BASE = HostClass("Ignored", (), {"__init__": HostMethod("__init__", _nothing)})

SCOPE = HostClass(
    "name_scope",
    (),
    {
        "__init__": HostMethod("__init__", _nothing),
        "__enter__": HostMethod("__enter__", _itself),
        "__exit__": HostMethod("__exit__", _nothing),
    },
)
"""A context manager that only names things."""


class Ignored(HostObject):
    """A thing that no shape depends on, with all its attributes and all that its calls give."""

    __slots__ = ("name",)
    type_name: ClassVar[str] = "a thing that no shape depends on"

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"<{self.name}>"

    def attribute(self, name: str, site: Site) -> object:
        """As little."""
        return Ignored(f"{self.name}.{name}")

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """Nothing is kept."""

    def as_base(self, site: Site) -> HostObject | None:
        """A class of the user that derives from it."""
        return IGNORED_BASE

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """A decorator changes nothing; an initializer that is given a shape makes a tensor."""
        if len(args) == 1 and not kwargs and isinstance(args[0], (Function, ClassObject)):
            return args[0]
        shape = kwargs.get("shape", args[0] if args else None)
        if isinstance(shape, (tuple, list)) and "initializers" in self.name:
            return filled(shape, dtype_name(kwargs.get("dtype")))
        return Ignored(f"{self.name}")


class AnyName(dict[str, Any]):
    """A table in which every name stands for something ignored."""

    def __init__(self, module: str, **rows: Any) -> None:
        super().__init__(rows)
        self.module = module

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> Ignored:
        return Ignored(f"{self.module}.{name}")

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(super().keys()))


INITIALIZERS = AnyName("keras.initializers")
REGULARIZERS = AnyName("keras.regularizers")
CONSTRAINTS = AnyName("keras.constraints")
OPTIMIZERS = AnyName("keras.optimizers")
LOSSES = AnyName("keras.losses")
METRICS = AnyName("keras.metrics")
CALLBACKS = AnyName("keras.callbacks")
SAVING = AnyName("keras.saving")
PRECISION = AnyName("keras.mixed_precision")
DATASETS = AnyName("keras.datasets")
EXPORT = AnyName("keras.src.api_export")
