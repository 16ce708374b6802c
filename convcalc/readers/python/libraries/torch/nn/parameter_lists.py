"""Modules that hold parameters in order or by name: ParameterList, ParameterDict."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.graph.tensor import Tensor
from convcalc.readers.python.libraries.torch.nn.containers import methods
from convcalc.readers.python.libraries.torch.nn.containers import pairs_of
from convcalc.readers.python.libraries.torch.nn.module import ModuleInstance
from convcalc.readers.python.libraries.torch.nn.module_methods import MODULE
from convcalc.readers.python.libraries.torch.nn.parameter import NOBODYS
from convcalc.readers.python.libraries.torch.nn.parameter import Parameter
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.failures import NoElement
from convcalc.readers.python.objects.failures import NoKey
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.tracing.tensors import TensorValue
from convcalc.readers.python.values.streams import Stream

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site

SIZE = "_size"
KEYS = "_keys"


def _put(site: Site, module: ModuleInstance, name: str, value: Any) -> None:
    """Register a tensor as a parameter; keep anything else as it is."""
    if isinstance(value, TensorValue) and not isinstance(value, Parameter):
        value = Parameter(Tensor(value.shape, NOBODYS), value.dtype)
    module.assign(name, value, site)


def _held(site: Site, module: ModuleInstance, name: str) -> object:
    return module.attribute(name, site)


def _list(site: Site, module: ModuleInstance, values: Any = None) -> None:
    module.begin()
    module.put(SIZE, 0, site)
    if values is not None:
        _extend(site, module, values)


def _append(site: Site, module: ModuleInstance, value: Any) -> ModuleInstance:
    count = module.attributes[SIZE]
    module.put(SIZE, count + 1, site)
    _put(site, module, str(count), value)
    return module


def _extend(site: Site, module: ModuleInstance, values: Any) -> ModuleInstance:
    for each in site.evaluator.collect(values, site):
        _append(site, module, each)
    return module


def _place(module: ModuleInstance, index: Any) -> str:
    count = module.attributes[SIZE]
    if type(index) is not int:
        raise WrongType(f"{describe(index)} is no position in {module.cls.name}")
    if not -count <= index < count:
        raise NoElement(f"index {index} is out of range")
    return str(index % count)


def _item(site: Site, module: ModuleInstance, index: Any) -> object:
    if isinstance(index, slice):
        names = range(module.attributes[SIZE])[index]
        return module.cls.call([[_held(site, module, str(each)) for each in names]], {}, site)
    return _held(site, module, _place(module, index))


def _set_item(site: Site, module: ModuleInstance, index: Any, value: Any) -> None:
    _put(site, module, _place(module, index), value)


def _values(site: Site, module: ModuleInstance) -> list[object]:
    return [_held(site, module, str(index)) for index in range(module.attributes[SIZE])]


def _dict(site: Site, module: ModuleInstance, parameters: Any = None) -> None:
    module.begin()
    module.put(KEYS, {}, site)
    if parameters is not None:
        _update(site, module, parameters)


def _update(site: Site, module: ModuleInstance, parameters: Any) -> None:
    if isinstance(parameters, ModuleInstance):
        parameters = {name: _held(site, parameters, name) for name in parameters.attributes[KEYS]}
    pairs = pairs_of(parameters, site)
    if pairs is None:
        found = site.evaluator.collect(parameters, site)
        pairs = [tuple(site.evaluator.collect(each, site)) for each in found]
    for name, each in list(pairs):
        _set_key(site, module, name, each)


def _set_key(site: Site, module: ModuleInstance, name: Any, value: Any) -> None:
    if type(name) is not str:
        raise WrongType(f"a key of {module.cls.name} is text, got {describe(name)}")
    site.evaluator.charge_items(1)
    module.attributes[KEYS][name] = None
    _put(site, module, name, value)


def _key(site: Site, module: ModuleInstance, name: Any) -> object:
    keys = module.attributes[KEYS]
    if name not in keys:
        raise NoKey(f"{name!r} is none of the parameters", expected=", ".join(map(repr, keys)))
    return _held(site, module, name)


def _delete_key(site: Site, module: ModuleInstance, name: Any) -> None:
    _key(site, module, name)
    del module.attributes[KEYS][name]
    module.remove_own(name, site)


def _pop(site: Site, module: ModuleInstance, name: Any) -> object:
    found = _key(site, module, name)
    _delete_key(site, module, name)
    return found


def _get(site: Site, module: ModuleInstance, name: Any, default: Any = None) -> object:
    return _key(site, module, name) if name in module.attributes[KEYS] else default


def _set_default(site: Site, module: ModuleInstance, name: Any, default: Any = None) -> object:
    if name not in module.attributes[KEYS]:
        _set_key(site, module, name, default)
    return _key(site, module, name)


def _clear(site: Site, module: ModuleInstance) -> None:
    for name in list(module.attributes[KEYS]):
        _delete_key(site, module, name)


def _items(site: Site, module: ModuleInstance) -> list[tuple[str, object]]:
    return [(name, _held(site, module, name)) for name in module.attributes[KEYS]]


PARAMETER_LIST = HostClass(
    "ParameterList",
    (MODULE,),
    methods(
        {
            "__init__": _list,
            "__getitem__": _item,
            "__setitem__": _set_item,
            "__len__": lambda _, module: module.attributes[SIZE],
            "__iter__": lambda site, module: Stream(iter(_values(site, module))),
            "__iadd__": _extend,
            "append": _append,
            "extend": _extend,
        }
    ),
    module="torch.nn.modules.container",
)
PARAMETER_DICT = HostClass(
    "ParameterDict",
    (MODULE,),
    methods(
        {
            "__init__": _dict,
            "__getitem__": _key,
            "__setitem__": _set_key,
            "__delitem__": _delete_key,
            "__len__": lambda _, module: len(module.attributes[KEYS]),
            "__iter__": lambda _, module: Stream(iter(list(module.attributes[KEYS]))),
            "__contains__": lambda _, module, name: name in module.attributes[KEYS],
            "keys": lambda _, module: list(module.attributes[KEYS]),
            "values": lambda site, module: [each for _, each in _items(site, module)],
            "items": _items,
            "update": _update,
            "get": _get,
            "setdefault": _set_default,
            "pop": _pop,
            "clear": _clear,
        }
    ),
    module="torch.nn.modules.container",
)
