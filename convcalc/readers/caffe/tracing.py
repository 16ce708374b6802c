"""The state of one trace of a Caffe network: blobs by name, and what is stored once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import ConvcalcError
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.other.unread_call import Stated
from convcalc.readers.stored.network import StoredTensor

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape
    from convcalc.operations.operand import Operand
    from convcalc.readers.caffe.spelled import CaffeLayer
    from convcalc.readers.stored.network import Network

SHOWN = (
    *("num_output", "kernel_size", "kernel_h", "kernel_w", "stride", "stride_h", "stride_w", "pad"),
    *("pad_h", "pad_w", "dilation", "group", "pool", "operation", "axis", "local_size"),
)
"""Fields that a row shows."""

STATISTICS = frozenset({"mean", "variance", "factor"})


class Trace:
    """Blobs by name; a blob of which nothing is known is None."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.blobs: dict[str, Operand | None] = {}
        self.used: set[str] = set()
        self._shared: dict[str, StoredTensor] = {}
        self._stored: dict[tuple[str, CaffeLayer], StoredTensor] = {}

    def apply(
        self,
        layer: CaffeLayer,
        made: Layer,
        inputs: Sequence[Operand],
        stored: Mapping[str, Shape] | None = None,
    ) -> list[Operand]:
        """
        Apply what a layer is; `stored` are the shapes of the blobs that it owns, in their order.

        Raises:
            ConvcalcError: If it does not take these inputs, with its place.
        """
        try:
            return self.network.apply(
                made,
                inputs,
                name=layer.name,
                spelled=layer.type,
                call=call_of(layer),
                scope=layer.name.rpartition("/")[0],
                source=layer.place(),
                stores=self._stores(layer, stored or {}),
            )
        except ConvcalcError as error:
            raise error.at(layer.place()) from None

    def _stores(
        self, layer: CaffeLayer, stored: Mapping[str, Shape]
    ) -> list[tuple[str, StoredTensor]]:
        names = layer.shared()
        found = []
        for index, (role, shape) in enumerate(stored.items()):
            shared = names[index] if index < len(names) else ""
            tensor = self._shared.get(shared) if shared else self._stored.get((role, layer))
            if tensor is None:
                tensor = StoredTensor(
                    shared or f"{layer.name}.{role}", shape, is_buffer=role in STATISTICS
                )
                self._stored[role, layer] = tensor
                if shared:
                    self._shared[shared] = tensor
            if tensor.shape != shape:
                raise layer.wrong(
                    f"{role} {show_shape(shape)} is shared as {shared!r}, which is "
                    f"{show_shape(tensor.shape)}",
                    "one shape for all",
                )
            found.append((role, tensor))
        return found

    def unknown(
        self,
        layer: CaffeLayer,
        inputs: Sequence[Operand],
        reason: str,
        *,
        has_weights: bool = True,
    ) -> None:
        """A row of a layer of which nothing is known but what goes in."""
        made = Stated(shapes=(), reason=reason, has_weights=has_weights, has_outputs=True)
        spelled, source = layer.type or "?", layer.place()
        module = self.network.module_of(made, spelled=spelled, call=call_of(layer), source=source)
        self.network.apply(
            made, inputs, name=layer.name, spelled=spelled, source=source, module=module
        )


def call_of(layer: CaffeLayer) -> str:
    """The layer with the fields that its shapes come from."""
    from convcalc.readers.caffe.spelled import text_of
    from convcalc.readers.stored.prototext import Block

    shown = []
    for field in layer.inner.fields:
        inner = field.value.fields if isinstance(field.value, Block) else [field]
        shown += [
            f"{each.name}: {text_of(each.value)[:30]}"
            for each in inner
            if each.name in SHOWN and not isinstance(each.value, Block)
        ]
    return f"{layer.type}({', '.join(shown)})" if shown else layer.type
