"""The builtins that ask and change objects: super, type, isinstance, getattr and their like."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ConvcalcError
from convcalc.readers.python.objects.attributes import get_attribute
from convcalc.readers.python.objects.builtin_types import TYPES
from convcalc.readers.python.objects.builtin_types import is_subclass
from convcalc.readers.python.objects.classes import OBJECT
from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.descriptors import ClassMethod
from convcalc.readers.python.objects.descriptors import Property
from convcalc.readers.python.objects.descriptors import StaticMethod
from convcalc.readers.python.objects.exceptions import EXCEPTIONS
from convcalc.readers.python.objects.exceptions import matches
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.functions import Builtin
from convcalc.readers.python.objects.functions import Entry
from convcalc.readers.python.objects.host import MISSING
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import Namespace
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.objects.instances import Instance
from convcalc.readers.python.objects.supers import Super
from convcalc.readers.python.objects.unions import is_instance
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.objects.unread import spoil
from convcalc.readers.python.values import builtins
from convcalc.readers.python.values.importing import import_top
from convcalc.readers.python.values.lazy_builtins import LAZILY

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.language.scope import Scope
    from convcalc.readers.python.objects.host import Site


def _super(site: Site, *args: Any) -> Super:
    if args:
        if len(args) != 2 or not isinstance(args[0], ClassObject):
            raise WrongType("super() takes nothing, or a class and an object")
        return Super(args[0], args[1])
    scope: Scope | None = site.scope
    while scope is not None:
        function = scope.function
        if function is not None and function.owner is not None:
            return Super(function.owner, _first_argument(scope))
        scope = scope.parent
    raise WrongType("super() without arguments stands in no method")


def _first_argument(scope: Scope) -> Any:
    """`self` of the method whose scope this is."""
    function: Any = scope.function
    names = function.parameters()
    if names:
        return scope.variables[names[0]]
    rest = function.arguments.vararg
    given: Any = scope.variables[rest.arg] if rest is not None else ()
    if not given:
        raise WrongType("super() without arguments needs a method with self")
    return given[0]


def _isinstance(site: Site, value: Any, classes: Any) -> object:
    return value.result(site) if isinstance(value, Unread) else is_instance(value, classes, site)


def _issubclass(site: Site, cls: Any, classes: Any) -> bool:
    return is_subclass(cls, classes, site)


def _getattr(site: Site, owner: Any, name: Any, *default: Any) -> object:
    if isinstance(name, Unread):
        return name.result(site)
    check_name(name)
    if not default:
        return get_attribute(owner, name, site)
    try:
        return get_attribute(owner, name, site)
    except ConvcalcError as error:
        if matches(error, EXCEPTIONS["AttributeError"], site):
            return default[0]
        raise


def _hasattr(site: Site, owner: Any, name: Any) -> object:
    found = _getattr(site, owner, name, MISSING)
    if (isinstance(found, Unread) and isinstance(owner, (Namespace, Unread))) or isinstance(
        name, Unread
    ):
        return found
    return found is not MISSING


def _setattr(site: Site, owner: Any, name: Any, value: Any) -> None:
    if isinstance(name, Unread):
        spoil(site.evaluator, [owner], name)
        return
    check_name(name)
    if not isinstance(owner, HostObject):
        raise WrongType(f"{describe(owner)} takes no attribute {name!r}")
    owner.set_attribute(name, value, site)


def _delattr(site: Site, owner: Any, name: Any) -> None:
    if isinstance(name, Unread):
        spoil(site.evaluator, [owner], name)
        return
    check_name(name)
    if not isinstance(owner, HostObject):
        raise WrongType(f"{describe(owner)} has no attribute {name!r}")
    owner.remove_attribute(name, site)


def check_name(name: object) -> None:
    """
    Refuse what is no name of an attribute.

    Raises:
        WrongType: If it is no text.
    """
    if type(name) is not str:
        raise WrongType(f"the name of an attribute is a text, got {show(name)}")


def _callable(site: Site, value: Any) -> bool:
    if isinstance(value, Instance):
        return value.cls.lookup("__call__") is not MISSING
    return isinstance(value, HostObject) and type(value).call is not HostObject.call


def _vars(site: Site, *owner: Any) -> object:
    if not owner:
        return _locals(site)
    return get_attribute(owner[0], "__dict__", site)


def _dir(site: Site, *owner: Any) -> list[str]:
    if not owner:
        return sorted(_locals(site))
    if isinstance(owner[0], HostObject):
        return sorted(set(owner[0].attribute_names()))
    from convcalc.readers.python.objects.builtin_types import attribute_names

    return sorted(attribute_names(owner[0]))


def _locals(site: Site) -> dict[str, Any]:
    scope = site.scope.enclosing()
    if scope.parent is None:
        return scope.variables
    return {name: each for name, each in scope.variables.items() if name != "__class__"}


def _globals(site: Site) -> dict[str, Any]:
    return site.scope.outermost().variables


def _id(site: Site, value: Any) -> int:
    return id(value)


def _hash(site: Site, value: Any) -> object:
    if isinstance(value, Instance):
        found = value.call_special("__hash__", [], site)
        if found is not MISSING:
            return found
    return hash(site.evaluator.key(value))


def _repr(site: Site, value: Any) -> str:
    from convcalc.readers.python.values.formats import represent

    return represent(site, value)


def _format(site: Site, value: Any, spec: Any = "") -> str:
    from convcalc.readers.python.values.formats import format_value

    return format_value(site, value, "", spec)


def _property(site: Site, *functions: Any, **named: Any) -> Property:
    given = dict(zip(("fget", "fset", "fdel"), functions, strict=False)) | named
    return Property(given.get("fget"), given.get("fset"), given.get("fdel"))


def _chr(site: Site, code: Any) -> str:
    return chr(code)


def _ord(site: Site, letter: Any) -> int:
    return ord(letter)


def _ascii(site: Site, value: Any) -> str:
    return _repr(site, value).encode("ascii", "backslashreplace").decode()


def _based(name: str, write: Callable[[int], str]) -> Entry:
    """`bin`, `oct` and `hex`."""

    def run(site: Site, number: Any) -> str:
        if not isinstance(number, int):
            raise WrongType(f"{name}() takes a whole number, got {describe(number)}")
        site.evaluator.charge_text(number.bit_length())
        return write(number)

    return Entry(run, 1, 1)


OBJECTS: dict[str, Entry] = {
    "ascii": Entry(_ascii, 1, 1),
    "bin": _based("bin", bin),
    "hex": _based("hex", hex),
    "oct": _based("oct", oct),
    "callable": Entry(_callable, 1, 1),
    "chr": Entry(_chr, 1, 1),
    "classmethod": Entry(lambda site, function: ClassMethod(function), 1, 1),
    "delattr": Entry(_delattr, 2, 2),
    "dir": Entry(_dir, 0, 1),
    "format": Entry(_format, 1, 2),
    "getattr": Entry(_getattr, 2, 3),
    "globals": Entry(_globals, 0, 0),
    "hasattr": Entry(_hasattr, 2, 2),
    "hash": Entry(_hash, 1, 1),
    "id": Entry(_id, 1, 1),
    "isinstance": Entry(_isinstance, 2, 2),
    "issubclass": Entry(_issubclass, 2, 2),
    "__import__": Entry(import_top, 1, 5, ("globals", "locals", "fromlist", "level")),
    "locals": Entry(_locals, 0, 0),
    "ord": Entry(_ord, 1, 1),
    "property": Entry(_property, 0, 4, ("fget", "fset", "fdel", "doc")),
    "repr": Entry(_repr, 1, 1),
    "setattr": Entry(_setattr, 3, 3),
    "staticmethod": Entry(lambda site, function: StaticMethod(function), 1, 1),
    "super": Entry(_super, 0, 2),
    "vars": Entry(_vars, 0, 1),
}


def _host_builtins() -> dict[str, object]:
    entries = {**builtins.FUNCTIONS, **LAZILY, **OBJECTS}
    return {
        **{name: Builtin(name, entry) for name, entry in entries.items()},
        **TYPES,
        **EXCEPTIONS,
        "object": OBJECT,
        "NotImplemented": NotImplemented,
        "Ellipsis": ...,
        "__debug__": True,
    }


PROGRAM_BUILTINS: Any = _host_builtins()
"""What a whole Python program finds without an import."""
