"""`collections.Counter`: a dict of how often each element was counted."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.libraries.std.rows import StandardFunction
from convcalc.readers.python.libraries.std.rows import methods
from convcalc.readers.python.libraries.std.rows import whole
from convcalc.readers.python.objects.builtin_types import DICT
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.plain_bases import PayloadInstance
from convcalc.readers.python.objects.plain_bases import plain
from convcalc.readers.python.values.formats import represent
from convcalc.readers.python.values.operators import compare
from convcalc.readers.python.values.operators import operate
from convcalc.readers.python.values.streams import Stream

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from convcalc.readers.python.objects.host import Site


def _init(site: Site, owner: PayloadInstance, /, *args: Any, **kwargs: Any) -> None:
    _update(site, owner, *args, **kwargs)


def _update(site: Site, owner: PayloadInstance, /, *args: Any, **kwargs: Any) -> None:
    for each in args:
        if each is not None:
            _count(site, owner.payload, each, ast.Add)
    _count(site, owner.payload, kwargs, ast.Add)


def _subtract(site: Site, owner: PayloadInstance, /, *args: Any, **kwargs: Any) -> None:
    for each in (*args, kwargs):
        _count(site, owner.payload, each, ast.Sub)


def _count(site: Site, counts: dict[Any, Any], values: Any, sign: type[ast.operator]) -> None:
    held = plain(values)
    elements = site.evaluator.iterate
    pairs = held.items() if type(held) is dict else ((e, 1) for e in elements(values, site))
    for each, count in pairs:
        key = site.evaluator.key(each)
        site.evaluator.charge_items(1)
        counts[key] = operate(sign, counts.get(key, 0), count, site)


def _most_common(site: Site, owner: PayloadInstance, n: Any = None) -> list[tuple[Any, Any]]:
    from convcalc.readers.python.values.sorting import sort

    pairs = list(owner.payload.items())
    count_of = StandardFunction("count_of", lambda site, pair: pair[1])
    return sort(pairs, count_of, True, site)[: None if n is None else max(n, 0)]


def _elements(site: Site, owner: PayloadInstance) -> Stream:
    return Stream(_repeated(owner.payload), "elements")


def _repeated(counts: dict[Any, Any]) -> Iterator[Any]:
    for each, count in list(counts.items()):
        for _ in range(whole(count, "a count")):
            yield each


def _total(site: Site, owner: PayloadInstance) -> object:
    total: Any = 0
    for each in owner.payload.values():
        total = operate(ast.Add, total, each, site)
    return total


def _joined(choose: Callable[[Any, Any, Site], Any]) -> Callable[..., Any]:
    """An operator of two counters; counts of nothing are left out."""

    def run(site: Site, owner: PayloadInstance, other: Any) -> object:
        held = plain(other)
        if type(held) is not dict:
            return NotImplemented
        made: Any = COUNTER.make(site)
        made.payload = {}
        for key in [*owner.payload, *[each for each in held if each not in owner.payload]]:
            site.evaluator.charge_items(1)
            count = choose(owner.payload.get(key, 0), held.get(key, 0), site)
            if site.evaluator.decide(compare(ast.Gt, count, 0, site), site):
                made.payload[key] = count
        return made

    return run


def _repr(site: Site, owner: PayloadInstance) -> str:
    shown = dict(_most_common(site, owner))
    return f"{owner.cls.name}({represent(site, shown) if shown else ''})"


COUNTER = HostClass(
    "Counter",
    (DICT,),
    methods(
        {
            "__add__": _joined(lambda left, right, site: operate(ast.Add, left, right, site)),
            "__and__": _joined(lambda left, right, site: min(left, right)),
            "__init__": _init,
            "__missing__": lambda site, owner, key: 0,
            "__or__": _joined(lambda left, right, site: max(left, right)),
            "__repr__": _repr,
            "__str__": _repr,
            "__sub__": _joined(lambda left, right, site: operate(ast.Sub, left, right, site)),
            "elements": _elements,
            "most_common": _most_common,
            "subtract": _subtract,
            "total": _total,
            "update": _update,
        }
    ),
    module="collections",
)
