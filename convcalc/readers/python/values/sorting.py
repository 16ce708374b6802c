"""Sorting, with keys computed by functions of the evaluated world."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import invoke
from convcalc.readers.python.objects.host import show

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.objects.host import Site


def sort(values: list[Any], key: Any, reverse: Any, site: Site) -> list[Any]:
    """
    The values in order, as a new list.

    Raises:
        BadValue: If two of them have no order.
    """
    evaluator = site.evaluator
    backwards = evaluator.decide(reverse, site)
    keys = values if key is None else [call(key, [each], site) for each in values]
    evaluator.weigh(list(keys))
    evaluator.charge_items(len(values))
    evaluator.charge_steps(len(values))
    try:
        if any(isinstance(each, HostObject) for each in keys):
            from functools import cmp_to_key

            keys = [cmp_to_key(_comparison(site))(each) for each in keys]
        order = sorted(range(len(values)), key=keys.__getitem__, reverse=backwards)
    except TypeError:
        raise BadValue(f"some of {show(values)} have no order to each other") from None
    return [values[index] for index in order]


def _comparison(site: Site) -> Callable[[Any, Any], int]:
    """How objects are ordered: by their own `<`."""
    from ast import Lt

    from convcalc.readers.python.values.comparisons import compare

    def run(left: Any, right: Any) -> int:
        decide = site.evaluator.decide
        if decide(compare(Lt, left, right, site), site):
            return -1
        return int(decide(compare(Lt, right, left, site), site))

    return run


def call(function: Any, args: list[Any], site: Site) -> Any:
    """
    Call a function of the evaluated world.

    Raises:
        BadValue: If it is none.
    """
    return invoke(function, args, {}, site)
