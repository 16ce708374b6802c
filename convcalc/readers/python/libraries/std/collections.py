"""`collections`: dicts with an order, a default or counts, and lists with two ends."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.libraries.std.classes.namedtuple import namedtuple
from convcalc.readers.python.libraries.std.counter import COUNTER
from convcalc.readers.python.libraries.std.deque import DEQUE
from convcalc.readers.python.libraries.std.rows import call
from convcalc.readers.python.libraries.std.rows import functions
from convcalc.readers.python.libraries.std.rows import methods
from convcalc.readers.python.objects.builtin_types import DICT
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.classes import HostClassMethod
from convcalc.readers.python.objects.failures import NoKey
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.objects.plain_bases import PayloadInstance
from convcalc.readers.python.objects.plain_bases import plain
from convcalc.readers.python.values.formats import represent
from convcalc.readers.python.values.operators import equal
from convcalc.readers.python.values.streams import Stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from convcalc.readers.python.objects.classes import ClassObject
    from convcalc.readers.python.objects.host import Site


# a dict with an order


def _move_to_end(site: Site, owner: PayloadInstance, key: Any, last: Any = True) -> None:
    held = owner.payload
    key = site.evaluator.key(key)
    if key not in held:
        raise NoKey(f"the dict has no key {show(key)}")
    value = held.pop(key)
    site.evaluator.charge_steps(1 + (0 if last else len(held)))
    if last:
        held[key] = value
        return
    rest = dict(held)
    held.clear()
    held[key] = value
    held.update(rest)


def _pop_item(site: Site, owner: PayloadInstance, last: Any = True) -> tuple[Any, Any]:
    held = owner.payload
    if not held:
        raise NoKey("the dict is empty")
    key = next(reversed(held)) if last else next(iter(held))
    return key, held.pop(key)


def _ordered_equal(site: Site, owner: PayloadInstance, other: Any) -> object:
    held = plain(other)
    if type(held) is not dict:
        return NotImplemented
    if isinstance(other, PayloadInstance) and other.cls.is_subclass(ORDERED_DICT):
        return equal(list(owner.payload.items()), list(held.items()), site.evaluator)
    return equal(owner.payload, held, site.evaluator)


def _ordered_unequal(site: Site, owner: PayloadInstance, other: Any) -> object:
    found = _ordered_equal(site, owner, other)
    return found if found is NotImplemented else not found


def _named_repr(site: Site, owner: PayloadInstance) -> str:
    inside = represent(site, owner.payload) if owner.payload else ""
    return f"{owner.cls.name}({inside})"


def _copied(site: Site, owner: PayloadInstance) -> object:
    made: Any = owner.cls.make(site)
    site.evaluator.charge_items(len(owner.payload))
    made.payload = owner.payload.copy()
    made.attributes.update(owner.attributes)
    return made


def _from_keys(site: Site, cls: ClassObject, keys: Any, value: Any = None) -> object:
    pairs = [(each, value) for each in site.evaluator.collect(keys, site)]
    return cls.call([pairs], {}, site)


def _reversed(site: Site, owner: PayloadInstance) -> Stream:
    return Stream(reversed(list(owner.payload)), "odict_iterator")


ORDERED_DICT = HostClass(
    "OrderedDict",
    (DICT,),
    {
        **methods(
            {
                "__eq__": _ordered_equal,
                "__ne__": _ordered_unequal,
                "__repr__": _named_repr,
                "__reversed__": _reversed,
                "__str__": _named_repr,
                "copy": _copied,
                "move_to_end": _move_to_end,
                "popitem": _pop_item,
            }
        ),
        "fromkeys": HostClassMethod("fromkeys", _from_keys),
    },
    module="collections",
)


# a dict with a default


def _init_default(
    site: Site, owner: PayloadInstance, default_factory: Any = None, /, *args: Any, **kwargs: Any
) -> None:
    owner.attributes["default_factory"] = default_factory
    DICT.namespace["__init__"].call([owner, *args], kwargs, site)


def _make_default(site: Site, owner: PayloadInstance, key: Any) -> object:
    factory = owner.attributes.get("default_factory")
    if factory is None:
        raise NoKey(f"the dict has no key {show(key)}")
    value = call(factory, [], {}, site)
    site.evaluator.charge_items(1)
    owner.payload[site.evaluator.key(key)] = value
    return value


def _default_repr(site: Site, owner: PayloadInstance) -> str:
    factory = owner.attributes.get("default_factory")
    return f"{owner.cls.name}({represent(site, factory)}, {represent(site, owner.payload)})"


DEFAULT_DICT = HostClass(
    "defaultdict",
    (DICT,),
    methods(
        {
            "__init__": _init_default,
            "__missing__": _make_default,
            "__repr__": _default_repr,
            "__str__": _default_repr,
            "copy": _copied,
        }
    ),
    module="collections",
)


# several dicts, one behind the other


def _init_chain(site: Site, owner: Any, *maps: Any) -> None:
    owner.attributes["maps"] = list(maps) or [{}]


def _merged(owner: Any) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for each in reversed(owner.attributes["maps"]):
        found.update(plain(each))
    return found


def _chain_get(site: Site, owner: Any, key: Any, default: Any = None) -> object:
    return _merged(owner).get(site.evaluator.key(key), default)


def _chain_element(site: Site, owner: Any, key: Any) -> object:
    try:
        return _merged(owner)[site.evaluator.key(key)]
    except KeyError:
        raise NoKey(f"the dict has no key {show(key)}") from None


def _chain_set(site: Site, owner: Any, key: Any, value: Any) -> None:
    site.evaluator.charge_items(1)
    plain(owner.attributes["maps"][0])[site.evaluator.key(key)] = value


def _new_child(site: Site, owner: Any, m: Any = None) -> object:
    return CHAIN_MAP.call([{} if m is None else m, *owner.attributes["maps"]], {}, site)


def _keys(site: Site, owner: Any) -> Iterator[Any]:
    return iter(_merged(owner))


CHAIN_MAP = HostClass(
    "ChainMap",
    (),
    {
        **methods(
            {
                "__init__": _init_chain,
                "__contains__": lambda site, owner, key: site.evaluator.key(key) in _merged(owner),
                "__getitem__": _chain_element,
                "__iter__": lambda site, owner: Stream(_keys(site, owner)),
                "__len__": lambda site, owner: len(_merged(owner)),
                "__setitem__": _chain_set,
                "get": _chain_get,
                "items": lambda site, owner: list(_merged(owner).items()),
                "keys": lambda site, owner: list(_merged(owner)),
                "new_child": _new_child,
                "values": lambda site, owner: list(_merged(owner).values()),
            }
        ),
    },
    module="collections",
)

TABLE: dict[str, object] = {
    "ChainMap": CHAIN_MAP,
    "Counter": COUNTER,
    "OrderedDict": ORDERED_DICT,
    "defaultdict": DEFAULT_DICT,
    "deque": DEQUE,
    **functions({"namedtuple": namedtuple}),
}
