"""`functools`: functions made of functions."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.readers.python.libraries.std.dispatch import SingleDispatch
from convcalc.readers.python.libraries.std.partial import PARTIAL
from convcalc.readers.python.libraries.std.partial import Partial
from convcalc.readers.python.libraries.std.rows import StandardFunction
from convcalc.readers.python.libraries.std.rows import attribute_or
from convcalc.readers.python.libraries.std.rows import call
from convcalc.readers.python.libraries.std.rows import functions
from convcalc.readers.python.objects.classes import MISSING
from convcalc.readers.python.objects.classes import BoundMethod
from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.classes import Descriptor
from convcalc.readers.python.objects.classes import HostMethod
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.values.operators import compare

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.readers.python.objects.host import Site

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__")
WRAPPER_UPDATES = ("__dict__",)


class PartialMethod(Descriptor):
    """`partialmethod(function, ...)` in a class."""

    __slots__ = ("args", "function", "kwargs")

    def __init__(self, function: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
        self.function = function
        self.args = args
        self.kwargs = kwargs

    def get(self, instance: Any, owner: ClassObject, site: Site) -> object:
        """With the instance in front of its arguments."""
        first = [] if instance is None else [instance]
        return Partial(self.function, [*first, *self.args], self.kwargs)


class Cached(Descriptor):
    """A function that remembers what it gave, so that twice the same call gives one object."""

    __slots__ = ("function", "results")
    type_name: ClassVar[str] = "a function"

    def __init__(self, function: Any) -> None:
        self.function = function
        self.results: dict[Any, object] = {}

    def get(self, instance: Any, owner: ClassObject, site: Site) -> object:
        """Bound like any function."""
        return self if instance is None else BoundMethod(self, instance)

    def parameters(self) -> Sequence[str]:
        """Those of the function."""
        return self.function.parameters()  # type: ignore[no-any-return]  # any function

    def attribute(self, name: str, site: Site) -> object:
        """`cache_clear`, `__wrapped__`, or what the function has."""
        if name == "cache_clear":
            return StandardFunction(name, lambda site: self.results.clear())
        return self.function if name == "__wrapped__" else self.function.attribute(name, site)

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """An attribute of the function."""
        self.function.set_attribute(name, value, site)

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """What the same call gave before, or else now; arguments have to be hashable."""
        key = site.evaluator.key((*args, MISSING, *kwargs.items()))
        if key not in self.results:
            site.evaluator.charge_items(len(key) + 1)
            self.results[key] = self.function.call(args, kwargs, site)
        return self.results[key]


class CachedProperty(Descriptor):
    """`@cached_property`: worked out once, then an attribute like any other."""

    __slots__ = ("function",)
    type_name: ClassVar[str] = "a property"

    def __init__(self, function: Any) -> None:
        self.function = function

    def get(self, instance: Any, owner: ClassObject, site: Site) -> object:
        """Work it out, and keep it."""
        if instance is None:
            return self
        value = self.function.call([instance], {}, site)
        instance.attributes[self.function.name] = value
        return value


def _update_wrapper(
    site: Site,
    wrapper: Any,
    wrapped: Any,
    assigned: Any = WRAPPER_ASSIGNMENTS,
    updated: Any = WRAPPER_UPDATES,
) -> object:
    for name in assigned:
        value = attribute_or(wrapped, name, MISSING, site)
        if value is not MISSING:
            wrapper.set_attribute(name, value, site)
    for name in updated:
        more = attribute_or(wrapped, name, {}, site)
        for key, value in dict(more).items():
            wrapper.set_attribute(key, value, site)
    wrapper.set_attribute("__wrapped__", wrapped, site)
    return wrapper


def _wraps(site: Site, wrapped: Any, **options: Any) -> object:
    return StandardFunction(
        "wraps", lambda site, wrapper: _update_wrapper(site, wrapper, wrapped, **options)
    )


def _lru_cache(site: Site, maxsize: Any = 128, typed: Any = False) -> object:
    if isinstance(maxsize, HostObject):
        return Cached(maxsize)
    return StandardFunction("lru_cache", lambda site, function: Cached(function))


def _reduce(site: Site, function: Any, values: Any, *start: Any) -> object:
    several = iter(site.evaluator.iterate(values, site))
    if start:
        total = start[0]
    else:
        total = next(several, MISSING)
        if total is MISSING:
            raise BadValue("reduce() of nothing", expected="at least one value, or a start")
    for each in several:
        total = call(function, [total, each], {}, site)
    return total


def _partial_method(site: Site, function: Any, /, *args: Any, **kwargs: Any) -> object:
    return PartialMethod(function, list(args), kwargs)


ORDERED: dict[str, dict[str, Callable[[bool, bool], bool]]] = {
    "__lt__": {
        "__gt__": lambda less, same: not less and not same,
        "__le__": lambda less, same: less or same,
        "__ge__": lambda less, same: not less,
    },
    "__le__": {
        "__ge__": lambda at_most, same: not at_most or same,
        "__lt__": lambda at_most, same: at_most and not same,
        "__gt__": lambda at_most, same: not at_most,
    },
    "__gt__": {
        "__lt__": lambda more, same: not more and not same,
        "__ge__": lambda more, same: more or same,
        "__le__": lambda more, same: not more,
    },
    "__ge__": {
        "__le__": lambda at_least, same: not at_least or same,
        "__gt__": lambda at_least, same: at_least and not same,
        "__lt__": lambda at_least, same: not at_least,
    },
}
"""The comparison that a class has -> those made of it and of equality."""


def _total_ordering(site: Site, cls: ClassObject) -> ClassObject:
    root = next((each for each in ORDERED if cls.lookup(each) is not MISSING), None)
    if root is None:
        raise BadValue("total_ordering needs one of <, >, <= and >= to be defined")
    for name, rule in ORDERED[root].items():
        if cls.lookup(name) is MISSING:
            cls.namespace[name] = HostMethod(name, _compared(root, rule))
    return cls


def _compared(root: str, rule: Callable[[bool, bool], bool]) -> Callable[..., Any]:
    """A comparison out of another one and of equality."""

    def run(site: Site, instance: Any, other: Any) -> object:
        found = instance.cls.lookup(root).call([instance, other], {}, site)
        if found is NotImplemented:
            return found
        decide = site.evaluator.decide
        same = decide(compare(ast.Eq, instance, other, site), site)
        return rule(decide(found, site), same)

    return run


TABLE: dict[str, object] = {
    "partial": PARTIAL,
    "cached_property": StandardFunction("cached_property", lambda site, f: CachedProperty(f)),
    "singledispatch": StandardFunction("singledispatch", lambda site, f: SingleDispatch(f)),
    **functions(
        {
            "cache": lambda site, function: Cached(function),
            "lru_cache": _lru_cache,
            "partialmethod": _partial_method,
            "reduce": _reduce,
            "total_ordering": _total_ordering,
            "update_wrapper": _update_wrapper,
            "wraps": _wraps,
        }
    ),
    "WRAPPER_ASSIGNMENTS": WRAPPER_ASSIGNMENTS,
    "WRAPPER_UPDATES": WRAPPER_UPDATES,
}
