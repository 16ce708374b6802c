"""Small questions about what stands in a document: names, arguments, keys, shapes."""

from __future__ import annotations

import ast
import keyword
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.errors import ConvcalcError
from convcalc.errors import UnknownName
from convcalc.readers.python.objects.host import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.layers.core.shapes import Shape


def named(value: dict[str, Any]) -> dict[str, Any]:
    """The name of a form, if it has one."""
    return {"name": value["name"]} if "name" in value else {}


def as_arguments(value: Any) -> tuple[list[Any], dict[str, Any]]:
    """Arguments by place or by name: nothing, one value, a list or a mapping."""
    if isinstance(value, dict):
        return [], value
    if isinstance(value, list):
        return value, {}
    return ([] if value is None else [value]), {}


def out_comes_first(spelled: str) -> bool:
    """Whether `out` stands for the first argument of a layer: out_channels, out_features."""
    from convcalc.vocabulary import find

    maker = find("native", spelled)
    return maker is not None and maker.parameters()[:1] in (("out_channels",), ("out_features",))


def is_name(value: Any) -> bool:
    """Whether a value can be a name."""
    return isinstance(value, str) and value.isidentifier() and not keyword.iskeyword(value)


def names_bound(statement: ast.stmt) -> list[ast.Name]:
    """The names that a line gives a value."""
    if not isinstance(statement, ast.Assign):
        return []
    return [target for target in statement.targets if isinstance(target, ast.Name)]


def unknown_key(key: Any, known: Sequence[str]) -> UnknownName:
    """The complaint about a key that means nothing here."""
    from convcalc.suggestions import did_you_mean

    return UnknownName(
        f"the key {show(key)} means nothing here",
        expected=", ".join(known),
        hint=did_you_mean(str(key)[:100], known),
    )


def as_shape(value: Any) -> Shape:
    """
    A shape that is written as a text, a list or a number, without its batch.

    Raises:
        BadValue: If it is none.
    """
    from convcalc.shape_text import parse_shape

    sizes = value
    if isinstance(value, list):
        is_plain = all(isinstance(each, (int, str)) for each in value)
        sizes = ",".join(map(str, value)) + ("," if len(value) == 1 else "") if is_plain else None
    if isinstance(sizes, int) and not isinstance(sizes, bool):
        sizes = str(sizes)
    if not isinstance(sizes, str):
        raise BadValue(f"the input {show(value)}", expected="a shape such as 3x224x224")
    try:
        return parse_shape(sizes.rstrip(","))
    except ConvcalcError as problem:
        raise BadValue(problem.message, expected=problem.expected, hint=problem.hint) from None
