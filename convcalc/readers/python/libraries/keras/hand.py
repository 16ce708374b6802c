"""Keras's hand: what operations on its tensors ask of a trace, or of the graph of a model to be."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.graph.tensor import Tensor
from convcalc.operations.promotion import Promotion
from convcalc.readers.python.libraries.keras.operations import perform
from convcalc.readers.python.libraries.keras.session import session
from convcalc.readers.python.libraries.keras.session import snake_case
from convcalc.readers.python.libraries.keras.tensors import KerasTensor
from convcalc.readers.python.libraries.keras.tensors import tensors_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.operations.constants import Values
    from convcalc.readers.python.objects.host import Site


class KerasHand:
    """
    Whoever has an operation done at a place of the source: see `operations.applying.Hand`.

    What is spelled is the name of Keras's class of the operation, for example "Add".
    """

    __slots__ = ("site",)
    promotion: ClassVar[Promotion] = Promotion(whole="int32", index="int32")
    is_recording: ClassVar[bool] = True

    def __init__(self, site: Site) -> None:
        self.site = site

    def named(self, spelled: str) -> str:
        """The class's name as Keras makes a layer's name of it."""
        return snake_case(spelled)

    @property
    def needs(self) -> Needs:
        """What must be true of the sizes, so far."""
        return session(self.site).trace.builder.needs

    def applied(
        self,
        spelled: str,
        layer: Layer,
        inputs: Sequence[KerasTensor],
        dtype: str | Sequence[str],
    ) -> list[KerasTensor]:
        """The results as tensors of Keras, symbolic ones where an input is."""
        types = dtype if isinstance(dtype, str) else tuple(dtype)
        return list(tensors_of(perform(layer, inputs, self.site, spelled, dtype=types)))

    def constant(
        self,
        shape: Shape,
        dtype: str,
        values: Values | None = None,
        shown: KerasTensor | None = None,
    ) -> KerasTensor:
        """A tensor that is part of no trace; its values are not followed."""
        return KerasTensor(Tensor(shape, -1), dtype)

    def retyped(
        self, source: KerasTensor, dtype: str, values: Any, *, is_fresh: bool
    ) -> KerasTensor:
        """The same tensor of the graph with another type."""
        return KerasTensor(source.tensor, dtype, trace=source.trace)
