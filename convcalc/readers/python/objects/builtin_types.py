"""Python's own types as classes of the evaluated world: to ask for, to call and to derive from."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.dims import Expr
from convcalc.readers.python.objects.classes import OBJECT
from convcalc.readers.python.objects.classes import ClassBody
from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.descriptors import BoundMethod
from convcalc.readers.python.objects.descriptors import HostMethod
from convcalc.readers.python.objects.descriptors import HostStatic
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.functions import Builtin
from convcalc.readers.python.objects.functions import Entry
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import Namespace
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.plain_bases import PayloadInstance
from convcalc.readers.python.objects.plain_bases import plain
from convcalc.readers.python.values import builtins
from convcalc.readers.python.values import operators
from convcalc.readers.python.values.methods import METHODS
from convcalc.readers.python.values.methods import Method
from convcalc.readers.python.values.streams import MISSING
from convcalc.readers.python.values.streams import Stream

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence

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
        """A plain value."""
        return site.evaluator.made(self.entry.run(self.name, (site,), args, kwargs))

    def has_instance(self, value: object, site: Site) -> bool:
        """Whether a value is one of its kind; a size is a whole number."""
        if isinstance(value, self.host_types):
            return True
        return kind_of(value).is_subclass(self)


class TypeType(BuiltinType):
    """`type`."""

    __slots__ = ()

    def has_instance(self, value: object, site: Site) -> bool:
        """Whether it is a class."""
        return isinstance(value, ClassObject)


class Union(HostObject):
    """`A | B`."""

    __slots__ = ("members",)
    type_name: ClassVar[str] = "a union of types"

    def __init__(self, members: tuple[Any, ...]) -> None:
        self.members = members

    def has_instance(self, value: object, site: Site) -> bool:
        """Whether it is of one of the classes."""
        return is_instance(value, self.members, site)

    def binary(self, sign: str, other: object, site: Site, *, reflected: bool) -> object:
        """One class more."""
        if sign != "|":
            return NotImplemented
        site.evaluator.charge_items(len(self.members))
        return Union((other, *self.members) if reflected else (*self.members, other))

    def attribute(self, name: str, site: Site) -> object:
        """`__args__`: the classes."""
        return self.members if name == "__args__" else super().attribute(name, site)


def is_instance(value: object, kinds: Any, site: Site) -> bool:
    """
    Whether `isinstance(value, kinds)`.

    Raises:
        WrongType: If the kinds are no classes.
    """
    if type(kinds) is tuple:
        return any(is_instance(value, each, site) for each in kinds)
    if kinds is None:
        return value is None
    if not isinstance(kinds, HostObject):
        raise WrongType(f"isinstance() takes a class or several, got {describe(kinds)}")
    return kinds.has_instance(value, site)


def is_subclass(cls: object, kinds: Any, site: Site) -> bool:
    """
    Whether `issubclass(cls, kinds)`.

    Raises:
        WrongType: If they are no classes.
    """
    if type(kinds) is tuple:
        return any(is_subclass(cls, each, site) for each in kinds)
    if isinstance(kinds, Union):
        return is_subclass(cls, kinds.members, site)
    if not isinstance(cls, ClassObject) or not isinstance(kinds, HostObject):
        raise WrongType("issubclass() takes a class, and a class or several")
    return kinds.has_subclass(cls, site)


# the methods of plain values, as members of their classes


def _method(name: str, entry: Entry) -> HostMethod:
    def run(site: Site, owner: Any, *args: Any, **kwargs: Any) -> object:
        return Method(plain(owner), name, entry).call(list(args), kwargs, site)

    return HostMethod(name, run)


def _operator(kind: type[ast.operator], *, reflected: bool = False) -> Callable[..., Any]:
    def run(site: Site, owner: Any, other: Any) -> object:
        left, right = plain(owner), plain(other)
        if isinstance(right, HostObject):
            return NotImplemented
        if reflected:
            left, right = right, left
        return operators.operate(kind, left, right, site)

    return run


def _comparison(kind: type[ast.cmpop]) -> Callable[..., Any]:
    def run(site: Site, owner: Any, other: Any) -> object:
        other = plain(other)
        if isinstance(other, HostObject):
            return NotImplemented
        return operators.compare(kind, plain(owner), other, site)

    return run


def _operators(*kinds: type[ast.operator]) -> dict[str, Any]:
    from convcalc.readers.python.objects.instances import BINARY

    members: dict[str, Any] = {}
    for kind in kinds:
        word = BINARY[operators.BINARY[kind][0]]
        for name, is_reflected in ((f"__{word}__", False), (f"__r{word}__", True)):
            members[name] = HostMethod(name, _operator(kind, reflected=is_reflected))
    return members


def _comparisons() -> dict[str, Any]:
    from convcalc.readers.python.objects.instances import COMPARED

    return {
        (name := COMPARED[sign]): HostMethod(name, _comparison(kind))
        for kind, (sign, _) in operators.COMPARISONS.items()
    }


def _get_element(site: Site, owner: Any, key: Any) -> object:
    from convcalc.readers.python.values.elements import element_of

    held = plain(owner)
    if type(held) is dict and isinstance(owner, PayloadInstance):
        missing = owner.cls.lookup("__missing__")
        if missing is not MISSING and site.evaluator.key(key) not in held:
            return owner.call_special("__missing__", [key], site)
    return element_of(site.evaluator, held, key)


def _set_element(site: Site, owner: Any, key: Any, value: Any) -> None:
    from convcalc.readers.python.values.elements import set_element

    set_element(site.evaluator, plain(owner), key, value, site)


def _delete_element(site: Site, owner: Any, key: Any) -> None:
    from convcalc.readers.python.values.elements import delete_element

    delete_element(site.evaluator, plain(owner), key, site)


def _text(site: Site, owner: Any) -> str:
    from convcalc.readers.python.values.formats import represent

    return represent(site, plain(owner))


def _plain_text(site: Site, owner: Any) -> str:
    from convcalc.readers.python.values.formats import as_text

    if isinstance(owner, PayloadInstance) and type(owner.payload) is not str:
        return owner.represent(site)
    return as_text(site, plain(owner))


WALKED: dict[str, Callable[..., Any]] = {
    "__contains__": lambda site, owner, each: operators.contains(plain(owner), each, site),
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
        except (*operators.FAILURES, AttributeError) as problem:
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


def _changing(name: str, method: str) -> dict[str, Any]:
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


def _fresh(
    host_type: type, entry: Entry, *tables: Mapping[str, Any], bases: tuple[ClassObject, ...] = ()
) -> BuiltinType:
    members = _members(host_type, entry, *tables)
    return BuiltinType(host_type.__name__, entry, (host_type,), members, bases)


def _from_keys(site: Site, keys: Any, value: Any = None) -> dict[Any, Any]:
    return {site.evaluator.key(each): value for each in site.evaluator.collect(keys, site)}


def _type(site: Site, value: Any, *more: Any) -> object:
    if not more:
        return kind_of(value)
    from convcalc.readers.python.language.definitions import base_class
    from convcalc.readers.python.language.definitions import make_class

    if (
        len(more) != 2
        or type(value) is not str
        or type(more[1]) is not dict
        or any(type(key) is not str for key in more[1])
    ):
        raise WrongType("type() takes a value, or a name, the bases and a dict")
    bases = tuple(base_class(each, site) for each in site.evaluator.collect(more[0], site))
    return make_class(value, bases, ClassBody(dict(more[1]), {}, None), site)


def _refused(name: str) -> Entry:
    def run(site: Site, *args: Any) -> object:
        raise WrongType(f"{name}() is not read here")

    return Entry(run, 0, 1_000_000)


ENTRIES = {name: entry for name, (entry, _) in builtins.TYPES.items()}
SEQUENCE = {**WALKED, **HELD, **_operators(ast.Add, ast.Mult)}
SET_OPERATORS = _operators(ast.BitAnd, ast.BitOr, ast.BitXor, ast.Sub)

TYPE = TypeType("type", Entry(_type, 1, 3), ())
SIGNS: dict[str, Callable[..., Any]] = {
    "__abs__": lambda site, owner: abs(plain(owner)),
    "__neg__": lambda site, owner: -plain(owner),
    "__pos__": lambda site, owner: plain(owner),
}
INT = _fresh(int, ENTRIES["int"], _operators(*NUMERIC), SIGNS)
INT.host_types = (int, Expr)
FLOAT = _fresh(float, ENTRIES["float"], _operators(*NUMERIC), SIGNS)
BOOL = _fresh(bool, ENTRIES["bool"], bases=(INT,))
STR = _fresh(str, ENTRIES["str"], SEQUENCE, _operators(ast.Mod))
LIST = _fresh(list, ENTRIES["list"], SEQUENCE, CHANGED, _changing("__iadd__", "extend"))
TUPLE = _fresh(tuple, ENTRIES["tuple"], SEQUENCE)
MERGED = {**_operators(ast.BitOr), **_changing("__ior__", "update")}
DICT = _fresh(dict, ENTRIES["dict"], WALKED, HELD, CHANGED, MERGED)
DICT.namespace["fromkeys"] = HostStatic("fromkeys", _from_keys)
SET = _fresh(set, ENTRIES["set"], WALKED, SET_OPERATORS)
FROZENSET = _fresh(frozenset, Entry(builtins.frozen, 0, 1), WALKED, SET_OPERATORS)
RANGE = _fresh(range, builtins.FUNCTIONS["range"], WALKED, HELD)
SLICE = _fresh(slice, Entry(builtins.slice_, 1, 3))
BYTES = BuiltinType("bytes", _refused("bytes"), (bytes,))
COMPLEX = BuiltinType("complex", _refused("complex"), (complex,))
NONE = BuiltinType("NoneType", Entry(lambda site: None, 0, 0), (type(None),))
ELLIPSIS = BuiltinType("ellipsis", Entry(lambda site: ..., 0, 0), (type(...),))
FUNCTION = BuiltinType("function", _refused("function"), (Function,))
METHOD = BuiltinType(
    "method",
    Entry(lambda site, function, owner: BoundMethod(function, owner), 2, 2),
    (BoundMethod,),
)
BUILTIN = BuiltinType(
    "builtin_function_or_method", _refused("builtin"), (Builtin, Method, HostStatic)
)
MODULE = BuiltinType("module", _refused("module"), (Namespace,))
GENERATOR = BuiltinType("generator", _refused("generator"), ())
ITERATOR = BuiltinType("iterator", _refused("iterator"), (Stream,))
UNION = BuiltinType("UnionType", _refused("UnionType"), (Union,))

TYPES: dict[str, BuiltinType] = {
    each.name: each
    for each in (
        TYPE,
        INT,
        FLOAT,
        BOOL,
        STR,
        LIST,
        TUPLE,
        DICT,
        SET,
        FROZENSET,
        RANGE,
        SLICE,
        BYTES,
        COMPLEX,
    )
}
"""The types that need no import."""

KINDS: dict[type, BuiltinType] = {
    **{
        host_type: each
        for each in (*TYPES.values(), NONE, ELLIPSIS, FUNCTION, METHOD, BUILTIN, MODULE)
        for host_type in each.host_types
    },
    Stream: ITERATOR,
    Union: UNION,
}
"""The host's type of a value -> its class."""


def kind_of(value: object) -> ClassObject:
    """The class of a value, as `type(value)` gives it."""
    known = KINDS.get(type(value))
    if known is not None:
        return known
    if isinstance(value, ClassObject):
        return TYPE
    if isinstance(value, HostObject):
        cls = value.kind_of()
        if isinstance(cls, ClassObject):
            return cls
    return INT if isinstance(value, Expr) else OBJECT


def attribute_names(value: object) -> Sequence[str]:
    """The methods of a plain value."""
    return tuple(METHODS.get(type(value), ()))
