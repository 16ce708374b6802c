"""`string`, `keyword`, `textwrap` and `json`."""

from __future__ import annotations

import json
import keyword
import string
import textwrap
from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.errors import BadValue
from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.objects.attributes import get_attribute
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import invoke
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.objects.plain_bases import plain
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.objects.host import Site

LETTERS = 100_000
"""The longest text that is wrapped or read as JSON."""
DEPTH = 50
"""How deeply values may be nested to be written as JSON."""

STRING: dict[str, object] = {
    name: getattr(string, name)
    for name in [
        "ascii_letters",
        "ascii_lowercase",
        "ascii_uppercase",
        "digits",
        "hexdigits",
        "octdigits",
        "printable",
        "punctuation",
        "whitespace",
    ]
}


def _text(value: Any) -> str:
    held = plain(value)
    if type(held) is not str or len(held) > LETTERS:
        raise BadValue(
            f"{describe(value)}: {show(held)}", expected=f"a text of {LETTERS:,} letters"
        )
    return held


def _dedent(site: Site, text: Any) -> str:
    return textwrap.dedent(_text(text))


def _indent(site: Site, text: Any, prefix: Any) -> str:
    wanted = _text(text)
    site.evaluator.charge_text(len(wanted) + (wanted.count("\n") + 1) * len(_text(prefix)))
    return textwrap.indent(wanted, prefix)


TEXTWRAP: dict[str, object] = {**functions({"dedent": _dedent, "indent": _indent})}


KEYWORD: dict[str, object] = {
    "kwlist": list(keyword.kwlist),
    **functions(
        {
            "iskeyword": lambda site, s: s in keyword.kwlist,
            "issoftkeyword": lambda site, s: s in keyword.softkwlist,
        }
    ),
}


def _loads(site: Site, s: Any, **options: Any) -> object:
    if isinstance(s, Unread):
        return s
    text = _text(s)
    site.evaluator.charge_items(len(text))
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise BadValue(f"this is no JSON: {problem}") from None


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


def _load(site: Site, file: Any, **options: Any) -> object:
    return _loads(site, invoke(get_attribute(file, "read", site), [], {}, site))


JSON: dict[str, object] = {**functions({"dumps": _dumps, "load": _load, "loads": _loads})}
