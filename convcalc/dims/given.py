"""What symbols are to stand for, in the many ways in which people say it."""

from __future__ import annotations

from operator import index
from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims.evaluation import evaluate
from convcalc.dims.evaluation import free_symbols
from convcalc.dims.evaluation import substitute
from convcalc.dims.expression import Expr
from convcalc.errors import BadValue

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.dims.expression import Dim


def substituted(dim: Expr, given: Sequence[Any], by_name: Mapping[str, Any]) -> Dim:
    """What `Expr.subs` gives."""
    return substitute(dim, values_for(dim, given, by_name))


def evaluated(dim: Expr, given: Sequence[Any], by_name: Mapping[str, Any]) -> Any:
    """What calling a size gives."""
    values = values_for(dim, given, by_name)
    is_over_arrays = any(map(is_array, values.values()))
    return evaluate(dim, values) if is_over_arrays else substitute(dim, values)


def values_for(dim: Expr, given: Sequence[Any], by_name: Mapping[str, Any]) -> dict[str, Any]:
    """
    The values of symbols by name, for a size that has at least one of them.

    Raises:
        BadValue: If a symbol or a value is none, or none of the names is in the size.
    """
    values = by_names(given, by_name)
    known = free_symbols(dim)
    if values and not values.keys() & set(known):
        from convcalc.suggestions import did_you_mean

        wrong = next(iter(values))
        raise BadValue(
            f"{dim} has no symbol {wrong!r}",
            expected=", ".join(known),
            hint=did_you_mean(wrong, known),
        )
    return values


def by_names(given: Sequence[Any], by_name: Mapping[str, Any]) -> dict[str, Any]:
    """
    The values of symbols by name: of a dict by names or symbols, of a symbol and its value.

    Raises:
        BadValue: If a symbol or a value is none.
    """
    pairs: dict[Any, Any] = dict(by_name)
    if len(given) == 1 and hasattr(given[0], "items"):
        pairs = {**dict(given[0].items()), **pairs}
    elif len(given) == 2:
        pairs = {given[0]: given[1], **pairs}
    elif given:
        raise BadValue(
            f"{len(given)} values without names", expected="H=256, or a dict such as {H: 256}"
        )
    return {_name_of(key): _value(key, value) for key, value in pairs.items()}


def _name_of(key: Any) -> str:
    if isinstance(key, str):
        return key
    if isinstance(key, Expr):
        names = free_symbols(key)
        if len(names) == 1 and str(key) == names[0]:
            return names[0]
    raise BadValue(f"{key!r} is no symbol", expected="a name such as 'H', or a symbol")


def is_array(value: object) -> bool:
    """Whether this is an array of numbers, rather than one."""
    return bool(getattr(value, "shape", ())) or isinstance(value, list)


def _value(key: Any, value: Any) -> Any:
    if isinstance(value, Expr) or is_array(value):
        return value
    try:
        if not isinstance(value, bool):
            return index(value)
    except TypeError:
        pass
    raise BadValue(f"{key}={value!r}", expected="a whole number, an array of them, or a size")
