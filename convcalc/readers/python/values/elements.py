"""Elements of plain values: reading, setting and deleting them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.objects.failures import NoElement
from convcalc.readers.python.objects.failures import NoKey
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import invoke
from convcalc.readers.python.objects.host import show

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.world import World

INDEXED = frozenset({list, tuple, str, range})

MOVED = 100
"""Elements that are moved aside in one step."""


def no_key(owner: Any, key: Any) -> NoKey:
    """The complaint about a key that is not there."""
    return NoKey(f"the dict has no key {show(key)}", key if type(key) is str else "", owner)


def element_of(evaluator: World, owner: Any, key: Any) -> object:
    """
    One element, or a slice, of a plain value.

    Raises:
        BadValue: If there is none; says what there is.
    """
    if evaluator.spoiled and (stands := evaluator.known(owner)) is not owner:
        stands.refuse()
    if type(owner) is dict:
        try:
            return owner[evaluator.key(key)]
        except KeyError:
            raise no_key(owner, key) from None
    if type(owner) not in INDEXED:
        raise WrongType(f"{describe(owner)} has no elements: {show(owner)}")
    try:
        found = owner[key]
    except IndexError:
        most = f"{-len(owner)} to {len(owner) - 1}" if owner else "no index: it is empty"
        raise NoElement(f"there is no element {key} among {len(owner)}", expected=most) from None
    except (TypeError, ValueError):
        index = as_index(key)
        if index is not key:
            return element_of(evaluator, owner, index)
        raise WrongType(f"{show(key)} is no index", expected="a whole number or a slice") from None
    return evaluator.made(found) if type(key) is slice else found


def as_index(key: Any) -> Any:
    """A key that stands for a plain number: what an object of an int's class holds."""
    return getattr(key, "payload", key) if isinstance(key, HostObject) else key


def mapping(evaluator: World, value: Any, site: Site) -> dict[Any, Any]:
    """
    What `**value` spreads.

    Raises:
        WrongType: If it is no dict, and has no `keys`.
    """
    if evaluator.spoiled:
        value = evaluator.known(value)
    if isinstance(value, HostObject) and value.is_unread:
        value.length(site)
    found = held_mapping(evaluator, value, site)
    if found is None:
        raise WrongType(f"** needs a dict, got {describe(value)}")
    return found


def held_mapping(evaluator: World, value: Any, site: Site) -> dict[Any, Any] | None:
    """The dict that a value is, holds, or gives by its `keys`; None where it is nothing such."""
    if type(value) is dict:
        return value
    if not isinstance(value, HostObject):
        return None
    held = getattr(value, "payload", None)
    if type(held) is dict:
        return held
    if "keys" not in value.attribute_names():
        return None
    keys: Any = value.attribute("keys", site)
    names = evaluator.collect(invoke(keys, [], {}, site), site)
    return {evaluator.key(each): value.subscript(each, site) for each in names}


def set_element(evaluator: World, owner: Any, key: Any, value: Any, site: Site) -> None:
    """
    Make `owner[key] = value`.

    Raises:
        BadValue: If there is no such element, or there are none to set.
    """
    if type(owner) is dict:
        evaluator.charge_items(1)
        owner[evaluator.key(key)] = value
        return
    if type(owner) is not list:
        raise WrongType(f"{describe(owner)} has no elements to set")
    if type(key) is slice:
        value = evaluator.collect(value, site)
        evaluator.charge_items(len(value))
        evaluator.charge_steps(len(owner) // MOVED)
    try:
        owner[as_index(key)] = value
    except IndexError:
        raise NoElement(f"there is no element {key} among {len(owner)}") from None
    except TypeError:
        raise WrongType(f"{show(key)} is no index here", expected="a whole number") from None
    except ValueError:
        raise BadValue(f"{show(key)} is no index here", expected="a whole number") from None


def delete_element(evaluator: World, owner: Any, key: Any, site: Site) -> None:
    """
    Make `del owner[key]`.

    Raises:
        BadValue: If there is no such element, or there are none to delete.
    """
    if type(owner) not in (list, dict):
        raise WrongType(f"{describe(owner)} has no elements to delete")
    try:
        if type(owner) is dict:
            del owner[evaluator.key(key)]
        else:
            evaluator.charge_steps(len(owner) // MOVED)
            del owner[as_index(key)]
    except KeyError:
        raise NoKey(f"there is no element {show(key)}") from None
    except IndexError:
        raise NoElement(f"there is no element {show(key)}") from None
    except TypeError:
        raise WrongType(f"there is no element {show(key)}") from None
