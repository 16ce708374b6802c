"""`numbers`, `statistics`, `bisect`, `heapq` and `random`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.libraries import Deferred
from convcalc.readers.python.libraries.std.rows import call
from convcalc.readers.python.libraries.std.rows import functions
from convcalc.readers.python.libraries.std.rows import nothing
from convcalc.readers.python.objects.builtin_types import FLOAT
from convcalc.readers.python.objects.builtin_types import INT
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.plain_bases import plain
from convcalc.readers.python.objects.unions import is_instance
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.values.comparisons import compare
from convcalc.readers.python.values.operators import operate
from convcalc.readers.python.values.sorting import sort

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

# statistics


def _mean(site: Site, values: Any) -> object:
    several = site.evaluator.collect(values, site)
    if not several:
        raise BadValue("the mean of nothing", expected="at least one value")
    total: Any = 0
    for each in several:
        total = operate(ast.Add, total, each, site)
    mean = operate(ast.Div, total, len(several), site)
    is_whole = type(mean) is float and mean.is_integer()
    return int(mean) if is_whole and all(type(e) is int for e in several) else mean  # type: ignore[call-overload]  # a float


def _median(site: Site, values: Any) -> object:
    several = sort(site.evaluator.collect(values, site), None, False, site)
    if not several:
        raise BadValue("the median of nothing", expected="at least one value")
    middle = len(several) // 2
    if len(several) % 2:
        return several[middle]
    total = operate(ast.Add, several[middle - 1], several[middle], site)
    return operate(ast.Div, total, 2, site)


STATISTICS: dict[str, object] = {**functions({"mean": _mean, "median": _median})}

# bisect


def _bisecting(sign: type[ast.cmpop], *, is_right: bool) -> Any:
    def run(site: Site, a: Any, x: Any, lo: Any = 0, hi: Any = None, *, key: Any = None) -> int:
        values = plain(a)
        low, high = lo, len(values) if hi is None else hi
        while low < high:
            site.evaluator.charge_steps(1)
            middle = (low + high) // 2
            found = values[middle] if key is None else call(key, [values[middle]], {}, site)
            pair = (x, found) if is_right else (found, x)
            if site.evaluator.decide(compare(sign, *pair, site), site) is is_right:
                high = middle
            else:
                low = middle + 1
        return int(low)

    return run


_bisect_right = _bisecting(ast.Lt, is_right=True)
_bisect_left = _bisecting(ast.Lt, is_right=False)


def _insort(site: Site, a: Any, x: Any, *rest: Any, **options: Any) -> None:
    site.evaluator.charge_items(1)
    key = options.get("key")
    wanted = x if key is None else call(key, [x], {}, site)
    plain(a).insert(_bisect_right(site, a, wanted, *rest, **options), x)


BISECT: dict[str, object] = {
    **functions(
        {
            "bisect": _bisect_right,
            "bisect_left": _bisect_left,
            "bisect_right": _bisect_right,
            "insort": _insort,
            "insort_right": _insort,
        }
    )
}

# heapq: a list in order is a heap as well, though not the one that Python would make


def _less(site: Site, left: Any, right: Any) -> bool:
    return site.evaluator.decide(compare(ast.Lt, left, right, site), site)


def _sift_down(site: Site, heap: list[Any], start: int, position: int) -> None:
    item = heap[position]
    while position > start:
        site.evaluator.charge_steps(1)
        parent = (position - 1) >> 1
        if not _less(site, item, heap[parent]):
            break
        heap[position] = heap[parent]
        position = parent
    heap[position] = item


def _sift_up(site: Site, heap: list[Any], position: int) -> None:
    start, item = position, heap[position]
    child = 2 * position + 1
    while child < len(heap):
        site.evaluator.charge_steps(1)
        right = child + 1
        if right < len(heap) and not _less(site, heap[child], heap[right]):
            child = right
        heap[position] = heap[child]
        position, child = child, 2 * child + 1
    heap[position] = item
    _sift_down(site, heap, start, position)


def _heap_push(site: Site, heap: Any, item: Any) -> None:
    site.evaluator.charge_items(1)
    heap.append(item)
    _sift_down(site, heap, 0, len(heap) - 1)


def _heap_pop(site: Site, heap: Any) -> object:
    if not heap:
        raise BadValue("heappop() of an empty heap")
    last = heap.pop()
    if not heap:
        return last
    first, heap[0] = heap[0], last
    _sift_up(site, heap, 0)
    return first


def _heapify(site: Site, heap: Any) -> None:
    for position in reversed(range(len(heap) // 2)):
        _sift_up(site, heap, position)


def _nearest(*, is_largest: bool) -> Any:
    def run(site: Site, n: Any, iterable: Any, key: Any = None) -> list[Any]:
        ordered = sort(site.evaluator.collect(iterable, site), key, is_largest, site)
        return ordered[: max(n, 0)]

    return run


HEAPQ: dict[str, object] = {
    **functions(
        {
            "heapify": _heapify,
            "heappop": _heap_pop,
            "heappush": _heap_push,
            "nlargest": _nearest(is_largest=True),
            "nsmallest": _nearest(is_largest=False),
        }
    )
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
