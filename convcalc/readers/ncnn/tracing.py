"""The state of one trace of an ncnn network: blobs by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import ConvcalcError
from convcalc.layers.other.unread_call import Stated
from convcalc.readers.ncnn.kinds import may_store
from convcalc.readers.ncnn.names import NAMES
from convcalc.readers.stored.network import USUAL
from convcalc.readers.stored.network import StoredTensor

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape
    from convcalc.operations.operand import Operand
    from convcalc.readers.ncnn.lines import NcnnLayer
    from convcalc.readers.stored.network import Network

BUFFERS = ("mean", "variance", "scales")


class Trace:
    """Blobs by name, with the batch in front; a blob of which nothing is known is None."""

    def __init__(self, network: Network, batch: Dim) -> None:
        self.network = network
        self.batch = batch
        self.blobs: dict[str, Operand | None] = {}
        self.used: set[str] = set()

    def apply(
        self,
        layer: NcnnLayer,
        made: Layer,
        inputs: Sequence[Operand],
        stored: Mapping[str, Shape] | None = None,
        dtype: str = USUAL,
    ) -> list[Operand]:
        """
        Apply what a layer is; `stored` are the shapes of what it stores, in number format `dtype`.

        Raises:
            ConvcalcError: If it does not take these inputs, with its place.
        """
        stores = []
        for role, shape in (stored or {}).items():
            is_buffer = role.endswith(BUFFERS)
            own = dtype if role.endswith("weight") else USUAL
            name = f"{layer.name}.{role}"
            stores.append((role, StoredTensor(name, shape, own, is_buffer=is_buffer)))
        try:
            return self.network.apply(
                made,
                inputs,
                name=layer.name,
                spelled=layer.type,
                call=call_of(layer),
                scope=layer.name.rpartition("/")[0],
                source=layer.place(),
                stores=stores,
            )
        except ConvcalcError as error:
            raise error.at(layer.place()) from None

    def unknown(self, layer: NcnnLayer, inputs: Sequence[Operand], reason: str) -> list[Operand]:
        """A row of a layer that is not known; its outputs are what the file notes of them."""
        shapes = [(self.batch, *each) for each in layer.hints()]
        made = Stated(
            shapes=tuple(shapes),
            reason=reason,
            has_weights=may_store(layer.type),
            has_outputs=not shapes,
        )
        spelled, call, source = layer.type, call_of(layer), layer.place()
        return self.network.apply(
            made,
            inputs,
            name=layer.name,
            spelled=spelled,
            source=source,
            module=self.network.module_of(made, spelled=spelled, call=call, source=source),
        )


def call_of(layer: NcnnLayer) -> str:
    """The layer with the settings that its shapes come from, by their names."""
    names = NAMES.get(layer.type, {})
    shown = [
        f"{names[key]}={','.join(map(str, values[:6]))}"
        for key, values in layer.settings.items()
        if key in names
    ]
    return f"{layer.type}({', '.join(shown)})" if shown else layer.type
