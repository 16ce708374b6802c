"""`re`: regular expressions, refused before they take too long."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.readers.python.libraries.std.entries import StandardFunction
from convcalc.readers.python.libraries.std.entries import call
from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.libraries.std.entries import nothing
from convcalc.readers.python.libraries.std.regex_cost import check_cost
from convcalc.readers.python.libraries.std.regex_cost import parsed
from convcalc.readers.python.objects.failures import NoElement
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import no_attribute
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.values.streams import Stream

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.readers.python.objects.host import Site

FLAGS = (re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE | re.ASCII | re.UNICODE).value
"""What changes a pattern; the others are no affair of a definition."""


class Match(HostObject):
    """What was found."""

    __slots__ = ("found", "pattern")
    type_name: ClassVar[str] = "a match"

    def __init__(self, found: re.Match[str], pattern: Pattern) -> None:
        self.found = found
        self.pattern = pattern

    def __repr__(self) -> str:
        return f"<re.Match object; span={self.found.span()}, match={self.found[0]!r}>"

    def attribute_names(self) -> Sequence[str]:
        """What can be asked of it."""
        return ("string", "re", "lastgroup", "lastindex", "pos", "endpos", *MATCH)

    def attribute(self, name: str, site: Site) -> object:
        """What can be asked of it."""
        if name in MATCH:
            method = MATCH[name]
            return StandardFunction(
                name, lambda site, *args, **kwargs: tidy(method, self.found, args, kwargs)
            )
        if name == "re":
            return self.pattern
        if name not in self.attribute_names():
            raise no_attribute("'re.Match' object", name, self.attribute_names())
        return getattr(self.found, name)

    def subscript(self, key: object, site: Site) -> object:
        """A group."""
        return tidy(re.Match.group, self.found, (key,), {})


def tidy(method: Callable[..., Any], found: Any, args: Any, kwargs: Any) -> Any:
    """
    What a method of the host's match gives.

    Raises:
        BadValue: If there is no such group.
    """
    for each in (*args, *kwargs.values()):
        if isinstance(each, HostObject):
            raise BadValue(f"{describe(each)} names no group")
    try:
        return method(found, *args, **kwargs)
    except IndexError:
        named = ", ".join(map(repr, args))
        raise NoElement(f"the pattern has no group {named}") from None


MATCH: dict[str, Callable[..., Any]] = {
    "end": re.Match.end,
    "group": re.Match.group,
    "groupdict": re.Match.groupdict,
    "groups": re.Match.groups,
    "span": re.Match.span,
    "start": re.Match.start,
}


class Pattern(HostObject):
    """A regular expression."""

    __slots__ = ("compiled", "tree")
    type_name: ClassVar[str] = "a regular expression"

    def __init__(self, pattern: Any, flags: Any = 0) -> None:
        if type(pattern) is not str:
            raise BadValue(f"{describe(pattern)} is no regular expression: {show(pattern)}")
        if type(flags) is not int or flags & ~FLAGS:
            raise BadValue(f"{show(flags)} are no flags of a regular expression")
        self.tree = parsed(pattern, flags)
        self.compiled = re.compile(pattern, flags)

    def __repr__(self) -> str:
        return f"re.compile({self.compiled.pattern!r})"

    def copied(self, memo: dict[int, Any], site: Site) -> object:
        """Itself: it never changes."""
        return self

    def attribute_names(self) -> Sequence[str]:
        """What it can do."""
        return ("pattern", "flags", "groups", "groupindex", *METHODS)

    def attribute(self, name: str, site: Site) -> object:
        """What it can do."""
        if name in METHODS:
            method = METHODS[name]
            return StandardFunction(
                name, lambda site, *args, **kwargs: method(site, self, *args, **kwargs)
            )
        if name not in self.attribute_names():
            raise no_attribute("'re.Pattern' object", name, self.attribute_names())
        found = getattr(self.compiled, name)
        return dict(found) if name == "groupindex" else found

    def compare(self, sign: str, other: object, site: Site) -> object:
        """Equal where pattern and flags are."""
        if sign not in ("==", "!="):
            return super().compare(sign, other, site)
        same = isinstance(other, Pattern) and other.compiled == self.compiled
        return same == (sign == "==")

    def check(self, text: Any, site: Site) -> str:
        """The text to search in, once it is known not to take too long."""
        if type(text) is not str:
            raise BadValue(f"{describe(text)} is no text to search in: {show(text)}")
        check_cost(self.compiled.pattern, self.tree, len(text))
        site.evaluator.charge_steps(1 + len(text) // 10)
        return text

    def match(self, found: re.Match[str] | None) -> Match | None:
        """A match of the evaluated world."""
        return None if found is None else Match(found, self)


def _finding(method: Callable[..., re.Match[str] | None]) -> Callable[..., Any]:
    def run(site: Site, pattern: Pattern, string: Any, *ends: Any) -> object:
        return pattern.match(method(pattern.compiled, pattern.check(string, site), *ends))

    return run


def _findall(site: Site, pattern: Pattern, string: Any) -> list[Any]:
    return pattern.compiled.findall(pattern.check(string, site))


def _finditer(site: Site, pattern: Pattern, string: Any) -> object:
    found = pattern.compiled.finditer(pattern.check(string, site))
    return Stream((Match(each, pattern) for each in found), "callable_iterator")


def _split(site: Site, pattern: Pattern, string: Any, maxsplit: Any = 0) -> list[Any]:
    return pattern.compiled.split(pattern.check(string, site), maxsplit)


def _subn(site: Site, pattern: Pattern, repl: Any, string: Any, count: Any = 0) -> tuple[str, int]:
    text = pattern.check(string, site)
    if type(repl) is str:
        site.evaluator.charge_text((len(text) + 1) * max(len(repl), 1) + len(text))
        try:
            return pattern.compiled.subn(repl, text, count)
        except (re.error, IndexError) as problem:
            raise BadValue(f"{show(repl)} replaces nothing: {problem}") from None

    def replaced(found: re.Match[str]) -> str:
        piece = call(repl, [Match(found, pattern)], {}, site)
        if type(piece) is not str:
            raise BadValue(f"what replaces a match is {describe(piece)}, no text")
        site.evaluator.charge_text(len(piece))
        return piece

    return pattern.compiled.subn(replaced, text, count)


def _sub(site: Site, pattern: Pattern, repl: Any, string: Any, count: Any = 0) -> str:
    return _subn(site, pattern, repl, string, count)[0]


METHODS: dict[str, Callable[..., Any]] = {
    "findall": _findall,
    "finditer": _finditer,
    "fullmatch": _finding(re.Pattern.fullmatch),
    "match": _finding(re.Pattern.match),
    "search": _finding(re.Pattern.search),
    "split": _split,
    "sub": _sub,
    "subn": _subn,
}


def _compile(site: Site, pattern: Any, flags: Any = 0) -> Pattern:
    return pattern if isinstance(pattern, Pattern) else Pattern(pattern, flags)


def _shortcut(method: Callable[..., Any]) -> Callable[..., Any]:
    """The function of the module that takes the pattern first."""

    def run(site: Site, pattern: Any, *args: Any, flags: Any = 0, **kwargs: Any) -> object:
        if method in FLAGGED and len(args) == 2:
            *args, flags = args  # type: ignore[assignment]  # a list does as well
        return method(site, _compile(site, pattern, flags), *args, **kwargs)

    return run


FLAGGED = [METHODS[each] for each in ("findall", "finditer", "fullmatch", "match", "search")]
"""Functions whose second argument besides the pattern is the flags."""


def _escape(site: Site, pattern: Any) -> str:
    if type(pattern) is not str:
        raise BadValue(f"escape() takes a text, got {describe(pattern)}")
    return re.escape(pattern)


TABLE: dict[str, object] = {
    **{name: int(getattr(re, name)) for name in ("IGNORECASE", "MULTILINE", "DOTALL", "VERBOSE")},
    **{name: int(getattr(re, name)) for name in ("I", "M", "S", "X", "A", "U", "ASCII", "UNICODE")},
    **functions({name: _shortcut(method) for name, method in METHODS.items()}),
    **functions({"compile": _compile, "escape": _escape, "purge": nothing}),
}
