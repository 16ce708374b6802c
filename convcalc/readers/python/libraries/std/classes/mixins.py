"""
The methods that classes of the user have from `Mapping`, `MutableMapping` and the sequences.

Each does what `collections.abc` does, by the few methods that the class has to have itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.objects.descriptors import HostMethod
from convcalc.readers.python.objects.exceptions import throw
from convcalc.readers.python.objects.host import MISSING

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site


def _found(site: Site, self: Any, key: Any) -> Any:
    """`self[key]`, or MISSING where that raises KeyError."""
    return site.evaluator.attempt(lambda: self.subscript(key, site), "KeyError", site)


def _pairs(site: Site, self: Any) -> dict[Any, Any]:
    keys = site.evaluator.collect(self, site)
    return {key: self.subscript(key, site) for key in keys}


def _get(site: Site, self: Any, key: Any, default: Any = None) -> Any:
    found = _found(site, self, key)
    return default if found is MISSING else found


def _contains(site: Site, self: Any, key: Any) -> bool:
    return _found(site, self, key) is not MISSING


def _keys(site: Site, self: Any) -> Any:
    return dict.fromkeys(site.evaluator.collect(self, site)).keys()


def _equals(site: Site, self: Any, other: Any) -> Any:
    if type(other) is not dict and "keys" not in getattr(other, "attribute_names", list)():
        return NotImplemented
    theirs = other if type(other) is dict else _pairs(site, other)
    return site.evaluator.same(_pairs(site, self), theirs, site)


def _pop(site: Site, self: Any, key: Any, *default: Any) -> Any:
    found = _found(site, self, key)
    if found is not MISSING:
        self.remove_subscript(key, site)
        return found
    return default[0] if default else self.subscript(key, site)


def _popitem(site: Site, self: Any) -> Any:
    keys = site.evaluator.collect(self, site)
    if not keys:
        raise throw("KeyError", "the mapping is empty", site)
    return keys[0], _pop(site, self, keys[0])


def _clear(site: Site, self: Any) -> None:
    for key in site.evaluator.collect(self, site):
        self.remove_subscript(key, site)


def _update(site: Site, self: Any, /, other: Any = (), **more: Any) -> None:
    from convcalc.readers.python.objects.builtin_types import DICT

    given: Any = DICT.call([other], {}, site)
    for key, value in {**given, **more}.items():
        self.set_subscript(key, value, site)


def _setdefault(site: Site, self: Any, key: Any, default: Any = None) -> Any:
    found = _found(site, self, key)
    if found is not MISSING:
        return found
    self.set_subscript(key, default, site)
    return default


def _index(site: Site, self: Any, value: Any) -> int:
    for position, each in enumerate(site.evaluator.collect(self, site)):
        if site.evaluator.same(each, value, site):
            return position
    raise throw("ValueError", f"{value!r} is not in the sequence", site)


def _count(site: Site, self: Any, value: Any) -> int:
    values = site.evaluator.collect(self, site)
    return sum(site.evaluator.same(each, value, site) for each in values)


def _append(site: Site, self: Any, value: Any) -> None:
    self.attribute("insert", site).call([self.length(site), value], {}, site)


def _extend(site: Site, self: Any, values: Any) -> None:
    for each in site.evaluator.collect(values, site):
        _append(site, self, each)


def _methods(**functions: Any) -> dict[str, HostMethod]:
    return {name: HostMethod(name, function) for name, function in functions.items()}


MIXINS: dict[str, dict[str, Any]] = {
    "Mapping": _methods(
        __contains__=_contains,
        __eq__=_equals,
        get=_get,
        items=lambda site, self: _pairs(site, self).items(),
        keys=_keys,
        values=lambda site, self: _pairs(site, self).values(),
    ),
    "MutableMapping": _methods(
        clear=_clear, pop=_pop, popitem=_popitem, setdefault=_setdefault, update=_update
    ),
    "Sequence": _methods(count=_count, index=_index),
    "MutableSequence": _methods(append=_append, extend=_extend),
}
"""Class -> its methods."""
