"""What a baseline and a comparison keep of a layer: a row that can be written on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.analysis.steps import steps_of
from convcalc.checks.written import count_of
from convcalc.checks.written import receptive_field_of
from convcalc.checks.written import shapes_of
from convcalc.checks.written import text_of
from convcalc.checks.written import texts_of
from convcalc.checks.written import written_count
from convcalc.checks.written import written_field
from convcalc.checks.written import written_shape
from convcalc.errors import ReadError
from convcalc.values import Value

if TYPE_CHECKING:
    from convcalc.analysis.report import ReceptiveField
    from convcalc.analysis.report import Report
    from convcalc.analysis.report import Row
    from convcalc.analysis.steps import Step
    from convcalc.dims import Dim
    from convcalc.graph.graph import Graph
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape
    from convcalc.unknown import Unknown


class LayerRecord(Value):
    """
    One call of one layer, without what depends on where its text stands.

    `inputs_from` are the names of the layers or inputs that its inputs come from. `nature` says
    what it does in no framework's words, empty where that is not known; it is not written. `place`
    is "file:line", empty where it is not known.
    """

    not_compared: ClassVar[frozenset[str]] = frozenset({"nature", "place"})

    name: str
    kind: str
    call: str
    input_shapes: tuple[Shape, ...]
    output_shapes: tuple[Shape, ...]
    params: Dim | Unknown
    trainable_params: Dim | Unknown
    macs: Dim | Unknown
    receptive_field: ReceptiveField
    shared_with: str | None = None
    inputs_from: tuple[str, ...] = ()
    nature: str = ""
    place: str = ""


def records_of(graph: Graph, report: Report, file: str = "") -> tuple[LayerRecord, ...]:
    """
    The records of a traced network's layers, in the order of execution.

    Args:
        graph: The network.
        report: What is said of it.
        file: What its places are in, where the rows tell only lines.
    """
    makers = {tensor.index: name for name, tensor in graph.inputs}
    natures: dict[int, str] = {}
    found = []
    for step, row in zip(steps_of(graph), report.layers, strict=True):
        inputs = step.nodes[0].inputs if step.call is None else step.call.inputs
        layer = _layer_of(step)
        nature = ""
        if layer is not None:
            nature = natures.get(id(layer)) or natures.setdefault(id(layer), nature_of(layer))
        origins = tuple([makers.get(tensor.index, "") for tensor in inputs])
        found.append(record_of(row, file, inputs_from=origins, nature=nature))
        for tensor in step.outputs:
            makers[tensor.index] = row.name
    return tuple(found)


def record_of(
    row: Row, file: str = "", *, inputs_from: tuple[str, ...] = (), nature: str = ""
) -> LayerRecord:
    """The record of a row."""
    line = f"{file}:{row.line}" if file and row.line else ""
    return LayerRecord(
        name=row.name,
        kind=row.kind,
        call=row.call,
        input_shapes=row.input_shapes,
        output_shapes=row.output_shapes,
        params=row.params,
        trainable_params=row.trainable_params,
        macs=row.macs,
        receptive_field=row.receptive_field,
        shared_with=row.shared_with,
        inputs_from=inputs_from,
        nature=nature,
        place=row.source or line,
    )


def _layer_of(step: Step) -> Layer | None:
    """The one layer that a row tells of; None where several work together."""
    if len(step.nodes) != 1:
        return None
    node = step.nodes[0]
    return node.layer if step.call is None or node.module is step.call.module else None


TELLING = ("function", "operation", "groups", "activation", "multiplier", "bias", "output_size")
"""What layers say in every framework, and mean the same by."""


def nature_of(layer: Layer) -> str:
    """
    What a layer does, whichever framework spells it; shapes, weights and padding are told apart.

    Two layers of one nature differ in what a row shows anyway, if at all.
    """
    own = layer.__dict__
    words = [layer.kind]
    words += [f"{name}={own[name]!r}" for name in TELLING if own.get(name) not in (None, False)]
    window = layer.slides()
    if window is not None:
        words.append(f"{window.kernel_size}/{window.stride}/{window.dilation}")
    return " ".join(words)


def to_document(record: LayerRecord) -> dict[str, Any]:
    """The record as plain texts, lists and whole numbers; formulas in ASCII that parses back."""
    return {
        "name": record.name,
        "kind": record.kind,
        "call": record.call,
        "inputs_from": list(record.inputs_from),
        "input_shapes": [written_shape(each) for each in record.input_shapes],
        "output_shapes": [written_shape(each) for each in record.output_shapes],
        "params": written_count(record.params),
        "trainable_params": written_count(record.trainable_params),
        "macs": written_count(record.macs),
        "receptive_field": written_field(record.receptive_field),
        "shared_with": record.shared_with,
    }


def from_document(document: Any) -> LayerRecord:
    """
    The record that was written.

    Raises:
        ReadError: If something is missing, or not what was written there.
    """
    if not isinstance(document, dict):
        raise ReadError("a layer is not an object", expected='an object, {"name": …}')
    missing = [name for name in WRITTEN if name not in document]
    if missing:
        name = str(document.get("name", ""))[:100]
        raise ReadError(f"layer {name!r} lacks {missing[0]!r}", expected=", ".join(WRITTEN))
    shared = document["shared_with"]
    return LayerRecord(
        name=text_of(document, "name"),
        kind=text_of(document, "kind"),
        call=text_of(document, "call"),
        inputs_from=texts_of(document, "inputs_from"),
        input_shapes=shapes_of(document, "input_shapes"),
        output_shapes=shapes_of(document, "output_shapes"),
        params=count_of(document, "params"),
        trainable_params=count_of(document, "trainable_params"),
        macs=count_of(document, "macs"),
        receptive_field=receptive_field_of(document, "receptive_field"),
        shared_with=None if shared is None else text_of(document, "shared_with"),
    )


WRITTEN = (
    "name",
    "kind",
    "call",
    "inputs_from",
    "input_shapes",
    "output_shapes",
    "params",
    "trainable_params",
    "macs",
    "receptive_field",
    "shared_with",
)
