"""`copy`: copies of values, each object inside them copied once."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.objects.classes import MISSING
from convcalc.readers.python.objects.classes import Instance
from convcalc.readers.python.objects.host import HostObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.objects.host import Site

Memo = dict[int, Any]
"""What was copied already: the identity of a value -> its copy."""


def deep(value: Any, memo: Memo, site: Site) -> Any:
    """
    A copy of a value and of everything inside it; what cannot change is not copied.

    An object of the host that can change has a method `copied(memo, site)`, and `shallow(site)`.
    """
    known = memo.get(id(value), MISSING)
    if known is not MISSING:
        return known
    copier = COPIERS.get(type(value))
    if copier is not None:
        site.evaluator.charge_items(1 + len(value))
        site.evaluator.charge_steps(1)
        return copier(value, memo, site)
    if not isinstance(value, HostObject):
        return value
    own = getattr(value, "copied", None)
    if isinstance(value, Instance):
        made = value.call_special("__deepcopy__", [memo], site)
        if made is MISSING:
            made = deep_instance(value, memo, site) if own is None else own(memo, site)
    elif own is None:
        return value
    else:
        made = own(memo, site)
    memo[id(value)] = made
    return made


def deep_instance(value: Instance, memo: Memo, site: Site) -> Instance:
    """A copy of an object: its own attributes, and what the host keeps beside them."""
    made = value.cls.make(site)
    memo[id(value)] = made
    for name in own_slots(type(value)):
        setattr(made, name, deep(getattr(value, name), memo, site))
    made.attributes.update(
        {name: deep(each, memo, site) for name, each in value.attributes.items()}
    )
    return made


def own_slots(kind: type) -> list[str]:
    """What instances of a kind keep besides their class and attributes."""
    names = [each for base in kind.__mro__ for each in base.__dict__.get("__slots__", ())]
    return [each for each in names if each not in ("attributes", "cls")]


def _deep_list(value: list[Any], memo: Memo, site: Site) -> list[Any]:
    made: list[Any] = []
    memo[id(value)] = made
    made.extend([deep(each, memo, site) for each in value])
    return made


def _deep_dict(value: dict[Any, Any], memo: Memo, site: Site) -> dict[Any, Any]:
    made: dict[Any, Any] = {}
    memo[id(value)] = made
    for key, each in value.items():
        made[deep(key, memo, site)] = deep(each, memo, site)
    return made


def _deep_tuple(value: tuple[Any, ...], memo: Memo, site: Site) -> tuple[Any, ...]:
    made = tuple([deep(each, memo, site) for each in value])
    if all(left is right for left, right in zip(value, made, strict=True)):
        return value
    return made


def _deep_set(value: set[Any], memo: Memo, site: Site) -> set[Any]:
    return {deep(each, memo, site) for each in value}


COPIERS: dict[type, Callable[..., Any]] = {
    list: _deep_list,
    dict: _deep_dict,
    tuple: _deep_tuple,
    set: _deep_set,
}


def _deepcopy(site: Site, x: Any, memo: Any = None) -> object:
    return deep(x, {} if memo is None else memo, site)


def _copy(site: Site, x: Any) -> object:
    if type(x) in (list, dict, set):
        site.evaluator.charge_items(len(x))
        return x.copy()
    if not isinstance(x, HostObject):
        return x
    made = x.call_special("__copy__", [], site) if isinstance(x, Instance) else MISSING
    if made is not MISSING:
        return made
    own = getattr(x, "shallow", None)
    if own is not None:
        return own(site)
    return shallow_instance(x, site) if isinstance(x, Instance) else x


def shallow_instance(value: Instance, site: Site) -> Instance:
    """A copy of an object that holds the same values."""
    made = value.cls.make(site)
    for name in own_slots(type(value)):
        held = getattr(value, name)
        setattr(made, name, held.copy() if type(held) in (list, dict, set) else held)
    made.attributes.update(value.attributes)
    return made


TABLE: dict[str, object] = functions({"copy": _copy, "deepcopy": _deepcopy})  # type: ignore[assignment]  # rows
