"""The functions that the evaluated world starts with: a literal table, none the host's own."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.errors import BadValue
from convcalc.readers.python.language.limits import VIEWS
from convcalc.readers.python.objects.failures import Exhausted
from convcalc.readers.python.objects.failures import Uncaught
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.functions import MANY
from convcalc.readers.python.objects.functions import Builtin
from convcalc.readers.python.objects.functions import Entry
from convcalc.readers.python.objects.host import MISSING
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import show

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site

DIGITS = 1_300
"""More digits than the largest integer has."""


def _len(site: Site, value: Any) -> object:
    if isinstance(value, HostObject):
        return value.length(site)
    if type(value) not in SIZED:
        raise WrongType(f"{describe(value)} has no length: {show(value)}")
    return len(value)


def _range(site: Site, *given: Any) -> range:
    ends = [each.as_number(site) if isinstance(each, HostObject) else each for each in given]
    for each in ends:
        if isinstance(each, Expr):
            raise Uncaught(
                f"range() takes numbers, and {each} is not known in numbers",
                hint="give the input in numbers, for example -i 3x224x224",
            )
        if type(each) not in (int, bool):
            raise WrongType(f"range() takes whole numbers, got {show(each)}")
    return range(*ends)


def _enumerate(site: Site, values: Any, start: int = 0) -> list[Any]:
    return list(enumerate(site.evaluator.collect(values, site), start))


def _zip(site: Site, *several: Any, strict: Any = False) -> list[Any]:
    collected = [site.evaluator.collect(each, site) for each in several]
    return list(zip(*collected, strict=bool(strict)))


def _extreme(sign: str) -> Any:
    """`min` or `max`, also of sizes that are symbols."""

    def run(site: Site, *values: Any, key: Any = None, **default: Any) -> object:
        several = list(values) if len(values) > 1 else site.evaluator.collect(values[0], site)
        if not several:
            if "default" in default:
                return default["default"]
            raise BadValue("the smallest or largest of nothing", expected="at least one value")
        if key is None and _are_sizes(several):
            return _extreme_size(sign, several)
        from convcalc.readers.python.values.comparisons import compare
        from convcalc.readers.python.values.sorting import call

        keys = several if key is None else [call(key, [each], site) for each in several]
        best = 0
        comparison = LESS[sign]
        decide = site.evaluator.decide
        for index in range(1, len(several)):
            if decide(compare(comparison, keys[index], keys[best], site), site):
                best = index
        return several[best]

    return run


def _are_sizes(several: list[Any]) -> bool:
    """Whether there are symbols among them, and nothing that is compared in its own way."""
    return any(isinstance(each, Expr) for each in several) and not any(
        isinstance(each, (HostObject, float)) for each in several
    )


def _extreme_size(sign: str, several: list[Any]) -> object:
    from convcalc.dims import maximum
    from convcalc.dims import minimum

    for each in several:
        if not isinstance(each, (int, Expr)):
            raise BadValue(f"a size and {describe(each)} have no order: {show(each)}")
    return (minimum if sign == "<" else maximum)(*several)


def _sum(site: Site, values: Any, start: Any = 0) -> object:
    from convcalc.readers.python.values import operators

    total = start
    for each in site.evaluator.collect(values, site):
        total = operators.operate(ast.Add, total, each, site)
    return total


def _abs(site: Site, value: Any) -> object:
    if isinstance(value, HostObject):
        return value.unary("abs", site)
    if isinstance(value, Expr):
        from convcalc.readers.python.values.sizes import order_sizes

        return value if order_sizes(">=", value, 0, site.evaluator) else -value
    return abs(value)


def _int(site: Site, value: Any = 0, *base: Any) -> object:
    if isinstance(value, HostObject):
        value = value.as_number(site)
    own = getattr(value, "__trunc__", None)
    if own is not None and isinstance(value, HostObject):
        return own()
    if isinstance(value, Expr):
        return value
    if type(value) is str and len(value) > DIGITS:
        raise BadValue("a number of so many digits", expected=f"at most {DIGITS}")
    if type(value) not in (int, float, bool, str):
        raise WrongType(f"{describe(value)} is no number: {show(value)}")
    return int(value, *base)


def _float(site: Site, value: Any = 0.0) -> object:
    if isinstance(value, HostObject):
        value = value.as_number(site)
    if site.evaluator.knows_classes and isinstance(value, (Expr, HostObject)):
        return value
    if isinstance(value, Expr):
        raise BadValue(f"{value} is a size, no float", hint="// divides into whole sizes")
    if type(value) not in (int, float, bool, str):
        raise WrongType(f"{describe(value)} is no number: {show(value)}")
    return float(value)


def _str(site: Site, value: Any = "") -> str:
    from convcalc.readers.python.values.formats import as_text

    return as_text(site, value)


def _bool(site: Site, value: Any = False) -> bool:
    return site.evaluator.decide(value, site)


def _list(site: Site, values: Any = ()) -> list[Any]:
    return list(site.evaluator.collect(values, site))


def _tuple(site: Site, values: Any = ()) -> tuple[Any, ...]:
    return tuple(site.evaluator.collect(values, site))


def _dict(site: Site, args: list[Any], kwargs: dict[str, Any]) -> dict[Any, Any]:
    from convcalc.readers.python.values.methods import pairs

    return pairs(site, args, kwargs)


class _DictEntry(Entry):
    """`dict` takes any names."""

    def run(self, name: str, first: tuple[Any, ...], args: list[Any], kwargs: Any) -> object:
        return self.function(first[0], args, kwargs)


def _set(site: Site, values: Any = ()) -> set[Any]:
    return {site.evaluator.key(each) for each in site.evaluator.collect(values, site)}


def frozen(site: Site, values: Any = ()) -> frozenset[Any]:
    """`frozenset(values)`."""
    return frozenset(_set(site, values))


def slice_(site: Site, *ends: Any) -> slice:
    """`slice(start, stop, step)`."""
    return slice(*ends)


def _sorted(site: Site, values: Any, key: Any = None, reverse: Any = False) -> list[Any]:
    from convcalc.readers.python.values.sorting import sort

    return sort(site.evaluator.collect(values, site), key, reverse, site)


def _reversed(site: Site, values: Any) -> list[Any]:
    return list(reversed(site.evaluator.collect(values, site)))


def _round(site: Site, value: Any, *digits: Any) -> object:
    if isinstance(value, Expr):
        return value
    if isinstance(value, HostObject):
        return _rounded(value, site)
    if type(value) not in (int, float, bool):
        raise WrongType(f"{describe(value)} cannot be rounded: {show(value)}")
    if digits and (type(digits[0]) is not int or abs(digits[0]) > 1000):
        raise BadValue(f"{show(digits[0])} digits", expected="a small whole number")
    return round(value, *digits)


def _rounded(value: HostObject, site: Site) -> object:
    number: Any = value.as_number(site)
    return round(number) if not isinstance(number, Expr) else number


def _any(site: Site, values: Any) -> bool:
    return any(site.evaluator.decide(each, site) for each in site.evaluator.iterate(values, site))


def _all(site: Site, values: Any) -> bool:
    return all(site.evaluator.decide(each, site) for each in site.evaluator.iterate(values, site))


def _map(site: Site, function: Any, *several: Any) -> list[Any]:
    from convcalc.readers.python.values.sorting import call

    rounds = _zip(site, *several)
    return [call(function, list(each), site) for each in rounds]


def _filter(site: Site, function: Any, values: Any) -> list[Any]:
    collected = site.evaluator.collect(values, site)
    if function is None:
        return [each for each in collected if site.evaluator.decide(each, site)]
    from convcalc.readers.python.values.sorting import call

    return [e for e in collected if site.evaluator.decide(call(function, [e], site), site)]


def _isinstance(site: Site, value: Any, classes: Any) -> bool:
    for each in classes if type(classes) is tuple else (classes,):
        if not isinstance(each, Builtin) or not each.host_types:
            raise BadValue("isinstance() takes int, float, str, bool, list, tuple, dict or set")
        if isinstance(value, each.host_types) or (each.name == "int" and isinstance(value, Expr)):
            return True
    return False


def _divmod(site: Site, left: Any, right: Any) -> object:
    from convcalc.readers.python.values import operators

    quotient = operators.operate(ast.FloorDiv, left, right, site)
    return quotient, operators.operate(ast.Mod, left, right, site)


def _pow(site: Site, left: Any, right: Any, *modulus: Any) -> object:
    if modulus:
        for each in (left, right, modulus[0]):
            if type(each) not in (int, bool):
                raise WrongType(f"pow() with three arguments takes whole numbers, got {show(each)}")
        site.evaluator.charge_steps(right.bit_length() * modulus[0].bit_length() // 500)
        return pow(left, right, modulus[0])
    from convcalc.readers.python.values import operators

    return operators.operate(ast.Pow, left, right, site)


def _print(site: Site, *values: Any, **options: Any) -> None:
    """Nothing: a definition has nobody to talk to."""


def _iter(site: Site, values: Any) -> object:
    from convcalc.readers.python.values.streams import Stream
    from convcalc.readers.python.values.streams import stream

    return values if isinstance(values, Stream) else Stream(stream(values, site))


def _next(site: Site, values: Any, *default: Any) -> object:
    if not isinstance(values, HostObject):
        raise WrongType(f"next() takes an iterator, got {describe(values)}")
    found = values.take(site)
    if found is not MISSING:
        return found
    if default:
        return default[0]
    raise Exhausted("next() of an iterator that is at its end")


def _callable(site: Site, value: Any) -> bool:
    return isinstance(value, HostObject) and type(value).call is not HostObject.call


SIZED = frozenset({str, list, tuple, dict, set, frozenset, range, *VIEWS})
LESS: dict[str, type[ast.cmpop]] = {"<": ast.Lt, ">": ast.Gt}

FUNCTIONS: dict[str, Entry] = {
    "abs": Entry(_abs, 1, 1),
    "all": Entry(_all, 1, 1),
    "any": Entry(_any, 1, 1),
    "callable": Entry(_callable, 1, 1),
    "divmod": Entry(_divmod, 2, 2),
    "enumerate": Entry(_enumerate, 1, 2, ("start",)),
    "filter": Entry(_filter, 2, 2),
    "isinstance": Entry(_isinstance, 2, 2),
    "iter": Entry(_iter, 1, 1),
    "len": Entry(_len, 1, 1),
    "map": Entry(_map, 2, MANY),
    "max": Entry(_extreme(">"), 1, MANY, ("key", "default")),
    "min": Entry(_extreme("<"), 1, MANY, ("key", "default")),
    "next": Entry(_next, 1, 2),
    "pow": Entry(_pow, 2, 3),
    "print": Entry(_print, 0, MANY, ("sep", "end", "file", "flush")),
    "range": Entry(_range, 1, 3),
    "reversed": Entry(_reversed, 1, 1),
    "round": Entry(_round, 1, 2),
    "sorted": Entry(_sorted, 1, 1, ("key", "reverse")),
    "sum": Entry(_sum, 1, 2, ("start",)),
    "zip": Entry(_zip, 0, MANY, ("strict",)),
}

TYPES: dict[str, tuple[Entry, tuple[type, ...]]] = {
    "bool": (Entry(_bool, 0, 1), (bool,)),
    "dict": (_DictEntry(_dict, 0, 1), (dict,)),
    "float": (Entry(_float, 0, 1), (float,)),
    "int": (Entry(_int, 0, 2), (int,)),
    "list": (Entry(_list, 0, 1), (list,)),
    "set": (Entry(_set, 0, 1), (set,)),
    "str": (Entry(_str, 0, 1), (str,)),
    "tuple": (Entry(_tuple, 0, 1), (tuple,)),
}

BUILTINS: dict[str, HostObject] = {
    **{name: Builtin(name, entry) for name, entry in FUNCTIONS.items()},
    **{name: Builtin(name, entry, types) for name, (entry, types) in TYPES.items()},
}
