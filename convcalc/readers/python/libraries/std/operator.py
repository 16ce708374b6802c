"""`operator`: the operators as functions."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.libraries.stand_ins import stand_in
from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.values import comparisons
from convcalc.readers.python.values import operators

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.objects.host import Site

BINARY: dict[str, type[ast.operator]] = {
    "add": ast.Add,
    "and_": ast.BitAnd,
    "floordiv": ast.FloorDiv,
    "lshift": ast.LShift,
    "matmul": ast.MatMult,
    "mod": ast.Mod,
    "mul": ast.Mult,
    "or_": ast.BitOr,
    "pow": ast.Pow,
    "rshift": ast.RShift,
    "sub": ast.Sub,
    "truediv": ast.Div,
    "xor": ast.BitXor,
}

COMPARISONS: dict[str, type[ast.cmpop]] = {
    "eq": ast.Eq,
    "ge": ast.GtE,
    "gt": ast.Gt,
    "is_": ast.Is,
    "is_not": ast.IsNot,
    "le": ast.LtE,
    "lt": ast.Lt,
    "ne": ast.NotEq,
}

UNARY: dict[str, type[ast.unaryop]] = {
    "invert": ast.Invert,
    "neg": ast.USub,
    "not_": ast.Not,
    "pos": ast.UAdd,
}


def _binary(kind: type[ast.operator], *, in_place: bool = False) -> Callable[..., Any]:
    def run(site: Site, a: Any, b: Any, /) -> object:
        return operators.operate(kind, a, b, site, in_place=in_place)

    return run


def _comparison(kind: type[ast.cmpop]) -> Callable[..., Any]:
    def run(site: Site, a: Any, b: Any, /) -> object:
        return comparisons.compare(kind, a, b, site)

    return run


def _unary(kind: type[ast.unaryop]) -> Callable[..., Any]:
    def run(site: Site, a: Any, /) -> object:
        return operators.unary(kind, a, site)

    return run


TABLE: dict[str, object] = {
    **stand_in("std/stand_ins/operator.py"),
    **functions({name: _binary(kind) for name, kind in BINARY.items()}),
    **functions(
        {f"i{name.rstrip('_')}": _binary(kind, in_place=True) for name, kind in BINARY.items()}
    ),
    **functions({name: _comparison(kind) for name, kind in COMPARISONS.items()}),
    **functions({name: _unary(kind) for name, kind in UNARY.items()}),
}
