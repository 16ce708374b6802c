"""Where names live: one scope a module, a function call and a comprehension."""

from __future__ import annotations

from typing import Any

from convcalc.readers.python.objects.host import MISSING

NO_FUNCTIONS: list[Any] = []
NOWHERE: dict[str, Scope] = {}
"""What most scopes have none of; who adds one makes a dict of its own."""


class Scope:
    """
    Names and their values; names that are not here are looked up in `parent`.

    `is_inline` marks a comprehension, whose := binds outside of it; `is_class` the body of a class,
    whose names its methods do not see. `functions` are those that a class's body defines;
    `function` is the one whose call this is the scope of, and `caller` the scope that it was called
    from, as long as the call goes on.
    """

    __slots__ = (
        "caller",
        "elsewhere",
        "function",
        "functions",
        "is_class",
        "is_inline",
        "parent",
        "variables",
    )

    def __init__(
        self, parent: Scope | None = None, *, is_inline: bool = False, is_class: bool = False
    ) -> None:
        self.variables: dict[str, object] = {}
        self.parent = parent
        self.is_inline = is_inline
        self.is_class = is_class
        self.functions: list[Any] = NO_FUNCTIONS if not is_class else []
        self.elsewhere: dict[str, Scope] = NOWHERE
        self.function: Any = None
        self.caller: Scope | None = None

    def find(self, name: str) -> Scope | None:
        """The nearest scope that holds the name."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.variables:
                return scope
            scope = scope.parent
        return None

    def bind(self, name: str, value: object) -> None:
        """Give a name a value, here or where `global` and `nonlocal` say."""
        (self.elsewhere.get(name, self) if self.elsewhere else self).variables[name] = value

    def redirect(self, name: str, scope: Scope) -> None:
        """Let a name be bound in another scope."""
        if self.elsewhere is NOWHERE:
            self.elsewhere = {}
        self.elsewhere[name] = scope

    def late(self, name: str, evaluator: Any) -> Any:
        """What a module defines under a name when it is first asked for; MISSING: nothing more."""
        return MISSING

    def owner(self) -> object | None:
        """The class in whose method this is."""
        scope: Scope | None = self
        while scope is not None:
            function = scope.function
            if function is not None and function.owner is not None:
                owner: object = function.owner
                return owner
            scope = scope.parent
        return None

    def enclosing(self) -> Scope:
        """The scope of the function or module around, seen from a comprehension."""
        scope = self
        while scope.is_inline and scope.parent is not None:
            scope = scope.parent
        return scope

    def module(self) -> str:
        """The name of the module."""
        return str(self.outermost().variables.get("__name__", "__main__"))

    def outermost(self) -> Scope:
        """The scope of the module."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def closure(self) -> Scope:
        """The scope that a function defined here sees: never the body of a class."""
        scope = self
        while scope.is_class and scope.parent is not None:
            scope = scope.parent
        return scope

    def names(self) -> list[str]:
        """Every name that can be seen from here."""
        scope: Scope | None = self
        seen: dict[str, None] = {}
        while scope is not None:
            seen.update(dict.fromkeys(scope.variables))
            scope = scope.parent
        return list(seen)
