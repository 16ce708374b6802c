"""Where a network is not what its baseline says, layer by layer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

from convcalc.checks.baseline import UPDATE
from convcalc.checks.baseline import Entry
from convcalc.checks.baseline import Kept
from convcalc.checks.comparison import Comparison
from convcalc.checks.equality import is_equal_always
from convcalc.checks.layer_record import from_document
from convcalc.checks.written import count_of
from convcalc.checks.written import shapes_of
from convcalc.errors import ReadError
from convcalc.layers.core.shapes import show_shape
from convcalc.source import Source
from convcalc.unknown import Unknown
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.analysis.report import ReceptiveField
    from convcalc.analysis.report import Report
    from convcalc.checks.amounts import Tolerance
    from convcalc.checks.changes import Change
    from convcalc.checks.changes import LayerDifference
    from convcalc.checks.layer_record import LayerRecord

TOLERATED = ("params", "macs", "receptive_field")
LABELS = {
    "inputs_from": "inputs from",
    "shared_with": "shares the weights of",
    "input_shapes": "input",
    "output_shapes": "output",
    "trainable_params": "trainable params",
    "receptive_field": "receptive field",
}


class Drift(Value):
    """One thing that changed; `place` is "file:line" of the layer it is seen at, or empty."""

    layer: str
    message: str
    place: str = ""


class Stored(Value):
    """What the baseline says of a network, as values."""

    inputs: Mapping[str, tuple[Any, ...]]
    totals: Mapping[str, Any]
    records: tuple[LayerRecord, ...]


def drift(
    entry: Entry,
    key: str,
    path: str,
    report: Report,
    records: Sequence[LayerRecord],
    tolerances: Mapping[str, Tolerance],
) -> list[Drift]:
    """
    Every difference between a network and what the baseline at `path` says of it.

    Raises:
        ReadError: If the entry is not what was written there.
    """
    if Kept.of(report, records).text(key) == entry.text:
        return []
    stored = stored_of(entry, path)
    found = list(_input_drift(stored, report))
    layers, renumbered = _layer_drift(stored, records, tolerances)
    # That layers got other numbers follows from those that came or went, unless there are none.
    found += layers or renumbered
    return found or list(_total_drift(stored, report, tolerances))


def stored_of(entry: Entry, path: str) -> Stored:
    """
    The values of an entry.

    Raises:
        ReadError: If they are not what was written there.
    """
    try:
        (value,) = json.loads("{" + entry.text + "}").values()
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1) + entry.line - 1
        raise _broken(path, line, f"no JSON ({getattr(error, 'msg', error)})") from None
    if not isinstance(value, dict) or not isinstance(value.get("layers"), list):
        raise _broken(path, entry.line, "an entry without layers")
    try:
        inputs = value["inputs"].items()
        shapes = {name: shapes_of({name: [shape]}, name)[0] for name, shape in inputs}
        totals = {name: count_of(value["totals"], name) for name in ("params", "macs")}
    except (ReadError, KeyError, AttributeError, TypeError):
        raise _broken(path, entry.line, "inputs or totals that are none") from None
    records = []
    for number, layer in enumerate(value["layers"], 1):
        try:
            records.append(from_document(layer))
        except ReadError as error:
            raise _broken(path, entry.line + number, error.message) from None
    return Stored(inputs=shapes, totals=totals, records=tuple(records))


def _broken(path: str, line: int, what: str) -> ReadError:
    return ReadError(
        f"{path} is broken: {what}",
        expected="a baseline as it was written",
        hint=UPDATE,
        source=Source(file=path, line=line),
    )


def _input_drift(stored: Stored, report: Report) -> Iterator[Drift]:
    now = dict(report.inputs)
    if list(now) != list(stored.inputs):
        old, new = (", ".join(each) or "none" for each in (stored.inputs, now))
        yield Drift(layer="", message=f"inputs {old} → {new}")
        return
    for name, shape in stored.inputs.items():
        if is_equal_always(shape, now[name]) is not True:
            yield Drift(layer=name, message=f"input {show_shape(shape)} → {show_shape(now[name])}")


def _layer_drift(
    stored: Stored, records: Sequence[LayerRecord], tolerances: Mapping[str, Tolerance]
) -> tuple[list[Drift], list[Drift]]:
    """The layers that are not what they were, and those of which only a number in the name is."""
    # What a baseline holds of a layer does not tell its nature, so both sides do without.
    now = [each.replace(nature="") for each in records]
    comparison = Comparison(stored.records, now)
    layers: list[Drift] = []
    renumbered: list[Drift] = []
    before = ""
    for pair in comparison.pairs:
        place = before
        if pair[1] is not None:
            before = place = now[pair[1]].place or before
        for difference in comparison.differences([pair]):
            found = _drift_of(difference, place, tolerances)
            if found is not None:
                (renumbered if difference.status == "renumbered" else layers).append(found)
    return layers, renumbered


def _drift_of(
    difference: LayerDifference, place: str, tolerances: Mapping[str, Tolerance]
) -> Drift | None:
    old, new = difference.old, difference.new
    if old is None and new is not None:
        return Drift(layer=new.name, message=f"added: {_told(new)}", place=place)
    if old is not None and new is None:
        return Drift(layer=old.name, message=f"removed: {_told(old)}", place=place)
    if old is None or new is None:
        return None
    parts = [f"renamed from {old.name}"] if old.name != new.name else []
    parts += [_shown(each) for each in difference.changes if not _is_tolerated(each, tolerances)]
    return Drift(layer=new.name, message="; ".join(parts), place=place) if parts else None


def _told(record: LayerRecord) -> str:
    shapes = ", ".join(map(show_shape, record.output_shapes))
    params = f", {_count(record.params)} params" if record.params != 0 else ""
    return f"{record.call} → {shapes}{params}"


def _shown(change: Change) -> str:
    label = LABELS.get(change.field, change.field)
    proof = "" if change.is_proved else " (not known to be equal)"
    if change.field == "receptive_field":
        return f"{label} {_field_change(change.old, change.new)}{proof}"
    return f"{label} {_value(change.old)} → {_value(change.new)}{proof}"


def _value(value: Any) -> str:
    """A field of a layer as people read it."""
    if value is None:
        return "none"
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        parts = [show_shape(each) if isinstance(each, tuple) else str(each) for each in value]
        return ", ".join(parts) or "none"
    return _count(value)


def _field_change(old: ReceptiveField, new: ReceptiveField) -> str:
    """What moved of a receptive field: its size, else its stride and start."""
    parts = [f"{_size(old)} → {_size(new)}"] if _size(old) != _size(new) else []
    for name in ("stride", "start"):
        before, after = getattr(old, name), getattr(new, name)
        if before != after and not (parts and name == "start"):
            parts.append(f"{name} {_answers(before)} → {_answers(after)}")
    return ", ".join(parts)


def _size(field: ReceptiveField) -> str:
    if field.status == "global":
        return "global"
    bound = "at most " if field.status == "union" else ""
    return bound + (_answers(field.size) if field.size else "none")


def _answers(values: tuple[Any, ...]) -> str:
    return "×".join("?" if each is None else str(each) for each in values)


def _count(count: Any) -> str:
    return f"{count:,}" if type(count) is int else str(count)


def _is_tolerated(change: Change, tolerances: Mapping[str, Tolerance]) -> bool:
    """Whether a count moved no further than it may; a formula has to stay what it is."""
    name = "params" if change.field == "trainable_params" else change.field
    tolerance = tolerances.get(name)
    if tolerance is None:
        return False
    old, new = change.old, change.new
    if name != "receptive_field":
        return type(old) is int and type(new) is int and tolerance.allows(old, new)
    numbers = (*old.size, *new.size)
    return (
        len(old.size) == len(new.size)
        and (old.stride, old.status) == (new.stride, new.status)
        and all(type(each) is int for each in numbers)
        and all(map(tolerance.allows, old.size, new.size))
    )


def _total_drift(
    stored: Stored, report: Report, tolerances: Mapping[str, Tolerance]
) -> Iterator[Drift]:
    """Totals that differ where no layer does: those of layers that are never called."""
    for name, old in stored.totals.items():
        new = report.totals.__dict__[name]
        if not isinstance(old, Unknown) and is_equal_always(old, new) is True:
            continue
        tolerance = tolerances.get(name)
        if (
            tolerance is not None
            and type(old) is int
            and type(new) is int
            and tolerance.allows(old, new)
        ):
            continue
        yield Drift(layer="", message=f"total {name} {_count(old)} → {_count(new)}")
