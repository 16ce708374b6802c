"""`fnmatch`: names matched by patterns of a shell."""

from __future__ import annotations

import fnmatch
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.libraries.std.re import Pattern
from convcalc.readers.python.objects.host import describe

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site


def _pattern(pat: Any) -> Pattern:
    if type(pat) is not str:
        raise BadValue(f"a pattern is a text, got {describe(pat)}")
    return Pattern(fnmatch.translate(pat))


def _matches(site: Site, name: Any, pat: Any) -> bool:
    pattern = _pattern(pat)
    return pattern.compiled.match(pattern.check(name, site)) is not None


def _filter(site: Site, names: Any, pat: Any) -> list[Any]:
    pattern = _pattern(pat)
    several = site.evaluator.collect(names, site)
    return [each for each in several if pattern.compiled.match(pattern.check(each, site))]


TABLE: dict[str, object] = {
    **functions({"filter": _filter, "fnmatch": _matches, "fnmatchcase": _matches})
}
