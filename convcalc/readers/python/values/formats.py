"""Values as text: f-strings, str() and str.format(), without the host's attribute access."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.language.limits import COMPOUND
from convcalc.readers.python.language.limits import CONTAINERS
from convcalc.readers.python.language.limits import VIEWS
from convcalc.readers.python.language.limits import exceeded
from convcalc.readers.python.objects.failures import NoKey
from convcalc.readers.python.objects.host import NUMBERS
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.objects.plain_bases import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from convcalc.readers.python.objects.host import Site

FIELD = r"\{\{|\}\}|\{(\w*)(?:!([rsa]))?(?::([^{}]*))?\}|[{}]"


def as_text(site: Site, value: object) -> str:
    """
    A value as `str` gives it.

    Raises:
        LimitError: If that would be too long.
    """
    if type(value) is str:
        return value
    if isinstance(value, HostObject):
        text = value.represent(site, plainly=True)
    elif type(value) in COMPOUND:
        return represent(site, value)
    else:
        text = str(value)
    site.evaluator.charge_text(len(text))
    return text


BRACKETS: dict[type, str] = {list: "[]", tuple: "()", set: "{}", dict: "{}"}


def represent(site: Site, value: object, around: tuple[int, ...] = ()) -> str:
    """
    A value as `repr` gives it; what holds itself is shown as dots.

    Raises:
        LimitError: If that would be too long.
    """
    evaluator = site.evaluator
    host_type = type(value)
    if isinstance(value, HostObject):
        return value.represent(site)
    if host_type in VIEWS:
        return f"{host_type.__name__}({represent(site, list(value), around)})"  # type: ignore[call-overload]  # a view of a dict
    if isinstance(value, slice):
        return f"slice{represent(site, (value.start, value.stop, value.step), around)}"
    if host_type not in CONTAINERS:
        text = repr(value)
        evaluator.charge_text(len(text))
        return text
    if not value and host_type in (set, frozenset):
        return f"{host_type.__name__}()"
    if id(value) in around:
        return "{...}" if host_type is dict else "(...)" if host_type is tuple else "[...]"
    if len(around) > DEEPEST:
        raise exceeded("nesting", DEEPEST, "levels of nesting in one text")
    return _bracketed(site, value, (*around, id(value)))


def _bracketed(site: Site, value: Any, around: tuple[int, ...]) -> str:
    pieces = []
    length = 0
    for each in value:
        site.evaluator.charge_steps(1)
        piece = represent(site, each, around)
        if type(value) is dict:
            piece += f": {represent(site, value[each], around)}"
        length += len(piece) + 2
        site.evaluator.check_text(length)
        pieces.append(piece)
    inside = ", ".join(pieces)
    if type(value) is frozenset:
        return f"frozenset({{{inside}}})"
    if type(value) is tuple and len(pieces) == 1:
        inside += ","
    brackets = BRACKETS[type(value)]
    return brackets[0] + inside + brackets[1]


DEEPEST = 90
"""A text is nested no more deeply."""


def format_value(site: Site, value: Any, conversion: str, spec: str) -> str:
    """
    A value as `{value!conversion:spec}` gives it.

    Raises:
        BadValue: If the format does not fit the value.
    """
    if conversion in ("r", "a"):
        value = represent(site, value)
    elif conversion == "s" or not spec:
        value = as_text(site, value)
    if not spec:
        site.evaluator.charge_text(len(value))
        return str(value)
    check_width(spec)
    if isinstance(value, HostObject):
        own = value.formatted(spec, site)
        if own is not None:
            return own
        value = plain(value)
    if type(value) not in (int, float, bool, str):
        raise BadValue(f"{describe(value)} takes no format {spec!r}")
    try:
        return format(value, spec)
    except (ValueError, OverflowError):
        raise BadValue(f"{describe(value)} takes no format {spec!r}") from None


def check_width(spec: str) -> None:
    """
    Refuse the widths of a format that would make an enormous text.

    Raises:
        BadValue: If a width has more than three digits or is computed.
    """
    if "*" in spec or re.search(r"\d{4}", spec):
        raise BadValue(f"the format {show(spec)}", expected="a width of at most 999")


class _Shown:
    """What stands for an object while the host fills in a text: what the object says itself."""

    __slots__ = ("site", "value")

    def __init__(self, site: Site, value: Any) -> None:
        self.site = site
        self.value = value

    def __str__(self) -> str:
        return as_text(self.site, self.value)

    def __repr__(self) -> str:
        return represent(self.site, self.value)


CONVERSION = r"%(?:\(([^()]*)\))?[-#0 +]*(\*|\d*)(?:\.(\*|\d*))?[hlL]?([a-zA-Z%])|%"


def percent(site: Site, template: str, values: Any) -> str:
    """
    `template % values`, one field after the other, so that no text grows too long unseen.

    Raises:
        BadValue: If a field is not read, or too wide.
        TypeError: If there are too few values, or too many.
    """
    values = plain(values)
    given = list(values if type(values) is tuple else (values,))
    pending = iter(given)
    pieces: list[str] = []
    length = end = used = 0
    for match in re.finditer(CONVERSION, template):
        if match[4] is None:
            raise BadValue(f"the format {show(template)} is not read here")
        check_width(match[0][len(match[1] or "") :])
        pieces.append(template[end : match.start()])
        end = match.end()
        used += match[4] != "%" and match[1] is None
        pieces.append(_converted(site, match, values, pending))
        length += len(pieces[-1])
        site.evaluator.charge_steps(1)
        site.evaluator.check_text(length)
    if used < len(given) and type(values) not in MAPPINGS:
        raise TypeError("not all arguments converted during string formatting")
    pieces.append(template[end:])
    return "".join(pieces)


MAPPINGS = frozenset({dict, list})
"""Values of which Python does not ask that a format uses them."""


def _converted(site: Site, match: re.Match[str], values: Any, pending: Iterator[Any]) -> str:
    """One field of `template % values`, filled."""
    field, key = match[0], match[1]
    if match[4] == "%":
        return "%"
    if key is None:
        try:
            return field % (_shown(site, next(pending)),)
        except StopIteration:
            raise TypeError("not enough arguments for format string") from None
    if type(values) is not dict:
        raise TypeError("format requires a mapping")
    if key not in values:
        raise NoKey(f"the dict has no key {show(key)}", key, values)
    return field.replace(f"({key})", "", 1) % (_shown(site, values[key]),)


def _shown(site: Site, value: Any) -> Any:
    if isinstance(value, HostObject):
        held = plain(value)
        return held if type(held) in NUMBERS else _Shown(site, value)
    return _Shown(site, value) if type(value) in COMPOUND else value


def fill(site: Site, template: str, args: list[Any], kwargs: dict[str, Any]) -> str:
    """
    `template.format(*args, **kwargs)`, where a field is empty, a number or a name and nothing else.

    Raises:
        BadValue: If a field is something else or has no value.
    """
    automatic = 0
    pieces: list[str] = []
    length = end = 0
    for match in re.finditer(FIELD, template):
        site.evaluator.charge_steps(1)
        pieces.append(template[end : match.start()])
        end = match.end()
        whole = match[0]
        if whole in ("{{", "}}"):
            pieces.append(whole[0])
            continue
        field = match[1]
        if field == "":
            field, automatic = str(automatic), automatic + 1
        value = _field_value(template, field, args, kwargs)
        pieces.append(format_value(site, value, match[2] or "", match[3] or ""))
        length += len(pieces[-1])
        site.evaluator.check_text(length)
    pieces.append(template[end:])
    return "".join(pieces)


def _field_value(template: str, field: str | None, args: list[Any], kwargs: dict[str, Any]) -> Any:
    if field is None:
        raise BadValue(
            f"the format {template[:60]!r} is not read here",
            expected="fields such as {}, {0} or {name}",
        )
    if field.isdecimal() and len(field) < 6 and int(field) < len(args):
        return args[int(field)]
    if field in kwargs:
        return kwargs[field]
    raise BadValue(f"the format {template[:60]!r} has no value for {{{field}}}")
