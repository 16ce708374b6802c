"""`math`, also of sizes that are symbols where the result is exact."""

from __future__ import annotations

import ast
import math
from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.errors import BadValue
from convcalc.readers.python.objects.failures import Uncaught
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.functions import Builtin
from convcalc.readers.python.objects.functions import Entry
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.values.operators import operate
from convcalc.readers.python.values.quotients import Quotient

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.objects.host import Site

MANY = 1_000
LARGEST = 1_000
"""The largest number of which factorials and binomials are read: they grow fast."""


def _number(function: Callable[..., Any], least: int = 1, most: int = 1) -> Entry:
    """A function of plain numbers."""

    def run(site: Site, *values: Any) -> object:
        unread = [each for each in values if isinstance(each, Unread)]
        return unread[0] if unread else function(*[_plain(each) for each in values])

    return Entry(run, least, most)


def _plain(value: Any) -> Any:
    if type(value) in (int, float, bool):
        return value
    held = getattr(value, "payload", None)
    if type(held) in (int, float):
        return held
    if isinstance(value, (Expr, Quotient)):
        raise Uncaught(
            f"{value} is not known in numbers",
            hint="give the input in numbers, for example -i 3x224x224",
        )
    raise WrongType(f"{describe(value)} is no number: {show(value)}")


def _rounding(function: Callable[[Any], int], word: str) -> Entry:
    """Rounding: a whole size stays as it is; what is more than a number knows how."""

    def run(site: Site, value: Any) -> object:
        if isinstance(value, (Expr, Unread)):
            return value
        own = getattr(value, word) if isinstance(value, Quotient) else None
        return function(_plain(value)) if own is None else own()

    return Entry(run, 1, 1)


def _prod(site: Site, values: Any, start: Any = 1) -> object:
    total = start
    for each in site.evaluator.collect(values, site):
        total = operate(ast.Mult, total, each, site)
    return total


def _small(function: Callable[..., int], arity: int) -> Entry:
    """A function whose results grow fast."""

    def run(site: Site, *values: Any) -> object:
        for each in values:
            if type(each) is not int or each > LARGEST:
                raise BadValue(f"{show(each)}", expected=f"a whole number of at most {LARGEST:,}")
        return function(*values)

    return Entry(run, 1, arity)


def _fsum(site: Site, values: Any) -> float:
    return math.fsum(map(_plain, site.evaluator.collect(values, site)))


def _pair(site: Site, values: Any) -> list[Any]:
    return [_plain(each) for each in site.evaluator.collect(values, site)]


def _dist(site: Site, left: Any, right: Any) -> float:
    return math.dist(_pair(site, left), _pair(site, right))


def _is_close(site: Site, a: Any, b: Any, *, rel_tol: Any = 1e-09, abs_tol: Any = 0.0) -> bool:
    return math.isclose(_plain(a), _plain(b), rel_tol=_plain(rel_tol), abs_tol=_plain(abs_tol))


PLAIN: dict[str, tuple[int, int]] = {
    **dict.fromkeys(("acos", "acosh", "asin", "asinh", "atan", "atanh", "cbrt", "cos"), (1, 1)),
    **dict.fromkeys(("cosh", "degrees", "erf", "erfc", "exp", "exp2", "expm1", "fabs"), (1, 1)),
    **dict.fromkeys(("frexp", "gamma", "isfinite", "isinf", "isnan", "isqrt"), (1, 1)),
    **dict.fromkeys(("lgamma", "log10", "log1p", "log2", "modf", "radians", "sin"), (1, 1)),
    **dict.fromkeys(("sinh", "sqrt", "tan", "tanh", "ulp"), (1, 1)),
    **dict.fromkeys(("atan2", "copysign", "fmod", "ldexp", "pow", "remainder"), (2, 2)),
    "gcd": (0, MANY),
    "hypot": (0, MANY),
    "lcm": (0, 4),
    "log": (1, 2),
}
"""Function of numbers alone -> the least and the most of its arguments."""

ENTRIES: dict[str, Entry] = {
    **{
        name: _number(getattr(math, name), *counts)
        for name, counts in PLAIN.items()
        if hasattr(math, name)
    },
    "ceil": _rounding(math.ceil, "__ceil__"),
    "comb": _small(math.comb, 2),
    "dist": Entry(_dist, 2, 2),
    "factorial": _small(math.factorial, 1),
    "floor": _rounding(math.floor, "__floor__"),
    "fsum": Entry(_fsum, 1, 1),
    "isclose": Entry(_is_close, 2, 2, ("rel_tol", "abs_tol")),
    "perm": _small(math.perm, 2),
    "prod": Entry(_prod, 1, 1, ("start",)),
    "trunc": _rounding(math.trunc, "__trunc__"),
}

TABLE: dict[str, object] = {
    "e": math.e,
    "inf": math.inf,
    "nan": math.nan,
    "pi": math.pi,
    "tau": math.tau,
    **{name: Builtin(name, entry) for name, entry in ENTRIES.items()},
}
