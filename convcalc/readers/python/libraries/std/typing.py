"""`typing` and `typing_extensions`: annotations change nothing, but their names are there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.readers.python.libraries import Deferred
from convcalc.readers.python.libraries.std.classes.abc import ABSTRACT
from convcalc.readers.python.libraries.std.entries import StandardFunction
from convcalc.readers.python.libraries.std.entries import first_argument
from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.libraries.std.entries import nothing
from convcalc.readers.python.objects import builtin_types as kinds
from convcalc.readers.python.objects.builtin_types import DICT
from convcalc.readers.python.objects.builtin_types import TYPES
from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import no_attribute
from convcalc.readers.python.objects.unions import Union
from convcalc.readers.python.objects.unions import is_instance
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.values.comparisons import same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.readers.python.objects.classes import ClassBody
    from convcalc.readers.python.objects.host import Site


class Form(HostObject):
    """
    A form of annotation, such as `Optional` or `Optional[int]`.

    `origin` is what stands in front of the brackets, `args` what is inside them.
    """

    __slots__ = ("args", "name", "origin")
    type_name: ClassVar[str] = "an annotation"

    def __init__(self, name: str, origin: Any = None, args: tuple[Any, ...] = ()) -> None:
        self.name = name
        self.origin = origin
        self.args = args

    def __repr__(self) -> str:
        return f"typing.{self.name}"

    def attribute_names(self) -> Sequence[str]:
        """What `get_origin` and `get_args` look at."""
        return ("__name__", "__origin__", "__args__", "__module__")

    def attribute(self, name: str, site: Site) -> object:
        """What `get_origin` and `get_args` look at."""
        values = ("name", self.name), ("origin", self.origin), ("args", self.args)
        found = {f"__{key}__": value for key, value in values} | {"__module__": "typing"}
        if name in found:
            return found[name]
        if name in ("args", "kwargs"):  # of a ParamSpec
            return self
        raise no_attribute(f"typing.{self.name}", name, self.attribute_names())

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """Nothing looks at it."""

    def subscript(self, key: object, site: Site) -> object:
        """The form of these types."""
        args = key if type(key) is tuple else (key,)
        if self.name == "Optional":
            args = (*args, None)
        return Form(self.name, self.origin or self, args)

    def binary(self, sign: str, other: object, site: Site, *, reflected: bool) -> object:
        """`Form | other`."""
        if sign != "|":
            return NotImplemented
        return Form("Union", UNION, (other, self) if reflected else (self, other))

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """A form that is made, as `List()`, is the plain value; others change nothing."""
        if self.name in PLAIN:
            return TYPES[PLAIN[self.name]].call(args, kwargs, site)
        return args[0] if args else None

    def as_base(self, site: Site) -> HostObject | None:
        """`class X(List[int])` derives from list, `class X(Protocol)` from nothing special."""
        if self.name in PLAIN:
            return TYPES[PLAIN[self.name]]
        return GENERIC

    def compare(self, sign: str, other: object, site: Site) -> object:
        """Equal where the parts are."""
        if sign not in ("==", "!="):
            return super().compare(sign, other, site)
        is_same = (
            isinstance(other, Form)
            and other.name == self.name
            and same(self.args, other.args, site)
        )
        return is_same == (sign == "==")

    def has_instance(self, value: object, site: Site) -> bool:
        """Whether `isinstance(value, This)`, for the forms of which that may be asked."""
        if self.name in PLAIN:
            return is_instance(value, TYPES[PLAIN[self.name]], site)
        if self.name in UNIONS:
            return is_instance(value, self.args, site)
        raise WrongType(f"isinstance() cannot tell by {self!r}")


PLAIN = {
    "Dict": "dict",
    "FrozenSet": "frozenset",
    "List": "list",
    "Set": "set",
    "Tuple": "tuple",
    "Type": "type",
    "Text": "str",
}

UNION = Form("Union")
UNIONS = ("Union", "Optional")
GENERIC = HostClass("Generic", (), {}, module="typing")
PROTOCOL = HostClass("Protocol", (GENERIC,), {}, module="typing")

FORMS = [
    "Annotated",
    "Any",
    "AnyStr",
    "Callable",
    "ClassVar",
    "Concatenate",
    "Final",
    "LiteralString",
    "Literal",
    "Never",
    "NoReturn",
    "NotRequired",
    "Optional",
    "ReadOnly",
    "Required",
    "Self",
    "TypeAlias",
    "TypeGuard",
    "TypeIs",
    "Unpack",
    "AwaitableGenerator",
    "BinaryIO",
    "IO",
    "TextIO",
    "Pattern",
    "Match",
    "SupportsAbs",
    "SupportsFloat",
    "SupportsIndex",
    "SupportsInt",
    "SupportsRound",
]


class TypedDictClass(HostClass):
    """`TypedDict`: its objects are plain dicts."""

    __slots__ = ()

    def derive(
        self, name: str, bases: tuple[ClassObject, ...], body: ClassBody, site: Site
    ) -> ClassObject:
        """A class whose call gives a dict."""
        return TypedDictClass(
            name, bases, body.namespace, module=site.evaluator.module_name, node=body.node
        )

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """A dict, or a class where the fields are given in a call."""
        if self is TYPED_DICT and args and type(args[0]) is str:
            return TypedDictClass(args[0], (TYPED_DICT,), {})
        return DICT.call(args, kwargs, site)


TYPED_DICT = TypedDictClass("TypedDict", (), {}, module="typing")


def _variable(site: Site, name: Any, /, *bounds: Any, **options: Any) -> Form:
    return Form(name if type(name) is str else "TypeVar")


def _new_type(site: Site, name: Any, kind: Any) -> StandardFunction:
    return StandardFunction(name, lambda site, value: value)


def _cast(site: Site, kind: Any, value: Any) -> object:
    return value


def _origin(site: Site, value: Any) -> object:
    if isinstance(value, Unread):
        return value.result(site)
    if isinstance(value, Union):
        return kinds.UNION
    if not isinstance(value, Form) or not value.args:
        return None
    plain = PLAIN.get(value.name)
    if plain is not None:
        return TYPES[plain]
    return UNION if value.name == "Optional" else value.origin


def _args(site: Site, value: Any) -> object:
    if isinstance(value, Unread):
        return value.result(site)
    if isinstance(value, Union) or (isinstance(value, Form) and value.name in UNIONS):
        members = value.members if isinstance(value, Union) else value.args
        return tuple(kinds.NONE if each is None else each for each in members)
    return value.args if isinstance(value, Form) else ()


def _hints(site: Site, value: Any, *rest: Any, **options: Any) -> object:
    from convcalc.readers.python.language.annotations import hints_of

    return value.result(site) if isinstance(value, Unread) else hints_of(value, site)


def _dataclass_transform(site: Site, **options: Any) -> StandardFunction:
    return StandardFunction("dataclass_transform", first_argument)


def _deprecated(site: Site, *reason: Any, **options: Any) -> StandardFunction:
    return StandardFunction("deprecated", first_argument)


def _named_tuple(name: str) -> object:
    from convcalc.readers.python.libraries.std.classes.namedtuple import NAMED_TUPLE

    return NAMED_TUPLE


def _collection(name: str) -> Deferred:
    """A class of `collections` under the name that `typing` has for it."""

    def make(dotted: str) -> object:
        from convcalc.readers.python.libraries.std.collections import TABLE as COLLECTIONS

        return COLLECTIONS[name]

    return Deferred(make)


TABLE: dict[str, object] = {
    "TYPE_CHECKING": False,
    "ForwardRef": HostClass("ForwardRef", (), {}, module="typing"),
    "Generic": GENERIC,
    "NamedTuple": Deferred(_named_tuple),
    "Protocol": PROTOCOL,
    "TypedDict": TYPED_DICT,
    "Union": UNION,
    "ChainMap": _collection("ChainMap"),
    "Counter": _collection("Counter"),
    "DefaultDict": _collection("defaultdict"),
    "Deque": _collection("deque"),
    "OrderedDict": _collection("OrderedDict"),
    **{name: Form(name) for name in [*FORMS, *PLAIN]},
    **ABSTRACT,
    **functions(
        {
            "NewType": _new_type,
            "ParamSpec": _variable,
            "TypeVar": _variable,
            "TypeVarTuple": _variable,
            "TypeAliasType": lambda site, name, value, **options: value,
            "assert_never": nothing,
            "assert_type": lambda site, value, kind: value,
            "cast": _cast,
            "dataclass_transform": _dataclass_transform,
            "deprecated": _deprecated,
            "final": first_argument,
            "get_args": _args,
            "get_origin": _origin,
            "get_overloads": lambda site, function: [],
            "get_type_hints": _hints,
            "is_typeddict": lambda site, kind: isinstance(kind, TypedDictClass),
            "no_type_check": first_argument,
            "overload": first_argument,
            "override": first_argument,
            "reveal_type": first_argument,
            "runtime_checkable": first_argument,
        }
    ),
}
