"""`collections.deque`: a list with two ends."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.libraries.std.rows import methods
from convcalc.readers.python.libraries.std.rows import whole
from convcalc.readers.python.objects.builtin_types import LIST
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.classes import HostProperty
from convcalc.readers.python.objects.failures import NoElement
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.objects.plain_bases import PayloadInstance
from convcalc.readers.python.values.formats import represent
from convcalc.readers.python.values.operators import equal

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site

SHARED = [
    "__bool__",
    "__contains__",
    "__delitem__",
    "__getitem__",
    "__iter__",
    "__len__",
    "__setitem__",
    "clear",
    "count",
    "index",
    "insert",
    "remove",
    "reverse",
]
"""What it has in common with a list."""


def _init(site: Site, owner: PayloadInstance, iterable: Any = (), maxlen: Any = None) -> None:
    if maxlen is not None and (type(maxlen) is not int or maxlen < 0):
        raise BadValue(f"maxlen is {show(maxlen)}", expected="None or a whole number from 0 on")
    owner.payload = []
    owner.attributes["_maxlen"] = maxlen
    _extend(site, owner, iterable)


def _append(site: Site, owner: PayloadInstance, value: Any) -> None:
    site.evaluator.charge_items(1)
    owner.payload.append(value)
    most = owner.attributes["_maxlen"]
    if most is not None and len(owner.payload) > most:
        del owner.payload[0]


def _append_left(site: Site, owner: PayloadInstance, value: Any) -> None:
    site.evaluator.charge_items(1)
    site.evaluator.charge_steps(len(owner.payload) // 100)
    owner.payload.insert(0, value)
    most = owner.attributes["_maxlen"]
    if most is not None and len(owner.payload) > most:
        del owner.payload[-1]


def _extend(site: Site, owner: PayloadInstance, values: Any) -> None:
    for each in site.evaluator.collect(values, site):
        _append(site, owner, each)


def _extend_left(site: Site, owner: PayloadInstance, values: Any) -> None:
    for each in site.evaluator.collect(values, site):
        _append_left(site, owner, each)


def _pop(site: Site, owner: PayloadInstance) -> object:
    return _taken(owner, -1, site)


def _pop_left(site: Site, owner: PayloadInstance) -> object:
    return _taken(owner, 0, site)


def _taken(owner: PayloadInstance, index: int, site: Site) -> object:
    if not owner.payload:
        raise NoElement("pop from an empty deque")
    site.evaluator.charge_steps(len(owner.payload) // 100)
    return owner.payload.pop(index)


def _rotate(site: Site, owner: PayloadInstance, n: Any = 1) -> None:
    held = owner.payload
    if held:
        site.evaluator.charge_steps(1 + len(held) // 10)
        shift = whole(n, "the number of steps to rotate by") % len(held)
        held[:] = held[-shift:] + held[:-shift] if shift else held


def _copy(site: Site, owner: PayloadInstance) -> object:
    return owner.cls.call([list(owner.payload), owner.attributes["_maxlen"]], {}, site)


def _equal(site: Site, owner: PayloadInstance, other: Any) -> object:
    if not isinstance(other, PayloadInstance) or not other.cls.is_subclass(DEQUE):
        return NotImplemented
    return equal(owner.payload, other.payload, site.evaluator)


def _repr(site: Site, owner: PayloadInstance) -> str:
    most = owner.attributes["_maxlen"]
    limit = "" if most is None else f", maxlen={most}"
    return f"{owner.cls.name}({represent(site, owner.payload)}{limit})"


DEQUE = HostClass(
    "deque",
    (),
    {
        **{name: LIST.namespace[name] for name in SHARED},
        **methods(
            {
                "__eq__": _equal,
                "__init__": _init,
                "__repr__": _repr,
                "__str__": _repr,
                "append": _append,
                "appendleft": _append_left,
                "copy": _copy,
                "extend": _extend,
                "extendleft": _extend_left,
                "pop": _pop,
                "popleft": _pop_left,
                "rotate": _rotate,
            }
        ),
        "maxlen": HostProperty(lambda site, owner: owner.attributes["_maxlen"]),
    },
    module="collections",
    instance_type=PayloadInstance,
)
