"""Values as text: f-strings, str() and str.format(), without the host's attribute access."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.host import HostObject
from convcalc.readers.python.host import describe
from convcalc.readers.python.operators import check_width

if TYPE_CHECKING:
    from convcalc.readers.python.limits import Meter

FIELD = r"\{\{|\}\}|\{(\w*)(?:!([rsa]))?(?::([^{}]*))?\}|[{}]"


def as_text(meter: Meter, value: object) -> str:
    """
    A value as `str` gives it.

    Raises:
        LimitError: If that would be too long.
    """
    if type(value) is str:
        return value
    meter.weigh(value)
    text = repr(value) if isinstance(value, HostObject) else str(value)
    meter.charge_text(len(text))
    return text


def format_value(meter: Meter, value: Any, conversion: str, spec: str) -> str:
    """
    A value as `{value!conversion:spec}` gives it.

    Raises:
        BadValue: If the format does not fit the value.
    """
    if conversion in ("r", "a"):
        meter.weigh(value)
        value = repr(value)
    elif conversion == "s" or not spec:
        value = as_text(meter, value)
    if not spec:
        meter.charge_text(len(value))
        return str(value)
    check_width(spec)
    if type(value) not in (int, float, bool, str):
        raise BadValue(f"{describe(value)} takes no format {spec!r}")
    try:
        return format(value, spec)
    except (ValueError, OverflowError):
        raise BadValue(f"{describe(value)} takes no format {spec!r}") from None


def fill(meter: Meter, template: str, args: list[Any], kwargs: dict[str, Any]) -> str:
    """
    `template.format(*args, **kwargs)`, where a field is empty, a number or a name and nothing else.

    Raises:
        BadValue: If a field is something else or has no value.
    """
    automatic = 0
    pieces: list[str] = []
    length = end = 0
    for match in re.finditer(FIELD, template):
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
        pieces.append(format_value(meter, value, match[2] or "", match[3] or ""))
        length += len(pieces[-1])
        meter.charge_text(length)
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
