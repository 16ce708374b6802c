"""Keras's multi-head and grouped-query attention."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import BadValue
from convcalc.errors import ShapeError
from convcalc.layers.attention.attention import unlike
from convcalc.layers.core.arguments import choice
from convcalc.layers.core.arguments import number
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import truth
from convcalc.layers.core.axes import axes_argument
from convcalc.layers.core.axes import needs_axes
from convcalc.layers.core.axes import needs_inputs
from convcalc.layers.core.axes import needs_rank
from convcalc.layers.core.axes import places
from convcalc.layers.core.fitting import check_features
from convcalc.layers.core.fitting import undivided
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail


def three(inputs: Shapes) -> tuple[Shape, Shape, Shape]:
    """
    Query, value and key in Keras's order; no key means the value, a single input is all three.

    Raises:
        ShapeError: For another number of inputs.
    """
    needs_inputs(inputs, 1, 3, "query and value, or query, value and key")
    query = inputs[0]
    value = inputs[1] if len(inputs) > 1 else query
    return query, value, inputs[2] if len(inputs) == 3 else value


class KerasMultiHeadAttention(Layer):
    """
    Attention in several heads, over one axis or several; grouped, keys and values have fewer heads.

    Shapes:
        inputs: query (N, *T, Dq), value (N, *S, Dv), then, if given, key (N, *S, Dk)
        query.kernel: (Dq, h, d); key.kernel: (Dk, g, d); value.kernel: (Dv, g, v); with `use_gate`
            gate.kernel: (Dq, h, v); attention_output.kernel: (h, v, *output_shape); biases as the
            kernels without their first axis
        result: (N, *T, *output_shape), Dq by default

    Units: macs = the projections at every position, and h · (d + v) for every pair of positions
    that meet along `attention_axes`; one operation an element of the attention weights for the
    softmax, and one for the gate.

    Source: keras.layers.MultiHeadAttention, GroupQueryAttention.
    """

    kind: ClassVar[str] = "attention"
    takes_many: ClassVar[bool] = True

    num_heads: Dim
    key_dim: Dim
    value_dim: Dim
    groups: Dim
    output_shape: Shape = ()
    attention_axes: tuple[int, ...] | None = None
    bias: bool = True
    gated: bool = False
    grouped: bool = False

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """What the query gathered."""
        query, value, key = three(inputs)
        for shape in (query, value, key):
            needs_axes(shape, 2)
            needs.equal(query[0], shape[0], lambda: unlike("query", query, "value", value))
        if self.grouped:
            self._check_grouped(query, value, needs)
        if len(value) != len(key):
            raise unlike("value", value, "key", key)
        for one, other in zip(value[1:-1], key[1:-1], strict=True):
            needs.equal(one, other, lambda: unlike("value", value, "key", key))
        for shape in (query, value):
            self._attended(shape)
        return ((*query[:-1], *(self.output_shape or query[-1:])),)

    def _check_grouped(self, query: Shape, value: Shape, needs: Needs) -> None:
        for shape in (query, value):
            needs_rank(shape, (3,), "(N, T, features)")
        needs.equal(
            query[-1],
            value[-1],
            lambda: ShapeError(
                f"a query with {query[-1]} features and a value with {value[-1]}",
                expected="as many features in both",
            ),
        )

    def _kernels(self, inputs: Shapes) -> dict[str, Shape]:
        """The projections: (features in, heads, features a head)."""
        query, value, key = three(inputs)
        found: dict[str, Shape] = {
            "query": (query[-1], self.num_heads, self.key_dim),
            "key": (key[-1], self.groups, self.key_dim),
            "value": (value[-1], self.groups, self.value_dim),
        }
        if self.gated:
            found["gate"] = (query[-1], self.num_heads, self.value_dim)
        return found

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """The projections in and out, with their biases."""
        if not inputs:
            raise NeedsInput
        result = self.output_shape or inputs[0][-1:]
        found: dict[str, Shape] = {}
        for name, kernel in self._kernels(inputs).items():
            found[f"{name}.kernel"] = kernel
            if self.bias:
                found[f"{name}.bias"] = kernel[1:]
        found["attention_output.kernel"] = (self.num_heads, self.value_dim, *result)
        if self.bias:
            found["attention_output.bias"] = result
        return found

    def _attended(self, shape: Shape) -> tuple[int, ...]:
        """The axes along which positions meet: all between batch and features, or those named."""
        if self.attention_axes is None:
            return tuple(range(1, len(shape) - 1))
        axes = places(self.attention_axes, shape, "attention_axes")
        if not set(axes) <= set(range(1, len(shape) - 1)):
            raise ShapeError(
                f"attention_axes={self.attention_axes} for {show_shape(shape)}",
                expected="axes between the batch and the features",
                argument="attention_axes",
            )
        return axes

    def _pairs(self, query: Shape, value: Shape) -> Dim:
        """How many pairs of positions meet, over the whole batch."""
        return product(query[:-1]) * product([value[axis] for axis in self._attended(value)])

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """The projections, every pair of positions that meet, and the way out."""
        query, value, key = three(inputs)
        rows = {"query": query, "gate": query, "key": key, "value": value}
        total: Dim = 0
        for name, kernel in self._kernels(inputs).items():
            total = total + product(rows[name][:-1]) * product(kernel)
        out = product(outputs[0]) * self.num_heads * self.value_dim
        met = self._pairs(query, value) * self.num_heads * (self.key_dim + self.value_dim)
        return total + met + out

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """The softmax, the gate and the biases."""
        query, value, key = three(inputs)
        rows = {"query": query, "gate": query, "key": key, "value": value}
        total = self._pairs(query, value) * self.num_heads
        if self.gated:
            total = total + 2 * product(query[:-1]) * self.num_heads * self.value_dim
        if not self.bias:
            return total
        for name, kernel in self._kernels(inputs).items():
            total = total + product(rows[name][:-1]) * product(kernel[1:])
        return total + product(outputs[0])

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """All positions along the attention axes, and all features."""
        return tuple(
            self._trail(shape, outputs[0], own=index == 0) for index, shape in enumerate(inputs)
        )

    def _trail(self, shape: Shape, output: Shape, *, own: bool) -> Trail:
        trail: Trail = {axis: (axis, ONE_TO_ONE) for axis in range(len(shape) - 1)}
        for axis in self._attended(shape):
            trail[axis] = (axis if own else None, WHOLE)
        trail[len(shape) - 1] = (len(output) - 1, WHOLE)
        return trail


def _window(value: Any) -> None:
    if value is not None:
        size(value, "sliding_window")


def keras_attention_heads(given: Given) -> KerasMultiHeadAttention:
    """keras.layers.MultiHeadAttention."""
    number(given.dropout, "dropout")
    _window(given.sliding_window)
    wanted = () if given.output_shape is None or given.output_shape == 0 else given.output_shape
    if not isinstance(wanted, (tuple, list)):
        wanted = (wanted,)
    head_size = size(given.key_dim, "key_dim")
    heads = size(given.num_heads, "num_heads")
    return KerasMultiHeadAttention(
        num_heads=heads,
        key_dim=head_size,
        value_dim=head_size if given.value_dim is None else size(given.value_dim, "value_dim"),
        groups=heads,
        output_shape=tuple(size(each, "output_shape") for each in wanted),
        attention_axes=(
            None
            if given.attention_axes is None
            else axes_argument(given.attention_axes, "attention_axes")
        ),
        bias=truth(given.use_bias, "use_bias"),
        gated=truth(given.use_gate, "use_gate"),
    )


def keras_grouped_attention(given: Given) -> KerasMultiHeadAttention:
    """keras.layers.GroupQueryAttention."""
    number(given.dropout, "dropout")
    _window(given.sliding_window)
    heads = size(given.num_query_heads, "num_query_heads")
    groups = size(given.num_key_value_heads, "num_key_value_heads")
    if type(heads) is int and type(groups) is int and heads % groups:
        raise undivided(
            BadValue, heads, "query heads", groups, "key and value heads", "num_key_value_heads"
        )
    head_size = size(given.head_dim, "head_dim")
    return KerasMultiHeadAttention(
        num_heads=heads,
        key_dim=head_size,
        value_dim=head_size,
        groups=groups,
        bias=truth(given.use_bias, "use_bias"),
        gated=truth(given.use_gate, "use_gate"),
        grouped=True,
    )


class KerasAttention(Layer):
    """
    Attention without projections: by the dot product of query and key, or by their sum.

    Shapes:
        inputs: query (N, T, d), value (N, S, v), then, if given, key (N, S, d)
        scale: () or, additive, (d); concat_score_weight: () for the score mode "concat"
        result: (N, T, v)

    Units: macs = N · T · S · (d + v) by the dot product, N · T · S · v otherwise; one operation an
    element for the softmax, and two for each sum of query and key that is squashed and added up.

    Source: keras.layers.Attention, AdditiveAttention.
    """

    kind: ClassVar[str] = "attention"
    takes_many: ClassVar[bool] = True

    score_mode: str = "dot"
    use_scale: bool = False

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The weighted values."""
        needs_inputs(inputs, 2, 3, "query and value, or query, value and key")
        query, value, key = three(inputs)
        for shape in (query, value, key):
            needs_rank(shape, (3,), "(N, T, features) for all")
            needs.equal(query[0], shape[0], lambda: unlike("query", query, "value", value))
        check_features(key[-1], query[-1], "key", needs)
        needs.equal(value[1], key[1], lambda: unlike("value", value, "key", key))
        return ((*query[:-1], value[-1]),)

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """Scales, if there are any."""
        found: dict[str, Shape] = {}
        if self.use_scale and self.score_mode == "add":
            if not inputs:
                raise NeedsInput
            found["scale"] = inputs[0][-1:]
        elif self.use_scale:
            found["scale"] = ()
        if self.score_mode == "concat":
            found["concat_score_weight"] = ()
        return found

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """The products of matrices."""
        query, value, _ = three(inputs)
        products = value[-1] + (query[-1] if self.score_mode == "dot" else 0)
        return query[0] * query[1] * value[1] * products

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """The softmax, and the sums of query and key."""
        query, value, _ = three(inputs)
        sums: Dim = 0 if self.score_mode == "dot" else 2 * query[-1]
        return query[0] * query[1] * value[1] * (sums + 1)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """The query one to one, all of the rest."""
        own: Trail = {0: (0, ONE_TO_ONE), 1: (1, ONE_TO_ONE), 2: (None, WHOLE)}
        value: Trail = {0: (0, ONE_TO_ONE), 1: (None, WHOLE), 2: (2, ONE_TO_ONE)}
        key: Trail = {0: (0, ONE_TO_ONE), 1: (None, WHOLE), 2: (None, WHOLE)}
        return (own, value, key)[: len(inputs)]


def keras_attention(given: Given) -> KerasAttention:
    """keras.layers.Attention."""
    number(given.dropout, "dropout")
    choice(given.score_mode, "score_mode", ("dot", "concat"))
    return KerasAttention(
        score_mode=given.score_mode, use_scale=truth(given.use_scale, "use_scale")
    )


def keras_additive_attention(given: Given) -> KerasAttention:
    """keras.layers.AdditiveAttention."""
    number(given.dropout, "dropout")
    return KerasAttention(score_mode="add", use_scale=truth(given.use_scale, "use_scale"))
