"""Whether a network is what its definition expects: `expect(output=(10,), params=61_706)`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.errors import BadValue
from convcalc.errors import ConvcalcError
from convcalc.errors import ExpectationError
from convcalc.errors import UnknownName
from convcalc.layers.core.shapes import show_shape
from convcalc.unknown import Unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.analysis.report import Report
    from convcalc.dims import Dim
    from convcalc.graph.graph import Expectation
    from convcalc.graph.graph import Graph
    from convcalc.layers.core.shapes import Shape

COUNTS = (
    "params",
    "trainable_params",
    "buffers",
    "macs",
    "flops",
    "elementwise",
    "weight_bytes",
    "activation_bytes",
    "peak_activation_bytes",
)
FIELDS = {
    "receptive_field": "size",
    "receptive_field_size": "size",
    "receptive_field_stride": "stride",
    "receptive_field_start": "start",
}
SHAPES = ("output", "shape")
LIMITS = (
    "max_params",
    "max_macs",
    "max_flops",
    "max_weight_bytes",
    "max_peak_bytes",
    "min_receptive_field",
)
QUANTITIES = (*SHAPES, *COUNTS, *FIELDS, "layers", *LIMITS)

SAME_FOR_EVERY_INPUT = (
    *("params", "trainable_params", "buffers", "weight_bytes", "layers"),
    *FIELDS,
    *("max_params", "max_weight_bytes", "min_receptive_field"),
)


def failures_of(graph: Graph, report: Report) -> tuple[ConvcalcError, ...]:
    """Every expectation of the definition that does not hold, with both values and its place."""
    found = []
    for expectation in graph.expectations:
        try:
            check(expectation, graph, report)
        except ConvcalcError as error:
            error.argument = expectation.quantity
            found.append(error.at(expectation.source))
    return tuple(found)


def hangs_on_input(failure: ConvcalcError) -> bool:
    """Whether a failed expectation is one of sizes or work, which another input changes."""
    return isinstance(failure, ExpectationError) and failure.argument not in SAME_FOR_EVERY_INPUT


def check(expectation: Expectation, graph: Graph, report: Report) -> None:
    """
    Compare one expectation with what the network is.

    Raises:
        ExpectationError: If it does not hold.
        UnknownName: If neither a quantity nor a layer is called so.
        BadValue: If the wanted value is no size or shape.

    """
    quantity = expectation.quantity
    if quantity in SHAPES:
        _check_output(expectation, graph)
    elif quantity in COUNTS:
        _check_count(quantity, expectation.wanted, report)
    elif quantity in FIELDS:
        _check_field(expectation, graph, report)
    elif quantity in LIMITS:
        from convcalc.checks.limits import check_limit
        from convcalc.checks.limits import limit_of

        limit = limit_of(expectation.wanted, quantity)
        check_limit(quantity, limit, graph, report, expectation.subject)
    elif quantity == "layers":
        _compare(quantity, _size(expectation.wanted, quantity), len(report.layers))
    else:
        row = next((each for each in report.layers if each.name == quantity), None)
        if row is None:
            raise _unknown(quantity, report)
        _check_shape(quantity, expectation.wanted, row.output_shapes[0])


def _unknown(quantity: str, report: Report) -> UnknownName:
    from convcalc.suggestions import did_you_mean

    names = [*QUANTITIES, *(row.name for row in report.layers)]
    return UnknownName(
        f"nothing to expect is called {quantity!r}",
        expected=f"{', '.join(QUANTITIES)}, or the name of a layer",
        hint=did_you_mean(quantity, names),
    )


def _check_output(expectation: Expectation, graph: Graph) -> None:
    wanted = expectation.wanted
    if expectation.subject is not None:
        tensor = expectation.subject
        maker = next((node.name for node in graph.nodes if tensor in node.outputs), "shape")
        _check_shape(maker, wanted, tensor.shape)
        return
    shapes = [tensor.shape for tensor in graph.outputs]
    several = isinstance(wanted, (list, tuple)) and any(
        isinstance(each, (list, tuple)) for each in wanted
    )
    if several and len(wanted) != len(shapes):
        raise ExpectationError(f"expected {len(wanted)} outputs, got {len(shapes)}")
    if not several:
        wanted = [wanted]
        shapes = shapes[:1] or [()]
    for each, shape in zip(wanted, shapes, strict=True):
        _check_shape(expectation.quantity, each, shape)


def _check_shape(name: str, wanted: Any, got: Shape) -> None:
    """The shape with its batch axis or without."""
    sizes = wanted if isinstance(wanted, (list, tuple)) else (wanted,)
    shape = tuple([_size(each, name) for each in sizes])
    compared = got[1:] if len(shape) == len(got) - 1 else got
    if len(shape) != len(compared):
        raise ExpectationError(
            f"expected {name}={show_shape(shape)}, got {show_shape(got)}: "
            f"{len(got)} axes instead of {len(shape)}"
        )
    for one, other in zip(shape, compared, strict=True):
        if one != other and not _proved_equal(one, other):
            only = _only_where(one, other)
            raise ExpectationError(
                f"expected {name}={show_shape(shape)}, got {show_shape(compared)}{only}"
            )


def _check_count(quantity: str, wanted: Any, report: Report) -> None:
    size = _size(wanted, quantity)
    got = getattr(report.totals, quantity)
    if quantity in report.totals.at_least:
        raise ExpectationError(
            f"expected {quantity}={_show(size)}, got at least {_show(got)}",
            expected="a number that can be known",
            hint=report.unknown[0] if report.unknown else "",
        )
    _compare(quantity, size, got)


def _check_field(expectation: Expectation, graph: Graph, report: Report) -> None:
    from convcalc.checks.fields import field_at

    quantity, part = expectation.quantity, FIELDS[expectation.quantity]
    field = field_at(expectation.subject, graph, report)
    got = getattr(field, part) if field is not None else ()
    wanted = expectation.wanted
    if not isinstance(wanted, (list, tuple)):
        wanted = (wanted,) * max(len(got), 1)
    sizes = tuple([_size(each, quantity) for each in wanted])
    if len(sizes) != len(got) or any(
        one != other and (other is None or not _proved_equal(one, other))
        for one, other in zip(sizes, got, strict=True)
    ):
        shown = f"({', '.join('?' if each is None else str(each) for each in got)})"
        why = f": {field.reason}" if field is not None and field.reason else ""
        raise ExpectationError(f"expected {quantity}={show_shape(sizes)}, got {shown}{why}")


def _compare(quantity: str, wanted: Dim, got: Dim | Unknown) -> None:
    if isinstance(got, Unknown):
        raise ExpectationError(f"expected {quantity}={_show(wanted)}: {got.reason}")
    if wanted == got or _proved_equal(wanted, got):
        return
    raise ExpectationError(
        f"expected {quantity}={_show(wanted)}, got {_show(got)}{_gap(wanted, got)}"
    )


def _gap(wanted: Dim, got: Dim) -> str:
    difference = got - wanted
    if isinstance(difference, Expr):
        return _only_where(wanted, got)
    return f" ({abs(difference):,} {'more' if difference > 0 else 'fewer'})"


def _proved_equal(one: Dim, other: Any) -> bool:
    if not isinstance(one, Expr) and not isinstance(other, Expr):
        return bool(one == other)
    from convcalc.dims import is_equal

    return is_equal(one, other) is True


def _only_where(one: Dim, other: Dim) -> str:
    """For which sizes the expectation holds after all."""
    if not isinstance(one - other, Expr):
        return ""
    from convcalc.dims.congruence import Condition
    from convcalc.dims.congruence import solve

    found = solve([Condition(expr=one - other, relation="==", reason="")])
    texts: Sequence[str] = [text for each in found for text in each.texts]
    return f" (equal only where {', '.join(texts)})" if texts else ""


def _size(wanted: Any, name: str) -> Dim:
    """A wanted number, which a document may spell as an expression."""
    if isinstance(wanted, str):
        from convcalc.dims import parse

        return parse(wanted)
    if isinstance(wanted, Expr) or type(wanted) is int:
        return wanted
    if isinstance(wanted, float) and wanted.is_integer():
        return int(wanted)
    raise BadValue(f"{name}={wanted!r}", expected="a whole number or a shape")


def _show(size: Dim) -> str:
    return f"{size:,}" if isinstance(size, int) else str(size)
