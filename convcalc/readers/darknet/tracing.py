"""The state of one trace of a .cfg file: what left every layer, and what the file stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import ConvcalcError
from convcalc.readers.stored.network import StoredTensor

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape
    from convcalc.operations.operand import Operand
    from convcalc.readers.darknet.sections import Section
    from convcalc.readers.stored.network import Network

STATISTICS = ("rolling_mean", "rolling_variance")


class Trace:
    """
    What the kinds of sections are handed.

    `outputs` has what left every layer so far, by its index, `stores` what each stores.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self.outputs: list[Operand] = []
        self.stores: list[list[tuple[str, StoredTensor]]] = []
        self.notes: dict[str, None] = {}

    def note(self, text: str) -> None:
        """Say something of the whole file, once."""
        if text not in self.notes:
            self.notes[text] = None
            self.network.builder.assumed.append(text)

    def apply(
        self,
        section: Section,
        layer: Layer,
        inputs: Sequence[Operand],
        stored: Mapping[str, Shape] | None = None,
        *,
        suffix: str = "",
    ) -> Operand:
        """
        Apply the layer of a section; `stored` are the shapes of what its weights file has for it.

        Raises:
            ConvcalcError: If the layer cannot take these inputs, with the section's place.
        """
        name = f"{section.index}_{section.kind}{suffix}"
        stores = [
            (role, StoredTensor(f"{name}.{role}", shape, is_buffer=role.endswith(STATISTICS)))
            for role, shape in (stored or {}).items()
        ]
        if section.has("share_index") and stored and not suffix:
            stores = self.stores[self.before(section, "share_index")]
        if not suffix:
            self.stores.append(stores)
        try:
            (output,) = self.network.apply(
                layer,
                inputs,
                name=name,
                spelled=section.kind,
                call=call_of(section),
                source=section.place(),
                stores=stores,
            )
        except ConvcalcError as error:
            key = KEYS.get(error.argument, "")
            raise error.at(section.place(key)) from None
        return output

    def before(self, section: Section, key: str, index: int | None = None) -> int:
        """
        The index of a layer that a key names: from the start, or back from here where negative.

        Raises:
            ConvcalcError: If there is no such layer before this one.
        """
        wanted = section.number(key, 0) if index is None else index
        found = wanted + section.index if wanted < 0 else wanted
        if not 0 <= found < len(self.outputs):
            raise section.wrong(
                key,
                f"{key}={section.text_of(key)}: there is no layer {found} before layer "
                f"{section.index}",
                f"0 to {section.index - 1}, or -1 to -{section.index}",
            )
        return found


KEYS = {"kernel_size": "size", "stride": "stride", "padding": "padding", "dilation": "dilation"}
"""What the arguments of layers are called in a .cfg file."""

SHOWN = (
    *("filters", "output", "hidden", "size", "stride", "pad", "padding", "groups", "dilation"),
    *("batch_normalize", "activation", "layers", "from", "mask", "classes", "weights_type"),
)


def call_of(section: Section) -> str:
    """The section on one line, with the keys that its shapes come from."""
    shown = [f"{key}={section.text_of(key)[:40]}" for key in SHOWN if section.has(key)]
    return f"[{section.kind}]" + (f" {' '.join(shown)}" if shown else "")
