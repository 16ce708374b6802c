"""What the evaluated world holds besides plain values: objects that answer a fixed protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.readers.python.objects.failures import NoAttribute
from convcalc.readers.python.objects.failures import WrongType

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence

    from convcalc.readers.python.language.scope import Scope
    from convcalc.readers.python.world import World
    from convcalc.source import Source

MISSING: Any = object()
"""What a lookup gives that found nothing, compared with `is`: None is a value."""


class Site:
    """Where something happens in the user's text: what an object needs to know of its caller."""

    __slots__ = ("evaluator", "node", "scope")

    def __init__(self, evaluator: World, node: ast.expr, scope: Scope) -> None:
        self.evaluator = evaluator
        self.node = node
        self.scope = scope

    def source(self) -> Source:
        """The place of it."""
        return self.evaluator.text.place(self.node)

    def text(self) -> str:
        """The user's own words, on one line."""
        return self.evaluator.text.segment(self.node)


class HostObject:
    """
    An object of the evaluated world: a function, a layer, a tensor, a module.

    Every method refuses by default; a kind of object overrides what it can do.
    """

    __slots__ = ()
    type_name: ClassVar[str] = "an object"
    takes_nodes: ClassVar[bool] = False
    """Its call is handed the unevaluated arguments, with `call_nodes`."""
    is_unread: ClassVar[bool] = False
    """It stands for a value that is not known."""
    bound_to: ClassVar[str] = ""
    """The attribute that keeps what it is a method of."""
    can_change: ClassVar[bool] = True
    """It may be another one, to who asks, once it was handed to what is not read."""

    def __repr__(self) -> str:
        return f"<{self.type_name}>"

    def attribute_names(self) -> Sequence[str]:
        """The attributes it has, for "did you mean"."""
        return ()

    def attribute(self, name: str, site: Site) -> object:
        """
        The value of an attribute.

        Raises:
            UnknownName: If it has none of that name.
        """
        raise no_attribute(self.type_name, name, self.attribute_names)

    def used(self, site: Site) -> object:
        """What a function of plain values gives for it, where it is not known."""
        return self

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """Give an attribute a value."""
        raise WrongType(f"{self.type_name} takes no attribute {name!r}")

    def remove_attribute(self, name: str, site: Site) -> None:
        """Delete an attribute."""
        raise no_attribute(self.type_name, name, self.attribute_names)

    def parameters(self) -> Sequence[str]:
        """The names of its arguments in order, where they are known."""
        return ()

    def spellings(self, argument: str) -> Sequence[str]:
        """The keywords by which an argument may be given."""
        return (argument,)

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Call it."""
        raise WrongType(f"{self.type_name} cannot be called: {site.text()}")

    def receiver(self) -> object:
        """What it is a method of; itself where it is no method."""
        return getattr(self, self.bound_to) if self.bound_to else self

    def as_base(self, site: Site) -> HostObject | None:
        """The class to derive from where this stands among the bases of a class; None: no class."""
        return None

    def own_type(self) -> HostObject | None:
        """The class it is an instance of, where it has one."""
        return None

    def has_instance(self, value: object, site: Site) -> bool:
        """Whether `isinstance(value, x)`."""
        raise WrongType(f"isinstance() takes a class, got {self.type_name}")

    def has_subclass(self, cls: Any, site: Site) -> bool:
        """Whether `issubclass(cls, x)`."""
        raise WrongType(f"issubclass() takes a class, got {self.type_name}")

    def enter(self, site: Site) -> object:
        """Begin a `with`: what `as` binds."""
        raise WrongType(f"{self.type_name} is nothing for 'with'")

    def leave(self, problem: Any, site: Site) -> bool:
        """End a `with`, with the exception it ended by, or None; whether that is dealt with."""
        return False

    def take(self, site: Site) -> Any:
        """The next element of an iterator, or `streams.MISSING` at its end."""
        raise WrongType(f"{self.type_name} is no iterator")

    def represent(self, site: Site, *, plainly: bool = False) -> str:
        """What `repr(x)` gives; with `plainly`, what `str(x)` gives."""
        return repr(self)

    def change(self, sign: str, other: object, site: Site) -> object:
        """The result of an operator in place such as `x += other`, or NotImplemented."""
        return NotImplemented

    def call_nodes(self, site: Site) -> object:
        """Call it with arguments that are not evaluated yet."""
        raise WrongType(f"{self.type_name} cannot be called: {site.text()}")

    def unary(self, sign: str, site: Site) -> object:
        """The result of `-x`, `+x` or `~x`."""
        raise WrongType(f"{self.type_name} has no {sign}x")

    def binary(self, sign: str, other: object, site: Site, *, reflected: bool) -> object:
        """The result of an operator, or NotImplemented; `reflected` where it is the right one."""
        return NotImplemented

    def compare(self, sign: str, other: object, site: Site) -> object:
        """The result of a comparison, or NotImplemented: then equality is identity."""
        return NotImplemented

    def contains(self, value: object, site: Site) -> bool:
        """Whether `value in x`."""
        raise WrongType(f"{self.type_name} holds nothing to look for with 'in'")

    def subscript(self, key: object, site: Site) -> object:
        """The value of `x[key]`."""
        raise WrongType(f"{self.type_name} has no elements: {site.text()}")

    def set_subscript(self, key: object, value: object, site: Site) -> None:
        """Make `x[key] = value`."""
        raise WrongType(f"{self.type_name} has no elements to set: {site.text()}")

    def remove_subscript(self, key: object, site: Site) -> None:
        """Make `del x[key]`."""
        raise WrongType(f"{self.type_name} has no elements to delete")

    def iterate(self, site: Site) -> Iterable[object]:
        """What a `for` goes over."""
        raise WrongType(f"{self.type_name} cannot be iterated over")

    def formatted(self, spec: str, site: Site) -> str | None:
        """`{self:spec}` where the object has a form of its own; None where its number is taken."""

    def length(self, site: Site) -> object:
        """The value of `len(x)`."""
        raise WrongType(f"{self.type_name} has no length")

    def as_number(self, site: Site) -> Any:
        """What `int(x)` and `float(x)` begin with: the plain number that it stands for."""
        raise WrongType(f"{self.type_name} is no number: {site.text()}")

    def truth(self, site: Site) -> bool:
        """Whether it counts as true."""
        return True


class Descriptor(HostObject):
    """What a class holds that is not handed out as it is, but bound to who asks."""

    __slots__ = ()
    is_data: ClassVar[bool] = False
    """It goes before the instance's own attributes, as a property does."""

    def get(self, instance: Any, owner: Any, site: Site) -> object:
        """What `instance.name` gives; `instance` is None for `Class.name`."""
        return self

    def set(self, instance: Any, value: object, site: Site) -> None:
        """Make `instance.name = value`."""
        raise NoAttribute("the attribute cannot be set: its property has no setter", "", ())

    def delete(self, instance: Any, site: Site) -> None:
        """`del instance.name`."""
        raise NoAttribute("the attribute cannot be deleted", "", ())


def invoke(value: Any, args: list[Any], kwargs: dict[str, Any], site: Site) -> Any:
    """
    Call any value.

    Raises:
        WrongType: If it cannot be called.
    """
    if isinstance(value, HostObject):
        return value.call(args, kwargs, site)
    return site.evaluator.call_plain(value, args, kwargs, site)


def no_attribute(
    owner: str, name: str, among: Sequence[str] | Callable[[], Sequence[str]]
) -> NoAttribute:
    """The complaint about an attribute that is not there, with what there is."""
    return NoAttribute(f"{owner} has no attribute {name!r}", name, among)


class Namespace(HostObject):
    """A module of the evaluated world: names and what they stand for."""

    __slots__ = ("members", "name")
    type_name: ClassVar[str] = "a module"

    def __init__(self, name: str, members: dict[str, Any]) -> None:
        self.name = name
        self.members = members

    def attribute_names(self) -> Sequence[str]:
        """The members."""
        return tuple(self.members)

    def attribute(self, name: str, site: Site) -> object:
        """A member."""
        try:
            return self.members[name]
        except KeyError:
            raise no_attribute(self.name, name, self.attribute_names) from None


NUMBERS = frozenset({int, float, bool})
TYPE_NAMES: dict[type, str] = {
    int: "a number",
    float: "a number",
    bool: "True or False",
    str: "text",
    list: "a list",
    tuple: "a tuple",
    dict: "a dict",
    set: "a set",
    frozenset: "a set",
    range: "a range",
    slice: "a slice",
    type(None): "None",
    type(...): "...",
}


def describe(value: object) -> str:
    """
    What kind of thing a value is, in words.

    >>> describe([1, 2])
    'a list'
    """
    if isinstance(value, HostObject):
        return value.type_name
    return TYPE_NAMES.get(type(value), "a size")


def show(value: object) -> str:
    """A value as the user would write it, cut where it is long or deep."""
    from convcalc.layers.core.quoted_values import shown

    return shown(value)
