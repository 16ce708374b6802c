"""The methods of texts, lists and dicts, as literal tables: what is not here does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.readers.python.objects.failures import NoKey
from convcalc.readers.python.objects.functions import MANY
from convcalc.readers.python.objects.functions import Entry
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.objects.unread import unread_choice
from convcalc.readers.python.values.comparisons import same
from convcalc.readers.python.values.elements import MOVED
from convcalc.readers.python.values.elements import held_mapping
from convcalc.readers.python.values.elements import no_key
from convcalc.readers.python.values.formats import fill
from convcalc.readers.python.values.sorting import sort

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.objects.host import Site


class Method(HostObject):
    """A method of a plain value, bound to it."""

    __slots__ = ("entry", "name", "owner")
    type_name: ClassVar[str] = "a method"
    bound_to: ClassVar[str] = "owner"

    def __init__(self, owner: object, name: str, entry: Entry) -> None:
        self.owner = owner
        self.name = name
        self.entry = entry

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Call it; a text is walked once, so it costs steps by its length."""
        evaluator = site.evaluator
        unread = unread_choice(self.owner, self.name, args, kwargs, evaluator)
        if unread is not None:
            return unread.result(site)
        if type(self.owner) is str:
            evaluator.charge_steps(len(self.owner) // 100)
        result = self.entry.run(self.name, (site, self.owner), args, kwargs)
        return evaluator.made(result) if result is not self.owner else result


def _plain(method: Callable[..., Any], least: int = 0, most: int = 0) -> Entry:
    """A host method that is harmless whatever it is given."""
    return Entry(lambda _, owner, *args: method(owner, *args), least, most)


def _named(method: Callable[..., Any], least: int, most: int, names: tuple[str, ...]) -> Entry:
    """A harmless host method that takes some arguments by name as well."""
    return Entry(lambda _, owner, *args, **named: method(owner, *args, **named), least, most, names)


def _padded(method: Callable[..., str]) -> Entry:
    """A host method that fills a text up to a width."""

    def run(site: Site, owner: str, width: Any, *fill_with: str) -> str:
        if type(width) is not int or width > 10_000:
            raise BadValue(f"a width of {show(width)}", expected="at most 10,000")
        return method(owner, width, *fill_with)

    return Entry(run, 1, 2)


LETTERS_A_STEP = 10_000
"""Letters that are compared in one step, at the least."""


def _searched(
    method: Callable[..., Any], least: int, most: int, names: tuple[str, ...] = ()
) -> Entry:
    """A host method that may compare every letter of the text with every one it is given."""

    def run(site: Site, owner: str, *args: Any, **named: Any) -> object:
        given = sum(len(each) for each in (*args, *named.values()) if type(each) is str)
        site.evaluator.charge_steps(len(owner) * given // LETTERS_A_STEP)
        return method(owner, *args, **named)

    return Entry(run, least, most, names)


def _text_format(site: Site, owner: str, *args: Any, **kwargs: Any) -> str:
    return fill(site, owner, list(args), kwargs)


def _text_join(site: Site, owner: str, parts: Any) -> str:
    texts = site.evaluator.collect(parts, site)
    for each in texts:
        if isinstance(each, Unread):
            each.refuse(site)
        if type(each) is not str:
            raise BadValue(f"join() joins texts, got {describe(each)}: {show(each)}")
    length = sum(map(len, texts)) + len(owner) * max(len(texts) - 1, 0)
    site.evaluator.charge_text(length)
    return owner.join(texts)


def _text_replace(site: Site, owner: str, old: Any, new: Any, count: Any = -1) -> str:
    if type(old) is not str or type(new) is not str:
        raise BadValue("replace() takes two texts")
    found = owner.count(old) if old else len(owner) + 1
    site.evaluator.charge_text(len(owner) + found * max(len(new) - len(old), 0))
    return owner.replace(old, new, count)


class _FormatEntry(Entry):
    """`format` takes any names."""

    def run(self, name: str, first: tuple[Any, ...], args: list[Any], kwargs: Any) -> object:
        return _text_format(*first, *args, **kwargs)


def _list_append(site: Site, owner: list[Any], value: Any) -> None:
    site.evaluator.charge_items(1)
    owner.append(value)


def _list_extend(site: Site, owner: list[Any], values: Any) -> None:
    more = site.evaluator.collect(values, site)
    site.evaluator.charge_items(len(more))
    owner.extend(more)


def _list_insert(site: Site, owner: list[Any], index: Any, value: Any) -> None:
    site.evaluator.charge_items(1)
    site.evaluator.charge_steps(len(owner) // 100)
    owner.insert(index, value)


def _list_pop(site: Site, owner: list[Any], index: Any = -1) -> object:
    site.evaluator.charge_steps(len(owner) // 100)
    return owner.pop(index)


def _index(site: Site, owner: Any, value: Any) -> int:
    for index, each in enumerate(owner):
        site.evaluator.charge_steps(1)
        if each is value or same(each, value, site):
            return index
    raise BadValue(f"{show(value)} is not in {describe(owner)}")


def _count(site: Site, owner: Any, value: Any) -> int:
    site.evaluator.charge_steps(len(owner))
    return sum(each is value or same(each, value, site) for each in owner)


def _list_remove(site: Site, owner: list[Any], value: Any) -> None:
    site.evaluator.charge_steps(len(owner) // MOVED)
    del owner[_index(site, owner, value)]


def _list_reverse(site: Site, owner: list[Any]) -> None:
    site.evaluator.charge_steps(len(owner))
    owner.reverse()


def _list_sort(site: Site, owner: list[Any], key: Any = None, reverse: Any = False) -> None:
    owner[:] = sort(owner, key, reverse, site)


def _dict_get(site: Site, owner: dict[Any, Any], key: Any, default: Any = None) -> object:
    return owner.get(site.evaluator.key(key), default)


def _dict_pop(site: Site, owner: dict[Any, Any], key: Any, *default: Any) -> object:
    try:
        return owner.pop(site.evaluator.key(key), *default)
    except KeyError:
        raise no_key(owner, key) from None


def _dict_setdefault(site: Site, owner: dict[Any, Any], key: Any, default: Any = None) -> object:
    site.evaluator.charge_items(1)
    return owner.setdefault(site.evaluator.key(key), default)


class _UpdateEntry(Entry):
    """`update` takes any names."""

    def run(self, name: str, first: tuple[Any, ...], args: list[Any], kwargs: Any) -> object:
        site, owner = first
        owner.update(pairs(site, args, kwargs))
        return None


def pairs(site: Site, args: list[Any], kwargs: dict[str, Any]) -> dict[Any, Any]:
    """
    The dict that `dict(*args, **kwargs)` makes.

    Raises:
        BadValue: If the argument is no dict and no pairs.
    """
    result: dict[Any, Any] = {}
    evaluator = site.evaluator
    for each in args:
        held = held_mapping(evaluator, each, site)
        if held is not None:
            result.update(held)
            continue
        for pair in evaluator.collect(each, site):
            values = evaluator.collect(pair, site)
            if len(values) != 2:
                raise BadValue(f"{show(pair)} is no pair of a key and a value")
            result[evaluator.key(values[0])] = values[1]
    result.update(kwargs)
    evaluator.charge_items(len(result))
    return result


def _dict_pop_item(site: Site, owner: dict[Any, Any], last: Any = True) -> object:
    if not owner:
        raise NoKey("the dict is empty")
    if site.evaluator.decide(last, site):
        return owner.popitem()
    site.evaluator.charge_steps(len(owner) // MOVED)
    key = next(iter(owner))
    return key, owner.pop(key)


def _set_remove(site: Site, owner: set[Any], value: Any) -> None:
    if site.evaluator.key(value) not in owner:
        raise NoKey(f"the set does not hold {show(value)}")
    owner.remove(value)


def _set_change(method: Callable[..., Any]) -> Entry:
    """A set changed by other values."""

    def run(site: Site, owner: set[Any], *others: Any) -> None:
        collected = [site.evaluator.collect(each, site) for each in others]
        site.evaluator.charge_items(sum(map(len, collected)))
        for each in collected:
            site.evaluator.weigh(each)
        method(owner, *collected)

    return Entry(run, 0, MANY)


def _dict_move(site: Site, owner: dict[Any, Any], key: Any, last: Any = True) -> None:
    """`OrderedDict.move_to_end`, which its other methods come without."""
    value = _dict_pop(site, owner, key)
    site.evaluator.charge_steps(len(owner))
    rest = {} if last else dict(owner)
    if rest:
        owner.clear()
    owner[key] = value
    owner.update(rest)


def _set_add(site: Site, owner: set[Any], value: Any) -> None:
    site.evaluator.charge_items(1)
    owner.add(site.evaluator.key(value))


def _set_discard(site: Site, owner: set[Any], value: Any) -> None:
    owner.discard(site.evaluator.key(value))


def _set_with(name: str) -> Entry:
    """A method of both kinds of sets, with other values."""

    def run(site: Site, owner: set[Any] | frozenset[Any], *others: Any) -> object:
        site.evaluator.charge_items(len(owner))
        collected = [site.evaluator.collect(each, site) for each in others]
        for each in collected:
            site.evaluator.weigh(each)
        return getattr(type(owner), name)(owner, *collected)

    return Entry(run, 0, MANY)


TEXT: dict[str, Entry] = {
    "capitalize": _plain(str.capitalize),
    "casefold": _plain(str.casefold),
    "center": _padded(str.center),
    "count": _plain(str.count, 1, 3),
    "endswith": _plain(str.endswith, 1, 3),
    "find": _plain(str.find, 1, 3),
    "format": _FormatEntry(_text_format, 0, MANY),
    "index": _plain(str.index, 1, 3),
    "isalnum": _plain(str.isalnum),
    "isalpha": _plain(str.isalpha),
    "isascii": _plain(str.isascii),
    "isdecimal": _plain(str.isdecimal),
    "isdigit": _plain(str.isdigit),
    "isnumeric": _plain(str.isnumeric),
    "isidentifier": _plain(str.isidentifier),
    "islower": _plain(str.islower),
    "isspace": _plain(str.isspace),
    "istitle": _plain(str.istitle),
    "isupper": _plain(str.isupper),
    "join": Entry(_text_join, 1, 1),
    "ljust": _padded(str.ljust),
    "lower": _plain(str.lower),
    "lstrip": _searched(str.lstrip, 0, 1),
    "partition": _plain(str.partition, 1, 1),
    "removeprefix": _plain(str.removeprefix, 1, 1),
    "removesuffix": _plain(str.removesuffix, 1, 1),
    "replace": Entry(_text_replace, 2, 3),
    "rfind": _searched(str.rfind, 1, 3),
    "rjust": _padded(str.rjust),
    "rpartition": _searched(str.rpartition, 1, 1),
    "rindex": _searched(str.rindex, 1, 3),
    "rsplit": _searched(str.rsplit, 0, 2, ("sep", "maxsplit")),
    "rstrip": _searched(str.rstrip, 0, 1),
    "split": _named(str.split, 0, 2, ("sep", "maxsplit")),
    "splitlines": _named(str.splitlines, 0, 1, ("keepends",)),
    "startswith": _plain(str.startswith, 1, 3),
    "strip": _searched(str.strip, 0, 1),
    "swapcase": _plain(str.swapcase),
    "title": _plain(str.title),
    "upper": _plain(str.upper),
    "zfill": _padded(str.zfill),
}

LIST: dict[str, Entry] = {
    "append": Entry(_list_append, 1, 1),
    "clear": _plain(list.clear),
    "copy": _plain(list.copy),
    "count": Entry(_count, 1, 1),
    "extend": Entry(_list_extend, 1, 1),
    "index": Entry(_index, 1, 1),
    "insert": Entry(_list_insert, 2, 2),
    "pop": Entry(_list_pop, 0, 1),
    "remove": Entry(_list_remove, 1, 1),
    "reverse": Entry(_list_reverse, 0, 0),
    "sort": Entry(_list_sort, 0, 0, ("key", "reverse")),
}

TUPLE: dict[str, Entry] = {"count": Entry(_count, 1, 1), "index": Entry(_index, 1, 1)}

DICT: dict[str, Entry] = {
    "clear": _plain(dict.clear),
    "copy": _plain(dict.copy),
    "get": Entry(_dict_get, 1, 2),
    "items": _plain(dict.items),
    "keys": _plain(dict.keys),
    "move_to_end": Entry(_dict_move, 1, 2, ("last",)),
    "pop": Entry(_dict_pop, 1, 2),
    "popitem": Entry(_dict_pop_item, 0, 1, ("last",)),
    "setdefault": Entry(_dict_setdefault, 1, 2),
    "update": _UpdateEntry(pairs, 0, 1),
    "values": _plain(dict.values),
}

FROZEN_SET: dict[str, Entry] = {
    "copy": _set_with("copy"),
    "difference": _set_with("difference"),
    "intersection": _set_with("intersection"),
    "isdisjoint": _set_with("isdisjoint"),
    "issubset": _set_with("issubset"),
    "issuperset": _set_with("issuperset"),
    "symmetric_difference": _set_with("symmetric_difference"),
    "union": _set_with("union"),
}

SET: dict[str, Entry] = {
    **FROZEN_SET,
    "add": Entry(_set_add, 1, 1),
    "clear": _plain(set.clear),
    "difference_update": _set_change(set.difference_update),
    "discard": Entry(_set_discard, 1, 1),
    "intersection_update": _set_change(set.intersection_update),
    "pop": _plain(set.pop),
    "remove": Entry(_set_remove, 1, 1),
    "update": _set_change(set.update),
}


INTEGER: dict[str, Entry] = {
    "bit_count": _plain(int.bit_count),
    "bit_length": _plain(int.bit_length),
    "is_integer": Entry(lambda site, owner: True, 0, 0),
}
FLOAT: dict[str, Entry] = {"is_integer": _plain(float.is_integer)}

METHODS: dict[type, dict[str, Entry]] = {
    str: TEXT,
    list: LIST,
    tuple: TUPLE,
    dict: DICT,
    set: SET,
    frozenset: FROZEN_SET,
    int: INTEGER,
    bool: INTEGER,
    float: FLOAT,
}
