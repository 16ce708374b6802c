"""`functools`: the text that stands in for it, and what is called so often that it is no text."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.readers.python.libraries.stand_ins import stand_in
from convcalc.readers.python.libraries.std.dispatch import SingleDispatch
from convcalc.readers.python.libraries.std.entries import StandardFunction
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.readers.python.objects.host import Site


class Partial(HostObject):
    """A function with some of its arguments."""

    __slots__ = ("args", "attributes", "function", "kwargs")
    type_name: ClassVar[str] = "a function"

    def __init__(self, function: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
        self.function = function
        self.args = args
        self.kwargs = kwargs
        self.attributes: dict[str, Any] = {}

    def __repr__(self) -> str:
        return f"functools.partial({self.function!r})"

    def own_type(self) -> HostObject:
        """`functools.partial`."""
        return PARTIAL

    def parameters(self) -> Sequence[str]:
        """The arguments that are left."""
        rest = self.function.parameters()[len(self.args) :]
        return [each for each in rest if each not in self.kwargs]

    def attribute_names(self) -> Sequence[str]:
        """Its three parts, and what the user gave it."""
        return ("func", "args", "keywords", *self.attributes)

    def attribute(self, name: str, site: Site) -> object:
        """`func`, `args`, `keywords`, or what the user gave it."""
        parts = {"func": self.function, "args": tuple(self.args), "keywords": self.kwargs}
        if name in self.attributes:
            return self.attributes[name]
        if name == "__dict__":
            return self.attributes
        return parts[name] if name in parts else super().attribute(name, site)

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """Any attribute, as Python allows."""
        site.evaluator.charge_items(1)
        self.attributes[name] = value

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Call the function; named arguments of the call go before its own."""
        return self.function.call([*self.args, *args], {**self.kwargs, **kwargs}, site)

    def copied(self, memo: dict[int, Any], site: Site) -> object:
        """Another of the same parts, each copied."""
        from convcalc.readers.python.libraries.std.copy import deep

        args, kwargs = deep(self.args, memo, site), deep(self.kwargs, memo, site)
        return Partial(deep(self.function, memo, site), args, kwargs)

    def shallow(self, site: Site) -> object:
        """Another of the same parts."""
        return Partial(self.function, list(self.args), dict(self.kwargs))


class PartialClass(HostClass):
    """`functools.partial`."""

    __slots__ = ()

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """A function with arguments; those of a partial inside are its own."""
        if not args or not isinstance(args[0], HostObject):
            found = describe(args[0]) if args else "nothing"
            raise BadValue(f"partial() takes a function first, got {found}")
        function, *rest = args
        site.evaluator.charge_items(8 + len(args) + len(kwargs))
        if type(function) is Partial and not function.attributes:
            rest = [*function.args, *rest]
            kwargs = {**function.kwargs, **kwargs}
            function = function.function
        return Partial(function, rest, dict(kwargs))


PARTIAL = PartialClass("partial", (), {}, module="functools")

TABLE: dict[str, object] = {
    **stand_in("std/stand_ins/functools.py"),
    "partial": PARTIAL,
    "singledispatch": StandardFunction("singledispatch", lambda site, f: SingleDispatch(f)),
}
