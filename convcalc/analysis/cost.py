"""
What every call of a layer costs: weights, work and bytes, and their sums.

A shared layer has its weights counted at its first call and its work at every call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.analysis.dtypes import OWN_BITS
from convcalc.analysis.dtypes import bytes_of
from convcalc.analysis.report import Row
from convcalc.analysis.report import Totals
from convcalc.analysis.stored import Stored
from convcalc.conventions.products import MACS
from convcalc.conventions.products import flops_of
from convcalc.dims import product
from convcalc.unknown import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from typing import Any

    from convcalc.analysis.report import ReceptiveField
    from convcalc.analysis.steps import Step
    from convcalc.conventions import Convention
    from convcalc.dims import Dim
    from convcalc.graph.graph import Call
    from convcalc.graph.graph import Node
    from convcalc.graph.tensor import Module
    from convcalc.layers.core.shapes import Shapes
    from convcalc.source import Source

Count = "Dim | Unknown"

FREE = {"params": 0, "trainable_params": 0, "buffers": 0, "weight_bytes": 0}
"""What a later call of a shared layer adds."""

WORK = ("macs", "work", "elementwise", "activation_bytes")
"""What the nodes inside a call add up to."""

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


class Costs:
    """
    The rows of a graph; equal calls of one layer object are worked out once.

    With `tells_places` every row says its file as well as its line: a model's own source is spread
    over files, a definition is not.
    """

    def __init__(
        self, bits: int, *, tells_places: bool = False, convention: Convention = MACS
    ) -> None:
        self.bits = bits
        self.convention = convention
        self.tells_places = tells_places
        self._known: dict[tuple[int, int, bool, Shapes, tuple[str, ...]], dict[str, Any]] = {}

    def row_of_step(self, step: Step, field: ReceptiveField) -> Row:
        """The row of a call of a module, or of a node for itself."""
        if step.call is None:
            return self.row_of(step.nodes[0], field)
        return self.row_of_call(step.call, step.nodes, field)

    def row_of(self, node: Node, field: ReceptiveField) -> Row:
        """The row of one call of a layer."""
        module = node.module
        source = node.source
        costs = self._costs_of(node)
        return Row(
            name=node.name,
            scope=node.scope,
            kind=module.spelled,
            call=module.call,
            line=source.line if source else None,
            **self._places(module.source, source),
            receptive_field=field,
            shared_with=node.shared_with,
            **(costs if node.shared_with is None else costs | FREE),
        )

    def row_of_call(self, call: Call, nodes: Sequence[Node], field: ReceptiveField) -> Row:
        """The row of a call of a module: its own parameters, and the work of the nodes inside."""
        module, source = call.module, call.source
        defined = call.definition or (None if module is None else module.source)
        if len(nodes) == 1 and nodes[0].module is module:
            costs = self._costs_of(nodes[0])
        else:
            costs = self._summed(module, call, nodes)
        shown = {
            **(costs if call.shared_with is None else costs | FREE),
            "input_shapes": tuple([each.shape for each in call.inputs]),
            "output_shapes": tuple([each.shape for each in call.outputs]),
        }
        return Row(
            name=call.name,
            scope=call.name.rpartition(".")[0],
            kind=call.spelled,
            call=call.spelled if module is None else module.call,
            line=source.line if source else None,
            **self._places(defined, source),
            receptive_field=field,
            shared_with=call.shared_with,
            **shown,
        )

    def unused_row(self, module: Module, field: ReceptiveField) -> Row:
        """The row of a layer that is defined and never called: weights and no work."""
        stored = Stored(module, (), self.bits)
        return Row(
            name=module.name or module.spelled,
            scope=module.name.rpartition(".")[0],
            kind=module.spelled,
            call=module.call,
            line=(module.source.line or None) if module.source else None,
            definition=place_of(module.source) if self.tells_places else "",
            input_shapes=(),
            output_shapes=(),
            macs=0,
            flops=0,
            work=0,
            elementwise=0,
            activation_bytes=0,
            receptive_field=field,
            status=status_of(stored.params),
            **stored.values(),
        )

    def _places(self, defined: Source | None, called: Source | None) -> dict[str, Any]:
        """Where a row is called, and where its layer was made if that is elsewhere."""
        definition = ""
        if defined is not None and defined is not called:
            definition = place_of(defined)
        if not definition and not self.tells_places:
            return {}
        place = place_of(called)
        if definition != place:
            return {"source": place, "definition": definition}
        return {"source": place} if self.tells_places else {}

    def _costs_of(self, node: Node) -> dict[str, Any]:
        """Everything about a call of a layer that follows from the layer and its inputs."""
        module = node.module
        inputs = tuple([each.shape for each in node.inputs])
        formats = tuple([each.dtype for each in node.outputs])
        key = (id(node.layer), id(module.parameters), module.trainable, inputs, formats)
        costs = self._known.get(key)
        if costs is None:
            costs = self._known[key] = self._costs(node, inputs)
        return costs

    def _costs(self, node: Node, inputs: Shapes) -> dict[str, Any]:
        outputs = tuple([each.shape for each in node.outputs])
        stored = Stored(node.module, inputs, self.bits)
        macs = MACS.cost(node.layer, inputs, outputs)
        counted = self.convention
        work = macs if counted is MACS else counted.cost(node.layer, inputs, outputs)
        elementwise = node.layer.elementwise(inputs, outputs)
        activations: Dim = 0
        for tensor in node.outputs:
            bits = OWN_BITS[tensor.dtype] if tensor.dtype else self.bits
            activations = activations + bytes_of(product(tensor.shape), bits)
        hidden = node.layer.hidden_outputs()
        return {
            **stored.values(),
            "input_shapes": inputs,
            "output_shapes": outputs,
            "macs": macs,
            "flops": flops_of(macs),
            "work": work,
            "elementwise": elementwise,
            "activation_bytes": activations if hidden is None else hidden,
            "status": status_of(stored.params, macs, elementwise, work),
        }

    def _summed(self, module: Module | None, call: Call, nodes: Sequence[Node]) -> dict[str, Any]:
        """What a module owns, and the work of all nodes, not known where that of one is not."""
        taken = next((node.inputs for node in nodes if node.module is module), call.inputs)
        stored = Stored(module, tuple([each.shape for each in taken]), self.bits)
        costs = [self._costs_of(node) for node in nodes]
        work = {name: total(each[name] for each in costs) for name in WORK}
        return {
            **stored.values(),
            **work,
            "flops": flops_of(work["macs"]),
            "status": status_of(stored.params, *work.values()),
        }


def place_of(source: Source | None) -> str:
    """A place as `file:line`; empty where it is not known."""
    return source.place if source is not None and source.line else ""


def total(counts: Iterable[Dim | Unknown]) -> Dim | Unknown:
    """The sum, not known where one of the counts is not."""
    result: Dim = 0
    for count in counts:
        if isinstance(count, Unknown):
            return count
        result = result + count
    return result


def status_of(*counts: Dim | Unknown) -> str:
    """The word "exact", or why the first unknown count of a row is not known."""
    for count in counts:
        if isinstance(count, Unknown):
            return count.reason
    return "exact"


def totals_of(rows: Iterable[Row], peak: tuple[Dim, bool]) -> Totals:
    """
    The sums over rows; what is unknown is left out of a sum and its name is kept in `at_least`.

    `peak` is the most that is alive at once, and whether that is all of it.
    """
    sums: dict[str, Dim] = dict.fromkeys(SUMMED, 0)
    at_least = set() if peak[1] else {"peak_activation_bytes"}
    for row in rows:
        values = row.__dict__
        for name in SUMMED:
            value = values[name]
            if value.__class__ is int:
                if value:
                    sums[name] += value
            elif isinstance(value, Unknown):
                at_least.add(name)
            else:
                sums[name] += value
    return Totals(**sums, peak_activation_bytes=peak[0], at_least=frozenset(at_least))
