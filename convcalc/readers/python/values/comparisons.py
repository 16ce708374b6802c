"""Comparisons, guarded: no undecided size is taken for a truth, and what is walked is paid for."""

from __future__ import annotations

import ast
import operator
from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.readers.python.language.limits import VIEWS
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.values.sizes import equal_sizes
from convcalc.readers.python.values.sizes import order_sizes

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.world import World

COMPARISONS: dict[type[ast.cmpop], tuple[str, Callable[[Any, Any], Any]]] = {
    ast.Eq: ("==", operator.eq),
    ast.NotEq: ("!=", operator.ne),
    ast.Lt: ("<", operator.lt),
    ast.LtE: ("<=", operator.le),
    ast.Gt: (">", operator.gt),
    ast.GtE: (">=", operator.ge),
}


def compare(node_type: type[ast.cmpop], left: Any, right: Any, site: Site) -> object:
    """
    The result of a comparison.

    Raises:
        BadValue: If the two cannot be compared, or sizes cannot be decided.
    """
    if node_type in IDENTITY:
        for each in (left, right):
            if isinstance(each, HostObject) and each.is_unread and left is not right:
                return each
        return IDENTITY[node_type](left, right)
    if site.evaluator.spoiled:
        left, right = site.evaluator.known(left), site.evaluator.known(right)
    if node_type is ast.In:
        return contains(right, left, site)
    if node_type is ast.NotIn:
        return not contains(right, left, site)
    sign, operation = COMPARISONS[node_type]
    if isinstance(left, HostObject) or isinstance(right, HostObject):
        return _compare_host(sign, left, right, site)
    if node_type is ast.Eq:
        return same(left, right, site)
    if node_type is ast.NotEq:
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
    host_type = type(left)
    if host_type in SEQUENCES and type(right) is host_type:
        site.evaluator.charge_steps(1 + len(left))
        return len(left) == len(right) and all(
            one is other or same(one, other, site) for one, other in zip(left, right, strict=True)
        )
    if host_type is dict and type(right) is dict:
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
    sign: str, operation: Callable[[Any, Any], Any], left: Any, right: Any, evaluator: World
) -> object:
    if isinstance(left, Expr) or isinstance(right, Expr):
        if evaluator.knows_classes and (isinstance(left, float) or isinstance(right, float)):
            return _order_fractions(sign, left, right, evaluator)
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


def _order_fractions(sign: str, left: Any, right: Any, evaluator: World) -> bool:
    """The order of a size and a float, both times the float's denominator."""
    from convcalc.readers.python.values.quotients import as_fraction

    one, two = as_fraction(left), as_fraction(right)
    if one is None or two is None:
        raise WrongType(f"a size has no order with this: {show(left)} {sign} {show(right)}")
    return order_sizes(sign, one[0] * two[1], two[0] * one[1], evaluator)


def equal(left: Any, right: Any, evaluator: World) -> bool:
    """
    Whether two plain values are equal; sizes inside lists and tuples are decided one by one.

    Raises:
        BadValue: If that depends on the sizes.
    """
    if isinstance(left, Expr) or isinstance(right, Expr):
        return equal_sizes(left, right, evaluator)
    host_type = type(left)
    if host_type in (list, tuple) and type(right) is host_type:
        evaluator.charge_steps(1 + len(left))
        return len(left) == len(right) and all(
            equal(*pair, evaluator) for pair in zip(left, right, strict=True)
        )
    evaluator.weigh(left)
    evaluator.weigh(right)
    return bool(left == right)


def contains(container: Any, value: Any, site: Site) -> bool:
    """
    Whether `value in container`; of an iterator, what comes before the value is taken.

    Raises:
        BadValue: If nothing can be in it.
    """
    if isinstance(container, HostObject):
        kind = type(container)
        if kind.contains is HostObject.contains and kind.take is not HostObject.take:
            rest = container.iterate(site)
            return any(each is value or same(each, value, site) for each in rest)
        return container.contains(value, site)
    evaluator = site.evaluator
    evaluator.weigh(value)
    if container and type(container) not in (list, tuple):
        evaluator.key(value)
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
