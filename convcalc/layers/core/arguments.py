"""Reading the arguments of a layer call: sizes, switches and choices, refused with a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NoReturn

from convcalc.dims import Expr
from convcalc.errors import BadValue

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.dims import Dim


def refuse(name: str, value: object, expected: str, hint: str = "") -> NoReturn:
    """Complain about one argument."""
    raise BadValue(f"{name}={show_value(value)}", expected=expected, hint=hint, argument=name)


def show_value(value: object) -> str:
    """A value as the user would write it, cut where it is long."""
    from convcalc.layers.core.quoted_values import shown

    text = shown(value, 20)
    return text if len(text) <= 60 else f"{text[:57]}..."


def size(value: Any, name: str, least: int = 1) -> Dim:
    """
    One whole number or symbolic size, at least `least`.

    Raises:
        BadValue: If it is something else or smaller.
    """
    if isinstance(value, Expr):
        return value
    if type(value) is not int:
        hint = "// divides into whole numbers" if isinstance(value, float) else ""
        refuse(name, value, f"a whole number, at least {least}", hint)
    if value < least:
        refuse(name, value, f"at least {least}")
    return value


def number(value: Any, name: str) -> float | int:
    """A plain number, for example a ratio or a slope."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        refuse(name, value, "a number")
    return value


def sizes(value: Any, ndim: int, name: str, least: int = 1) -> tuple[Dim, ...]:
    """
    One size for every spatial axis, from one for all or one each.

    Raises:
        BadValue: If there is another count of them or one is too small.
    """
    if isinstance(value, (tuple, list)):
        if len(value) != ndim:
            refuse(name, value, f"one size or {ndim}")
        return tuple([size(each, name, least) for each in value])
    return (size(value, name, least),) * ndim


def switch(value: Any, name: str) -> bool:
    """A yes or no; 0 and 1 are taken, as the frameworks do."""
    if isinstance(value, bool) or (type(value) is int and value in (0, 1)):
        return bool(value)
    refuse(name, value, "True or False")


def choice(value: Any, name: str, among: Collection[str]) -> str:
    """
    One word of a few.

    Raises:
        BadValue: With the nearest word as the hint.
    """
    if isinstance(value, str) and value in among:
        return value
    from convcalc.suggestions import did_you_mean

    refuse(name, value, " or ".join(map(repr, among)), did_you_mean(str(value), among))


Signature = tuple[tuple[str, ...], int, frozenset[str], frozenset[str], str, str]
_SIGNATURES: dict[object, Signature] = {}


def signature(maker: Callable[..., Any], fixed: int) -> Signature:
    """
    What a maker takes behind its first `fixed` parameters.

    Returns (names in order, how many may be positional, required ones, all, name of *rest, name of
    **rest).
    """
    known = _SIGNATURES.get(maker)
    if known is None:
        code, defaults = maker.__code__, maker.__defaults__ or ()
        positional = code.co_varnames[fixed : code.co_argcount]
        total = code.co_argcount + code.co_kwonlyargcount
        keywords = code.co_varnames[code.co_argcount : total]
        required = set(positional[: len(positional) - len(defaults)])
        required |= set(keywords) - set(maker.__kwdefaults__ or ())
        names = (*positional, *keywords)
        star, stars = bool(code.co_flags & 4), bool(code.co_flags & 8)
        rest = code.co_varnames[total] if star else ""
        keyword_rest = code.co_varnames[total + star] if stars else ""
        known = (
            names,
            len(positional),
            frozenset(required),
            frozenset(names),
            rest,
            keyword_rest,
        )
        _SIGNATURES[maker] = known
    return known


def bind(
    maker: Callable[..., Any],
    fixed: Sequence[Any],
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
    spelled: str,
) -> Any:
    """
    Call a maker as Python would, with complaints in the user's words.

    Raises:
        BadValue: If an argument is missing, unknown, given twice or one too many.
    """
    names, most, required, known, rest, keyword_rest = signature(maker, len(fixed))
    if len(args) > most and not rest:
        raise BadValue(
            f"{spelled}() takes {most} arguments without a name, got {len(args)}",
            expected=", ".join(names[:most]) or "no arguments",
        )
    given = set(names[: min(len(args), most)])
    for name in kwargs:
        if name in given:
            place = names.index(name) + 1
            raise BadValue(
                f"{spelled}() got {name!r} twice",
                expected=", ".join(names),
                hint=f"argument {place} without a name is {name}",
                argument=name,
            )
        if name not in known and not keyword_rest:
            raise BadValue(
                f"{spelled}() has no argument {name!r}",
                expected=", ".join(names),
                hint=_meant_argument(name, names),
                argument=name,
            )
    missing = [
        name for name in names if name in required and name not in given and name not in kwargs
    ]
    if missing:
        raise BadValue(
            f"{spelled}() needs {' and '.join(map(repr, missing))}", expected=", ".join(names)
        )
    return maker(*fixed, *args, **kwargs)


def _meant_argument(word: str, names: Sequence[str]) -> str:
    from convcalc.layers.core.synonyms import same_meaning
    from convcalc.suggestions import did_you_mean

    other = same_meaning(word, names)
    return f"did you mean {other!r}?" if other else did_you_mean(word, names)


def fraction(value: Any, name: str) -> float | int:
    """
    A plain number from 0 to 1, for example a dropout rate.

    Raises:
        BadValue: If it is something else.
    """
    if not 0 <= number(value, name) <= 1:
        refuse(name, value, "a number from 0 to 1")
    return value  # type: ignore[no-any-return]
