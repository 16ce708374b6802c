"""`operator`: the operators as functions."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.libraries.std.rows import StandardFunction
from convcalc.readers.python.libraries.std.rows import call
from convcalc.readers.python.libraries.std.rows import functions
from convcalc.readers.python.objects.attributes import get_attribute
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.values import comparisons
from convcalc.readers.python.values import operators
from convcalc.readers.python.values.elements import element_of

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


def subscripted(value: Any, key: Any, site: Site) -> Any:
    """`value[key]` of any value."""
    if isinstance(value, HostObject):
        return value.subscript(key, site)
    return element_of(site.evaluator, value, key)


def _itemgetter(site: Site, *keys: Any) -> object:
    def get(site: Site, value: Any) -> object:
        found = [subscripted(value, each, site) for each in keys]
        return found[0] if len(keys) == 1 else tuple(found)

    return StandardFunction("itemgetter", get)


def _attribute(value: Any, dotted: str, site: Site) -> Any:
    for name in dotted.split("."):
        value = get_attribute(value, name, site)
    return value


def _attrgetter(site: Site, *names: Any) -> object:
    def get(site: Site, value: Any) -> object:
        found = [_attribute(value, each, site) for each in names]
        return found[0] if len(names) == 1 else tuple(found)

    return StandardFunction("attrgetter", get)


def _methodcaller(site: Site, name: Any, /, *args: Any, **kwargs: Any) -> object:
    def run(site: Site, value: Any) -> object:
        return call(_attribute(value, name, site), list(args), kwargs, site)

    return StandardFunction("methodcaller", run)


def _getitem(site: Site, value: Any, key: Any, /) -> object:
    return subscripted(value, key, site)


def _contains(site: Site, values: Any, value: Any, /) -> bool:
    return comparisons.contains(values, value, site)


def _truth(site: Site, value: Any, /) -> bool:
    return site.evaluator.decide(value, site)


def _index_of(site: Site, value: Any, /) -> object:
    return site.evaluator.builtins["int"].call([value], {}, site)


TABLE: dict[str, object] = {
    **functions({name: _binary(kind) for name, kind in BINARY.items()}),
    **functions(
        {f"i{name.rstrip('_')}": _binary(kind, in_place=True) for name, kind in BINARY.items()}
    ),
    **functions({name: _comparison(kind) for name, kind in COMPARISONS.items()}),
    **functions({name: _unary(kind) for name, kind in UNARY.items()}),
    **functions(
        {
            "attrgetter": _attrgetter,
            "concat": _binary(ast.Add),
            "contains": _contains,
            "getitem": _getitem,
            "index": _index_of,
            "itemgetter": _itemgetter,
            "methodcaller": _methodcaller,
            "truth": _truth,
        }
    ),
}
