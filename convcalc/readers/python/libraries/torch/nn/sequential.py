"""`nn.Sequential`; the other modules that hold modules are written in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.errors import LimitError
from convcalc.readers.python.libraries.torch.nn.module import ModuleInstance
from convcalc.readers.python.libraries.torch.nn.module_methods import MODULE
from convcalc.readers.python.libraries.torch.nn.module_methods import add_module
from convcalc.readers.python.libraries.torch.nn.module_methods import methods
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.failures import NoElement
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.values.streams import Stream

if TYPE_CHECKING:
    from collections.abc import Iterable

    from convcalc.readers.python.objects.host import Site

MOST_COPIES = 10_000


def held_by(module: ModuleInstance) -> dict[str, Any]:
    """
    The modules inside by name.

    Raises:
        BadValue: If `Module.__init__` has not run.
    """
    if module.children is None:
        module.check_begun("module")
    return {} if module.children is None else module.children


def pairs_of(value: Any, site: Site) -> Iterable[tuple[Any, Any]] | None:
    """The pairs of a mapping, of whatever kind; None where it is none."""
    if isinstance(value, dict):
        return value.items()
    if isinstance(value, HostObject) and not isinstance(value, (ModuleInstance, Unread)):
        try:
            method: Any = value.attribute("items", site)
        except LimitError:
            raise
        except BadValue:
            return None
        found = site.evaluator.iterate(method.call([], {}, site), site)
        return [(pair[0], pair[1]) for pair in found]
    return None


def _sequential(site: Site, module: ModuleInstance, *args: Any) -> None:
    module.begin()
    pairs = None
    if len(args) == 1 and not isinstance(args[0], (ModuleInstance, Unread)):
        pairs = pairs_of(args[0], site)
    if pairs is None:
        pairs = ((str(index), each) for index, each in enumerate(args))
    for name, each in pairs:
        add_module(site, module, name, each)


def _sequential_forward(site: Site, module: ModuleInstance, input: Any) -> object:  # noqa: A002 (PyTorch's name)
    for name, each in held_by(module).items():
        if not isinstance(each, HostObject):
            raise BadValue(f"{name!r} of {module.cls.name} is {describe(each)}, and is called")
        input = each.call([input], {}, site)  # noqa: A001 (as above)
    return input


def _append(site: Site, module: ModuleInstance, value: Any) -> ModuleInstance:
    add_module(site, module, str(len(held_by(module))), value)
    return module


def _extend(site: Site, module: ModuleInstance, values: Any) -> ModuleInstance:
    if isinstance(values, ModuleInstance):
        values = list(held_by(values).values())
    for each in site.evaluator.collect(values, site):
        _append(site, module, each)
    return module


def _insert(site: Site, module: ModuleInstance, index: Any, value: Any) -> ModuleInstance:
    values = list(held_by(module).values())
    if type(index) is not int or not -len(values) <= index <= len(values):
        raise NoElement(f"index {index} is out of range")
    if not isinstance(value, (ModuleInstance, Unread)):
        raise WrongType(f"{describe(value)} is not a Module subclass", expected="a module")
    values.insert(index, value)
    _renumber(module, values)
    return module


def _renumber(module: ModuleInstance, values: Iterable[Any]) -> None:
    held = held_by(module)
    renewed = {str(index): each for index, each in enumerate(values)}
    held.clear()
    held.update(renewed)


def name_at(module: ModuleInstance, index: Any) -> str:
    """
    The name of the module at a position, counted from the end where it is negative.

    Raises:
        NoElement: If there is none.
    """
    names = list(held_by(module))
    if type(index) is not int:
        raise WrongType(f"{describe(index)} is no position in {module.cls.name}")
    if not -len(names) <= index < len(names):
        raise NoElement(f"index {index} is out of range")
    return names[index]


def _item(site: Site, module: ModuleInstance, index: Any) -> object:
    if isinstance(index, slice):
        return module.cls.call([dict(list(held_by(module).items())[index])], {}, site)
    return held_by(module)[name_at(module, index)]


def _set_item(site: Site, module: ModuleInstance, index: Any, value: Any) -> None:
    add_module(site, module, name_at(module, index), value)


def _delete_item(site: Site, module: ModuleInstance, index: Any) -> None:
    held = held_by(module)
    gone = list(held)[index] if isinstance(index, slice) else [name_at(module, index)]
    for name in gone:
        del held[name]
    # PyTorch numbers what is left anew, whatever its names were.
    _renumber(module, list(held.values()))


def _pop(site: Site, module: ModuleInstance, index: Any = -1) -> object:
    found = _item(site, module, index)
    _delete_item(site, module, index)
    return found


def _empty(site: Site) -> ModuleInstance:
    return SEQUENTIAL.call([], {}, site)  # type: ignore[return-value]  # one of its modules


def _plus(site: Site, module: ModuleInstance, other: Any) -> object:
    if not isinstance(other, (ModuleInstance, list, tuple)):
        return NotImplemented
    return _extend(site, _extend(site, _empty(site), module), other)


def _times(site: Site, module: ModuleInstance, count: Any) -> object:
    return _repeated(site, _empty(site), module, count)


def _repeated(site: Site, into: ModuleInstance, module: ModuleInstance, count: Any) -> object:
    if type(count) is not int or count < 1:
        raise WrongType(f"{module.cls.name} cannot be multiplied by {count!r}")
    values = list(held_by(module).values())
    site.evaluator.charge_items(count * len(values))
    for _ in range(min(count, MOST_COPIES)):
        for each in values:
            _append(site, into, each)
    return into


def _times_itself(site: Site, module: ModuleInstance, count: Any) -> object:
    return _repeated(site, module, module, count - 1) if count > 1 else module


def _iterator(site: Site, module: ModuleInstance) -> object:
    return Stream(iter(list(held_by(module).values())), "iterator")


def _length(site: Site, module: ModuleInstance) -> int:
    return len(held_by(module))


SEQUENTIAL = HostClass(
    "Sequential",
    (MODULE,),
    methods(
        {
            "__init__": _sequential,
            "forward": _sequential_forward,
            "__getitem__": _item,
            "__setitem__": _set_item,
            "__delitem__": _delete_item,
            "__iter__": _iterator,
            "__len__": _length,
            "__add__": _plus,
            "__iadd__": _extend,
            "__mul__": _times,
            "__rmul__": _times,
            "__imul__": _times_itself,
            "append": _append,
            "extend": _extend,
            "insert": _insert,
            "pop": _pop,
        }
    ),
    module="torch.nn.modules.container",
)
