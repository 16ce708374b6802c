"""What is not known, and why: it spreads through an evaluation, and stops it where it matters."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar
from typing import NoReturn

from convcalc.errors import ReadError
from convcalc.errors import SyntaxProblem
from convcalc.readers.python.objects.failures import NotKnown
from convcalc.readers.python.objects.failures import Stopped
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.objects.host import HostObject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from convcalc.errors import ConvcalcError
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.world import World
    from convcalc.source import Source


class Unread(HostObject):
    """
    A value that nobody knows: a module that is not there, a function that is not read.

    Whatever is done with it gives the same again; where its value is needed, for a size, a choice
    or a shape, the evaluation stops and says what was not known, and where it came from.

    Args:
        name: What the user calls it, dotted, for example `scipy.ndimage.zoom`.
        reason: Why it is not known, as a sentence without a final stop.
        source: Where it came from.
        hint: What to do about it.
        error: What stopped the statement that it comes from, if Python would stop there as well.
    """

    __slots__ = ("error", "hint", "name", "reason", "source")
    type_name: ClassVar[str] = "a value that is not known"
    is_unread: ClassVar[bool] = True

    def __init__(
        self,
        name: str,
        reason: str,
        source: Source | None = None,
        hint: str = "",
        error: ConvcalcError | None = None,
    ) -> None:
        self.name = name
        self.reason = reason
        self.source = source
        self.hint = hint
        self.error = error

    def __repr__(self) -> str:
        return f"<{self.name}, not known>"

    def refuse(self, site: Site | None = None) -> NoReturn:
        """
        Stop where the value is needed.

        Raises:
            NotKnown: With the name, the reason and where it came from.
            ConvcalcError: If Python would have stopped where it came from: what it stops with.
        """
        if self.error is not None:
            problem = _again(self.error, self.hint)
            came_from = f"{self.name} is needed at {site.source()}" if site else ""
        else:
            problem = NotKnown(f"{self.name} is not known: {self.reason}", hint=self.hint)
            came_from = f"it comes from {self.source}" if site and self.source else ""
        problem.notes += [came_from] if came_from else []
        raise problem.at(self.source if site is None else site.source())

    def attribute(self, name: str, site: Site) -> object:
        """As little known as the whole."""
        site.evaluator.uses += 1
        return self.part(f".{name}", self.source)

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """Nothing is kept; the value may be changed from now on."""
        site.evaluator.uses += 1
        spoil(site.evaluator, [value], self)

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """What it gives is not known, nor what it was given."""
        site.evaluator.uses += 1
        return site.evaluator.call_unread(self, args, kwargs, site)

    def used(self, site: Site) -> object:
        """
        As little known.

        Raises:
            ConvcalcError: If Python would have stopped where it came from.
        """
        site.evaluator.uses += 1
        if self.error is not None:
            self.refuse(site)
        return self.result(site)

    def result(self, site: Site) -> Unread:
        """What calling it gives: as little known as itself."""
        return self.part("(...)", self.source or site.source())

    def part(self, suffix: str, source: Source | None) -> Unread:
        """What comes of it, called as it is in the user's text."""
        return Unread(f"{self.name}{suffix}", self.reason, source, self.hint, self.error)

    def as_base(self, site: Site) -> HostObject | None:
        """A class that may have any attribute."""
        self.refuse(site)

    def under(self, name: str) -> Unread:
        """The same, for another name."""
        return Unread(name, self.reason, self.source, self.hint, self.error)

    def unary(self, sign: str, site: Site) -> object:
        """Not known either."""
        site.evaluator.uses += 1
        return self

    def binary(self, sign: str, other: object, site: Site, *, reflected: bool) -> object:
        """Not known either."""
        site.evaluator.uses += 1
        return self

    def compare(self, sign: str, other: object, site: Site) -> object:
        """Not known either."""
        site.evaluator.uses += 1
        return self

    def change(self, sign: str, other: object, site: Site) -> object:
        """Not known either."""
        site.evaluator.uses += 1
        return self

    def remove_attribute(self, name: str, site: Site) -> None:
        """Nothing was kept."""
        site.evaluator.uses += 1

    def remove_subscript(self, key: object, site: Site) -> None:
        """Nothing was kept."""
        site.evaluator.uses += 1

    def has_instance(self, value: object, site: Site) -> bool:
        """No object of a known class is of one that is not known; a plain value may be."""
        if isinstance(value, Unread) or not isinstance(value, HostObject):
            self.refuse(site)
        return False

    def has_subclass(self, cls: object, site: Site) -> bool:
        """No class that is known derives from one that is not."""
        return False

    def represent(self, site: Site, *, plainly: bool = False) -> str:
        """Stop: its text is needed."""
        self.refuse(site)

    def enter(self, site: Site) -> object:
        """A `with` of it changes nothing."""
        site.evaluator.uses += 1
        return self

    def take(self, site: Site) -> object:
        """Stop: the element is needed."""
        self.refuse(site)

    def contains(self, value: object, site: Site) -> bool:
        """Stop: the answer is needed."""
        self.refuse(site)

    def subscript(self, key: object, site: Site) -> object:
        """Not known either."""
        site.evaluator.uses += 1
        return self.part("[...]", self.source)

    def set_subscript(self, key: object, value: object, site: Site) -> None:
        """Nothing is kept; the value may be changed from now on."""
        site.evaluator.uses += 1
        spoil(site.evaluator, [value], self)

    def iterate(self, site: Site) -> Iterable[object]:
        """Stop: how often is needed."""
        self.refuse(site)

    def length(self, site: Site) -> object:
        """Stop: it is needed."""
        self.refuse(site)

    def as_number(self, site: Site) -> object:
        """Stop: the number is needed."""
        self.refuse(site)

    def truth(self, site: Site) -> bool:
        """Stop: the choice is needed."""
        self.refuse(site)


def _again(error: ConvcalcError, hint: str) -> ConvcalcError:
    """An error once more, as one that no `except` catches: Python would not have come so far."""
    raised = type(error) if isinstance(error, (SyntaxProblem, ReadError)) else Stopped
    remedy = error.hint or ("" if error.expected else hint)
    problem = raised(error.message, expected=error.expected, hint=remedy, source=error.source)
    problem.notes = list(error.notes)
    return problem


def unread_among(values: Iterable[Any]) -> Unread | None:
    """The first of some values that is not known."""
    for each in values:
        if isinstance(each, Unread):
            return each
    return None


LOOKING = frozenset({"copy", "count", "get", "index", "isdisjoint", "issubset", "issuperset"})
"""Methods of plain values that change nothing."""


def unread_choice(
    owner: object, name: str, args: list[Any], kwargs: dict[str, Any], world: World
) -> Unread | None:
    """
    What is not known of what a method of a plain value goes by, and does not only keep.

    What the method changes is not known from then on.
    """
    if type(owner) is str:
        return unread_among(args) or unread_among(kwargs.values())
    found = None if name == "append" else unread_among(args[:1])
    if found is not None and name not in LOOKING:
        spoil(world, [owner], found)
    return found


def spoil(world: World, values: Iterable[Any], unread: Unread) -> None:
    """
    Let objects, and those that they hold, stand for nothing known from now on.

    Raises:
        LimitError: If there are too many.
    """
    from convcalc.readers.python.objects.classes import ClassObject
    from convcalc.readers.python.objects.instances import Instance

    pending = list(values)
    while pending:
        each = pending.pop()
        if isinstance(each, HostObject):
            each = each.receiver()
        if id(each) in world.spoiled:
            continue
        inner: Iterable[Any] = ()
        if isinstance(each, Function):
            world.forget_calls(each, unread)
            continue
        if isinstance(each, Instance):
            inner = each.inner_values()
            world.spoiled[id(each.attributes)] = (each.attributes, unread)
        elif isinstance(each, dict):
            inner = [*each.values()]
            _forget_names(each, unread)
        elif isinstance(each, (list, tuple, set)):
            inner = each
        elif not is_changeable(each):
            continue
        elif isinstance(each, ClassObject):
            world.has_spoiled_classes = True
        else:
            inner = getattr(each, "inner_objects", ())
        world.charge_steps(1)
        if not isinstance(each, tuple):
            world.spoiled[id(each)] = (each, unread)
        pending.extend(inner)


def _forget_names(variables: dict[Any, Any], unread: Unread) -> None:
    """If a dict is `globals()`, let its names that hold data stand for nothing known."""
    if not variables.keys() >= {"__name__", "__file__"}:
        return
    for name, value in variables.items():
        if not isinstance(value, HostObject) and name[:2] != "__":
            variables[name] = unread


def spoiled_in(world: World, value: object) -> Unread | None:
    """What stands for the first object inside a value that something unread may have changed."""
    from convcalc.readers.python.objects.instances import Instance

    pending, seen = [value], set()
    while pending and world.spoiled:
        each = pending.pop()
        if id(each) in world.spoiled:
            return world.known(each)  # type: ignore[no-any-return]  # it is kept so
        if id(each) in seen:
            continue
        seen.add(id(each))
        world.charge_steps(1)
        if isinstance(each, Instance):
            pending.extend(each.inner_values())
        elif isinstance(each, dict):
            pending.extend(each.values())
        elif isinstance(each, (list, tuple, set)):
            pending.extend(each)
    return None


def is_changeable(value: object) -> bool:
    """Whether an object of the evaluated world is one that what is not read may change."""
    from convcalc.readers.python.objects.classes import ClassObject
    from convcalc.readers.python.objects.classes import HostClass
    from convcalc.readers.python.objects.functions import BoundMethod
    from convcalc.readers.python.objects.functions import Builtin
    from convcalc.readers.python.objects.host import Descriptor
    from convcalc.readers.python.objects.host import Namespace

    if isinstance(value, ClassObject):
        return not isinstance(value, HostClass)
    fixed = (BoundMethod, Builtin, Descriptor, Function, Namespace, Unread)
    return isinstance(value, HostObject) and not isinstance(value, fixed) and value.can_change
