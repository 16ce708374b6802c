"""Layers of a file that nobody knows: what the file tells of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import symbol
from convcalc.layers.other.told import Told
from convcalc.readers.python.libraries.keras.layer import LayerInstance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.readers.python.objects.classes import ClassObject

    Open = tuple[Any, ...]


class UnknownInstance(LayerInstance):
    """
    A layer that nobody knows: what leaves it is what the file tells, see `tell`.

    `stored` are its weights by name, None where they are not known.
    """

    __slots__ = ("stored",)

    def __init__(self, cls: ClassObject) -> None:
        super().__init__(cls)
        self.stored: dict[str, Any] | None = None


def is_unknown(layer: Any) -> bool:
    """Whether a layer is one that nobody knows, and nothing was told of."""
    return isinstance(layer, UnknownInstance) and layer.core is None


def tell(layer: UnknownInstance, shapes: Sequence[Open], takes: Sequence[Open]) -> None:
    """
    Say what leaves a layer that is not known.

    Args:
        layer: The layer.
        shapes: What leaves it, batch and all, with None for what is left open.
        takes: What it is given, in the same way.
    """
    name = layer.cls.name
    reason = f"what {name} does is not known"
    layer.core = Told(
        shapes=tuple([_named(shape, layer.name, index) for index, shape in enumerate(shapes)]),
        reason=reason,
        has_weights=layer.stored is None,
        stored=tuple((layer.stored or {}).items()),
        takes=tuple(takes),
        batches=tuple([bool(shape) and shape[0] is None for shape in shapes]),
    )


def _named(shape: Open, name: str, index: int) -> Open:
    """The shape with symbols for the sizes that are left open."""
    word = "".join([each if each.isalnum() else "_" for each in name]) or "layer"
    return tuple(
        [
            symbol(f"{word}_{index}_{axis}" if axis else "N") if each is None else each
            for axis, each in enumerate(shape)
        ]
    )
