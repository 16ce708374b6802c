"""Look-up tables: every index becomes a learned vector, or a bag of indices one vector."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import choice
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import switch
from convcalc.layers.core.axes import needs_inputs
from convcalc.layers.core.axes import needs_rank
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.dense.linear import plain_weights

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail

MODES = ("sum", "mean", "max")


class Embedding(Layer):
    """
    A table of vectors, looked up by index.

    Shapes:
        input: (*), any number of axes, none included
        weight: (count, width)
        result: (*, width)

    Units: no multiply-accumulates and no operations: rows are copied.

    Source: torch.nn.Embedding, "Shape"; keras.layers.Embedding.
    """

    kind: ClassVar[str] = "embedding"

    count: Dim
    width: Dim
    weight: str = "weight"

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Add an axis behind."""
        return ((*inputs[0], self.width),)

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """The table."""
        return {self.weight: (self.count, self.width)}

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """None."""
        return 0

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Every position sees its own index."""
        return ({axis: (axis, ONE_TO_ONE) for axis in range(len(inputs[0]))},)


class EmbeddingBag(Layer):
    """
    The sum, mean or maximum of the vectors of a bag of indices.

    Shapes:
        input: (N, L), or (L) with offsets (N) as the second input
        weight: (count, width)
        result: (N, width)

    Units: one operation for every element of every vector that goes in.

    Source: torch.nn.EmbeddingBag, "Shape".
    """

    kind: ClassVar[str] = "embeddingbag"
    takes_many: ClassVar[bool] = True

    count: Dim
    width: Dim
    last_offset: bool = False

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """One vector a bag."""
        needs_inputs(inputs, 1, 2, "indices (N, L), or indices (L) and offsets (N)")
        needs_rank(inputs[0], (1, 2), "(N, L), or (L) with offsets (N)")
        return ((self._bags(inputs, needs), self.width),)

    def _bags(self, inputs: Shapes, needs: Needs) -> Dim:
        if len(inputs[0]) == 2:
            return inputs[0][0]
        if len(inputs) == 1 or len(inputs[1]) != 1:
            raise ShapeError(
                f"indices {show_shape(inputs[0])} without the offsets at which the bags start",
                expected="indices (N, L), or offsets (N) as the second input",
            )
        return inputs[1][0] - self.last_offset

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """The table."""
        return {"weight": (self.count, self.width)}

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """One for every element that is added or compared."""
        return product(inputs[0]) * self.width

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """A bag sees all of its indices."""
        if len(inputs[0]) == 2:
            return ({0: (0, ONE_TO_ONE), 1: (None, WHOLE)},)
        return ({0: (None, WHOLE)}, {0: (0, ONE_TO_ONE)})


def _check_padding(padding_idx: Any, count: Any) -> None:
    """Refuse an index outside of the table."""
    if padding_idx is None:
        return
    if type(padding_idx) is not int:
        refuse("padding_idx", padding_idx, "a whole number or None")
    if type(count) is int and not -count <= padding_idx < count:
        refuse("padding_idx", padding_idx, f"{-count} to {count - 1}")


def torch_embedding(given: Given) -> Embedding:
    """torch.nn.Embedding."""
    count = size(given.num_embeddings, "num_embeddings")
    _check_padding(given.padding_idx, count)
    return Embedding(count=count, width=size(given.embedding_dim, "embedding_dim"))


def torch_embedding_bag(given: Given) -> EmbeddingBag:
    """torch.nn.EmbeddingBag."""
    count = size(given.num_embeddings, "num_embeddings")
    _check_padding(given.padding_idx, count)
    choice(given.mode, "mode", MODES)
    return EmbeddingBag(
        count=count,
        width=size(given.embedding_dim, "embedding_dim"),
        last_offset=switch(given.include_last_offset, "include_last_offset"),
    )


def native_embedding(given: Given) -> Embedding:
    """The native embedding."""
    return Embedding(count=size(given.count, "count"), width=size(given.width, "width"))


def keras_embedding(given: Given) -> Embedding:
    """keras.layers.Embedding."""
    plain_weights(given.lora_rank, given.quantization_config)
    return Embedding(
        count=size(given.input_dim, "input_dim"),
        width=size(given.output_dim, "output_dim"),
        weight="embeddings",
    )
