"""Attributes of any value of the evaluated world: an object's own, or a plain value's methods."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.objects.failures import NoAttribute
from convcalc.readers.python.objects.host import MISSING
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import no_attribute

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.values.methods import Method

NO_METHODS: dict[str, Any] = {}


def get_attribute(owner: Any, name: str, site: Site) -> object:
    """
    The value of `owner.name`.

    Raises:
        NoAttribute: If there is none.
    """
    if site.evaluator.spoiled:
        owner = site.evaluator.known(owner)
    if isinstance(owner, HostObject):
        try:
            return owner.attribute(name, site)
        except NoAttribute:
            if name != "__class__":
                raise
            return site.evaluator.type_of(owner)
    table, bound = plain_methods()
    methods = table.get(type(owner), NO_METHODS)
    entry = methods.get(name)
    if entry is not None:
        return bound(owner, name, entry)
    part = PARTS.get((type(owner), name))
    if part is not None:
        return part(owner)
    if site.evaluator.knows_classes and name[:2] == "__":
        cls = site.evaluator.type_of(owner)
        if name == "__class__":
            return cls
        held = cls.lookup(name)
        if held is not MISSING and name not in ("__new__", "__init__"):
            return held.get(owner, cls, site)
    raise no_attribute(describe(owner), name, tuple(methods))


@cache
def plain_methods() -> tuple[dict[type, dict[str, Any]], type[Method]]:
    """The methods of plain values, and what binds one; loaded when the first is asked for."""
    from convcalc.readers.python.values.methods import METHODS
    from convcalc.readers.python.values.methods import Method

    return METHODS, Method


def _itself(value: Any) -> Any:
    return value


PARTS: dict[tuple[type, str], Callable[[Any], object]] = {
    (slice, "start"): lambda value: value.start,
    (slice, "stop"): lambda value: value.stop,
    (slice, "step"): lambda value: value.step,
    (range, "start"): lambda value: value.start,
    (range, "stop"): lambda value: value.stop,
    (range, "step"): lambda value: value.step,
    (int, "real"): _itself,
    (float, "real"): _itself,
    (int, "imag"): lambda value: 0,
    (float, "imag"): lambda value: 0.0,
    (int, "numerator"): _itself,
    (int, "denominator"): lambda value: 1,
}
"""Attributes of plain values that are no methods."""
