"""What the classes of plain values hold: their methods, for plain values and what holds one."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.descriptors import HostMethod
from convcalc.readers.python.objects.descriptors import HostStatic
from convcalc.readers.python.objects.failures import FAILURES
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import MISSING
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.instances import BINARY
from convcalc.readers.python.objects.instances import COMPARED
from convcalc.readers.python.objects.plain_bases import PayloadInstance
from convcalc.readers.python.objects.plain_bases import plain
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.values import comparisons
from convcalc.readers.python.values import operators
from convcalc.readers.python.values.elements import delete_element
from convcalc.readers.python.values.elements import element_of
from convcalc.readers.python.values.elements import set_element
from convcalc.readers.python.values.formats import as_text
from convcalc.readers.python.values.formats import represent
from convcalc.readers.python.values.methods import METHODS
from convcalc.readers.python.values.methods import Method
from convcalc.readers.python.values.streams import Stream

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from convcalc.readers.python.objects.functions import Entry
    from convcalc.readers.python.objects.host import Site


class BuiltinType(HostClass):
    """
    A type of the host's as a class.

    Args:
        name: What it is called.
        entry: What a call of it does.
        host_types: The host's types of its instances.
        namespace: Its methods; they take plain values and objects that hold one.
    """

    __slots__ = ("entry", "host_types")

    def __init__(
        self,
        name: str,
        entry: Entry,
        host_types: tuple[type, ...],
        namespace: Mapping[str, Any] | None = None,
        bases: tuple[ClassObject, ...] = (),
    ) -> None:
        self.entry = entry
        self.host_types = host_types
        members = dict(namespace or {})
        super().__init__(name, bases, members, module="builtins", instance_type=PayloadInstance)

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """A plain value; the text of what is not known is not known."""
        if site.evaluator.spoiled and self.name != "type":
            args = [site.evaluator.known(each) for each in args]
        if self.name == "str" and args and isinstance(args[0], Unread):
            return args[0].result(site)
        return site.evaluator.made(self.entry.run(self.name, (site,), args, kwargs))

    def has_instance(self, value: object, site: Site) -> bool:
        """Whether a value is one of its kind; a size is a whole number."""
        if isinstance(value, self.host_types):
            return True
        return bool(site.evaluator.type_of(value).is_subclass(self))


def _method(name: str, entry: Entry) -> HostMethod:
    def run(site: Site, owner: Any, *args: Any, **kwargs: Any) -> object:
        return Method(plain(owner), name, entry).call(list(args), kwargs, site)

    return HostMethod(name, run)


def _operator(node_type: type[ast.operator], *, reflected: bool = False) -> Callable[..., Any]:
    def run(site: Site, owner: Any, other: Any) -> object:
        left, right = plain(owner), plain(other)
        if isinstance(right, HostObject):
            return NotImplemented
        if reflected:
            left, right = right, left
        return operators.operate(node_type, left, right, site)

    return run


def _comparison(node_type: type[ast.cmpop]) -> Callable[..., Any]:
    def run(site: Site, owner: Any, other: Any) -> object:
        other = plain(other)
        if isinstance(other, HostObject):
            return NotImplemented
        return comparisons.compare(node_type, plain(owner), other, site)

    return run


def operators_of(*node_types: type[ast.operator]) -> dict[str, Any]:
    """The methods of some operators, also reflected, by name."""
    members: dict[str, Any] = {}
    for node_type in node_types:
        word = BINARY[operators.BINARY[node_type][0]]
        for name, is_reflected in ((f"__{word}__", False), (f"__r{word}__", True)):
            members[name] = HostMethod(name, _operator(node_type, reflected=is_reflected))
    return members


def _comparisons() -> dict[str, Any]:
    return {
        (name := COMPARED[sign]): HostMethod(name, _comparison(node_type))
        for node_type, (sign, _) in comparisons.COMPARISONS.items()
    }


def _get_element(site: Site, owner: Any, key: Any) -> object:
    held = plain(owner)
    if type(held) is dict and isinstance(owner, PayloadInstance):
        missing = owner.cls.lookup("__missing__")
        if missing is not MISSING and site.evaluator.key(key) not in held:
            return owner.call_special("__missing__", [key], site)
    return element_of(site.evaluator, held, key)


def _set_element(site: Site, owner: Any, key: Any, value: Any) -> None:
    set_element(site.evaluator, plain(owner), key, value, site)


def _delete_element(site: Site, owner: Any, key: Any) -> None:
    delete_element(site.evaluator, plain(owner), key, site)


def _text(site: Site, owner: Any) -> str:
    return represent(site, plain(owner))


def _plain_text(site: Site, owner: Any) -> str:
    if isinstance(owner, PayloadInstance) and type(owner.payload) is not str:
        return owner.represent(site)
    return as_text(site, plain(owner))


WALKED: dict[str, Callable[..., Any]] = {
    "__contains__": lambda site, owner, each: comparisons.contains(plain(owner), each, site),
    "__iter__": lambda site, owner: Stream(iter(site.evaluator.iterate(plain(owner), site))),
    "__len__": lambda site, owner: len(plain(owner)),
}
EVERY: dict[str, Callable[..., Any]] = {
    "__bool__": lambda site, owner: site.evaluator.decide(plain(owner), site),
    "__hash__": lambda site, owner: hash(site.evaluator.key(plain(owner))),
    "__repr__": _text,
    "__str__": _plain_text,
}
HELD: dict[str, Callable[..., Any]] = {"__getitem__": _get_element}
CHANGED: dict[str, Callable[..., Any]] = {
    "__setitem__": _set_element,
    "__delitem__": _delete_element,
}
NUMERIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)


def _guarded(name: str, function: Callable[..., Any]) -> HostMethod:
    """A method that refuses an owner of another kind, as Python's does."""

    def run(site: Site, owner: Any, *args: Any, **kwargs: Any) -> object:
        try:
            return function(site, owner, *args, **kwargs)
        except (*FAILURES, AttributeError) as problem:
            raise WrongType(f"{name}() cannot do this: {problem}") from None

    return HostMethod(name, run)


def _new(host_type: type, entry: Entry) -> Callable[..., Any]:
    def run(site: Site, cls: Any, *args: Any, **kwargs: Any) -> object:
        if not isinstance(cls, ClassObject) or cls.instance_type is not PayloadInstance:
            raise WrongType(f"{host_type.__name__}.__new__() takes a class that derives from it")
        kept = () if host_type in (list, dict, set) else args
        value = entry.run(host_type.__name__, (site,), list(kept), {} if not kept else kwargs)
        if isinstance(cls, BuiltinType):
            return value
        instance: Any = cls.make(site)
        instance.payload = site.evaluator.made(value)
        return instance

    return run


def _fill(host_type: type, entry: Entry) -> Callable[..., Any]:
    def run(site: Site, owner: Any, *args: Any, **kwargs: Any) -> None:
        held = plain(owner)
        value = site.evaluator.made(entry.run(host_type.__name__, (site,), list(args), kwargs))
        if type(held) is list:
            held[:] = value
        elif type(held) in (dict, set):
            held.update(value)

    return run


def changing(name: str, method: str) -> dict[str, Any]:
    """An operator in place, by the method that does the same."""

    def run(site: Site, owner: Any, other: Any) -> object:
        held = plain(owner)
        Method(held, method, METHODS[type(held)][method]).call([other], {}, site)
        return owner

    return {name: HostMethod(name, run)}


def _members(host_type: type, entry: Entry, *tables: Mapping[str, Any]) -> dict[str, Any]:
    members: dict[str, Any] = {"__new__": HostStatic("__new__", _new(host_type, entry))}
    if host_type in (list, dict, set):
        members["__init__"] = HostMethod("__init__", _fill(host_type, entry))
    for name, each in METHODS.get(host_type, {}).items():
        members[name] = _guarded(name, _method(name, each).function)
    for table in (EVERY, *tables):
        for name, held in table.items():
            function = held.function if isinstance(held, HostMethod) else held
            members[name] = _guarded(name, function)
    return {**members, **_comparisons()}


def fresh(
    host_type: type, entry: Entry, *tables: Mapping[str, Any], bases: tuple[ClassObject, ...] = ()
) -> BuiltinType:
    """The class of a type of the host's, with its methods, constructor and some tables of more."""
    members = _members(host_type, entry, *tables)
    return BuiltinType(host_type.__name__, entry, (host_type,), members, bases)
