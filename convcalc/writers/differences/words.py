"""What a comparison says in words, the same in text and in Markdown."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

from convcalc.checks.equality import is_equal_always
from convcalc.checks.equality import only_where
from convcalc.dims import Expr
from convcalc.writers.clean import clean
from convcalc.writers.columns import telling_call
from convcalc.writers.numbers import NOTHING
from convcalc.writers.numbers import by_axis
from convcalc.writers.numbers import show_bytes
from convcalc.writers.numbers import show_count
from convcalc.writers.numbers import show_field
from convcalc.writers.numbers import show_shapes

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from convcalc.analysis.report import ReceptiveField
    from convcalc.checks.changes import Change
    from convcalc.checks.changes import Differences
    from convcalc.checks.changes import LayerDifference
    from convcalc.checks.changes import Parting
    from convcalc.checks.changes import TotalChange
    from convcalc.checks.layer_record import LayerRecord

Line = tuple[str, str]

ARROW = " → "
LABELS = {
    "kind": "kind",
    "call": "type",
    "inputs_from": "from",
    "shared_with": "shared with",
    "input_shapes": "input",
    "output_shapes": "output",
    "params": "params",
    "trainable_params": "trainable",
    "macs": "MACs",
    "receptive_field": "field",
}
UNPROVED = " (perhaps equal: not proved for every size)"


def lines_of(difference: LayerDifference) -> list[Line]:
    """
    What changed of a layer, as (label, old → new).

    Inputs are left out where something else tells, and a kind, which the call says too.
    """
    changes = [each for each in difference.changes if each.field != "kind"]
    if any(each.field != "input_shapes" for each in changes):
        changes = [each for each in changes if each.field != "input_shapes"]
    return [line for each in changes for line in _lines(each)]


def _lines(change: Change) -> Iterator[Line]:
    if change.field == "receptive_field":
        yield from _field_lines(change)
        return
    show = SHOWN[change.field]
    text = arrow(show(change.old), show(change.new))
    yield LABELS[change.field], text if change.is_proved else text + UNPROVED


def _field_lines(change: Change) -> Iterator[Line]:
    """The extent and the stride where they changed; where they did not, the start."""
    old: ReceptiveField = change.old
    new: ReceptiveField = change.new
    note = "" if change.is_proved else UNPROVED
    lines = []
    if show_field(old) != show_field(new):
        lines.append(("field", arrow(show_field(old), show_field(new)) + note))
    for part in ("stride", "start"):
        one, other = old.__dict__[part], new.__dict__[part]
        is_told = part == "start" and lines
        if one and other and not is_told and is_equal_always(one, other) is not True:
            lines.append((f"field {part}", arrow(by_axis(one), by_axis(other)) + note))
    yield from lines


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(map(clean, names)) or NOTHING


def _name(name: str | None) -> str:
    return clean(name) if name else NOTHING


SHOWN: dict[str, Callable[[Any], str]] = {
    "kind": clean,
    "call": telling_call,
    "inputs_from": _names,
    "shared_with": _name,
    "input_shapes": show_shapes,
    "output_shapes": show_shapes,
    "params": show_count,
    "trainable_params": show_count,
    "macs": show_count,
}


def arrow(old: str, new: str) -> str:
    """The old and the new."""
    return f"{old}{ARROW}{new}"


def name_of(difference: LayerDifference) -> str:
    """What a layer is called, and was called where that is something else."""
    old, new = difference.old, difference.new
    if old is None or new is None or old.name == new.name:
        return clean(difference.record.name)
    return arrow(clean(old.name), clean(new.name))


def told_alone(difference: LayerDifference) -> list[str]:
    """A layer that is on one side only: what it is, what leaves it, what it weighs."""
    record = difference.record
    parts = [telling_call(record.call), show_shapes(record.output_shapes)]
    if record.params != 0:
        parts.append(f"{show_count(record.params)} params")
    if record.macs != 0:
        parts.append(f"{show_count(record.macs)} MACs")
    if difference.is_unused:
        parts[1] = "never called"
    return parts


def place_of(record: LayerRecord) -> str:
    """Where a layer stands, in brackets behind its name; nothing where it is not known."""
    return f" ({clean(record.place)})" if record.place else ""


def told_parting(parting: Parting) -> list[str]:
    """The first place where shapes part, and for which sizes they do not."""
    old, new = parting.old, parting.new
    name = clean(new.name) if old.name == new.name else arrow(clean(old.name), clean(new.name))
    where = f"{name}{place_of(new)}"
    behind = parting.behind
    if behind is not None:
        cause = behind.record
        where += f", behind {clean(cause.name)}{place_of(cause)}, which was {behind.status}"
    fields = [("input", old.input_shapes, new.input_shapes)]
    fields.append(("output", old.output_shapes, new.output_shapes))
    lines = [where]
    for label, one, other in fields:
        if is_equal_always(one, other) is not True:
            lines.append(
                f"{label} {arrow(show_shapes(one), show_shapes(other))}{_where(one, other)}"
            )
    return lines


def _where(old: tuple[Any, ...], new: tuple[Any, ...]) -> str:
    if len(old) != 1 or len(new) != 1:
        return ""
    texts = only_where(old[0], new[0])
    return f"; equal only where {texts}" if texts else ""


def renumbered(differences: Differences) -> str:
    """How many layers are only numbered otherwise, with the first and the last of them."""
    found = [each for each in differences.layers if each.status == "renumbered"]
    if not found:
        return ""
    first, last = name_of(found[0]), name_of(found[-1])
    if len(found) == 1:
        return f"1 layer only has another number: {first}"
    dots = ", " if len(found) == 2 else ", …, "
    return f"{len(found):,} layers only have another number: {first}{dots}{last}"


def counted(differences: Differences) -> str:
    """How many layers were added, removed, changed, renamed, and are as before."""
    statuses = [each.status for each in differences.layers]
    parts = [
        f"{statuses.count(status):,} {status}"
        for status in ("added", "removed", "changed", "renamed", "renumbered")
        if status in statuses
    ]
    following = sum(each.status == "changed" and not each.is_own for each in differences.layers)
    for position, part in enumerate(parts):
        if following and part.endswith(" changed"):
            parts[position] = f"{part} ({following:,} only by what comes to them)"
    return ", ".join([*parts, f"{differences.same:,} as before"])


def nothing(differences: Differences) -> str:
    """That there is no difference."""
    report = differences.new.report
    sizes = ", for every size" if report.symbols else ""
    return (
        f"no difference{sizes}: {differences.same:,} layers, "
        f"{show_count(report.totals.params)} params"
    )


TOTAL_LABELS = {
    "params": "params",
    "trainable_params": "trainable",
    "buffers": "buffers",
    "macs": "MACs",
    "elementwise": "element ops",
    "weight_bytes": "weights",
    "activation_bytes": "activations",
    "peak_activation_bytes": "at once",
}
ALWAYS_TOLD = ("params", "macs")


def total_rows(differences: Differences) -> list[tuple[str, str, str, str, str]]:
    """Label, old, new, change and relative change of the sums: the changed ones, and two always."""
    sides = differences.old.report.totals, differences.new.report.totals
    is_all_trained = all(each.params == each.trainable_params for each in sides)
    return [
        _total_row(each)
        for each in differences.totals
        if each.quantity in TOTAL_LABELS
        and (not each.is_equal or each.quantity in ALWAYS_TOLD)
        and not (each.quantity == "trainable_params" and is_all_trained)
    ]


def _total_row(total: TotalChange) -> tuple[str, str, str, str, str]:
    show = show_bytes if total.quantity.endswith("bytes") else show_count
    old = f"{'≥ ' if total.old_is_bound else ''}{show(total.old)}"
    new = f"{'≥ ' if total.new_is_bound else ''}{show(total.new)}"
    if total.is_equal:
        return TOTAL_LABELS[total.quantity], old, new, "=", ""
    return TOTAL_LABELS[total.quantity], old, new, _signed(total, show), percent(total.ratio)


def _signed(total: TotalChange, show: Callable[[Any], str]) -> str:
    if total.old_is_bound or total.new_is_bound:
        return "?"
    if isinstance(total.change, Expr):
        return show(total.change)
    if total.quantity.endswith("bytes") and total.change < 0:
        return f"-{show(-total.change)}"
    return f"+{show(total.change)}" if total.change > 0 else show(total.change)


def percent(ratio: Fraction | None) -> str:
    """
    A relative change, rounded to a tenth of a percent.

    >>> percent(Fraction(9, 8))
    '+12.5 %'
    """
    if ratio is None:
        return ""
    change = (ratio - 1) * 1000
    tenths = int(abs(change) + Fraction(1, 2))
    sign = "-" if change < 0 else "+"
    if tenths == 0:
        return f"{sign}<0.1 %" if change else ""
    return f"{sign}{tenths // 10:,}.{tenths % 10} %"


def shape_changes(differences: Differences) -> list[Line]:
    """Inputs, outputs and conditions that changed."""
    found: list[Line] = []
    for label, changes in (("input", differences.inputs), ("output", differences.outputs)):
        found += [(label, _shape_change(each)) for each in changes]
    found += [("requires", f"{clean(each)} (no longer)") for each in differences.gone]
    found += [("requires", f"{clean(each)} (new)") for each in differences.come]
    return found


def _shape_change(change: Change) -> str:
    old, new = [
        NOTHING if each is None else show_shapes((each,)) for each in (change.old, change.new)
    ]
    name = f"{clean(change.field)} " if change.field not in ("", "input") else ""
    return f"{name}{arrow(old, new)}{'' if change.is_proved else UNPROVED}"
