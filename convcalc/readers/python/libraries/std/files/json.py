"""`json`: values from texts and files, and texts of values."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.errors import BadValue
from convcalc.readers.python.libraries.std.entries import call
from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.libraries.std.files.text import Raw
from convcalc.readers.python.libraries.std.files.text import stream_text
from convcalc.readers.python.objects.attributes import get_attribute
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.objects.plain_bases import plain
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.objects.host import Site

DEPTH = 50
"""How deeply values may be nested to be written as JSON."""
HOOKS = ("object_hook", "object_pairs_hook")


def _load(site: Site, stream: Any, **options: Any) -> object:
    if not isinstance(stream, HostObject):
        stream = get_attribute(stream, "read", site)
    return _loads(site, stream_text(stream, site), **options)


def _loads(site: Site, text: Any, **options: Any) -> object:
    text = text.text if isinstance(text, Raw) else text
    if isinstance(text, Unread):
        return text
    strange = sorted(options.keys() - {*HOOKS})
    if strange:
        return Unread(f"json.load({strange[0]}=...)", "it is not read", site.source())
    text = plain(text)
    if type(text) is not str:
        raise BadValue(f"{describe(text)}: {show(text)}", expected="a text or a file")
    site.evaluator.charge_items(len(text))
    hooks = [_hook(options.get(name), site) for name in HOOKS]
    try:
        return json.loads(text, object_hook=hooks[0], object_pairs_hook=hooks[1])
    except (ValueError, RecursionError) as problem:
        raise BadValue(f"this is no JSON: {problem}") from None


def _hook(function: Any, site: Site) -> Callable[[Any], Any] | None:
    if function is None:
        return None
    return lambda value: call(function, [value], {}, site)


PARTS: dict[type, Callable[[Any], Any]] = {
    list: iter,
    tuple: iter,
    dict: lambda value: value.values(),
}


def _plain(site: Site, value: Any, depth: int = 0) -> Any:
    """A value without objects, so that the host may write it."""
    site.evaluator.charge_items(1)
    value = plain(value)
    if depth > DEPTH:
        raise BadValue("values nested too deeply for JSON", expected=f"at most {DEPTH} levels")
    if isinstance(value, (HostObject, Expr)) or type(value) in (set, frozenset):
        raise BadValue(f"{describe(value)} has no form in JSON: {show(value)}")
    if type(value) is dict:
        return {plain(key): _plain(site, each, depth + 1) for key, each in value.items()}
    if type(value) in PARTS:
        return [_plain(site, each, depth + 1) for each in value]
    return value


def _dumps(
    site: Site, obj: Any, *, indent: Any = None, sort_keys: Any = False, **options: Any
) -> str:
    if indent is not None and (type(indent) is not int or not 0 <= indent <= 16):
        raise BadValue(f"an indent of {show(indent)}", expected="at most 16")
    try:
        return json.dumps(_plain(site, obj), indent=indent, sort_keys=bool(sort_keys))
    except (TypeError, ValueError) as problem:
        raise BadValue(f"this has no form in JSON: {problem}") from None


JSON: dict[str, object] = functions({"dumps": _dumps, "load": _load, "loads": _loads})  # type: ignore[assignment]  # functions are objects
