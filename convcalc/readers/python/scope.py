"""Where names live: one scope a module, a function call and a comprehension."""

from __future__ import annotations


class Scope:
    """
    Names and their values; names that are not here are looked up in `parent`.

    `is_inline` marks a comprehension, whose := binds outside of it.
    """

    __slots__ = ("elsewhere", "is_inline", "parent", "variables")

    def __init__(self, parent: Scope | None = None, *, is_inline: bool = False) -> None:
        self.variables: dict[str, object] = {}
        self.parent = parent
        self.is_inline = is_inline
        self.elsewhere: dict[str, Scope] = {}

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

    def enclosing(self) -> Scope:
        """The scope of the function or module around, seen from a comprehension."""
        scope = self
        while scope.is_inline and scope.parent is not None:
            scope = scope.parent
        return scope

    def outermost(self) -> Scope:
        """The scope of the module."""
        scope = self
        while scope.parent is not None:
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
