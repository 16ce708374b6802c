"""Modules that hold modules in order or by name: Sequential, ModuleList, ModuleDict."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.errors import LimitError
from convcalc.readers.python.libraries.torch.nn.module import ModuleInstance
from convcalc.readers.python.libraries.torch.nn.module_methods import MODULE
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.classes import HostMethod
from convcalc.readers.python.objects.failures import NoElement
from convcalc.readers.python.objects.failures import NoKey
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.values.streams import Stream

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping

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


def put_module(site: Site, module: ModuleInstance, name: str, value: Any) -> None:
    """
    Hold a module, or one that is not known.

    Raises:
        WrongType: If it is something else.
    """
    if value is None or isinstance(value, (ModuleInstance, Unread)):
        module.register_module(name, value, site)
    else:
        raise WrongType(
            f"{describe(value)} is not a Module subclass",
            expected="a module",
            hint="a star hands over what is in it: nn.Sequential(*layers)"
            if isinstance(value, (list, tuple)) and value
            else "",
        )


def pairs_of(value: Any, site: Site) -> Iterable[tuple[Any, Any]] | None:
    """The pairs of a mapping, of whatever kind; None where it is none."""
    if isinstance(value, dict):
        return value.items()
    if isinstance(value, ModuleInstance) and value.cls.is_subclass(MODULE_DICT):
        return held_by(value).items()
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


# in order


def _sequential(site: Site, module: ModuleInstance, *args: Any) -> None:
    module.begin()
    pairs = None
    if len(args) == 1 and not isinstance(args[0], (ModuleInstance, Unread)):
        pairs = pairs_of(args[0], site)
    if pairs is None:
        pairs = ((str(index), each) for index, each in enumerate(args))
    for name, each in pairs:
        _set_key(site, module, name, each)


def _sequential_forward(site: Site, module: ModuleInstance, input: Any) -> object:  # noqa: A002 (PyTorch's name)
    for name, each in held_by(module).items():
        if not isinstance(each, HostObject):
            raise BadValue(f"{name!r} of {module.cls.name} is {describe(each)}, and is called")
        input = each.call([input], {}, site)  # noqa: A001 (as above)
    return input


def _module_list(site: Site, module: ModuleInstance, modules: Any = None) -> None:
    module.begin()
    if modules is not None:
        _extend(site, module, modules)


def _append(site: Site, module: ModuleInstance, value: Any) -> ModuleInstance:
    put_module(site, module, str(len(held_by(module))), value)
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


def _insert_quietly(site: Site, module: ModuleInstance, index: Any, value: Any) -> None:
    """PyTorch's list gives itself back for `append` and `extend`, and nothing for `insert`."""
    _insert(site, module, index, value)


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
        if module.cls.is_subclass(MODULE_LIST):
            values = list(held_by(module).values())[index]
            return module.cls.call([values], {}, site)
        return module.cls.call([dict(list(held_by(module).items())[index])], {}, site)
    return held_by(module)[name_at(module, index)]


def _set_item(site: Site, module: ModuleInstance, index: Any, value: Any) -> None:
    put_module(site, module, name_at(module, index), value)


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


def _plus(site: Site, module: ModuleInstance, other: Any) -> object:
    if not isinstance(other, (ModuleInstance, list, tuple)):
        return NotImplemented
    kind = SEQUENTIAL if module.cls.is_subclass(SEQUENTIAL) else MODULE_LIST
    found = kind.call([], {}, site)
    _extend(site, found, module)  # type: ignore[arg-type]  # a module
    return _extend(site, found, other)  # type: ignore[arg-type]  # as above


def _times(site: Site, module: ModuleInstance, count: Any) -> object:
    return _repeated(site, SEQUENTIAL.call([], {}, site), module, count)


def _repeated(site: Site, into: Any, module: ModuleInstance, count: Any) -> object:
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


def _contains_value(site: Site, module: ModuleInstance, value: Any) -> bool:
    return any(each is value for each in held_by(module).values())


# by name


def _module_dict(site: Site, module: ModuleInstance, modules: Any = None) -> None:
    module.begin()
    if modules is not None:
        _update(site, module, modules)


def _update(site: Site, module: ModuleInstance, modules: Any) -> None:
    pairs = pairs_of(modules, site)
    if pairs is None:
        found = site.evaluator.collect(modules, site)
        pairs = [tuple(site.evaluator.collect(each, site)) for each in found]
    for name, each in list(pairs):
        _set_key(site, module, name, each)


def _set_key(site: Site, module: ModuleInstance, name: Any, value: Any) -> None:
    if type(name) is not str:
        raise WrongType(f"module name should be a string, got {describe(name)}")
    if "." in name or name == "":
        raise NoKey(f"a module's name can't be empty or contain \".\", got {name!r}")
    put_module(site, module, name, value)


def _key(site: Site, module: ModuleInstance, name: Any) -> object:
    held = held_by(module)
    if name not in held:
        raise NoKey(f"{name!r} is none of the modules", expected=", ".join(map(repr, held)))
    return held[name]


def _delete_key(site: Site, module: ModuleInstance, name: Any) -> None:
    _key(site, module, name)
    del held_by(module)[name]


def _pop_key(site: Site, module: ModuleInstance, name: Any) -> object:
    found = _key(site, module, name)
    del held_by(module)[name]
    return found


def _clear(site: Site, module: ModuleInstance) -> None:
    held_by(module).clear()


def methods(table: Mapping[str, Callable[..., Any]]) -> dict[str, Any]:
    """A class's namespace of these functions."""
    return {name: HostMethod(name, function) for name, function in table.items()}


IN_ORDER: dict[str, Callable[..., Any]] = {
    "__getitem__": _item,
    "__setitem__": _set_item,
    "__delitem__": _delete_item,
    "__iter__": _iterator,
    "__len__": _length,
    "__add__": _plus,
    "__iadd__": _extend,
    "append": _append,
    "extend": _extend,
    "insert": _insert,
    "pop": _pop,
}

SEQUENTIAL = HostClass(
    "Sequential",
    (MODULE,),
    methods(
        {
            **IN_ORDER,
            "__init__": _sequential,
            "forward": _sequential_forward,
            "__mul__": _times,
            "__rmul__": _times,
            "__imul__": _times_itself,
        }
    ),
    module="torch.nn.modules.container",
)
MODULE_LIST = HostClass(
    "ModuleList",
    (MODULE,),
    methods(
        {
            **IN_ORDER,
            "__init__": _module_list,
            "__contains__": _contains_value,
            "insert": _insert_quietly,
        }
    ),
    module="torch.nn.modules.container",
)
MODULE_DICT = HostClass(
    "ModuleDict",
    (MODULE,),
    methods(
        {
            "__init__": _module_dict,
            "__getitem__": _key,
            "__setitem__": _set_key,
            "__delitem__": _delete_key,
            "__iter__": lambda _, module: Stream(iter(list(held_by(module)))),
            "__len__": _length,
            "__contains__": lambda _, module, name: name in held_by(module),
            "keys": lambda _, module: held_by(module).keys(),
            "values": lambda _, module: held_by(module).values(),
            "items": lambda _, module: held_by(module).items(),
            "update": _update,
            "pop": _pop_key,
            "clear": _clear,
        }
    ),
    module="torch.nn.modules.container",
)
