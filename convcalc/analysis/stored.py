"""What a layer keeps: its weights, buffers and their bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.analysis.dtypes import OWN_BITS
from convcalc.analysis.dtypes import bytes_of
from convcalc.dims import product
from convcalc.layers.core.layer import NeedsInput
from convcalc.unknown import Unknown

if TYPE_CHECKING:
    from collections.abc import Container
    from typing import Any

    from convcalc.dims import Dim
    from convcalc.graph.tensor import Module
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes

COUNTER_BYTES = {"num_batches_tracked": 8}
"""Buffers that are counters of their own format, whatever the network's dtype is."""


class Stored:
    """
    The weights and buffers of a module, each count of which may be unknown.

    Weights that are tied to another module's are listed and not counted.
    """

    __slots__ = ("buffers", "params", "tied_to", "trainable_params", "weight_bytes", "weights")

    def __init__(self, module: Module | None, inputs: Shapes, bits: int) -> None:
        self.weights: dict[str, Shape] = {}
        self.tied_to: dict[str, str] = {}
        self.params: Dim | Unknown = 0
        self.trainable_params: Dim | Unknown = 0
        self.buffers: Dim | Unknown = 0
        self.weight_bytes: Dim | Unknown = 0
        if module is not None:
            self._read(module, inputs, bits)

    def values(self) -> dict[str, Any]:
        """What a row says of it, by the names of its fields."""
        return {
            "weights": self.weights,
            "tied_to": self.tied_to,
            "params": self.params,
            "trainable_params": self.trainable_params,
            "buffers": self.buffers,
            "weight_bytes": self.weight_bytes,
        }

    def _read(self, module: Module, inputs: Shapes, bits: int) -> None:
        owner = module.layer if module.parameters is None else module.parameters
        try:
            self.weights = owner.weights(inputs)
            buffers = owner.buffers(inputs)
        except NeedsInput:
            unknown = Unknown(reason="its input is not known, since it is never called")
            self.params = self.buffers = self.weight_bytes = unknown
            self.trainable_params = unknown if module.trainable else 0
            return
        self.tied_to = owner.tied_weights()
        self._count(buffers, bits, owner.stored_formats())
        hidden = owner.hidden_weights()
        if hidden is not None:
            self.params = self.weight_bytes = hidden
        if module.trainable:
            frozen = owner.frozen_weights()
            trained = self._elements({*frozen, *self.tied_to}) if frozen else self.params
            self.trainable_params = trained if hidden is None else hidden

    def _elements(self, left_out: Container[str]) -> Dim:
        elements: Dim = 0
        for name, shape in self.weights.items():
            if name not in left_out:
                elements = elements + product(shape)
        return elements

    def _count(self, buffers: dict[str, Shape], bits: int, formats: dict[str, str]) -> None:
        elements = self._elements(self.tied_to)
        self.params = elements
        if formats:
            self._count_formats(buffers, bits, formats)
            return
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

    def _count_formats(self, buffers: dict[str, Shape], bits: int, formats: dict[str, str]) -> None:
        """Count the bytes of every weight and buffer in its own format."""
        taken: Dim = 0
        stored: Dim = 0
        for name, shape in (*self.weights.items(), *buffers.items()):
            if name in self.tied_to:
                continue
            own = formats.get(name)
            taken = taken + bytes_of(product(shape), OWN_BITS[own] if own else bits)
        for shape in buffers.values():
            stored = stored + product(shape)
        self.buffers = stored
        self.weight_bytes = taken
