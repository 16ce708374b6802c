"""Python's own types as classes of the evaluated world: to ask for, to call and to derive from."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.readers.python.objects.builtin_members import CHANGED
from convcalc.readers.python.objects.builtin_members import HELD
from convcalc.readers.python.objects.builtin_members import NUMERIC
from convcalc.readers.python.objects.builtin_members import WALKED
from convcalc.readers.python.objects.builtin_members import BuiltinType
from convcalc.readers.python.objects.builtin_members import changing
from convcalc.readers.python.objects.builtin_members import fresh
from convcalc.readers.python.objects.builtin_members import operators_of
from convcalc.readers.python.objects.class_making import base_class
from convcalc.readers.python.objects.class_making import make_class
from convcalc.readers.python.objects.classes import OBJECT
from convcalc.readers.python.objects.classes import ClassBody
from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.descriptors import HostStatic
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.functions import BoundMethod
from convcalc.readers.python.objects.functions import Builtin
from convcalc.readers.python.objects.functions import Entry
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.objects.generators import Generator
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import Namespace
from convcalc.readers.python.objects.plain_bases import plain
from convcalc.readers.python.objects.unions import Union
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.values import builtins
from convcalc.readers.python.values.methods import METHODS
from convcalc.readers.python.values.methods import Method
from convcalc.readers.python.values.quotients import Quotient
from convcalc.readers.python.values.streams import Stream

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.readers.python.objects.host import Site


class TypeType(BuiltinType):
    """`type`."""

    __slots__ = ()

    def has_instance(self, value: object, site: Site) -> bool:
        """Whether it is a class."""
        return isinstance(value, ClassObject)


def is_subclass(cls: object, classes: Any, site: Site) -> bool:
    """
    Whether `issubclass(cls, classes)`.

    Raises:
        WrongType: If they are no classes.
    """
    if type(classes) is tuple:
        return any(is_subclass(cls, each, site) for each in classes)
    if isinstance(classes, Union):
        return is_subclass(cls, classes.members, site)
    if not isinstance(cls, ClassObject) or not isinstance(classes, HostObject):
        raise WrongType("issubclass() takes a class, and a class or several")
    return classes.has_subclass(cls, site)


def _from_keys(site: Site, keys: Any, value: Any = None) -> dict[Any, Any]:
    return {site.evaluator.key(each): value for each in site.evaluator.collect(keys, site)}


def _type(site: Site, value: Any, *more: Any) -> object:
    if not more:
        return value.result(site) if isinstance(value, Unread) else type_of(value)

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
SEQUENCE = {**WALKED, **HELD, **operators_of(ast.Add, ast.Mult)}
SET_OPERATORS = operators_of(ast.BitAnd, ast.BitOr, ast.BitXor, ast.Sub)

TYPE = TypeType("type", Entry(_type, 1, 3), ())
SIGNS: dict[str, Callable[..., Any]] = {
    "__abs__": lambda site, owner: abs(plain(owner)),
    "__neg__": lambda site, owner: -plain(owner),
    "__pos__": lambda site, owner: plain(owner),
}
INT = fresh(int, ENTRIES["int"], operators_of(*NUMERIC), SIGNS)
INT.host_types = (int, Expr)
FLOAT = fresh(float, ENTRIES["float"], operators_of(*NUMERIC), SIGNS)
BOOL = fresh(bool, ENTRIES["bool"], bases=(INT,))
STR = fresh(str, ENTRIES["str"], SEQUENCE, operators_of(ast.Mod))
LIST = fresh(list, ENTRIES["list"], SEQUENCE, CHANGED, changing("__iadd__", "extend"))
TUPLE = fresh(tuple, ENTRIES["tuple"], SEQUENCE)
MERGED = {**operators_of(ast.BitOr), **changing("__ior__", "update")}
DICT = fresh(dict, ENTRIES["dict"], WALKED, HELD, CHANGED, MERGED)
DICT.namespace["fromkeys"] = HostStatic("fromkeys", _from_keys)
SET = fresh(set, ENTRIES["set"], WALKED, SET_OPERATORS)
FROZENSET = fresh(frozenset, Entry(builtins.frozen, 0, 1), WALKED, SET_OPERATORS)
RANGE = fresh(range, builtins.FUNCTIONS["range"], WALKED, HELD)
SLICE = fresh(slice, Entry(builtins.slice_, 1, 3))
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

HOST_TYPES: dict[type, BuiltinType] = {
    **{
        host_type: each
        for each in (*TYPES.values(), NONE, ELLIPSIS, FUNCTION, METHOD, BUILTIN, MODULE)
        for host_type in each.host_types
    },
    Generator: GENERATOR,
    Quotient: FLOAT,
    Stream: ITERATOR,
    Union: UNION,
}
"""The host's type of a value -> its class."""


def type_of(value: object) -> ClassObject:
    """The class of a value, as `type(value)` gives it."""
    known = HOST_TYPES.get(type(value))
    if known is not None:
        return known
    if isinstance(value, ClassObject):
        return TYPE
    if isinstance(value, HostObject):
        cls = value.own_type()
        if isinstance(cls, ClassObject):
            return cls
    return INT if isinstance(value, Expr) else OBJECT


def attribute_names(value: object) -> Sequence[str]:
    """The methods of a plain value."""
    return tuple(METHODS.get(type(value), ()))
