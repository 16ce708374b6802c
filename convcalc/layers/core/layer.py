"""
What every kind of layer answers: shapes, weights, work, and what an output sees.

A kind is one class in a file of its own, spelled in the texts of `convcalc.vocabulary`. It
is a value: two
layers with the same attributes are equal. All methods take the full input shapes, so a layer holds
no state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.trails import pointwise
from convcalc.values import Value

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.trails import Trail
    from convcalc.layers.core.window import Window
    from convcalc.layers.core.worked import Working
    from convcalc.unknown import Unknown


class Layer(Value):
    """
    The simplest layer: it keeps its input's shape, has no weights, does one operation an element.

    Kinds override what they do otherwise.
    """

    kind: ClassVar[str] = "layer"
    is_view: ClassVar[bool] = False
    """The output is the input's own memory, seen differently."""
    takes_output_size: ClassVar[bool] = False
    """A call may ask for a size with `output_size`, as PyTorch's transposed convolutions allow."""
    takes_many: ClassVar[bool] = False
    """There may be another number of inputs than one, and the kind checks it itself."""

    def applied(self, inputs: Shapes, needs: Needs) -> Shapes:
        """
        The shapes that leave the layer, for any number of inputs.

        Raises:
            ShapeError: If the layer cannot take these inputs, or so many.
        """
        if len(inputs) != 1 and not self.takes_many:
            raise ShapeError(
                f"{len(inputs)} inputs", expected="one", hint="add(...) or concat(...) joins them"
            )
        return self.outputs(inputs, needs)

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """
        The shapes that leave the layer.

        Raises:
            ShapeError: If the layer cannot take these inputs.
        """
        return (inputs[0],)

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """
        The shapes of the learned weights by name.

        `inputs` is empty for a layer that is never called.
        """
        return {}

    def hidden_weights(self) -> Unknown | None:
        """Why there may be weights besides those of `weights`, where the inside is not known."""
        return None

    def hidden_outputs(self) -> Unknown | None:
        """Why there are outputs besides those of `outputs`, of which nothing is known."""
        return None

    def frozen_weights(self) -> frozenset[str]:
        """The names of the weights that are not trained, though the layer may be."""
        return frozenset()

    def tied_weights(self) -> dict[str, str]:
        """The weights that are another layer's too, counted there: by name, whose they are."""
        return {}

    def buffers(self, inputs: Shapes) -> dict[str, Shape]:
        """The shapes of what is stored but not learned, for example a running mean."""
        return {}

    def stored_formats(self) -> dict[str, str]:
        """The number formats of weights and buffers by name, where those are not the network's."""
        return {}

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim | Unknown:
        """
        Multiply-accumulates of products of matrices and windows.

        No bias is counted, and nothing that is done element by element.
        """
        return 0

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim | Unknown:
        """Operations done element by element: one an output element unless said otherwise."""
        return product(outputs[0])

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """For every input, how an output position looks back at it."""
        return tuple(pointwise(shape, outputs[0]) for shape in inputs)

    def spatial_axes(self, shape: Shape) -> range:
        """Which axes of an input are spatial to this layer; empty where it does not matter."""
        return range(0)

    def slides(self) -> Window | None:
        """The window that slides, for layers that have one."""
        return None

    def worked(self, inputs: Shapes, outputs: Shapes) -> tuple[Working, ...]:
        """The arithmetic of the sizes, one working a spatial axis; empty where there is none."""
        window = self.slides()
        if window is None or not inputs:
            return ()
        from convcalc.layers.core.worked import worked_window

        shape = inputs[0]
        return worked_window(window, tuple([shape[axis] for axis in self.spatial_axes(shape)]))

    def worked_macs(self, inputs: Shapes, outputs: Shapes) -> Working | None:
        """The arithmetic of the multiply-accumulates, for kinds that can say it in one product."""
        return None

    def wanted_ranks(self) -> tuple[int, ...]:
        """The numbers of axes the input may have, batched first; empty where any will do."""
        return ()


class NeedsInput(Exception):  # noqa: N818 (a question back to the caller, not a user's error)
    """The weights cannot be told before an input is seen, as in a lazy layer never called."""
