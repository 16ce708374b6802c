"""A report with the rows of nested scopes folded into one row each, their numbers added up."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.analysis.report import ReceptiveField
from convcalc.errors import UsageError
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
    "work",
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
        path = row.scope.split(row.separator) if row.scope else []
        is_nested = len(path) >= depth
        name = row.separator.join(path[:depth]) if is_nested else row.name
        groups.setdefault((is_nested, name), []).append(row)
    layers = tuple([_folded(name, rows) for (_, name), rows in groups.items()])
    return report.replace(layers=layers)


GATHERED = ("kind", "scope", "call")


def gathered(report: Report, field: str) -> Report:
    """
    The report with one row for all that have the same kind, scope or call, their counts added up.

    Such a row takes and gives nothing, since its layers stand apart.

    Raises:
        UsageError: If rows are not told apart by that.
    """
    if field not in GATHERED:
        raise UsageError(f"by={field!r}", expected=", ".join(GATHERED), argument="by")
    groups: dict[str, list[Row]] = {}
    for row in report.layers:
        groups.setdefault(row.__dict__[field], []).append(row)
    layers = [
        _folded(name, rows).replace(
            name=name,
            scope="",
            kind=rows[0].kind if field == "kind" else "scope",
            call=f"{len(rows):,} layer{'' if len(rows) == 1 else 's'}",
            line=None,
            input_shapes=(),
            output_shapes=(),
            weights={},
            receptive_field=ReceptiveField(),
            shared_with=None,
            source="",
            definition="",
            tied_to={},
        )
        for name, rows in groups.items()
    ]
    return report.replace(layers=tuple(layers))


def ordered(report: Report, field: str) -> tuple[Row, ...]:
    """
    The rows from the largest count to the smallest; what is not known first.

    Raises:
        UsageError: If rows have no such count, or one is a formula, which has no order.
    """
    if field not in SUMMED:
        raise UsageError(f"by={field!r}", expected=", ".join(SUMMED), argument="by")
    counts = [row.__dict__[field] for row in report.layers]
    formula = next((each for each in counts if not isinstance(each, (int, Unknown))), None)
    if formula is not None:
        names = ", ".join(f"{name}=256" for name in report.symbols)
        raise UsageError(
            f"{formula} has no order before its symbols are known",
            expected="numbers",
            hint=f"report.at({names}).top(...)",
        )
    pairs = sorted(
        zip(report.layers, counts, strict=True),
        key=lambda pair: (1, -pair[1]) if isinstance(pair[1], int) else (0, 0),
    )
    return tuple([row for row, _ in pairs])


def _folded(name: str, rows: Sequence[Row]) -> Row:
    """One row for those of a scope."""
    first, last = rows[0], rows[-1]
    scope = name.rpartition(first.separator)[0]
    if len(rows) == 1:
        return first.replace(name=name, scope=scope)
    return first.replace(
        name=name,
        scope=scope,
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
