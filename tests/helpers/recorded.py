"""Records for tests: of a definition given as text, and made up."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.analysis.report import ReceptiveField
from convcalc.analysis.summarise import report_of
from convcalc.checks.layer_record import LayerRecord
from convcalc.checks.layer_record import records_of
from convcalc.readers import read

if TYPE_CHECKING:
    from convcalc.analysis.report import Report


def traced(text: str, name: str = "net.layers") -> tuple[tuple[LayerRecord, ...], Report]:
    """The records and the report of a definition."""
    graph = read(name, text).trace()
    report = report_of(graph)
    return records_of(graph, report, name), report


def records(text: str) -> tuple[LayerRecord, ...]:
    """The records of a definition."""
    return traced(text)[0]


def record(name: str, call: str = "relu", **fields: Any) -> LayerRecord:
    """A record of which only some fields matter."""
    plain: dict[str, Any] = {
        "name": name,
        "kind": call.partition("(")[0],
        "call": call,
        "input_shapes": ((1, 8),),
        "output_shapes": ((1, 8),),
        "params": 0,
        "trainable_params": 0,
        "macs": 0,
        "receptive_field": ReceptiveField(),
    }
    return LayerRecord(**(plain | fields))
