"""`urllib.parse`: what the text of an address says; nothing is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from urllib import parse

from convcalc.readers.python.libraries.std.classes.namedtuple import named_tuple
from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.libraries.std.entries import methods
from convcalc.readers.python.objects.classes import HostProperty
from convcalc.readers.python.objects.exceptions import throw
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.objects.plain_bases import PayloadInstance
from convcalc.readers.python.objects.plain_bases import plain

if TYPE_CHECKING:
    from convcalc.readers.python.objects.classes import ClassObject
    from convcalc.readers.python.objects.host import Site

LOCATED = ("hostname", "password", "port", "username")
LONGEST_BYTE = 3
"""So many letters spell a byte in an address."""


def _worked_out(name: str, site: Site, *args: Any, **options: Any) -> Any:
    """What the host's function of that name gives for texts."""
    given = [plain(each) for each in args]
    for each in given:
        for text in each if isinstance(each, tuple) else (each,):
            if type(text) is not str:
                raise WrongType(f"{name}() takes texts, got {show(text)}")
            site.evaluator.charge_text(LONGEST_BYTE * len(text.encode()))
    try:
        return getattr(parse, name)(*given, **options)
    except ValueError as problem:
        raise throw("ValueError", str(problem), site) from None


def _text(name: str) -> Any:
    def work_out(site: Site, *args: Any, **options: Any) -> Any:
        return _worked_out(name, site, *args, **options)

    return work_out


def _part(kind: type, name: str) -> HostProperty:
    """A part of `netloc`, as the host finds it."""

    def get(site: Site, instance: Any) -> object:
        try:
            return getattr(kind(*instance.payload), name)
        except ValueError as problem:
            raise throw("ValueError", str(problem), site) from None

    return HostProperty(get)


def _class(kind: Any) -> ClassObject:
    made = named_tuple(kind.__name__, kind._fields, (), "urllib.parse")

    def spelled(site: Site, owner: Any) -> object:
        return kind(*owner.payload).geturl()

    made.namespace.update(methods({"geturl": spelled}))
    made.namespace.update({name: _part(kind, name) for name in LOCATED})
    return made


SPLIT = _class(parse.SplitResult)
PARSED = _class(parse.ParseResult)


def _split(name: str, cls: ClassObject) -> Any:
    def work_out(site: Site, url: Any, scheme: Any = "", allow_fragments: Any = True) -> object:
        made = PayloadInstance(cls)
        parts = _worked_out(name, site, url, scheme, allow_fragments=bool(allow_fragments))
        made.payload = tuple(parts)
        return made

    return work_out


PARSE: dict[str, object] = {
    "ParseResult": PARSED,
    "SplitResult": SPLIT,
    **functions(
        {
            **{name: _text(name) for name in ("quote", "quote_plus", "unquote", "unquote_plus")},
            **{name: _text(name) for name in ("urljoin", "urlunparse", "urlunsplit")},
            "urlparse": _split("urlparse", PARSED),
            "urlsplit": _split("urlsplit", SPLIT),
        }
    ),
}
