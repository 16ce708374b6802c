"""Functions of the evaluated world: those of the user, and those that the host lends."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.readers.python.host import HostObject
from convcalc.readers.python.host import nearest
from convcalc.readers.python.operators import FAILURES

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.readers.python.evaluator import Evaluator
    from convcalc.readers.python.host import Site
    from convcalc.readers.python.scope import Scope

FUNCTION_ITEMS = 16
"""What a function counts as in the limit of items."""


class Function(HostObject):
    """A `def` or a `lambda` of the user."""

    __slots__ = (
        "arguments",
        "body",
        "defaults",
        "keyword_defaults",
        "name",
        "node",
        "scope",
        "text",
    )
    type_name: ClassVar[str] = "a function"

    def __init__(
        self, evaluator: Evaluator, name: str, node: ast.FunctionDef | ast.Lambda, scope: Scope
    ) -> None:
        evaluator.charge_items(FUNCTION_ITEMS)
        self.name = name
        self.node = node
        self.arguments = node.args
        self.body = node.body
        self.scope = scope
        self.text = evaluator.text
        self.defaults = [evaluator.evaluate(each, scope) for each in node.args.defaults]
        self.keyword_defaults = {
            argument.arg: evaluator.evaluate(each, scope)
            for argument, each in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
            if each is not None
        }

    def parameters(self) -> Sequence[str]:
        """The names of its arguments in order."""
        return [each.arg for each in (*self.arguments.posonlyargs, *self.arguments.args)]

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
        names = self.parameters()
        bound = dict(zip(names, args, strict=False))
        self._bind_rest(bound, names, args)
        self._bind_keywords(bound, names, kwargs)
        first = len(names) - len(self.defaults)
        for name, value in zip(names[first:], self.defaults, strict=True):
            bound.setdefault(name, value)
        for name, value in self.keyword_defaults.items():
            bound.setdefault(name, value)
        wanted = [*names, *[each.arg for each in self.arguments.kwonlyargs]]
        missing = [name for name in wanted if name not in bound]
        if missing:
            raise BadValue(
                f"{self.name}() needs {' and '.join(map(repr, missing))}",
                expected=", ".join(wanted),
            )
        return bound

    def _bind_rest(self, bound: dict[str, Any], names: Sequence[str], args: list[Any]) -> None:
        rest = args[len(names) :]
        if self.arguments.vararg is not None:
            bound[self.arguments.vararg.arg] = tuple(rest)
        elif rest:
            raise BadValue(
                f"{self.name}() takes {len(names)} arguments, got {len(args)}",
                expected=", ".join(names) or "no arguments",
            )

    def _bind_keywords(
        self, bound: dict[str, Any], names: Sequence[str], kwargs: dict[str, Any]
    ) -> None:
        known = {*names, *[each.arg for each in self.arguments.kwonlyargs]}
        known -= {each.arg for each in self.arguments.posonlyargs}
        more: dict[str, Any] = {}
        for name, value in kwargs.items():
            if name not in known:
                more[name] = value
            elif name in bound:
                raise BadValue(f"{self.name}() got {name!r} twice", argument=name)
            else:
                bound[name] = value
        if self.arguments.kwarg is not None:
            bound[self.arguments.kwarg.arg] = more
        elif more:
            name = next(iter(more))
            raise BadValue(
                f"{self.name}() has no argument {name!r}",
                expected=", ".join(sorted(known)) or "no named arguments",
                hint=nearest(name, sorted(known)),
                argument=name,
            )


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
            raise BadValue(f"{name}() takes {most} arguments, got {len(args)}")
        for each in kwargs:
            if each not in self.names:
                hint = nearest(each, self.names)
                raise BadValue(f"{name}() has no argument {each!r} here", hint=hint, argument=each)
        try:
            return self.function(*first, *args, **kwargs)
        except FAILURES as problem:
            raise BadValue(f"{name}() cannot do this: {problem}") from None


MANY = 1_000_000


class Builtin(HostObject):
    """A function that the host lends; it is handed the `Site` of the call first."""

    __slots__ = ("entry", "host_types", "name")
    type_name: ClassVar[str] = "a function"

    def __init__(self, name: str, entry: Entry, host_types: tuple[type, ...] = ()) -> None:
        self.name = name
        self.entry = entry
        self.host_types = host_types

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Call it."""
        return site.evaluator.made(self.entry.run(self.name, (site,), args, kwargs))
