"""What functions take: the signatures of `inspect`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.readers.python.language.annotations import annotation_of_argument
from convcalc.readers.python.libraries.std.entries import StandardFunction
from convcalc.readers.python.libraries.std.entries import attribute_or
from convcalc.readers.python.libraries.std.functools import Partial
from convcalc.readers.python.objects.classes import BoundMethod
from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.classes import HostMethod
from convcalc.readers.python.objects.classes import Instance
from convcalc.readers.python.objects.failures import Uncaught
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import no_attribute
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from convcalc.readers.python.objects.host import Site

DEPTH = 100
"""How many functions may be wrapped around each other."""


class Kind(HostObject):
    """How an argument may be given, or that there is nothing: one of the marks below."""

    __slots__ = ("name",)
    type_name: ClassVar[str] = "a mark"

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"<{self.name}>"

    def attribute(self, name: str, site: Site) -> object:
        """`name`."""
        return self.name if name == "name" else super().attribute(name, site)


POSITIONAL_ONLY = Kind("POSITIONAL_ONLY")
POSITIONAL_OR_KEYWORD = Kind("POSITIONAL_OR_KEYWORD")
VAR_POSITIONAL = Kind("VAR_POSITIONAL")
KEYWORD_ONLY = Kind("KEYWORD_ONLY")
VAR_KEYWORD = Kind("VAR_KEYWORD")
EMPTY = Kind("empty")

MARKS = {
    each.name: each
    for each in (POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD)
} | {"empty": EMPTY}


class ParameterClass(HostClass):
    """`inspect.Parameter`: its marks."""

    __slots__ = ()

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """A parameter made by hand."""
        given = dict(zip(("name", "kind"), args, strict=False)) | kwargs
        return Parameter(given["name"], given["kind"], given.get("default", EMPTY))


PARAMETER = ParameterClass("Parameter", (), dict(MARKS), module="inspect")


class Parameter(HostObject):
    """What is known of one argument of a function: of the user's own also the annotation."""

    __slots__ = ("default", "kind", "name", "of")
    type_name: ClassVar[str] = "a parameter"

    def __init__(
        self, name: str, kind: Kind, default: Any = EMPTY, of: Function | None = None
    ) -> None:
        self.name = name
        self.kind = kind
        self.default = default
        self.of = of

    def own_type(self) -> HostObject:
        """`inspect.Parameter`."""
        return PARAMETER

    def attribute_names(self) -> Sequence[str]:
        """What is known."""
        return ("name", "kind", "default", "annotation", *MARKS)

    def attribute(self, name: str, site: Site) -> object:
        """What is known."""
        if name in MARKS:
            return MARKS[name]
        if name == "annotation":
            said = self.of and annotation_of_argument(self.of, self.name, site)
            return said[0] if said else EMPTY
        if name in ("name", "kind", "default"):
            return getattr(self, name)
        raise no_attribute("'Parameter' object", name, self.attribute_names())


class Signature(HostObject):
    """What a function takes."""

    __slots__ = ("found",)
    type_name: ClassVar[str] = "a signature"

    def __init__(self, found: Sequence[Parameter]) -> None:
        self.found = {each.name: each for each in found}

    def attribute(self, name: str, site: Site) -> object:
        """`parameters` and `bind`."""
        if name == "parameters":
            return dict(self.found)
        if name in ("return_annotation", "empty"):
            return EMPTY
        if name in ("bind", "bind_partial"):
            return StandardFunction(name, self.bind)
        raise no_attribute("'Signature' object", name, ("parameters", "bind"))

    def bind(self, site: Site, /, *args: Any, **kwargs: Any) -> object:
        """Which argument gets which value."""
        from convcalc.readers.python.libraries.std.types import namespace_of

        several = [each for each in self.found.values() if each.kind in IN_ORDER]
        bound: dict[str, Any] = {
            each.name: value for each, value in zip(several, args, strict=False)
        }
        rest = next((e.name for e in self.found.values() if e.kind is VAR_POSITIONAL), None)
        if len(args) > len(several):
            if rest is None:
                raise BadValue(f"{len(args)} arguments for {len(several)}")
            bound[rest] = tuple(args[len(several) :])
        more = next((e.name for e in self.found.values() if e.kind is VAR_KEYWORD), None)
        for name, value in kwargs.items():
            if name in self.found and self.found[name].kind is not POSITIONAL_ONLY:
                bound[name] = value
            elif more is None:
                raise BadValue(f"there is no argument {name!r}", argument=name)
            else:
                bound.setdefault(more, {})[name] = value
        ordered = {name: bound[name] for name in self.found if name in bound}
        defaults = {n: e.default for n, e in self.found.items() if e.default is not EMPTY}

        def apply_defaults(site: Site) -> None:
            full = {**defaults, **ordered}
            ordered.update({name: full[name] for name in self.found if name in full})

        return namespace_of(
            {
                "arguments": ordered,
                "args": tuple(args),
                "kwargs": kwargs,
                "apply_defaults": StandardFunction("apply_defaults", apply_defaults),
            }
        )


IN_ORDER = (POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD)


def parameters_of(value: Any, site: Site, depth: int = 0) -> list[Parameter]:
    """What a function, a class or an object takes."""
    if depth > DEPTH:
        raise BadValue(f"more than {DEPTH} functions wrapped around each other")
    if isinstance(value, Unread):
        value.refuse(site)
    wrapped = attribute_or(value, "__wrapped__", None, site)
    if wrapped is not None and not isinstance(value, (ClassObject, Instance)):
        found = parameters_of(wrapped, site, depth + 1)
        return found[1:] if isinstance(value, BoundMethod) else found
    if isinstance(value, Function):
        return list(_of_function(value))
    if isinstance(value, BoundMethod):
        return parameters_of(value.function, site, depth + 1)[1:]
    if isinstance(value, HostMethod) and value.parameters():
        return [Parameter(each, POSITIONAL_OR_KEYWORD) for each in value.parameters()]
    if isinstance(value, Partial):
        return _of_partial(value, site, depth)
    return _of_object(value, site, depth)


def _of_object(value: Any, site: Site, depth: int) -> list[Parameter]:
    if isinstance(value, HostClass) and value.parameters():
        return [Parameter(each, POSITIONAL_OR_KEYWORD) for each in value.parameters()]
    if isinstance(value, ClassObject):
        made_by = value.lookup("__init__")
        if isinstance(made_by, HostObject):
            return parameters_of(made_by, site, depth + 1)[1:]
    elif isinstance(value, Instance):
        called = value.cls.lookup("__call__")
        if isinstance(called, HostMethod):
            return [Parameter("args", VAR_POSITIONAL), Parameter("kwargs", VAR_KEYWORD)]
        if isinstance(called, HostObject):
            return parameters_of(called, site, depth + 1)[1:]
    names = value.parameters() if isinstance(value, HostObject) else ()
    if names:
        return [Parameter(each, POSITIONAL_OR_KEYWORD) for each in names]
    if not isinstance(value, HostObject):
        raise BadValue(f"{describe(value)} has no signature")
    raise Uncaught(f"what {value!r} takes is not read")


def _of_function(function: Function) -> Iterator[Parameter]:
    arguments = function.arguments
    in_order = [each.arg for each in (*arguments.posonlyargs, *arguments.args)]
    first = len(in_order) - len(function.defaults)
    for index, name in enumerate(in_order):
        is_only = index < len(arguments.posonlyargs)
        kind = POSITIONAL_ONLY if is_only else POSITIONAL_OR_KEYWORD
        default = function.defaults[index - first] if index >= first else EMPTY
        yield Parameter(name, kind, default, function)
    if arguments.vararg is not None:
        yield Parameter(arguments.vararg.arg, VAR_POSITIONAL, of=function)
    for each in arguments.kwonlyargs:
        default = function.keyword_defaults.get(each.arg, EMPTY)
        yield Parameter(each.arg, KEYWORD_ONLY, default, function)
    if arguments.kwarg is not None:
        yield Parameter(arguments.kwarg.arg, VAR_KEYWORD, of=function)


def _of_partial(value: Partial, site: Site, depth: int) -> list[Parameter]:
    left = parameters_of(value.function, site, depth + 1)
    for _ in value.args:
        if left and left[0].kind in IN_ORDER:
            del left[0]
    found: list[Parameter] = []
    is_behind = False
    for each in left:
        if each.name in value.kwargs:
            is_behind = True
            found.append(Parameter(each.name, KEYWORD_ONLY, value.kwargs[each.name]))
        elif is_behind and each.kind is POSITIONAL_OR_KEYWORD:
            found.append(Parameter(each.name, KEYWORD_ONLY, each.default))
        elif not (is_behind and each.kind is VAR_POSITIONAL):
            found.append(each)
    return found
