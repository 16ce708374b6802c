"""PyTorch's multi-head attention, and convcalc's own self-attention."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import BadValue
from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import fraction
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import switch
from convcalc.layers.core.arguments import torch_switch
from convcalc.layers.core.axes import needs_inputs
from convcalc.layers.core.axes import needs_rank
from convcalc.layers.core.fitting import check_features
from convcalc.layers.core.fitting import undivided
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.core.trails import mixing

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail


class MultiheadAttention(Layer):
    """
    Attention of a query to keys and values in several heads.

    Shapes:
        inputs: query (L, N, E), key (S, N, kdim), value (S, N, vdim); batch first, or without N; a
            single input is query, key and value at once
        in_proj_weight: (3 · E, E), or q_proj_weight (E, E), k_proj_weight (E, kdim), v_proj_weight
            (E, vdim) where kdim or vdim differ from E; out_proj.weight: (E, E); biases (3 · E) and
            (E); bias_k, bias_v: (1, 1, E); the function alone has `out_dim` F: (F, E) and
            (F) for the projection out
        result: (L, N, E) or (L, N, F), and the attention weights averaged over the heads (N, L, S')

    Units: macs = N · (L · E · E + S · E · kdim + S · E · vdim + 2 · L · S' · E + L · E · F), S' = S
    and one more for `add_bias_kv` and for `add_zero_attn`; one operation an element of every head's
    weights for the softmax.

    Source: torch.nn.MultiheadAttention, "Shape"; torch.utils.flop_counter for the work.
    """

    kind: ClassVar[str] = "attention"
    takes_many: ClassVar[bool] = True

    num_heads: Dim
    embed_dim: Dim | None = None
    kdim: Dim | None = None
    vdim: Dim | None = None
    bias: bool = True
    add_bias_kv: bool = False
    add_zero_attn: bool = False
    batch_first: bool = False
    need_weights: bool = True
    out_dim: Dim | None = None

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """What the query gathered, and how it looked."""
        query, key, value = three(inputs)
        needs_rank(query, (2, 3), self._wanted())
        for other in (key, value):
            if len(other) != len(query):
                raise ShapeError(
                    f"a query {show_shape(query)} with a key or value {show_shape(other)}",
                    expected=f"{len(query)} axes for all three",
                )
        embed = self._embed(inputs)
        if self.embed_dim is None:
            count = self.num_heads
            needs.divisible(
                embed,
                count,
                lambda: undivided(ShapeError, embed, "features", count, "heads", "num_heads"),
            )
        check_features(query[-1], embed, "embed_dim", needs)
        check_features(key[-1], embed if self.kdim is None else self.kdim, "kdim", needs)
        check_features(value[-1], embed if self.vdim is None else self.vdim, "vdim", needs)
        batch, length, source = self._sizes(query, key)
        self._fit(query, key, value, needs)
        gathered = (*query[:-1], self._out(embed))
        return (gathered, (*batch, length, source)) if self.need_weights else (gathered,)

    def _wanted(self) -> str:
        return f"{'(N, L, E)' if self.batch_first else '(L, N, E)'} or (L, E)"

    def _fit(self, query: Shape, key: Shape, value: Shape, needs: Needs) -> None:
        """Keys and values go in pairs, and all three in batches of one size."""
        for one, other in zip(key[:-1], value[:-1], strict=True):
            needs.equal(one, other, lambda: unlike("key", key, "value", value))
        if len(query) == 3:
            axis = 0 if self.batch_first else 1
            needs.equal(query[axis], key[axis], lambda: unlike("query", query, "key", key))

    def _sizes(self, query: Shape, key: Shape) -> tuple[Shape, Dim, Dim]:
        """The batch, the length of the query, and that of what it looks at."""
        extra = self.add_bias_kv + self.add_zero_attn
        if len(query) == 2:
            return (), query[0], key[0] + extra
        batch, time = (0, 1) if self.batch_first else (1, 0)
        return (query[batch],), query[time], key[time] + extra

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """The projections in and out, their biases, and the learned extra key and value."""
        embed = self._embed(inputs)
        found = self._projections(embed)
        if self.bias:
            found["in_proj_bias"] = (3 * embed,)
        found["out_proj.weight"] = (self._out(embed), embed)
        if self.bias:
            found["out_proj.bias"] = (self._out(embed),)
        if self.add_bias_kv:
            found |= {"bias_k": (1, 1, embed), "bias_v": (1, 1, embed)}
        return found

    def _out(self, embed: Dim) -> Dim:
        return embed if self.out_dim is None else self.out_dim

    def _embed(self, inputs: Shapes) -> Dim:
        if self.embed_dim is not None:
            return self.embed_dim
        if not inputs:
            raise NeedsInput
        return inputs[0][-1]

    def _projections(self, embed: Dim) -> dict[str, Shape]:
        kdim = embed if self.kdim is None else self.kdim
        vdim = embed if self.vdim is None else self.vdim
        if kdim == embed and vdim == embed:
            return {"in_proj_weight": (3 * embed, embed)}
        return {
            "q_proj_weight": (embed, embed),
            "k_proj_weight": (embed, kdim),
            "v_proj_weight": (embed, vdim),
        }

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """The projections, every query with every key position, and the weighted values."""
        query, key, value = three(inputs)
        embed = self._embed(inputs)
        kdim = embed if self.kdim is None else self.kdim
        vdim = embed if self.vdim is None else self.vdim
        into = product(key[:-1]) * kdim + product(value[:-1]) * vdim
        projected = (product(query[:-1]) * (embed + self._out(embed)) + into) * embed
        batch, length, source = self._sizes(query, key)
        return projected + 2 * product(batch) * length * source * embed

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """The softmax, and the biases of the projections."""
        query, key, value = three(inputs)
        batch, length, source = self._sizes(query, key)
        softmax = product(batch) * length * source * self.num_heads
        embed = self._embed(inputs)
        rows = product(query[:-1]) + product(key[:-1]) + product(value[:-1])
        biases = rows * embed + product(query[:-1]) * self._out(embed)
        return softmax + biases * self.bias

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """All positions and all features of the own sequence."""
        rank = len(inputs[0])
        time = 1 if rank == 3 and self.batch_first else 0
        own = mixing(inputs[0], outputs[0], (time, rank - 1))
        other = own | {time: (None, WHOLE)}
        return (own, *(other for _ in inputs[1:]))

    def wanted_ranks(self) -> tuple[int, ...]:
        """Batched or not."""
        return (3, 2)


def three(inputs: Shapes) -> tuple[Shape, Shape, Shape]:
    """
    Query, key and value, from all three or from one that is all.

    Raises:
        ShapeError: For another number of inputs.
    """
    if len(inputs) == 1:
        return inputs[0], inputs[0], inputs[0]
    needs_inputs(inputs, 3, 3, "query, key and value, or one input for all three")
    return inputs[0], inputs[1], inputs[2]


def unlike(first_name: str, first: Shape, second_name: str, second: Shape) -> ShapeError:
    """The complaint about two inputs whose batch or length differ."""
    return ShapeError(
        f"{first_name} {show_shape(first)} and {second_name} {show_shape(second)} do not fit",
        expected=f"the same batch{'' if first_name == 'query' else ' and length'} for both",
    )


def check_heads(embed_dim: Dim, num_heads: Dim) -> None:
    """Refuse heads that do not divide the features, when both are known."""
    if type(embed_dim) is int and type(num_heads) is int and embed_dim % num_heads:
        raise undivided(BadValue, embed_dim, "features", num_heads, "heads", "num_heads")


def torch_attention(given: Given) -> MultiheadAttention:
    """torch.nn.MultiheadAttention."""
    fraction(given.dropout, "dropout")
    layer = MultiheadAttention(
        embed_dim=size(given.embed_dim, "embed_dim"),
        num_heads=size(given.num_heads, "num_heads"),
        kdim=None if given.kdim is None else size(given.kdim, "kdim"),
        vdim=None if given.vdim is None else size(given.vdim, "vdim"),
        bias=torch_switch(given.bias, "bias"),
        add_bias_kv=torch_switch(given.add_bias_kv, "add_bias_kv"),
        add_zero_attn=torch_switch(given.add_zero_attn, "add_zero_attn"),
        batch_first=torch_switch(given.batch_first, "batch_first"),
    )
    if layer.embed_dim is not None:
        check_heads(layer.embed_dim, layer.num_heads)
    return layer


def native_attention(given: Given) -> MultiheadAttention:
    """The native attention: batch first; with `weights` the attention weights, too."""
    return MultiheadAttention(
        num_heads=size(given.num_heads, "num_heads"),
        bias=switch(given.bias, "bias"),
        batch_first=True,
        need_weights=switch(given.weights, "weights"),
    )
