"""The modules that may be imported, as literal tables: `math`, and nothing of the host besides."""

from __future__ import annotations

import ast
import math
from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.errors import BadValue
from convcalc.readers.python.builtins import BUILTINS
from convcalc.readers.python.functions import Builtin
from convcalc.readers.python.functions import Entry
from convcalc.readers.python.host import HostObject
from convcalc.readers.python.host import Namespace
from convcalc.readers.python.host import describe
from convcalc.readers.python.host import show
from convcalc.readers.python.operators import operate

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.host import Site


def _number(function: Callable[..., Any], least: int = 1, most: int = 1) -> Entry:
    """A function of plain numbers."""

    def run(site: Site, *values: Any) -> object:
        for each in values:
            if type(each) not in (int, float, bool):
                raise BadValue(f"{describe(each)} is no number: {show(each)}")
        return function(*values)

    return Entry(run, least, most)


def _rounding(function: Callable[[Any], int]) -> Entry:
    """Rounding, which leaves a whole size as it is."""

    def run(site: Site, value: Any) -> object:
        if isinstance(value, Expr):
            return value
        if type(value) not in (int, float, bool):
            raise BadValue(f"{describe(value)} is no number: {show(value)}")
        return function(value)

    return Entry(run, 1, 1)


def _prod(site: Site, values: Any, start: Any = 1) -> object:
    total = start
    for each in site.evaluator.collect(values, site):
        total = operate(ast.Mult, total, each, site)
    return total


MATH: dict[str, Entry] = {
    "ceil": _rounding(math.ceil),
    "cos": _number(math.cos),
    "exp": _number(math.exp),
    "fabs": _number(math.fabs),
    "floor": _rounding(math.floor),
    "fmod": _number(math.fmod, 2, 2),
    "gcd": _number(math.gcd, 0, 64),
    "hypot": _number(math.hypot, 1, 64),
    "isclose": _number(math.isclose, 2, 2),
    "isfinite": _number(math.isfinite),
    "isinf": _number(math.isinf),
    "isnan": _number(math.isnan),
    "isqrt": _number(math.isqrt),
    "lcm": _number(math.lcm, 0, 4),
    "log": _number(math.log, 1, 2),
    "log10": _number(math.log10),
    "log2": _number(math.log2),
    "pow": _number(math.pow, 2, 2),
    "prod": Entry(_prod, 1, 1, ("start",)),
    "sin": _number(math.sin),
    "sqrt": _number(math.sqrt),
    "tan": _number(math.tan),
    "tanh": _number(math.tanh),
    "trunc": _rounding(math.trunc),
}

MODULES: dict[str, HostObject] = {
    "builtins": Namespace("builtins", dict(BUILTINS)),
    "math": Namespace(
        "math",
        {
            "e": math.e,
            "inf": math.inf,
            "nan": math.nan,
            "pi": math.pi,
            "tau": math.tau,
            **{name: Builtin(name, entry) for name, entry in MATH.items()},
        },
    ),
}
