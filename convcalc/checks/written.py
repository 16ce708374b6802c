"""Sizes, counts and receptive fields as they are kept in files, and back again."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

from convcalc.analysis.report import ReceptiveField
from convcalc.errors import ConvcalcError
from convcalc.errors import ReadError
from convcalc.unknown import Unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape

STATUSES = ("exact", "union", "global", "none")
LONGEST_FORMULA = 100_000
LONGEST_SHOWN = 60


def written_shape(shape: Sequence[Dim]) -> list[int | str]:
    """A shape: numbers, and formulas in ASCII."""
    return [size if type(size) is int else repr(size) for size in shape]


def written_count(count: Dim | Unknown) -> int | str | dict[str, str]:
    """A count: a number, a formula, or why it is not known."""
    if isinstance(count, Unknown):
        return {"unknown": count.reason}
    return count if type(count) is int else repr(count)


def written_field(field: ReceptiveField) -> dict[str, Any]:
    """A receptive field, axis by axis; null where there is no single answer."""
    shown: dict[str, Any] = {
        "size": _written_answers(field.size),
        "stride": _written_answers(field.stride),
        "start": _written_answers(field.start),
        "status": field.status,
    }
    return shown | ({"reason": field.reason} if field.reason else {})


def _written_answers(values: Sequence[Any]) -> list[int | str | None]:
    return [each if each is None or type(each) is int else _written_answer(each) for each in values]


def _written_answer(value: Any) -> str:
    # A fraction says "1/2" by str(), a formula its ASCII form by repr().
    return str(value) if isinstance(value, Fraction) else repr(value)


def text_of(document: Mapping[str, Any], name: str) -> str:
    """
    A text that was written.

    Raises:
        ReadError: If it is something else; so do the others here.
    """
    value = document[name]
    if not isinstance(value, str):
        raise _unlike(name, value, "a text")
    return value


def texts_of(document: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Texts that were written."""
    values = _listed(document[name], name)
    if not all(isinstance(each, str) for each in values):
        raise _unlike(name, values, "a list of texts")
    return tuple(values)


def shapes_of(document: Mapping[str, Any], name: str) -> tuple[Shape, ...]:
    """Shapes that were written."""
    shapes = [_listed(each, name) for each in _listed(document[name], name)]
    return tuple([tuple([_size(size, name) for size in shape]) for shape in shapes])


def count_of(document: Mapping[str, Any], name: str) -> Dim | Unknown:
    """A count that was written."""
    value = document[name]
    if isinstance(value, dict) and isinstance(value.get("unknown"), str):
        return Unknown(reason=value["unknown"])
    return _size(value, name)


def receptive_field_of(document: Mapping[str, Any], name: str) -> ReceptiveField:
    """A receptive field that was written."""
    value = document[name]
    if not isinstance(value, dict) or value.get("status") not in STATUSES:
        raise _unlike(name, value, f"an object whose status is {', '.join(STATUSES)}")
    answers = {
        each: tuple([_answer(one, name) for one in _listed(value.get(each), name)])
        for each in ("size", "stride", "start")
    }
    return ReceptiveField(**answers, status=value["status"], reason=str(value.get("reason", "")))


def _answer(value: Any, name: str) -> Any:
    if value is None:
        return None
    if isinstance(value, str) and "/" in value and value.replace("/", "", 1).isdecimal():
        top, _, bottom = value.partition("/")
        if int(bottom):
            return Fraction(int(top), int(bottom))
    return _size(value, name)


def _size(value: Any, name: str) -> Dim:
    """A number, or the formula that a text is."""
    if type(value) is int:
        return value
    if isinstance(value, str) and len(value) <= LONGEST_FORMULA:
        from convcalc.dims import parse

        try:
            return parse(value)
        except ConvcalcError:
            raise _unlike(name, value, "a whole number or a formula") from None
    raise _unlike(name, value, "a whole number or a formula")


def _listed(value: Any, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise _unlike(name, value, "a list")
    return value


def _unlike(name: str, value: Any, expected: str) -> ReadError:
    shown = repr(value)
    shown = shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}…"
    return ReadError(f"{name} is {shown}", expected=expected)
