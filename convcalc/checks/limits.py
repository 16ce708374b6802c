"""What a network may cost at most, and must see at least: `max_params`, `min_receptive_field`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.checks.amounts import amount_of
from convcalc.checks.fields import field_at
from convcalc.dims import Expr
from convcalc.errors import BadValue
from convcalc.errors import ExpectationError
from convcalc.errors import UsageError

if TYPE_CHECKING:
    from convcalc.analysis.report import Report
    from convcalc.analysis.report import Row
    from convcalc.dims import Dim
    from convcalc.graph.graph import Graph
    from convcalc.graph.tensor import Tensor

AT_MOST = {
    "max_params": ("params", "params"),
    "max_macs": ("macs", "macs"),
    "max_flops": ("flops", "flops"),
    "max_weight_bytes": ("weight_bytes", "weight_bytes"),
    "max_peak_bytes": ("peak_activation_bytes", "activation_bytes"),
}
"""Quantity -> the total that is limited, and the field of a row that adds to it."""

FIELD = "min_receptive_field"


def limit_of(value: Any, quantity: str) -> int:
    """
    The limit that a definition sets.

    Raises:
        BadValue: If it is no number.
    """
    try:
        return amount_of(value, f"{quantity} is")
    except UsageError as error:
        raise BadValue(error.message, expected=error.expected, hint=error.hint) from None


def check_limit(
    quantity: str, limit: int, graph: Graph, report: Report, subject: Tensor | None = None
) -> None:
    """
    Compare one limit with what the network is; `subject` is the tensor that is asked about.

    Raises:
        ExpectationError: If it does not hold, or nobody can know.
    """
    if quantity == FIELD:
        _check_field(limit, graph, report, subject)
        return
    total, _ = AT_MOST[quantity]
    got = report.totals.__dict__[total]
    is_bound = total in report.totals.at_least
    verdict = _is_at_most(got, limit, graph)
    if verdict is True and not is_bound:
        return
    unit = " bytes" if total.endswith("_bytes") else ""
    budget = f"the budget of {limit:,}{unit}"
    if verdict is False:
        bound = "at least " if is_bound else ""
        over = f" ({_show(got - limit)} more)" if isinstance(got, int) else ""
        raise ExpectationError(
            f"{total} is {bound}{_show(got)}{unit}, over {budget}{over}",
            hint=_largest(quantity, report, unit),
        )
    if is_bound:
        raise ExpectationError(
            f"{total} is at least {_show(got)}{unit}, which may be over {budget}",
            expected="a number that can be known",
            hint=report.unknown[0] if report.unknown else "",
        )
    raise ExpectationError(
        f"{total} is {_show(got)}{unit}, which is not within {budget} for every size",
        expected="an input of known sizes, or assumptions that bound the symbols",
        hint="-i gives another input, for example -i 3x224x224",
    )


def largest_row(quantity: str, report: Report) -> Row | None:
    """The layer that adds most to a total that is limited."""
    part = AT_MOST[quantity][1]
    rows = [row for row in report.layers if type(row.__dict__[part]) is int]
    return max(rows, key=lambda row: int(row.__dict__[part]), default=None)


def _largest(quantity: str, report: Report, unit: str) -> str:
    row = largest_row(quantity, report)
    if row is None:
        return ""
    return f"the largest layer is {row.name} with {_show(row.__dict__[AT_MOST[quantity][1]])}{unit}"


def _is_at_most(got: Dim, limit: int, graph: Graph) -> bool | None:
    """Whether a count is within a limit; None where that hangs on the symbols."""
    if isinstance(got, int):
        return got <= limit
    from convcalc.dims.assumptions import Assumptions

    assumptions = graph.assumptions or Assumptions(())
    return assumptions.decide(got, "<=", limit)


def _check_field(limit: int, graph: Graph, report: Report, subject: Tensor | None) -> None:
    field = field_at(subject, graph, report)
    if field is not None and field.status == "global":
        return
    sizes = () if field is None else field.size
    shown = " × ".join("?" if each is None else str(each) for each in sizes) or "of nothing spatial"
    # Size by size a field only grows with the layers, so a formula has to hold for every size.
    verdicts = [None if each is None else _is_at_least(each, limit, graph) for each in sizes]
    if sizes and all(verdicts):
        return
    is_known = bool(sizes) and False in verdicts
    reason = f": {field.reason}" if field is not None and field.reason else ""
    hint = "a larger kernel, dilation, stride or more layers widen it" if is_known else ""
    verb = "less than" if is_known or not sizes else "not known to be"
    raise ExpectationError(
        f"the receptive field is {shown}, {verb} {limit:,}{reason}",
        expected=f"at least {limit:,} along every axis",
        hint=hint,
    )


def _is_at_least(size: Dim, limit: int, graph: Graph) -> bool | None:
    at_most = _is_at_most(size, limit - 1, graph)
    return None if at_most is None else not at_most


def _show(size: Dim) -> str:
    return f"{size:,}" if not isinstance(size, Expr) else str(size)
