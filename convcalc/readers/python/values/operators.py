"""Operators, guarded: nothing too large is made, and no undecided size is taken for a truth."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.errors import BadValue
from convcalc.readers.python.language.limits import CONTAINERS
from convcalc.readers.python.language.limits import VIEWS
from convcalc.readers.python.objects.failures import NoQuotient
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import show

if TYPE_CHECKING:
    from convcalc.readers.python.language.evaluator import Evaluator
    from convcalc.readers.python.language.limits import Meter
    from convcalc.readers.python.objects.host import Site

Operation = tuple[str, Callable[[Any, Any], Any], Callable[[Any, Any], Any]]

BINARY: dict[type[ast.operator], Operation] = {
    ast.Add: ("+", operator.add, operator.iadd),
    ast.Sub: ("-", operator.sub, operator.isub),
    ast.Mult: ("*", operator.mul, operator.imul),
    ast.Div: ("/", operator.truediv, operator.itruediv),
    ast.FloorDiv: ("//", operator.floordiv, operator.ifloordiv),
    ast.Mod: ("%", operator.mod, operator.imod),
    ast.Pow: ("**", operator.pow, operator.ipow),
    ast.LShift: ("<<", operator.lshift, operator.ilshift),
    ast.RShift: (">>", operator.rshift, operator.irshift),
    ast.BitAnd: ("&", operator.and_, operator.iand),
    ast.BitOr: ("|", operator.or_, operator.ior),
    ast.BitXor: ("^", operator.xor, operator.ixor),
    ast.MatMult: ("@", operator.matmul, operator.imatmul),
}
"""Node -> (sign, operation, the same in place)."""

COMPARISONS: dict[type[ast.cmpop], tuple[str, Callable[[Any, Any], Any]]] = {
    ast.Eq: ("==", operator.eq),
    ast.NotEq: ("!=", operator.ne),
    ast.Lt: ("<", operator.lt),
    ast.LtE: ("<=", operator.le),
    ast.Gt: (">", operator.gt),
    ast.GtE: (">=", operator.ge),
}

PLAIN = frozenset({int, float, bool})
MUTABLE = frozenset({list, dict, set})
FAILURES = (TypeError, ValueError, ZeroDivisionError, OverflowError, KeyError, IndexError)
"""What the host raises when a plain operation is asked for something impossible."""


def operate(
    kind: type[ast.operator], left: Any, right: Any, site: Site, *, in_place: bool = False
) -> object:
    """
    The result of a binary operator.

    Raises:
        BadValue: If the two do not go together.
        LimitError: If the result would be too large.
    """
    sign, operation, changing = BINARY[kind]
    if sign == "%" and type(left) is str:
        from convcalc.readers.python.values.formats import percent

        try:
            return site.evaluator.made(percent(site, left, right))
        except FAILURES as problem:
            raise _impossible(sign, left, right, problem) from None
    if isinstance(left, HostObject) or isinstance(right, HostObject):
        if in_place and type(left) is list and sign == "+":
            return _change(sign, changing, left, right, site)
        return _operate_host(sign, left, right, site, in_place=in_place)
    meter = site.evaluator
    guard = GUARDS.get(sign)
    if guard is not None:
        guard(meter, left, right)
    if in_place and type(left) in MUTABLE:
        return _change(sign, changing, left, right, site)
    if isinstance(left, Expr) or isinstance(right, Expr):
        if meter.knows_classes:
            from convcalc.readers.python.values.quotients import with_size

            found = with_size(sign, left, right)
            if found is not NotImplemented:
                return found
        elif sign == "/":
            return _true_quotient(left, right)
    try:
        return meter.made(operation(left, right))
    except FAILURES as problem:
        raise _impossible(sign, left, right, problem) from None


def _operate_host(sign: str, left: Any, right: Any, site: Site, *, in_place: bool) -> object:
    if in_place and isinstance(left, HostObject):
        changed = left.change(sign, right, site)
        if changed is not NotImplemented:
            return changed
    if isinstance(left, HostObject):
        result = left.binary(sign, right, site, reflected=False)
        if result is not NotImplemented:
            return result
    if isinstance(right, HostObject):
        result = right.binary(sign, left, site, reflected=True)
        if result is not NotImplemented:
            return result
    raise WrongType(f"{describe(left)} {sign} {describe(right)} means nothing: {site.text()}")


def _change(
    sign: str, changing: Callable[[Any, Any], Any], left: Any, right: Any, site: Site
) -> object:
    """Change a list, dict or set in place."""
    meter = site.evaluator
    if type(left) is list and sign == "+":
        right = meter.collect(right, site)
    meter.charge_items(len(right) if hasattr(right, "__len__") else 1)
    try:
        return changing(left, right)
    except FAILURES as problem:
        raise _impossible(sign, left, right, problem) from None


def _impossible(sign: str, left: Any, right: Any, problem: Exception) -> BadValue:
    """The complaint about an operator that the host refused."""
    shown = f"{show(left)} {sign} {show(right)}"
    if isinstance(problem, ZeroDivisionError):
        return NoQuotient(f"division by zero: {shown}")
    if isinstance(problem, OverflowError):
        return BadValue(f"the result is too large: {shown}")
    return WrongType(f"{describe(left)} {sign} {describe(right)} means nothing: {shown}")


def _true_quotient(left: Any, right: Any) -> object:
    """A size divided without a rest; a half size is none."""
    if isinstance(left, float) or isinstance(right, float) or right == 0:
        raise BadValue(f"{left} / {right} is no whole size", hint="// divides into whole sizes")
    quotient = left // right
    if quotient * right != left:
        raise BadValue(
            f"{left} / {right} may leave a rest",
            expected="a whole size",
            hint="// divides into whole sizes, rounded down",
        )
    return quotient


def _guard_times(meter: Meter, left: Any, right: Any) -> None:
    for value, times in ((left, right), (right, left)):
        if type(times) not in (int, bool) or type(value) in PLAIN:
            continue
        if type(value) is str:
            meter.charge_text(len(value) * max(times, 0))
        elif type(value) in CONTAINERS:
            meter.charge_items(len(value) * max(times, 0))
    if type(left) is int and type(right) is int:
        meter.charge_bits(left.bit_length() + right.bit_length() - 1)


def _guard_power(meter: Meter, left: Any, right: Any) -> None:
    if type(right) is not int or right < 0:
        return
    if isinstance(left, Expr):
        if right > 64:
            raise BadValue(f"({left}) ** {right}", expected="a power of at most 64")
        return
    if type(left) in (int, bool):
        meter.charge_bits(max(abs(int(left)).bit_length() - 1, 0) * right)


def _guard_shift(meter: Meter, left: Any, right: Any) -> None:
    if type(left) in (int, bool) and type(right) is int and right > 0:
        meter.charge_bits(int(left).bit_length() + right)


def check_width(spec: str) -> None:
    """
    Refuse the widths of a format that would make an enormous text.

    Raises:
        BadValue: If a width has more than three digits or is computed.
    """
    if "*" in spec or re.search(r"\d{4}", spec):
        raise BadValue(f"the format {show(spec)}", expected="a width of at most 999")


def _guard_walk(meter: Meter, left: Any, right: Any) -> None:
    meter.weigh(left)
    meter.weigh(right)


GUARDS: dict[str, Callable[[Meter, Any, Any], None]] = {
    "*": _guard_times,
    "**": _guard_power,
    "<<": _guard_shift,
    "|": _guard_walk,
    "&": _guard_walk,
    "^": _guard_walk,
}


def compare(kind: type[ast.cmpop], left: Any, right: Any, site: Site) -> object:
    """
    The result of a comparison.

    Raises:
        BadValue: If the two cannot be compared, or sizes cannot be decided.
    """
    if kind in IDENTITY:
        return IDENTITY[kind](left, right)
    if kind is ast.In:
        return contains(right, left, site)
    if kind is ast.NotIn:
        return not contains(right, left, site)
    sign, operation = COMPARISONS[kind]
    if isinstance(left, HostObject) or isinstance(right, HostObject):
        return _compare_host(sign, left, right, site)
    if kind is ast.Eq:
        return same(left, right, site)
    if kind is ast.NotEq:
        return not same(left, right, site)
    return _order(sign, operation, left, right, site.evaluator)


def _compare_host(sign: str, left: Any, right: Any, site: Site) -> object:
    if isinstance(left, HostObject):
        result = left.compare(sign, right, site)
        if result is not NotImplemented:
            return result
    if isinstance(right, HostObject):
        result = right.compare(MIRRORED[sign], left, site)
        if result is not NotImplemented:
            return result
    if sign in ("==", "!="):
        return (left is right) == (sign == "==")
    raise WrongType(f"{describe(left)} and {describe(right)} cannot be compared with {sign}")


def same(left: Any, right: Any, site: Site) -> bool:
    """
    Whether two values are equal, with objects compared in their own way.

    Raises:
        BadValue: If that depends on the sizes.
    """
    if isinstance(left, HostObject) or isinstance(right, HostObject):
        return site.evaluator.decide(_compare_host("==", left, right, site), site)
    kind = type(left)
    if kind in SEQUENCES and type(right) is kind:
        site.evaluator.charge_steps(1 + len(left))
        return len(left) == len(right) and all(
            one is other or same(one, other, site) for one, other in zip(left, right, strict=True)
        )
    if kind is dict and type(right) is dict:
        site.evaluator.charge_steps(1 + len(left))
        return len(left) == len(right) and all(
            key in right and (each is right[key] or same(each, right[key], site))
            for key, each in left.items()
        )
    return equal(left, right, site.evaluator)


def is_same(left: object, right: object) -> bool:
    """Whether two values are one object; equal texts are, as Python keeps each word once."""
    return left is right or (type(left) is str and type(right) is str and left == right)


SEQUENCES = frozenset({list, tuple})
IDENTITY: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Is: is_same,
    ast.IsNot: lambda left, right: not is_same(left, right),
}
MIRRORED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


def _order(
    sign: str, operation: Callable[[Any, Any], Any], left: Any, right: Any, evaluator: Evaluator
) -> object:
    if isinstance(left, Expr) or isinstance(right, Expr):
        return order_sizes(sign, left, right, evaluator)
    evaluator.weigh(left)
    evaluator.weigh(right)
    try:
        return operation(left, right)
    except TypeError:
        raise WrongType(
            f"{describe(left)} and {describe(right)} have no order: "
            f"{show(left)} {sign} {show(right)}"
        ) from None


def order_sizes(sign: str, left: Any, right: Any, evaluator: Evaluator) -> bool:
    """Whether the order of two sizes holds, for every value of the symbols."""
    from convcalc.dims import is_at_least

    if evaluator.knows_classes and (isinstance(left, float) or isinstance(right, float)):
        return _order_fractions(sign, left, right, evaluator)
    for each in (left, right):
        if not isinstance(each, (int, Expr)):
            raise BadValue(
                f"a size and {describe(each)} have no order: {left} {sign} {show(right)}"
            )
    first, second = (right, left) if sign in ("<=", "<") else (left, right)
    decided = is_at_least(first, second if sign in (">=", "<=") else second + 1)
    return evaluator.undecided(left, sign, right) if decided is None else decided


def _order_fractions(sign: str, left: Any, right: Any, evaluator: Evaluator) -> bool:
    """The order of a size and a float, both times the float's denominator."""
    from convcalc.readers.python.values.quotients import as_fraction

    one, two = as_fraction(left), as_fraction(right)
    if one is None or two is None:
        raise WrongType(f"a size has no order with this: {show(left)} {sign} {show(right)}")
    return order_sizes(sign, one[0] * two[1], two[0] * one[1], evaluator)


def equal(left: Any, right: Any, evaluator: Evaluator) -> bool:
    """
    Whether two plain values are equal; sizes inside lists and tuples are decided one by one.

    Raises:
        BadValue: If that depends on the sizes.
    """
    if isinstance(left, Expr) or isinstance(right, Expr):
        return _equal_sizes(left, right, evaluator)
    kind = type(left)
    if kind in (list, tuple) and type(right) is kind:
        evaluator.charge_steps(1 + len(left))
        return len(left) == len(right) and all(
            equal(*pair, evaluator) for pair in zip(left, right, strict=True)
        )
    evaluator.weigh(left)
    evaluator.weigh(right)
    return bool(left == right)


def _equal_sizes(left: Any, right: Any, evaluator: Evaluator) -> bool:
    from convcalc.dims import is_equal

    if not isinstance(left, (int, Expr)) or not isinstance(right, (int, Expr)):
        return False
    decided = is_equal(left, right)
    return evaluator.undecided(left, "==", right) if decided is None else decided


def contains(container: Any, value: Any, site: Site) -> bool:
    """
    Whether `value in container`.

    Raises:
        BadValue: If nothing can be in it.
    """
    if isinstance(container, HostObject):
        return container.contains(value, site)
    evaluator = site.evaluator
    evaluator.weigh(value)
    if type(container) in (list, tuple):
        evaluator.charge_steps(len(container))
        return any(each is value or same(each, value, site) for each in container)
    if type(container) not in CONTAINING or (type(container) is range and type(value) is not int):
        raise WrongType(f"nothing can be in {describe(container)}: {show(container)}")
    if type(container) is str:
        evaluator.charge_steps(len(container) // 1000)
    try:
        return value in container
    except TypeError:
        raise WrongType(f"{describe(value)} cannot be in {describe(container)}") from None


CONTAINING = frozenset({str, dict, set, frozenset, range, *VIEWS})


def unary(kind: type[ast.unaryop], value: Any, site: Site) -> object:
    """
    The result of `-x`, `+x`, `~x` or `not x`.

    Raises:
        BadValue: If the value has no such operator.
    """
    if kind is ast.Not:
        return not site.evaluator.decide(value, site)
    sign, operation = UNARY[kind]
    if isinstance(value, HostObject):
        return value.unary(sign, site)
    try:
        return operation(value)
    except TypeError:
        raise WrongType(f"{describe(value)} has no {sign}x: {sign}{show(value)}") from None


UNARY: dict[type[ast.unaryop], tuple[str, Callable[[Any], Any]]] = {
    ast.USub: ("-", operator.neg),
    ast.UAdd: ("+", operator.pos),
    ast.Invert: ("~", operator.invert),
}
