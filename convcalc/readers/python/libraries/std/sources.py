"""`inspect`'s functions that give the text of a module, a class or a function, and its file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.places import mounted
from convcalc.readers.python.libraries.std.entries import attribute_or
from convcalc.readers.python.objects.classes import BoundMethod
from convcalc.readers.python.objects.exceptions import throw
from convcalc.readers.python.objects.host import MISSING
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from convcalc.readers.python.language.source_text import SourceText
    from convcalc.readers.python.objects.host import Site

DEPTH = 100
"""How many functions may be wrapped around each other."""


def getsource(site: Site, value: Any) -> object:
    """
    `inspect.getsource(value)`: whole lines, decorators among them.

    Raises:
        OSError: Where there is no text of the user's; an error of the evaluated program.
    """
    if isinstance(value, Unread):
        return value.result(site)
    value = unwrap(site, value)
    text = _text(value, site)
    if text is None:
        raise throw("OSError", "could not get source code", site)
    lines = text.parsed_text.split("\n")
    node = getattr(value, "node", None)
    if node is None:
        return "\n".join(lines) if lines[-1] == "" else "\n".join(lines) + "\n"
    first = min(each.lineno for each in (node, *getattr(node, "decorator_list", ())))
    site.evaluator.charge_items(node.end_lineno - first + 1)
    return "".join(f"{each}\n" for each in lines[first - 1 : node.end_lineno])


def getsourcefile(site: Site, value: Any) -> object:
    """`inspect.getsourcefile(value)`."""
    if isinstance(value, Unread):
        return value.result(site)
    text = _text(unwrap(site, value), site)
    if text is None:
        raise throw("TypeError", f"{describe(value)} is a built-in", site)
    return text.file if mounted(text.file) else str(Path(text.file).absolute())


def unwrap(site: Site, value: Any, **options: Any) -> Any:
    """`inspect.unwrap(value)`: the function inside those that wrap it."""
    if isinstance(value, BoundMethod):
        value = value.function
    for _ in range(DEPTH):
        inner = attribute_or(value, "__wrapped__", MISSING, site)
        if inner is MISSING:
            return value
        value = inner
    return value


def _text(value: Any, site: Site) -> SourceText | None:
    """The text of the user's that something is defined in; None of a library's own."""
    parsed = getattr(value, "parsed", None)
    found = parsed.text if parsed is not None else getattr(value, "text", None)
    if found is None or callable(found) or found.is_ours:
        return None
    return found  # type: ignore[no-any-return]  # a slot of several kinds of objects
