"""What a module owns that is no layer of any vocabulary: its parameters, and nothing it does."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.layers.core.layer import Layer

if TYPE_CHECKING:
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes


class Parameters(Layer):
    """
    Weights and buffers by name, without work.

    `frozen` names the weights that are not trained. `tied_to` says of weights that they are
    another module's, as ("weight", "embedding.weight"): they are counted there. `formats` are the
    number formats of weights and buffers that have not the network's, as ("weight", "int8").

    Shapes:
        input: any
        result: the input's

    Units: weights and buffers in elements; no operations.
    """

    kind: ClassVar[str] = "parameters"
    is_view: ClassVar[bool] = True

    weights_by_name: tuple[tuple[str, Shape], ...] = ()
    buffers_by_name: tuple[tuple[str, Shape], ...] = ()
    frozen: tuple[str, ...] = ()
    tied_to: tuple[tuple[str, str], ...] = ()
    formats: tuple[tuple[str, str], ...] = ()

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """The weights, tied ones as well."""
        return dict(self.weights_by_name)

    def buffers(self, inputs: Shapes) -> dict[str, Shape]:
        """The buffers."""
        return dict(self.buffers_by_name)

    def frozen_weights(self) -> frozenset[str]:
        """The names of those not trained."""
        return frozenset(self.frozen)

    def tied_weights(self) -> dict[str, str]:
        """Whose the tied ones are."""
        return dict(self.tied_to)

    def stored_formats(self) -> dict[str, str]:
        """Those that are not the network's."""
        return dict(self.formats)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> int:
        """None."""
        return 0


NO_PARAMETERS = Parameters()
"""What a function owns: the weights it uses are handed to it."""
