"""`numbers` and `random`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.readers.python.libraries import Deferred
from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.libraries.std.entries import nothing
from convcalc.readers.python.objects.builtin_types import FLOAT
from convcalc.readers.python.objects.builtin_types import INT
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.unions import is_instance
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from convcalc.readers.python.objects.classes import ClassObject
    from convcalc.readers.python.objects.host import HostObject
    from convcalc.readers.python.objects.host import Site

# numbers


class NumberClass(HostClass):
    """A class of `numbers`: numbers are of it by their type."""

    __slots__ = ("kinds",)

    def __init__(self, name: str, bases: tuple[ClassObject, ...], *kinds: ClassObject) -> None:
        super().__init__(name, bases, {}, module="numbers")
        self.kinds = kinds

    def has_instance(self, value: object, site: Site) -> bool:
        """Whether it is such a number."""
        return super().has_instance(value, site) or is_instance(value, self.kinds, site)

    def has_subclass(self, cls: ClassObject, site: Site) -> bool:
        """Whether its objects are such numbers."""
        return cls.is_subclass(self) or any(cls.is_subclass(each) for each in self.kinds)


NUMBER = NumberClass("Number", (), INT, FLOAT)
COMPLEX = NumberClass("Complex", (NUMBER,), INT, FLOAT)
REAL = NumberClass("Real", (COMPLEX,), INT, FLOAT)
RATIONAL = NumberClass("Rational", (REAL,), INT)
INTEGRAL = NumberClass("Integral", (RATIONAL,), INT)

NUMBERS: dict[str, object] = {
    each.name: each for each in (NUMBER, COMPLEX, REAL, RATIONAL, INTEGRAL)
}

# random


def _by_chance(name: str) -> HostObject:
    return Unread(name, "it is left to chance, and a definition is read without any")


RANDOM: dict[str, object] = {
    **dict.fromkeys(
        [
            "Random",
            "SystemRandom",
            "betavariate",
            "choice",
            "choices",
            "expovariate",
            "gauss",
            "getrandbits",
            "normalvariate",
            "randint",
            "random",
            "randrange",
            "sample",
            "shuffle",
            "triangular",
            "uniform",
        ],
        Deferred(_by_chance),
    ),
    **functions({"seed": nothing}),
}
