"""`string`, `keyword` and `textwrap`."""

from __future__ import annotations

import keyword
import string
import textwrap
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.objects.plain_bases import plain

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site

LETTERS = 100_000
"""The longest text that is wrapped."""

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
