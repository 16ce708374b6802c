"""What the evaluator does with values, whatever a program or a spec says: walk, decide, tell."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.dims import Expr
from convcalc.errors import BadValue
from convcalc.readers.python.language.limits import VIEWS
from convcalc.readers.python.language.limits import Meter
from convcalc.readers.python.objects.failures import Uncaught
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import show

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable
    from collections.abc import Container
    from collections.abc import Iterable
    from collections.abc import Iterator

    from convcalc.readers.python.language.scope import Scope
    from convcalc.readers.python.objects.host import Site

ITERABLE = frozenset({list, tuple, str, range})
CHANGING = frozenset({dict, set, frozenset, *VIEWS})
"""What the host refuses to go on with when it changes on the way."""


LONG_RANGE = 100_000
"""A range of more numbers is counted as it is gone over; the others are short for any loop."""


class PlainWorld(Meter):
    """The part of a `World` that is the same for every reader, but for what sizes it settles."""

    knows_classes: ClassVar[bool] = True

    def decide(self, value: Any, site: Site) -> bool:
        """
        Whether a value counts as true.

        Raises:
            BadValue: If that depends on the sizes.
        """
        if value is True or value is False:
            return bool(value)
        if self.spoiled:
            value = self.known(value)
        if isinstance(value, HostObject):
            return value.truth(site)
        if isinstance(value, Expr):
            from convcalc.readers.python.values.sizes import equal_sizes

            return not equal_sizes(value, 0, self)
        return bool(value)

    def undecided(self, left: Any, sign: str, right: Any) -> bool:
        """
        Decide a comparison of sizes that holds for some values of the symbols and not for others.

        Raises:
            Uncaught: Always: a definition is read for all values at once.
        """
        raise Uncaught(
            f"{left} {sign} {right} depends on the sizes",
            expected="a condition that holds, or fails, for every size",
            hint="give the input in numbers, for example -i 3x224x224",
        )

    def key(self, value: Any) -> Any:
        """
        A value that can be looked up in a dict or set.

        Raises:
            BadValue: If it cannot.
        """
        if type(value) is str or type(value) is int:
            return value
        self.weigh(value)
        check_read(value, self)
        try:
            hash(value)
        except TypeError:
            raise WrongType(f"{describe(value)} cannot be a key: {show(value)}") from None
        return value

    def iterate(self, values: Any, site: Site) -> Iterable[Any]:
        """
        What a `for` goes over.

        Raises:
            BadValue: If it cannot be gone over.
        """
        if self.spoiled:
            values = self.known(values)
        if type(values) is range and _length(values) > LONG_RANGE:
            return self._counted(values)
        if type(values) in ITERABLE:
            return values  # type: ignore[no-any-return]  # all of them are iterable
        if type(values) in CHANGING:
            return unchanged(values)
        if isinstance(values, HostObject):
            return values.iterate(site)
        raise WrongType(f"{describe(values)} cannot be iterated over: {show(values)}")

    def _counted(self, values: range) -> Iterator[int]:
        """A long range, whose numbers are steps: no host's loop over it goes on for ever."""
        for each in values:
            self.charge_steps(1)
            yield each

    def collect(self, values: Any, site: Site) -> list[Any]:
        """
        The elements of a value as a list of its own; its length is counted before it is made.

        Raises:
            BadValue: If it has no elements.
            LimitError: If there are too many.
        """
        if self.spoiled:
            values = self.known(values)
        host_type = type(values)
        if host_type in ITERABLE or host_type in CHANGING:
            count = _length(values)
            self.charge_items(count)
            self.charge_steps(count // 10)
            return list(values)
        collected = []
        for each in self.iterate(values, site):
            self.charge_items(1)
            collected.append(each)
        return collected

    def forget_calls(self, function: Any, unread: Any) -> None:
        """Let what a function changes, which may be called now, be not known: nothing here."""

    def doubt(
        self,
        statements: list[ast.stmt],
        others: list[ast.stmt],
        scope: Scope,
        bound: Container[str],
    ) -> None:
        """Let what statements change, which may have run or not, be not known: nothing here."""

    # as every rule does it, for objects that stand below the rules

    def same(self, left: Any, right: Any, site: Site) -> bool:
        """Whether `left == right`, with objects compared in their own way."""
        from convcalc.readers.python.values.comparisons import same

        return same(left, right, site)

    def attempt(self, function: Callable[[], Any], name: str, site: Site) -> Any:
        """What a function gives, or MISSING where it raises Python's exception of that name."""
        from convcalc.readers.python.objects.exceptions import attempt

        return attempt(function, name, site)

    def as_text(self, value: object, site: Site) -> str:
        """`str(value)`."""
        from convcalc.readers.python.values.formats import as_text

        return as_text(site, value)

    def represent(self, value: object, site: Site) -> str:
        """`repr(value)`."""
        from convcalc.readers.python.values.formats import represent

        return represent(site, value)

    def formatted(self, value: Any, conversion: str, spec: str, site: Site) -> str:
        """`{value!conversion:spec}`."""
        from convcalc.readers.python.values.formats import format_value

        return format_value(site, value, conversion, spec)

    def type_of(self, value: object) -> Any:
        """`type(value)`."""
        from convcalc.readers.python.objects.builtin_types import type_of

        return type_of(value)


def check_read(value: Any, world: PlainWorld) -> None:
    """
    Refuse a key that is not known, or holds what is not.

    Raises:
        NotKnown: If it is not known.
    """
    if type(value) in (tuple, frozenset):
        for each in value:
            check_read(each, world)
    elif isinstance(value, HostObject) and value.is_unread:
        value.length(None)  # type: ignore[arg-type]  # it refuses, wherever


def unchanged(values: Iterable[Any]) -> Iterator[Any]:
    """
    The elements of a dict or set.

    Raises:
        BadValue: If it changes on the way.
    """
    iterator = iter(values)
    while True:
        try:
            value = next(iterator)
        except StopIteration:
            return
        except RuntimeError as problem:
            raise BadValue(str(problem)) from None
        yield value


def _length(values: Any) -> int:
    """The length of a plain value; a range may have more elements than `len` can say."""
    if type(values) is range and values:
        return abs((values[-1] - values[0]) // values.step) + 1
    return len(values)
