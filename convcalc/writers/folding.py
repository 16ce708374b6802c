"""A report with the rows of nested scopes folded into one row each, their numbers added up."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.unknown import Unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.analysis.report import Report
    from convcalc.analysis.report import Row

SUMMED = (
    "params",
    "trainable_params",
    "buffers",
    "macs",
    "flops",
    "elementwise",
    "weight_bytes",
    "activation_bytes",
)


def fold(report: Report, depth: int) -> Report:
    """
    The report with every scope that is nested `depth` or more deep as one row.

    A folded row takes what its first layer takes, gives what its last one gives, and counts what
    they all count.
    """
    groups: dict[tuple[bool, str], list[Row]] = {}
    for row in report.layers:
        path = row.scope.split(".") if row.scope else []
        is_nested = len(path) >= depth
        name = ".".join(path[:depth]) if is_nested else row.name
        groups.setdefault((is_nested, name), []).append(row)
    layers = tuple([_folded(name, rows) for (_, name), rows in groups.items()])
    return report.replace(layers=layers)


def _folded(name: str, rows: Sequence[Row]) -> Row:
    """One row for those of a scope."""
    first, last = rows[0], rows[-1]
    if len(rows) == 1:
        return first.replace(name=name, scope=name.rpartition(".")[0])
    return first.replace(
        name=name,
        scope=name.rpartition(".")[0],
        kind="scope",
        call=f"{len(rows):,} layers",
        output_shapes=last.output_shapes,
        receptive_field=last.receptive_field,
        weights={},
        status=next((row.status for row in rows if row.status != "exact"), "exact"),
        shared_with=None,
        definition="",
        tied_to={},
        **{field: _sum([row.__dict__[field] for row in rows]) for field in SUMMED},
    )


def _sum(counts: Sequence[Any]) -> Any:
    """The sum, not known where one of the counts is not."""
    total: Any = 0
    for count in counts:
        if isinstance(count, Unknown):
            return count
        total = total + count
    return total
