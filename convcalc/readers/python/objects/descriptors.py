"""What a class holds that is bound to who asks: methods, properties, static and class methods."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.functions import BoundMethod
from convcalc.readers.python.objects.host import Descriptor
from convcalc.readers.python.objects.host import invoke

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.readers.python.objects.host import Site


class HostMethod(Descriptor):
    """A method that the host lends; `function` takes (site, self, *args, **kwargs)."""

    __slots__ = ("function", "name")
    type_name: ClassVar[str] = "a method"

    def __init__(self, name: str, function: Callable[..., Any]) -> None:
        self.name = name
        self.function = function

    def get(self, instance: Any, owner: Any, site: Site) -> object:
        """Bound to the instance; unbound from the class."""
        return self if instance is None else BoundMethod(self, instance)

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Call it with the instance as the first argument."""
        if not args:
            raise WrongType(f"{self.name}() needs the object it is a method of")
        return run_host(self.name, self.function, (site, *args), kwargs)


class HostStatic(Descriptor):
    """A function in a class, without `self`; `function` takes (site, *args, **kwargs)."""

    __slots__ = ("function", "name")
    type_name: ClassVar[str] = "a function"

    def __init__(self, name: str, function: Callable[..., Any]) -> None:
        self.name = name
        self.function = function

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Call it."""
        return run_host(self.name, self.function, (site, *args), kwargs)


class HostClassMethod(Descriptor):
    """A method of a class; `function` takes (site, cls, *args, **kwargs)."""

    __slots__ = ("function", "name")

    def __init__(self, name: str, function: Callable[..., Any]) -> None:
        self.name = name
        self.function = function

    def get(self, instance: Any, owner: Any, site: Site) -> object:
        """Bound to the class."""
        return BoundMethod(HostMethod(self.name, self.function), owner)


class HostProperty(Descriptor):
    """An attribute that the host works out; `function` takes (site, self)."""

    __slots__ = ("function",)
    is_data: ClassVar[bool] = True

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function

    def get(self, instance: Any, owner: Any, site: Site) -> object:
        """The attribute's value."""
        return self if instance is None else self.function(site, instance)


def run_host(name: str, function: Callable[..., Any], args: tuple[Any, ...], kwargs: Any) -> object:
    """
    Call a function of the host with a `Site` first, with its refusal of the arguments in our words.

    Raises:
        WrongType: If the arguments are too few, too many or unknown.
    """
    args[0].evaluator.weigh_arguments(args, kwargs)
    try:
        return function(*args, **kwargs)
    except TypeError as problem:
        if problem.__traceback__ is not None and problem.__traceback__.tb_next is None:
            raise WrongType(f"{name}(): {refusal(problem)}") from None
        raise


def refusal(problem: Exception) -> str:
    """What Python says of arguments it refuses: without the function, and without its guess."""
    said = str(problem)
    return (said.partition(") ")[2] or said).partition(". Did you mean")[0]


class Property(Descriptor):
    """`@property` of the user's class."""

    __slots__ = ("deleter", "getter", "setter")
    type_name: ClassVar[str] = "a property"
    is_data: ClassVar[bool] = True

    def __init__(self, getter: Any, setter: Any = None, deleter: Any = None) -> None:
        self.getter = getter
        self.setter = setter
        self.deleter = deleter

    def attribute_names(self) -> Sequence[str]:
        """The decorators that complete it, and its functions."""
        return ("getter", "setter", "deleter", "fget", "fset", "fdel")

    def attribute(self, name: str, site: Site) -> object:
        """`setter` and the like, which give a property with one function more."""
        parts = {"fget": self.getter, "fset": self.setter, "fdel": self.deleter}
        if name in parts:
            return parts[name]
        part = {"getter": "fget", "setter": "fset", "deleter": "fdel"}.get(name)
        if part is None:
            return super().attribute(name, site)
        return HostStatic(
            name, lambda site, function: Property(*{**parts, part: function}.values())
        )

    def get(self, instance: Any, owner: Any, site: Site) -> object:
        """What its function gives."""
        return self if instance is None else invoke(self.getter, [instance], {}, site)

    def set(self, instance: Any, value: object, site: Site) -> None:
        """Call its setter."""
        if self.setter is None:
            super().set(instance, value, site)
        invoke(self.setter, [instance, value], {}, site)

    def delete(self, instance: Any, site: Site) -> None:
        """Call its deleter."""
        if self.deleter is None:
            super().delete(instance, site)
        invoke(self.deleter, [instance], {}, site)


class StaticMethod(Descriptor):
    """`@staticmethod`."""

    __slots__ = ("function",)

    def __init__(self, function: Any) -> None:
        self.function = function

    def get(self, instance: Any, owner: Any, site: Site) -> object:
        """The function itself."""
        return self.function

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Call the function, as the class's own body may."""
        return invoke(self.function, args, kwargs, site)


class ClassMethod(Descriptor):
    """`@classmethod`."""

    __slots__ = ("function",)

    def __init__(self, function: Any) -> None:
        self.function = function

    def get(self, instance: Any, owner: Any, site: Site) -> object:
        """Bound to the class."""
        return BoundMethod(self.function, owner)


def bound(held: Any, instance: Any, owner: Any, site: Site) -> Any:
    """What a member of a class is for one of its instances: a function becomes a method."""
    if isinstance(held, Descriptor):
        return held.get(instance, owner, site)
    return held
