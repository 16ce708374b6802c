"""`ast` as sources use it: `literal_eval` of a word in a configuration."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import show

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site

LONGEST = 10_000
"""Letters of a literal."""


def _literal_eval(site: Site, text: Any) -> object:
    """
    The value of a text that is a literal.

    Raises:
        BadValue: As Python's ValueError, if it is anything else.
    """
    if type(text) is not str:
        raise WrongType(f"literal_eval() takes a text, got {describe(text)}")
    if len(text) > LONGEST:
        raise BadValue(f"a literal of {len(text)} letters", expected=f"at most {LONGEST}")
    site.evaluator.charge_items(len(text))
    try:
        return ast.literal_eval(text)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        raise BadValue(f"malformed literal: {show(text)}") from None


TABLE: dict[str, object] = {**functions({"literal_eval": _literal_eval})}
