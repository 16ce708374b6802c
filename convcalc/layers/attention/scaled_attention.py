"""Attention of queries to keys and values, as a function without projections."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.axes import needs_axes
from convcalc.layers.core.axes import needs_inputs
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.core.trails import pointwise
from convcalc.layers.other.merge import broadcast

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.trails import Trail


class ScaledAttention(Layer):
    """
    softmax(query · keyᵀ · scale + mask) · value.

    Shapes:
        inputs: query (*N, L, E), key (*N, S, E), value (*N, S, F), perhaps a mask that broadcasts
            to (*N, L, S); with `grouped` several heads, axis -3, share one of key and value
        result: (*N, L, F)

    Units: macs = ΠN · L · S · (E + F); one operation an element of the weights for the softmax,
    and one for the mask.

    Source: torch.nn.functional.scaled_dot_product_attention; torch.utils.flop_counter for the work.
    """

    kind: ClassVar[str] = "scaled_attention"
    takes_many: ClassVar[bool] = True

    grouped: bool = False

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The query's positions with the value's features."""
        needs_inputs(inputs, 3, 4, "query, key and value, and perhaps a mask")
        query, key, value = inputs[:3]
        for shape in inputs[:3]:
            needs_axes(shape, 2, "(*N, L, E), at least 2 axes")
        needs.equal(query[-1], key[-1], lambda: _unlike("features", "query", query, "key", key))
        needs.equal(key[-2], value[-2], lambda: _unlike("positions", "key", key, "value", value))
        batch = self._batch(query, key, value, needs)
        if len(inputs) == 4:
            broadcast(((*batch, query[-2], key[-2]), inputs[3]), needs, channel_axis=1)
        return ((*batch, query[-2], value[-1]),)

    def _batch(self, query: Shape, key: Shape, value: Shape, needs: Needs) -> Shape:
        if not self.grouped or len(query) < 3:
            return broadcast((query[:-2], key[:-2], value[:-2]), needs, channel_axis=1)
        for name, other in (("key", key), ("value", value)):
            needs.divisible(
                query[-3], other[-3], partial(_unlike, "heads", "query", query, name, other)
            )
        outer = broadcast((query[:-3], key[:-3], value[:-3]), needs, channel_axis=1)
        return (*outer, query[-3])

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Every query with every key, and the weighted values."""
        query, key, value = inputs[:3]
        return product(outputs[0][:-1]) * key[-2] * (query[-1] + value[-1])

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """The softmax, and adding the mask."""
        return product(outputs[0][:-1]) * inputs[1][-2] * (len(inputs) - 2)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """A query sees its own position of the query, and all of key and value."""
        found = []
        for index, shape in enumerate(inputs):
            trail = pointwise(shape, outputs[0])
            rank = len(shape)
            trail[rank - 1] = (rank - 1, WHOLE)
            if index:
                trail[rank - 2] = (None, WHOLE)
            found.append(trail)
        return tuple(found)


def _unlike(what: str, name: str, one: Shape, other_name: str, other: Shape) -> ShapeError:
    return ShapeError(
        f"{name} {show_shape(one)} and {other_name} {show_shape(other)} do not fit",
        expected=f"the same {what} for both" if what != "heads" else "heads that divide",
    )
