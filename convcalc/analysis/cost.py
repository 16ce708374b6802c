"""
What every call of a layer costs: weights, work and bytes, and their sums.

A shared layer has its weights counted at its first call and its work at every call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.analysis.dtypes import bytes_of
from convcalc.analysis.report import Row
from convcalc.analysis.report import Totals
from convcalc.conventions import flops_of
from convcalc.dims import product
from convcalc.layers.layer import NeedsInput
from convcalc.unknown import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from convcalc.analysis.report import ReceptiveField
    from convcalc.dims import Dim
    from convcalc.graph.graph import Node
    from convcalc.graph.tensor import Module
    from convcalc.layers.shapes import Shape
    from convcalc.layers.shapes import Shapes

Count = "Dim | Unknown"

COUNTER_BYTES = {"num_batches_tracked": 8}
"""Buffers that are counters of their own format, whatever the network's dtype is."""

FREE = {"params": 0, "trainable_params": 0, "buffers": 0, "weight_bytes": 0}
"""What a later call of a shared layer adds."""

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


class Stored:
    """What a layer keeps: its weights, buffers and their bytes, each of which may be unknown."""

    __slots__ = ("buffers", "params", "trainable_params", "weight_bytes", "weights")

    def __init__(self, module: Module, inputs: Shapes, bits: int) -> None:
        layer = module.layer
        self.weights: dict[str, Shape] = {}
        self.params: Dim | Unknown = 0
        self.buffers: Dim | Unknown = 0
        self.weight_bytes: Dim | Unknown = 0
        try:
            self.weights = layer.weights(inputs)
            buffers = layer.buffers(inputs)
        except NeedsInput:
            unknown = Unknown(reason="its input is not known, since it is never called")
            self.params = self.buffers = self.weight_bytes = unknown
        else:
            self._count(buffers, bits)
            hidden = layer.hidden_weights()
            if hidden is not None:
                self.params = self.weight_bytes = hidden
        self.trainable_params = self.params if module.trainable else 0

    def _count(self, buffers: dict[str, Shape], bits: int) -> None:
        elements: Dim = 0
        for shape in self.weights.values():
            elements = elements + product(shape)
        self.params = elements
        if not buffers:
            self.weight_bytes = bytes_of(elements, bits)
            return
        stored: Dim = 0
        plain: Dim = elements
        counters: Dim = 0
        for name, shape in buffers.items():
            count = product(shape)
            stored = stored + count
            if name in COUNTER_BYTES:
                counters = counters + count * COUNTER_BYTES[name]
            else:
                plain = plain + count
        self.buffers = stored
        self.weight_bytes = bytes_of(plain, bits) + counters


class Costs:
    """The rows of a graph; equal calls of one layer object are worked out once."""

    def __init__(self, bits: int) -> None:
        self.bits = bits
        self._known: dict[tuple[int, bool, Shapes], dict[str, Any]] = {}

    def row_of(self, node: Node, field: ReceptiveField) -> Row:
        """The row of one call."""
        module = node.module
        inputs = tuple([each.shape for each in node.inputs])
        key = (id(node.layer), module.trainable, inputs)
        costs = self._known.get(key)
        if costs is None:
            costs = self._known[key] = self._costs(node, inputs)
        return Row(
            name=node.name,
            scope=node.scope,
            kind=module.spelled,
            call=module.call,
            line=node.source.line if node.source else None,
            input_shapes=inputs,
            receptive_field=field,
            shared_with=node.shared_with,
            **(costs if node.shared_with is None else costs | FREE),
        )

    def _costs(self, node: Node, inputs: Shapes) -> dict[str, Any]:
        """Everything about a call that follows from the layer and its inputs."""
        module, bits = node.module, self.bits
        outputs = tuple([each.shape for each in node.outputs])
        stored = Stored(module, inputs, bits)
        macs = node.layer.macs(inputs, outputs)
        elementwise = node.layer.elementwise(inputs, outputs)
        activations: Dim = 0
        for shape in outputs:
            activations = activations + bytes_of(product(shape), bits)
        return {
            "output_shapes": outputs,
            "weights": stored.weights,
            "params": stored.params,
            "trainable_params": stored.trainable_params,
            "buffers": stored.buffers,
            "macs": macs,
            "flops": flops_of(macs),
            "elementwise": elementwise,
            "weight_bytes": stored.weight_bytes,
            "activation_bytes": activations,
            "status": status_of(stored.params, macs, elementwise),
        }


def unused_row(module: Module, bits: int, field: ReceptiveField) -> Row:
    """The row of a layer that is defined and never called: weights and no work."""
    stored = Stored(module, (), bits)
    return Row(
        name=module.name or module.spelled,
        scope=module.name.rpartition(".")[0],
        kind=module.spelled,
        call=module.call,
        line=(module.source.line or None) if module.source else None,
        input_shapes=(),
        output_shapes=(),
        weights=stored.weights,
        params=stored.params,
        trainable_params=stored.trainable_params,
        buffers=stored.buffers,
        macs=0,
        flops=0,
        elementwise=0,
        weight_bytes=stored.weight_bytes,
        activation_bytes=0,
        receptive_field=field,
        status=status_of(stored.params),
    )


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
