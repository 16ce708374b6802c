"""The builtins that give their elements one at a time, as in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.functions import MANY
from convcalc.readers.python.objects.functions import Entry
from convcalc.readers.python.objects.generators import Generator
from convcalc.readers.python.objects.host import MISSING
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.instances import Instance
from convcalc.readers.python.values.sorting import call
from convcalc.readers.python.values.streams import Stream
from convcalc.readers.python.values.streams import stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from convcalc.readers.python.objects.host import Site


def _enumerate(site: Site, values: Any, start: int = 0) -> Stream:
    return Stream(enumerate(stream(values, site), start), "enumerate")


def _zip(site: Site, *several: Any, strict: Any = False) -> Stream:
    streams = [stream(each, site) for each in several]
    return Stream(_zipped(streams, bool(strict)) if strict else zip(*streams), "zip")  # noqa: B905  # Python's own


def _zipped(streams: list[Iterator[Any]], strict: bool) -> Iterator[tuple[Any, ...]]:
    try:
        yield from zip(*streams, strict=strict)
    except ValueError as problem:
        raise BadValue(str(problem)) from None


def _map(site: Site, function: Any, *several: Any) -> Stream:
    rounds = zip(*[stream(each, site) for each in several])  # noqa: B905  # as Python's map
    return Stream((call(function, list(each), site) for each in rounds), "map")


def _filter(site: Site, function: Any, values: Any) -> Stream:
    decide = site.evaluator.decide
    kept = (
        each
        for each in stream(values, site)
        if decide(each if function is None else call(function, [each], site), site)
    )
    return Stream(kept, "filter")


def _reversed(site: Site, values: Any) -> Stream:
    if isinstance(values, Instance):
        found = values.call_special("__reversed__", [], site)
        if found is not MISSING:
            return Stream(stream(found, site), "reversed")
        length: Any = values.length(site)
        return Stream(values.subscript(index, site) for index in range(length - 1, -1, -1))
    if isinstance(values, (Stream, Generator)) or type(values) in (set, frozenset):
        raise WrongType(f"{describe(values)} cannot be reversed")
    return Stream(reversed(site.evaluator.collect(values, site)), "reversed")


def _iter(site: Site, values: Any, *sentinel: Any) -> object:
    if sentinel:
        return Stream(_until(site, values, sentinel[0]), "callable_iterator")
    if isinstance(values, (Stream, Generator)):
        return values
    if isinstance(values, Instance):
        made = values.call_special("__iter__", [], site)
        if made is not MISSING:
            return made
    return Stream(stream(values, site))


def _until(site: Site, function: Any, sentinel: Any) -> Iterator[Any]:
    from convcalc.readers.python.values.comparisons import same

    while not same(found := call(function, [], site), sentinel, site):
        yield found


LAZILY: dict[str, Entry] = {
    "enumerate": Entry(_enumerate, 1, 2, ("start",)),
    "filter": Entry(_filter, 2, 2),
    "iter": Entry(_iter, 1, 2),
    "map": Entry(_map, 2, MANY),
    "reversed": Entry(_reversed, 1, 1),
    "zip": Entry(_zip, 0, MANY, ("strict",)),
}
