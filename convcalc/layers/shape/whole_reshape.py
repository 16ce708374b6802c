"""The same elements in another shape, the batch like any other axis."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.layers.shape.reshape import View
from convcalc.layers.shape.reshape import complete

if TYPE_CHECKING:
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes


class WholeReshape(View):
    """
    All axes in another shape.

    Shapes:
        input: any
        result: the sizes, one of them -1 for what is left

    Units: nothing: the memory stays.

    Source: torch.reshape, torch.Tensor.view.
    """

    kind: ClassVar[str] = "reshape"

    sizes: Shape
    argument: str = "shape"

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The sizes, the missing one filled in."""
        return (complete(self.sizes, inputs[0], self.argument, needs),)
