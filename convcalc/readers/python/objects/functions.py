"""Functions of the evaluated world: those of the user, and those that the host lends."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.readers.python.objects.failures import FAILURES
from convcalc.readers.python.objects.failures import NoElement
from convcalc.readers.python.objects.failures import NoKey
from convcalc.readers.python.objects.failures import NoQuotient
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import Descriptor
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import invoke
from convcalc.readers.python.objects.host import no_attribute

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.readers.python.language.scope import Scope
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.world import World

FUNCTION_ITEMS = 16
"""What a function counts as in the limit of items."""


class Function(Descriptor):
    """A `def` or a `lambda` of the user."""

    __slots__ = (
        "attributes",
        "body",
        "defaults",
        "keyword_defaults",
        "name",
        "node",
        "owner",
        "scope",
        "signature",
        "text",
    )
    type_name: ClassVar[str] = "a function"

    def __init__(
        self, evaluator: World, name: str, node: ast.FunctionDef | ast.Lambda, scope: Scope
    ) -> None:
        evaluator.charge_items(FUNCTION_ITEMS)
        self.name = name
        self.node = node
        self.body = node.body
        self.signature = signature_of(node)
        self.scope = scope.closure()
        self.owner: Any = None
        if scope.is_class:
            scope.functions.append(self)
        self.text = evaluator.text
        self.attributes: dict[str, Any] = {}
        arguments = node.args
        self.defaults: list[Any] = [evaluator.evaluate(each, scope) for each in arguments.defaults]
        self.keyword_defaults: dict[str, Any] = {
            argument.arg: evaluator.evaluate(each, scope)
            for argument, each in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
            if each is not None
        }

    def __repr__(self) -> str:
        return f"<function {self.spelled()}>"

    def spelled(self) -> str:
        """Its name, with the class it is a method of."""
        return self.name if self.owner is None else f"{self.owner.name}.{self.name}"

    @property
    def arguments(self) -> ast.arguments:
        """What the definition says of its arguments."""
        return self.node.args

    def parameters(self) -> Sequence[str]:
        """The names of its arguments in order."""
        return self.signature.names

    def attribute_names(self) -> Sequence[str]:
        """What was set on it, and what Python's functions have."""
        return (*self.attributes, *FUNCTION_ATTRIBUTES)

    def attribute(self, name: str, site: Site) -> object:
        """What was set on it, its name and the like."""
        if name in self.attributes:
            return self.attributes[name]
        special = FUNCTION_ATTRIBUTES.get(name)
        if special is None:
            raise no_attribute("'function' object", name, self.attribute_names)
        return special(self, site)

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """Set it, as decorators do."""
        site.evaluator.charge_items(1)
        self.attributes[name] = value

    def remove_attribute(self, name: str, site: Site) -> None:
        """Delete what was set."""
        if name not in self.attributes:
            raise no_attribute("'function' object", name, self.attribute_names)
        del self.attributes[name]

    def get(self, instance: Any, owner: Any, site: Site) -> object:
        """A method, where an instance asks for it."""
        return self if instance is None else BoundMethod(self, instance)

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Call it with these values."""
        evaluator = site.evaluator
        return evaluator.call_function(self, evaluator.bind(self, args, kwargs), site)

    def bind(self, args: list[Any], kwargs: dict[str, Any]) -> dict[str, Any]:
        """
        The arguments by name, as Python would bind them.

        Raises:
            BadValue: If one is missing, unknown, given twice or one too many.
        """
        signature = self.signature
        names = signature.names
        bound = dict(zip(names, args, strict=False))
        if len(args) > len(names) or signature.rest:
            self._bind_rest(bound, names, args)
        if kwargs or signature.more:
            self._bind_keywords(bound, kwargs)
        if len(bound) < signature.count:
            self._bind_defaults(bound)
        return bound

    def _is_library_constructor(self) -> bool:
        return self.name == "__init__" and self.owner is not None and self.text.is_ours

    def _called(self) -> str:
        """What the user calls it: a constructor of a library by its class."""
        return self.owner.name if self._is_library_constructor() else self.name

    def _listed(self, names: Sequence[str]) -> str:
        """Names of its arguments, without the object that a library makes itself."""
        given = [name for name in names if name != "self" or not self._is_library_constructor()]
        return ", ".join(given)

    def _bind_defaults(self, bound: dict[str, Any]) -> None:
        names, defaults = self.signature.names, self.defaults
        if defaults:
            for name, value in zip(names[len(names) - len(defaults) :], defaults, strict=True):
                bound.setdefault(name, value)
        for name, value in self.keyword_defaults.items():
            bound.setdefault(name, value)
        if len(bound) < self.signature.count:
            wanted = (*names, *self.signature.named)
            missing = [name for name in wanted if name not in bound]
            raise WrongType(
                f"{self._called()}() needs {' and '.join(map(repr, missing))}",
                expected=self._listed(wanted),
            )

    def _bind_rest(self, bound: dict[str, Any], names: Sequence[str], args: list[Any]) -> None:
        if self.signature.rest:
            bound[self.signature.rest] = tuple(args[len(names) :])
        else:
            raise WrongType(
                f"{self._called()}() takes {len(names)} arguments, got {len(args)}",
                expected=self._listed(names) or "no arguments",
            )

    def _bind_keywords(self, bound: dict[str, Any], kwargs: dict[str, Any]) -> None:
        known = self.signature.keywords
        more: dict[str, Any] = {}
        for name, value in kwargs.items():
            if name not in known:
                more[name] = value
            elif name in bound:
                raise WrongType(f"{self._called()}() got {name!r} twice", argument=name)
            else:
                bound[name] = value
        if self.signature.more:
            bound[self.signature.more] = more
        elif more:
            name = next(iter(more))
            from convcalc.suggestions import nearest

            raise WrongType(
                f"{self._called()}() has no argument {name!r}",
                expected=self._listed(sorted(known)) or "no named arguments",
                hint=nearest(name, sorted(known)),
                argument=name,
            )


class BoundMethod(HostObject):
    """A function with its first argument."""

    __slots__ = ("function", "instance")
    type_name: ClassVar[str] = "a method"
    bound_to: ClassVar[str] = "instance"

    def __init__(self, function: Any, instance: Any) -> None:
        self.function = function
        self.instance = instance

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Call the function with the instance in front."""
        return invoke(self.function, [self.instance, *args], kwargs, site)

    def parameters(self) -> Sequence[str]:
        """The names of its arguments without the first."""
        names: Sequence[str] = self.function.parameters()
        return names[1:]

    def attribute(self, name: str, site: Site) -> object:
        """`__self__`, `__func__`, or what the function has."""
        if name == "__self__":
            return self.instance
        if name == "__func__":
            return self.function
        return self.function.attribute(name, site)

    def compare(self, sign: str, other: object, site: Site) -> object:
        """Equal where function and instance are the same."""
        same = (
            isinstance(other, BoundMethod)
            and other.function is self.function
            and other.instance is self.instance
        )
        return (
            same == (sign == "==") if sign in ("==", "!=") else super().compare(sign, other, site)
        )


class Signature:
    """
    The names of a definition's arguments, worked out once for all functions it makes.

    `yields` says whether it makes a generator, once somebody has looked.
    """

    __slots__ = ("count", "keywords", "more", "named", "names", "rest", "yields")

    def __init__(self, arguments: ast.arguments) -> None:
        positional = [each.arg for each in arguments.posonlyargs]
        others = [each.arg for each in arguments.args]
        self.names = (*positional, *others)
        self.named = tuple([each.arg for each in arguments.kwonlyargs])
        self.keywords = frozenset((*others, *self.named))
        self.rest = arguments.vararg.arg if arguments.vararg is not None else ""
        self.more = arguments.kwarg.arg if arguments.kwarg is not None else ""
        # How many names a complete call binds.
        self.yields: bool | None = None
        self.count = len(self.names) + len(self.named) + bool(self.rest) + bool(self.more)


def signature_of(node: Any) -> Signature:
    """The names of a definition's arguments; kept with its node."""
    known = getattr(node, "signature", None)
    if known is None:
        known = node.signature = Signature(node.args)
    return known


def _documentation(function: Function, site: Site) -> object:
    from ast import get_docstring

    node: Any = function.node
    return get_docstring(node) if isinstance(function.body, list) else None


def _introspected(name: str) -> Callable[[Function, Site], object]:
    return lambda function, site: site.evaluator.introspect(function, name, site)


FUNCTION_ATTRIBUTES: dict[str, Callable[[Function, Site], object]] = {
    "__name__": lambda function, site: function.name,
    "__qualname__": lambda function, site: function.spelled(),
    "__module__": lambda function, site: function.scope.module(),
    "__doc__": _documentation,
    "__dict__": lambda function, site: function.attributes,
    "__defaults__": lambda function, site: tuple(function.defaults) or None,
    "__kwdefaults__": lambda function, site: dict(function.keyword_defaults) or None,
    "__annotations__": _introspected("__annotations__"),
    "__code__": _introspected("__code__"),
    "__call__": lambda function, site: function,
}


REFUSALS: dict[type[Exception], type[BadValue]] = {
    TypeError: WrongType,
    KeyError: NoKey,
    IndexError: NoElement,
    ZeroDivisionError: NoQuotient,
}
"""The host's refusal -> ours."""


class Entry:
    """A function that the host lends: how many arguments it takes, and which by name."""

    __slots__ = ("function", "least", "most", "names")

    def __init__(
        self, function: Callable[..., Any], least: int, most: int, names: Sequence[str] = ()
    ) -> None:
        self.function = function
        self.least = least
        self.most = most
        self.names = names

    def run(self, name: str, first: tuple[Any, ...], args: list[Any], kwargs: Any) -> object:
        """
        Run it, with the host's refusals in our words.

        Raises:
            BadValue: If the arguments are too few, too many, unknown or refused.
        """
        if not self.least <= len(args) <= self.most:
            count = str(self.most) if self.least == self.most else f"{self.least} to {self.most}"
            most = count if self.most < MANY else f"at least {self.least}"
            raise WrongType(f"{name}() takes {most} arguments, got {len(args)}")
        for each in kwargs:
            if each not in self.names:
                from convcalc.suggestions import nearest

                hint = nearest(each, self.names)
                raise WrongType(f"{name}() has no argument {each!r} here", hint=hint, argument=each)
        try:
            return self.function(*first, *args, **kwargs)
        except FAILURES as problem:
            failure = REFUSALS.get(type(problem), BadValue)
            raise failure(f"{name}() cannot do this: {problem}") from None


MANY = 1_000_000

CALLS_FIRST = frozenset({"filter", "map"})
"""Builtins that call their first argument with what the others hold."""

TAKES_UNREAD = frozenset(
    {
        "classmethod",
        "delattr",
        "getattr",
        "isinstance",
        "next",
        "print",
        "property",
        "setattr",
        "staticmethod",
        "super",
    }
)
"""Functions that do with a value that is not known what they do with any other."""


class Builtin(HostObject):
    """A function that the host lends; it is handed the `Site` of the call first."""

    __slots__ = ("entry", "host_types", "name")
    type_name: ClassVar[str] = "a function"

    def __init__(self, name: str, entry: Entry, host_types: tuple[type, ...] = ()) -> None:
        self.name = name
        self.entry = entry
        self.host_types = host_types

    def __repr__(self) -> str:
        return f"<built-in function {self.name}>"

    def attribute_names(self) -> Sequence[str]:
        """Its name."""
        return ("__name__", "__qualname__", "__module__", "__doc__")

    def attribute(self, name: str, site: Site) -> object:
        """Its name, and where it is from."""
        if name in ("__name__", "__qualname__"):
            return self.name.rpartition(".")[2]
        if name == "__module__":
            return self.name.rpartition(".")[0] or "builtins"
        return None if name == "__doc__" else super().attribute(name, site)

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Call it; with what is not known it gives what is not known."""
        if site.evaluator.spoiled:
            args = [site.evaluator.known(each) for each in args]
        for each in args[1:] if self.name in CALLS_FIRST else args:
            if isinstance(each, HostObject) and each.is_unread and self.name not in TAKES_UNREAD:
                return each.used(site)
        return site.evaluator.made(self.entry.run(self.name, (site,), args, kwargs))
