"""Sorting, with keys computed by functions of the evaluated world."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.host import HostObject
from convcalc.readers.python.host import describe
from convcalc.readers.python.host import show

if TYPE_CHECKING:
    from convcalc.readers.python.host import Site


def sort(values: list[Any], key: Any, reverse: Any, site: Site) -> list[Any]:
    """
    The values in order, as a new list.

    Raises:
        BadValue: If two of them have no order.
    """
    evaluator = site.evaluator
    keys = values if key is None else [call(key, [each], site) for each in values]
    for each in keys:
        if isinstance(each, HostObject):
            raise BadValue(f"{describe(each)} has no order")
    evaluator.weigh(list(keys))
    evaluator.charge_items(len(values))
    evaluator.charge_steps(len(values))
    try:
        order = sorted(range(len(values)), key=keys.__getitem__, reverse=bool(reverse))
    except TypeError:
        raise BadValue(f"some of {show(values)} have no order to each other") from None
    return [values[index] for index in order]


def call(function: Any, args: list[Any], site: Site) -> Any:
    """
    Call a function of the evaluated world.

    Raises:
        BadValue: If it is none.
    """
    if not isinstance(function, HostObject):
        raise BadValue(f"{describe(function)} cannot be called: {show(function)}")
    return function.call(args, {}, site)
