"""Iterators of the evaluated world: one step at a time, each of them counted."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.readers.python.objects.descriptors import HostMethod
from convcalc.readers.python.objects.failures import Exhausted
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.functions import BoundMethod
from convcalc.readers.python.objects.host import MISSING
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import no_attribute

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.world import World

__all__ = ["MISSING", "PULL_STEPS", "Stream", "counted", "pulled", "step", "stream"]


PULL_STEPS = 5
"""What the next element of an iterator costs besides what makes it."""


class Stream(HostObject):
    """
    An iterator, such as `zip` gives: its host's iterator runs when the next element is wanted.

    A host's iterator that goes on for ever is fine: every element taken counts as a step.
    """

    __slots__ = ("iterator", "name")
    type_name: ClassVar[str] = "an iterator"

    def __init__(self, iterator: Iterator[Any], name: str = "iterator") -> None:
        self.iterator = iterator
        self.name = name

    def __repr__(self) -> str:
        return f"<{self.name} object>"

    def attribute_names(self) -> Sequence[str]:
        """What an iterator can do."""
        return ("__next__", "__iter__")

    def attribute(self, name: str, site: Site) -> object:
        """`__next__` and `__iter__`."""
        if name == "__next__":
            return BoundMethod(HostMethod(name, step), self)
        if name == "__iter__":
            return BoundMethod(HostMethod(name, lambda site, stream: stream), self)
        raise no_attribute(f"{self.name!r} object", name, self.attribute_names)

    def iterate(self, site: Site) -> Iterable[object]:
        """The rest of it."""
        return counted(self.iterator, site.evaluator)

    def take(self, site: Site) -> Any:
        """The next element, or MISSING at the end."""
        return pulled(self.iterator, site.evaluator)


def counted(iterator: Iterator[Any], evaluator: World) -> Iterator[Any]:
    """The same elements, each of them a step."""
    while (found := pulled(iterator, evaluator)) is not MISSING:
        yield found


def pulled(iterator: Iterator[Any], evaluator: World) -> Any:
    """
    The next element of a host's iterator, or MISSING at the end.

    Iterators of iterators nest like calls, and are counted as such.

    Raises:
        WrongType: If it is being asked for its next element already.
    """
    evaluator.charge_steps(PULL_STEPS)
    evaluator.enter_call()
    try:
        return next(iterator, MISSING)
    except (ValueError, RuntimeError) as problem:
        if isinstance(problem, RecursionError):
            raise
        raise WrongType(f"the iterator cannot go on: {problem}") from None
    finally:
        evaluator.depth -= 1


def stream(values: Any, site: Site) -> Iterator[Any]:
    """
    The elements of any value of the evaluated world, one at a time.

    Raises:
        BadValue: If it has none.
    """
    return iter(site.evaluator.iterate(values, site))


def step(site: Site, values: Any) -> object:
    """
    The next element of an iterator.

    Raises:
        Exhausted: If it is at its end.
    """
    found = values.take(site)
    if found is MISSING:
        raise Exhausted("next() of an iterator that is at its end")
    return found
