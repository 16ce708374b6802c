"""Layers whose inside is not known: only what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.layers.core.axes import needs_axes
from convcalc.layers.core.axes import needs_inputs
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.trails import Blind
from convcalc.unknown import Unknown

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail


class Opaque(Layer):
    """
    A layer of which only the output's shape is known, and perhaps its weights and work.

    Shapes:
        input: (N, ...)
        result: (N, *sizes)

    Units: what is said, else unknown.

    Source: keras.layers.Lambda, whose function is never run here.
    """

    kind: ClassVar[str] = "opaque"
    takes_many: ClassVar[bool] = True

    sizes: Shape | None
    params: Dim | None
    work: Dim | None
    reason: str = "what an opaque layer does is not known"

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The batch and the sizes that were said."""
        if self.sizes is None:
            raise ShapeError(
                "what leaves a function cannot be known without running it",
                expected="output_shape",
                hint="output_shape=(...), the sizes without the batch",
                argument="function",
            )
        needs_inputs(inputs, 1, None, "at least one input")
        needs_axes(inputs[0], 1, "(N, ...)")
        return ((inputs[0][0], *self.sizes),)

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """As many as was said, in one piece."""
        return {} if self.params is None or self.params == 0 else {"weight": (self.params,)}

    def hidden_weights(self) -> Unknown | None:
        """Unknown unless their number was said."""
        return Unknown(reason=self.reason) if self.params is None else None

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim | Unknown:
        """What was said, else unknown."""
        return Unknown(reason=self.reason) if self.work is None else self.work

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Unknown:
        """Unknown."""
        return Unknown(reason=self.reason)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Not known, but for the batch."""
        return tuple(
            {axis: (None, Blind(reason=self.reason)) for axis in range(1, len(shape))}
            for shape in inputs
        )


def native_opaque(given: Given) -> Opaque:
    """The native opaque: the output's sizes without the batch, and what is known of the inside."""
    shape = given.shape
    if len(shape) == 1 and isinstance(shape[0], (tuple, list)):
        shape = tuple(shape[0])
    if not shape:
        raise BadValue(
            "opaque() does not say what leaves it",
            expected="the sizes of its output, without the batch",
            hint="opaque(64, 28, 28)",
        )
    return Opaque(
        sizes=tuple(size(each, "shape") for each in shape),
        params=None if given.params is None else size(given.params, "params", 0),
        work=None if given.macs is None else size(given.macs, "macs", 0),
    )


def keras_lambda(given: Given) -> Opaque:
    """keras.layers.Lambda: its shape is what output_shape says; it has no weights."""
    reason = "what a Lambda's function does is not known"
    if given.output_shape is None:
        return Opaque(sizes=None, params=0, work=None, reason=reason)
    if not isinstance(given.output_shape, (tuple, list)):
        refuse("output_shape", given.output_shape, "a tuple of sizes without the batch")
    sizes = tuple(size(each, "output_shape") for each in given.output_shape)
    return Opaque(sizes=sizes, params=0, work=None, reason=reason)
