"""`itertools`: iterators made of iterators, one element at a time."""

from __future__ import annotations

import ast
import itertools
from collections import deque
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.libraries.std.rows import StandardFunction
from convcalc.readers.python.libraries.std.rows import call
from convcalc.readers.python.libraries.std.rows import functions
from convcalc.readers.python.libraries.std.rows import whole
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.classes import HostClassMethod
from convcalc.readers.python.values.operators import compare
from convcalc.readers.python.values.operators import operate
from convcalc.readers.python.values.streams import MISSING
from convcalc.readers.python.values.streams import Stream
from convcalc.readers.python.values.streams import stream

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from convcalc.readers.python.objects.host import Site

POOLS = 1_000_000
"""The most factors that a product may have."""


def _lazy(name: str, generate: Callable[..., Iterator[Any]]) -> StandardFunction:
    """A row whose elements are made by a generator of the host."""

    def run(site: Site, /, *args: Any, **kwargs: Any) -> object:
        return Stream(generate(site, *args, **kwargs), name)

    return StandardFunction(name, run)


def _count(site: Site, start: Any = 0, step: Any = 1) -> Iterator[Any]:
    return _counting(site, start, step)


def _counting(site: Site, start: Any, step: Any) -> Iterator[Any]:
    value = start
    while True:
        yield value
        value = operate(ast.Add, value, step, site)


def _cycle(site: Site, values: Any) -> Iterator[Any]:
    kept: list[Any] = []
    for each in stream(values, site):
        site.evaluator.charge_items(1)
        kept.append(each)
        yield each
    while kept:
        yield from kept


def _repeat(site: Site, object: Any, times: Any = None) -> Iterator[Any]:  # noqa: A002  # Python's
    if times is None:
        return itertools.repeat(object)
    # The host's own iterator counts in machine words; a generator counts as far as it is asked.
    return (object for _ in range(whole(times, "the number of repetitions")))


def _chain(site: Site, *several: Any) -> Iterator[Any]:
    for values in several:
        yield from stream(values, site)


def _from_iterable(site: Site, cls: Any, several: Any) -> object:
    return Stream(each for values in stream(several, site) for each in stream(values, site))


def _accumulate(site: Site, values: Any, func: Any = None, *, initial: Any = None) -> Iterator[Any]:
    several = stream(values, site)
    if initial is not None:
        total = initial
    else:
        total = next(several, MISSING)
        if total is MISSING:
            return
    yield total
    for each in several:
        if func is None:
            total = operate(ast.Add, total, each, site)
        else:
            total = call(func, [total, each], {}, site)
        yield total


def _pools(site: Site, several: tuple[Any, ...], repeat: Any) -> list[tuple[Any, ...]]:
    times = whole(repeat, "repeat")
    pools = [tuple(site.evaluator.collect(each, site)) for each in several]
    if len(pools) * max(times, 0) > POOLS:
        raise BadValue(f"a product of {len(pools) * times:,} factors", expected=f"at most {POOLS}")
    return pools * times


def _product(site: Site, *several: Any, repeat: Any = 1) -> Iterator[Any]:
    pools = _pools(site, several, repeat)
    return _charged(site, itertools.product(*pools), len(pools))


def _charged(site: Site, tuples: Iterator[Any], size: int) -> Iterator[Any]:
    """The same tuples, their elements counted before they are made."""
    site.evaluator.charge_items(2 * size)
    for each in tuples:
        yield each
        site.evaluator.charge_items(size)


def _combining(function: Callable[..., Iterator[Any]], default: bool = False) -> Any:
    """A row out of a function that chooses `r` elements of some values."""

    def generate(site: Site, iterable: Any, r: Any = None) -> Iterator[Any]:
        values = site.evaluator.collect(iterable, site)
        if r is None and not default:
            raise BadValue("how many elements to choose is missing")
        size = len(values) if r is None else whole(r, "the number of elements to choose")
        if size < 0:
            raise BadValue(f"{size} elements to choose", expected="none or more")
        site.evaluator.charge_items(size)
        return _charged(site, function(values, size), size)

    return generate


def _slice(site: Site, values: Any, *ends: Any) -> Iterator[Any]:
    if not 1 <= len(ends) <= 3:
        raise BadValue(f"islice() takes an end, or start, end and step, got {len(ends)} of them")
    for each in ends:
        if each is not None and (type(each) is not int or each < 0):
            raise BadValue(f"islice() takes whole numbers from 0 on, got {each!r}")
    if len(ends) == 3 and ends[2] == 0:
        raise BadValue("islice() with steps of 0", expected="a step of at least 1")
    return itertools.islice(stream(values, site), *ends)


def _zip_longest(site: Site, *several: Any, fillvalue: Any = None) -> Iterator[Any]:
    return itertools.zip_longest(*[stream(each, site) for each in several], fillvalue=fillvalue)


def _tee(site: Site, values: Any, n: Any = 2) -> tuple[Stream, ...]:
    count = whole(n, "the number of iterators")
    if count < 0:
        raise BadValue(f"tee() into {count} iterators")
    site.evaluator.charge_items(count)
    source = stream(values, site)
    waiting: list[deque[Any]] = [deque() for _ in range(count)]
    return tuple(Stream(_teed(site, source, own, waiting), "tee") for own in waiting)


def _teed(
    site: Site, source: Iterator[Any], own: deque[Any], waiting: list[deque[Any]]
) -> Iterator[Any]:
    while True:
        if not own:
            for each in source:
                site.evaluator.charge_items(len(waiting))
                for line in waiting:
                    line.append(each)
                break
            else:
                return
        yield own.popleft()


def _groupby(site: Site, iterable: Any, key: Any = None) -> Iterator[Any]:
    """Groups are read whole: what is left of one when the next is asked for is not lost."""
    group: list[Any] = []
    current: Any = None
    for each in stream(iterable, site):
        found = each if key is None else call(key, [each], {}, site)
        if group and not site.evaluator.decide(compare(ast.Eq, found, current, site), site):
            yield current, Stream(iter(group), "group")
            group = []
        site.evaluator.charge_items(1)
        group.append(each)
        current = found
    if group:
        yield current, Stream(iter(group), "group")


def _starmap(site: Site, function: Any, several: Any) -> Iterator[Any]:
    for each in stream(several, site):
        yield call(function, site.evaluator.collect(each, site), {}, site)


def _holds(site: Site, predicate: Any, value: Any) -> bool:
    found = value if predicate is None else call(predicate, [value], {}, site)
    return site.evaluator.decide(found, site)


def _takewhile(site: Site, predicate: Any, values: Any) -> Iterator[Any]:
    for each in stream(values, site):
        if not _holds(site, predicate, each):
            return
        yield each


def _dropwhile(site: Site, predicate: Any, values: Any) -> Iterator[Any]:
    several = stream(values, site)
    for each in several:
        if not _holds(site, predicate, each):
            yield each
            break
    yield from several


def _filterfalse(site: Site, predicate: Any, values: Any) -> Iterator[Any]:
    return (each for each in stream(values, site) if not _holds(site, predicate, each))


def _compress(site: Site, data: Any, selectors: Any) -> Iterator[Any]:
    pairs = zip(stream(data, site), stream(selectors, site), strict=False)
    return (each for each, chosen in pairs if site.evaluator.decide(chosen, site))


def _pairwise(site: Site, values: Any) -> Iterator[Any]:
    return itertools.pairwise(stream(values, site))


def _batched(site: Site, iterable: Any, n: Any, *, strict: Any = False) -> Iterator[Any]:
    size = whole(n, "the size of a batch")
    if size < 1:
        raise BadValue(f"batches of {size}", expected="at least 1")
    return _batches(site, iterable, size, strict)


def _batches(site: Site, iterable: Any, size: int, strict: Any) -> Iterator[Any]:
    several = stream(iterable, site)
    while batch := tuple(itertools.islice(several, size)):
        site.evaluator.charge_items(len(batch))
        if strict and len(batch) < size:
            raise BadValue(f"batched(): the last batch has {len(batch)} of {size} elements")
        yield batch


class ChainClass(HostClass):
    """`itertools.chain`."""

    __slots__ = ()

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """The elements of one value after the other."""
        return Stream(_chain(site, *args), "chain")


TABLE: dict[str, object] = {
    "chain": ChainClass(
        "chain",
        (),
        {"from_iterable": HostClassMethod("from_iterable", _from_iterable)},
        module="itertools",
    ),
    **{
        name: _lazy(name, generate)
        for name, generate in {
            "accumulate": _accumulate,
            "batched": _batched,
            "combinations": _combining(itertools.combinations),
            "combinations_with_replacement": _combining(itertools.combinations_with_replacement),
            "compress": _compress,
            "count": _count,
            "cycle": _cycle,
            "dropwhile": _dropwhile,
            "filterfalse": _filterfalse,
            "groupby": _groupby,
            "islice": _slice,
            "pairwise": _pairwise,
            "permutations": _combining(itertools.permutations, default=True),
            "product": _product,
            "repeat": _repeat,
            "starmap": _starmap,
            "takewhile": _takewhile,
            "zip_longest": _zip_longest,
        }.items()
    },
    **functions({"tee": _tee}),
}
