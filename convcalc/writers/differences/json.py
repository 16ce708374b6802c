"""The comparison as a JSON document, `convcalc.diff/1`, the contract with programs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.analysis.report import ReceptiveField
from convcalc.checks.layer_record import LayerRecord
from convcalc.checks.layer_record import to_document
from convcalc.checks.written import written_count
from convcalc.checks.written import written_field
from convcalc.checks.written import written_shape
from convcalc.writers.json import error_document
from convcalc.writers.view import PLAIN

if TYPE_CHECKING:
    from fractions import Fraction

    from convcalc.checks.changes import Change
    from convcalc.checks.changes import Differences
    from convcalc.checks.changes import LayerDifference
    from convcalc.checks.changes import Parting
    from convcalc.checks.changes import Side
    from convcalc.checks.changes import TotalChange
    from convcalc.writers.view import View

SCHEMA = "convcalc.diff/1"
SHAPES = ("input_shapes", "output_shapes")
COUNTS = ("params", "trainable_params", "macs")


def write(differences: Differences, view: View = PLAIN) -> str:  # noqa: ARG001 - one whole
    """The document as text, one line a layer, with a line break at the end."""
    import json

    separator, text = "{\n", ""
    for name, value in document(differences).items():
        text += f'{separator}  "{name}": '
        if name == "layers" and value:
            lines = ",\n".join([f"    {json.dumps(each)}" for each in value])
            text += f"[\n{lines}\n  ]"
        else:
            text += json.dumps(value)
        separator = ",\n"
    return f"{text}\n}}\n"


def document(differences: Differences) -> dict[str, Any]:
    """The document as plain dictionaries, lists, texts and numbers."""
    parting = differences.parting
    return {
        "schema": SCHEMA,
        "old": _side(differences.old),
        "new": _side(differences.new),
        "is_equal": differences.is_empty,
        "inputs": [_shape_change(each) for each in differences.inputs],
        "outputs": [_shape_change(each) for each in differences.outputs],
        "parting": None if parting is None else _parting(parting),
        "same_layers": differences.same,
        "layers": [_layer(each) for each in differences.layers],
        "totals": {each.quantity: _total(each) for each in differences.totals},
        "constraints": {"gone": list(differences.gone), "come": list(differences.come)},
    }


def _side(side: Side) -> dict[str, Any]:
    error = side.report.error
    return {
        "title": side.title,
        "name": side.report.name,
        "layers": len(side.records),
        "error": None if error is None else error_document(error),
    }


def _shape_change(change: Change) -> dict[str, Any]:
    return {
        "name": change.field,
        "old": None if change.old is None else written_shape(change.old),
        "new": None if change.new is None else written_shape(change.new),
        "is_proved": change.is_proved,
    }


def _parting(parting: Parting) -> dict[str, Any]:
    behind = parting.behind
    return {
        "old": _record(parting.old),
        "new": _record(parting.new),
        "behind": None if behind is None else {"name": behind.record.name, "status": behind.status},
    }


def _layer(difference: LayerDifference) -> dict[str, Any]:
    return {
        "status": difference.status,
        "is_own": difference.is_own,
        "is_unused": difference.is_unused,
        "old": None if difference.old is None else _record(difference.old),
        "new": None if difference.new is None else _record(difference.new),
        "changes": [_change(each) for each in difference.changes],
    }


def _record(record: LayerRecord) -> dict[str, Any]:
    return to_document(record) | {"place": record.place}


def _change(change: Change) -> dict[str, Any]:
    return {
        "field": change.field,
        "old": _value(change.field, change.old),
        "new": _value(change.field, change.new),
        "is_proved": change.is_proved,
    }


def _value(field: str, value: Any) -> Any:
    if isinstance(value, ReceptiveField):
        return written_field(value)
    if field in SHAPES:
        return [written_shape(each) for each in value]
    return written_count(value) if field in COUNTS else value


def _total(total: TotalChange) -> dict[str, Any]:
    return {
        "old": written_count(total.old),
        "new": written_count(total.new),
        "change": written_count(total.change),
        "percent": _percent(total.ratio),
        "old_is_bound": total.old_is_bound,
        "new_is_bound": total.new_is_bound,
    }


def _percent(ratio: Fraction | None) -> float | None:
    """The relative change in percent, to two decimals; null where it is not one number."""
    return None if ratio is None else float(round((ratio - 1) * 100, 2))
