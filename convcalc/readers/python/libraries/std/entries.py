"""How the rows of the standard library's tables are written: a name, and a function of the host."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.errors import UnknownName
from convcalc.readers.python.objects.classes import HostMethod
from convcalc.readers.python.objects.descriptors import refusal
from convcalc.readers.python.objects.failures import FAILURES
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.objects.unread import unread_among

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from convcalc.readers.python.objects.host import Site

HERE = "convcalc.readers.python.libraries.std."
REFUSALS = (*FAILURES, AttributeError)


class StandardFunction(HostObject):
    """
    A function of the standard library; `function` takes (site, *args, **kwargs).

    Its Python signature is its own: what Python refuses, it refuses.
    """

    __slots__ = ("function", "name")
    type_name: ClassVar[str] = "a function"

    def __init__(self, name: str, function: Callable[..., Any]) -> None:
        self.name = name
        self.function = function

    def __repr__(self) -> str:
        return f"<function {self.name}>"

    def attribute(self, name: str, site: Site) -> object:
        """Its name, and nothing else."""
        if name in ("__name__", "__qualname__"):
            return self.name
        return super().attribute(name, site)

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Call it, and count what it made."""
        try:
            return site.evaluator.made(guarded(self.name, self.function, (site, *args), kwargs))
        except WrongType:
            unread = unread_among([*args, *kwargs.values()])
            if unread is None:
                raise
            return unread.result(site)


def guarded(name: str, function: Callable[..., Any], args: tuple[Any, ...], kwargs: Any) -> Any:
    """
    Call a function of these tables, with the host's refusal of its arguments in our words.

    Raises:
        WrongType: If the arguments do not fit; what goes wrong elsewhere is passed on.
    """
    try:
        return function(*args, **kwargs)
    except REFUSALS as problem:
        if not _is_here(problem):
            raise
        raise WrongType(f"{name}(): {refusal(problem)}") from None


def _is_here(problem: Exception) -> bool:
    """Whether an error was raised in a file of these tables, or by what one of them called."""
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_globals["__name__"].startswith(HERE)


class StandardMethod(HostMethod):
    """A method of a class of these tables; `function` takes (site, self, *args, **kwargs)."""

    __slots__ = ()

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Call it with the object as the first argument."""
        return guarded(self.name, self.function, (site, *args), kwargs)


def functions(rules: Mapping[str, Callable[..., Any]]) -> dict[str, StandardFunction]:
    """The rows for some functions of the host, by name."""
    return {name: StandardFunction(name, rule) for name, rule in rules.items()}


def methods(rules: Mapping[str, Callable[..., Any]]) -> dict[str, StandardMethod]:
    """The members of a class for some functions of the host, by name; they take (site, self)."""
    return {name: StandardMethod(name, rule) for name, rule in rules.items()}


def call(function: Any, args: list[Any], kwargs: dict[str, Any], site: Site) -> Any:
    """
    Call any value of the evaluated world.

    Raises:
        BadValue: If it cannot be called.
    """
    if not isinstance(function, HostObject):
        raise BadValue(f"{describe(function)} cannot be called: {show(function)}")
    return function.call(args, kwargs, site)


def attribute_or(value: Any, name: str, default: Any, site: Site) -> Any:
    """An attribute of any object, or the default where it has none of that name."""
    if not isinstance(value, HostObject):
        return default
    try:
        return value.attribute(name, site)
    except UnknownName:
        return default


def nothing(site: Site, /, *args: Any, **kwargs: Any) -> None:
    """What a function does that matters to nobody here: nothing."""


def first_argument(site: Site, value: Any = None, /, *args: Any, **kwargs: Any) -> object:
    """What a decorator gives that changes nothing."""
    return value
