"""Keras's attention without learned projections."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.layers.attention.attention import unlike
from convcalc.layers.attention.keras_attention import three
from convcalc.layers.core.arguments import choice
from convcalc.layers.core.arguments import number
from convcalc.layers.core.axes import needs_inputs
from convcalc.layers.core.axes import needs_rank
from convcalc.layers.core.fitting import check_features
from convcalc.layers.core.keras_arguments import truth
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail


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
