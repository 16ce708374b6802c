"""What changed between two networks: layers, the place where shapes part, and the totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.checks.changes import Change
from convcalc.checks.changes import Differences
from convcalc.checks.changes import LayerDifference
from convcalc.checks.changes import Parting
from convcalc.checks.changes import Side
from convcalc.checks.changes import TotalChange
from convcalc.checks.comparison import Comparison
from convcalc.checks.equality import is_equal_always
from convcalc.checks.equality import ratio
from convcalc.checks.layer_record import record_of
from convcalc.checks.layer_record import records_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from convcalc.analysis.report import Report
    from convcalc.checks.alignment import Pair
    from convcalc.graph.graph import Graph
    from convcalc.layers.core.shapes import Shape

TOTALS = (
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


def side_of(graph: Graph, report: Report, file: str, title: str = "") -> Side:
    """A network to compare; `file` is where its text stands."""
    return Side(
        title=title or file,
        report=report,
        records=records_of(graph, report, file),
        unused=tuple([record_of(row, file) for row in report.unused]),
    )


def differences(old: Side, new: Side) -> Differences:
    """What changed from the old network to the new one."""
    names = [[name for name, _ in side.report.inputs] for side in (old, new)]
    is_whole = old.report.error is None and new.report.error is None
    comparison = Comparison(
        old.records,
        new.records,
        dict(zip(*names, strict=False)),
        compares_fields=is_whole,
    )
    pairs = comparison.pairs
    if old.report.error is not None:
        pairs = _before_stop(pairs, 0)
    if new.report.error is not None:
        pairs = _before_stop(pairs, 1)
    layers = comparison.differences(pairs)
    unused = Comparison(old.unused, new.unused)
    never_called = [
        each.replace(is_unused=True) for each in unused.differences(unused.pairs) if is_whole
    ]
    return Differences(
        old=old,
        new=new,
        inputs=_named_changes(old.report.inputs, new.report.inputs),
        outputs=_shape_changes(old.report.outputs, new.report.outputs) if is_whole else (),
        layers=(*layers, *never_called),
        same=len(pairs) - len(layers),
        parting=_parting(comparison, pairs),
        totals=_totals(old.report, new.report) if is_whole else (),
        gone=_only_in(old.report.constraints, new.report.constraints) if is_whole else (),
        come=_only_in(new.report.constraints, old.report.constraints) if is_whole else (),
    )


def _before_stop(pairs: list[Pair], side: int) -> list[Pair]:
    """The pairs up to where one side stops: the other one's layers behind it were not reached."""
    end = len(pairs)
    while end and pairs[end - 1][side] is None:
        end -= 1
    return pairs[:end]


def _named_changes(
    old: tuple[tuple[str, Shape], ...], new: tuple[tuple[str, Shape], ...]
) -> tuple[Change, ...]:
    """Inputs that changed; by name where the names are the same, in order where they are not."""
    before, after = dict(old), dict(new)
    if len(old) != len(before) or len(new) != len(after) or set(before) != set(after):
        return _shape_changes(old, new)
    return _shape_changes(old, tuple((name, after[name]) for name in before))


def _shape_changes(
    old: tuple[tuple[str, Shape], ...], new: tuple[tuple[str, Shape], ...]
) -> tuple[Change, ...]:
    """Shapes that changed, in order; None where there is none on a side."""
    found = []
    for position in range(max(len(old), len(new))):
        name, before = old[position] if position < len(old) else ("", None)
        other, after = new[position] if position < len(new) else ("", None)
        equal = is_equal_always(before, after)
        if equal is not True:
            found.append(
                Change(field=other or name, old=before, new=after, is_proved=equal is False)
            )
    return tuple(found)


def _parting(comparison: Comparison, pairs: Iterable[Pair]) -> Parting | None:
    """The first layer of both networks with other shapes, and what it stands behind."""
    before: LayerDifference | None = None
    for one, other in pairs:
        old = None if one is None else comparison.old[one]
        new = None if other is None else comparison.new[other]
        if old is None or new is None:
            before = LayerDifference(status="added" if old is None else "removed", old=old, new=new)
            continue
        is_input_same = is_equal_always(old.input_shapes, new.input_shapes) is True
        if not is_input_same or is_equal_always(old.output_shapes, new.output_shapes) is not True:
            return Parting(old=old, new=new, behind=None if is_input_same else before)
        before = None
    return None


def _totals(old: Report, new: Report) -> tuple[TotalChange, ...]:
    """All sums of both networks."""
    return tuple([_total(quantity, old, new) for quantity in TOTALS])


def _total(quantity: str, old: Report, new: Report) -> TotalChange:
    before, after = old.totals.__dict__[quantity], new.totals.__dict__[quantity]
    bounds = quantity in old.totals.at_least, quantity in new.totals.at_least
    is_equal = bounds[0] == bounds[1] and is_equal_always(before, after) is True
    return TotalChange(
        quantity=quantity,
        old=before,
        new=after,
        change=0 if is_equal else after - before,
        ratio=None if any(bounds) else ratio(before, after),
        is_equal=is_equal,
        old_is_bound=bounds[0],
        new_is_bound=bounds[1],
    )


def _only_in(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in one if each not in other)
