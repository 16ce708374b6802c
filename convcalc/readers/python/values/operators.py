"""Operators, guarded: nothing too large is made, and no undecided size is taken for a truth."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.errors import BadValue
from convcalc.readers.python.language.limits import CONTAINERS
from convcalc.readers.python.objects.failures import FAILURES
from convcalc.readers.python.objects.failures import NoQuotient
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.world import Account

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

PLAIN = frozenset({int, float, bool})
MUTABLE = frozenset({list, dict, set})


def operate(
    node_type: type[ast.operator], left: Any, right: Any, site: Site, *, in_place: bool = False
) -> object:
    """
    The result of a binary operator.

    Raises:
        BadValue: If the two do not go together.
        LimitError: If the result would be too large.
    """
    sign, operation, changing = BINARY[node_type]
    if site.evaluator.spoiled:
        left, right = site.evaluator.known(left), site.evaluator.known(right)
    if sign == "%" and type(left) is str and not isinstance(right, Unread):
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


def _guard_times(meter: Account, left: Any, right: Any) -> None:
    for value, times in ((left, right), (right, left)):
        if type(times) not in (int, bool) or type(value) in PLAIN:
            continue
        if type(value) is str:
            meter.charge_text(len(value) * max(times, 0))
        elif type(value) in CONTAINERS:
            meter.charge_items(len(value) * max(times, 0))
    if type(left) is int and type(right) is int:
        meter.charge_bits(left.bit_length() + right.bit_length() - 1)


def _guard_power(meter: Account, left: Any, right: Any) -> None:
    if type(right) is not int or right < 0:
        return
    if isinstance(left, Expr):
        if right > 64:
            raise BadValue(f"({left}) ** {right}", expected="a power of at most 64")
        return
    if type(left) in (int, bool):
        meter.charge_bits(max(abs(int(left)).bit_length() - 1, 0) * right)


def _guard_shift(meter: Account, left: Any, right: Any) -> None:
    if type(left) in (int, bool) and type(right) is int and right > 0:
        meter.charge_bits(int(left).bit_length() + right)


def _guard_walk(meter: Account, left: Any, right: Any) -> None:
    meter.weigh(left)
    meter.weigh(right)


GUARDS: dict[str, Callable[[Account, Any, Any], None]] = {
    "*": _guard_times,
    "**": _guard_power,
    "<<": _guard_shift,
    "|": _guard_walk,
    "&": _guard_walk,
    "^": _guard_walk,
}


def unary(node_type: type[ast.unaryop], value: Any, site: Site) -> object:
    """
    The result of `-x`, `+x`, `~x` or `not x`.

    Raises:
        BadValue: If the value has no such operator.
    """
    if node_type is ast.Not:
        return not site.evaluator.decide(value, site)
    sign, operation = UNARY[node_type]
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
