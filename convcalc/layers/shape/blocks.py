"""Blocks of space moved into channels or into the batch, and back, with the channels behind."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.axes import needs_rank
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.spatial import blocks
from convcalc.layers.core.spatial import repeated
from convcalc.layers.core.spatial import shifted
from convcalc.layers.core.spatial import stepping
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.core.trails import Irregular

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.trails import Trail
    from convcalc.layers.core.window import Pair

PICTURES = "(N, H, W, C)"


class SpaceToDepth(Layer):
    """
    Every block of space as the channels of one position.

    Shapes:
        input: (N, H·b, W·b, C)
        result: (N, H, W, C·b²)

    Units: nothing: elements are copied.

    Source: tf.nn.space_to_depth.
    """

    kind: ClassVar[str] = "space_to_depth"

    block: int

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Divide the sizes, multiply the channels."""
        needs_rank(inputs[0], (4,), PICTURES)
        batch, *spatial, channels = inputs[0]
        rows, columns = (
            needs.divisible(each, self.block, partial(_undivided, inputs[0], each, self.block))
            for each in spatial
        )
        return ((batch, rows, columns, channels * self.block**2),)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Nothing: elements are copied."""
        return 0

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Every position sees its block."""
        trail = stepping(inputs[0], outputs[0], (1, 2), [blocks(self.block)] * 2)
        trail[3] = (3, WHOLE)
        return (trail,)


class DepthToSpace(Layer):
    """
    The channels of every position as a block of space.

    Shapes:
        input: (N, H, W, C·b²)
        result: (N, H·b, W·b, C)

    Units: nothing: elements are copied.

    Source: tf.nn.depth_to_space.
    """

    kind: ClassVar[str] = "depth_to_space"

    block: int

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Multiply the sizes, divide the channels."""
        needs_rank(inputs[0], (4,), PICTURES)
        batch, rows, columns, channels = inputs[0]
        square = self.block**2
        fewer = needs.divisible(channels, square, partial(_undivided, inputs[0], channels, square))
        return ((batch, rows * self.block, columns * self.block, fewer),)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Nothing: elements are copied."""
        return 0

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """A block sees the position that it was made of."""
        trail = stepping(inputs[0], outputs[0], (1, 2), [repeated(self.block)] * 2)
        trail[3] = (3, WHOLE)
        return (trail,)


class SpaceToBatch(Layer):
    """
    Every b-th position of space as an example of its own, after padding.

    Shapes:
        input: (N, *S, ...), `block` and `pads` for as many axes behind the batch
        result: (N · Πb, *(S + before + after) / b, ...)

    Units: nothing: elements are copied.

    Source: tf.space_to_batch_nd.
    """

    kind: ClassVar[str] = "space_to_batch"

    block: tuple[int, ...]
    pads: tuple[Pair, ...]

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Divide the padded sizes, multiply the batch."""
        shape = list(_blocked(inputs[0], self.block))
        for axis, (block, pair) in enumerate(zip(self.block, self.pads, strict=True), 1):
            length = shape[axis] + pair[0] + pair[1]
            shape[axis] = needs.divisible(
                length, block, partial(_undivided, inputs[0], length, block)
            )
        shape[0] = shape[0] * product(self.block)
        return (tuple(shape),)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Nothing: elements are copied."""
        return 0

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Neighbours of an example lie a block apart; which example it is, is another question."""
        steps = [
            Irregular(size=1, reason=f"every position of {block} is an example of its own")
            if block > 1
            else shifted(-pair[0])
            for block, pair in zip(self.block, self.pads, strict=True)
        ]
        axes = range(1, len(self.block) + 1)
        return (stepping(inputs[0], outputs[0], axes, steps),)


class BatchToSpace(Layer):
    """
    Examples woven into space again, and what is too much cut off.

    Shapes:
        input: (N · Πb, *S, ...), `block` and `crops` for as many axes behind the batch
        result: (N, *(S · b − before − after), ...)

    Units: nothing: elements are copied.

    Source: tf.batch_to_space.
    """

    kind: ClassVar[str] = "batch_to_space"

    block: tuple[int, ...]
    crops: tuple[Pair, ...]

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Multiply the sizes, divide the batch."""
        shape = list(_blocked(inputs[0], self.block))
        examples = product(self.block)
        shape[0] = needs.divisible(
            shape[0], examples, partial(_undivided, inputs[0], shape[0], examples)
        )
        for axis, (block, pair) in enumerate(zip(self.block, self.crops, strict=True), 1):
            length = shape[axis] * block - pair[0] - pair[1]
            needs.at_least(
                length,
                0,
                partial(ShapeError, f"{pair} is cut off axis {axis} of {show_shape(inputs[0])}"),
            )
            shape[axis] = length
        return (tuple(shape),)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Nothing: elements are copied."""
        return 0

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Neighbours come from different examples."""
        steps = [
            Irregular(size=1, reason=f"neighbours come from {block} examples")
            if block > 1
            else shifted(pair[0])
            for block, pair in zip(self.block, self.crops, strict=True)
        ]
        axes = range(1, len(self.block) + 1)
        return (stepping(inputs[0], outputs[0], axes, steps),)


def _blocked(shape: Shape, block: tuple[int, ...]) -> Shape:
    """
    The shape, if it has an axis for every size of a block behind the batch.

    Raises:
        ShapeError: If it has not.
    """
    if len(shape) <= len(block):
        raise ShapeError(
            f"blocks of {len(block)} axes in {show_shape(shape)}",
            expected=f"more than {len(block)} axes",
        )
    return shape


def _undivided(shape: Shape, length: Dim, block: Dim) -> ShapeError:
    return ShapeError(
        f"{length} in {show_shape(shape)} does not divide into blocks of {block}",
        expected=f"a multiple of {block}",
    )
