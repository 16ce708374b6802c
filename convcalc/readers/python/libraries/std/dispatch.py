"""`functools.singledispatch`: a function that chooses by the class of its first argument."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.readers.python.libraries.std.entries import StandardFunction
from convcalc.readers.python.libraries.std.entries import call
from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.unions import is_instance

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site


class SingleDispatch(HostObject):
    """A function that chooses by the class of its first argument."""

    __slots__ = ("function", "registered")
    type_name: ClassVar[str] = "a function"

    def __init__(self, function: Any) -> None:
        self.function = function
        self.registered: list[tuple[Any, Any]] = []

    def attribute(self, name: str, site: Site) -> object:
        """`register`, `dispatch`, or what the function has."""
        if name == "register":
            return StandardFunction(name, self.register)
        return self.function.attribute(name, site)

    def register(self, site: Site, kind: Any, function: Any = None) -> object:
        """Take a function for a class: `register(cls)`, `register(cls, f)` or by annotation."""
        if function is None and isinstance(kind, Function):
            arguments = [*kind.arguments.posonlyargs, *kind.arguments.args]
            if not arguments or arguments[0].annotation is None:
                raise BadValue("register() needs a class, or an annotated first argument")
            named = site.evaluator.evaluate(arguments[0].annotation, kind.scope)
            self.registered.append((named, kind))
            return kind
        if function is None:
            return StandardFunction("register", lambda site, each: self.register(site, kind, each))
        self.registered.append((kind, function))
        return function

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Call what is registered for the nearest class."""
        if not args:
            raise BadValue("a function of singledispatch needs at least 1 argument")
        chosen = self.function
        nearest: Any = None
        for kind, function in self.registered:
            if not is_instance(args[0], kind, site):
                continue
            if nearest is None or _is_subclass(kind, nearest):
                chosen, nearest = function, kind
        return call(chosen, args, kwargs, site)


def _is_subclass(kind: Any, other: Any) -> bool:
    return isinstance(kind, ClassObject) and (
        not isinstance(other, ClassObject) or kind.is_subclass(other)
    )
