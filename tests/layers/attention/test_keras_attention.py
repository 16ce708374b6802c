from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs
from spelled import refusal

from convcalc.dims import product
from convcalc.errors import ShapeError


def test_projections_have_heads_of_their_own_size():
    layer = make("layers.MultiHeadAttention", 3, 4, value_dim=5, output_shape=7)
    shapes = ((1, 2, 8), (1, 6, 9))

    assert outputs(layer, *shapes) == (1, 2, 7)
    assert layer.weights(shapes)["attention_output.kernel"] == (3, 5, 7)
    assert layer.macs(shapes, ((1, 2, 7),)) == (
        2 * 8 * 12 + 6 * 9 * 12 + 6 * 9 * 15 + 2 * 6 * 3 * (4 + 5) + 2 * 15 * 7
    )


def test_attention_along_some_axes_only():
    layer = make("layers.MultiHeadAttention", 2, 3, attention_axes=(2,), use_bias=False)
    shapes = ((1, 5, 4, 8), (1, 5, 4, 8))

    met = 5 * 4 * 4 * 2 * 6
    assert layer.macs(shapes, ((1, 5, 4, 8),)) == 4 * 20 * 8 * 6 + met
    assert "between the batch and the features" in refusal(
        "layers.MultiHeadAttention", 2, 3, attention_axes=3, on=(1, 5, 4, 8)
    )


def test_grouped_queries_share_keys_and_values():
    layer = make("layers.GroupQueryAttention", 4, 6, 2)
    shapes = ((1, 3, 8), (1, 5, 8))

    assert outputs(layer, *shapes) == (1, 3, 8)
    assert layer.weights(shapes)["key.kernel"] == (8, 2, 4)
    assert refusal("layers.GroupQueryAttention", 4, 6, 4) == (
        "6 query heads do not divide into 4 key and value heads\n"
        "expected: a number of key and value heads that divides 6\n"
        "hint: 1, 2, 3, 6 would divide 6"
    )


@pytest.mark.parametrize(
    ("spelled", "arguments", "params", "macs"),
    [
        pytest.param("Attention", {}, 0, 2 * 3 * 5 * (4 + 6), id="dot product"),
        pytest.param("Attention", {"score_mode": "concat", "use_scale": True}, 2, 180, id="concat"),
        pytest.param("AdditiveAttention", {}, 4, 180, id="additive"),
    ],
)
def test_attention_without_projections(
    spelled: str, arguments: dict[str, object], params: int, macs: int
):
    layer = make(f"layers.{spelled}", **arguments)
    shapes = ((2, 3, 4), (2, 5, 6), (2, 5, 4))

    assert outputs(layer, *shapes) == (2, 3, 6)
    assert sum(map(product, layer.weights(shapes).values())) == params
    assert layer.macs(shapes, ((2, 3, 6),)) == macs


def test_query_and_value_must_be_of_one_batch():
    with pytest.raises(ShapeError, match=r"query \(1, 2, 8\) and value \(2, 6, 9\) do not fit"):
        outputs(make("layers.MultiHeadAttention", 3, 4), (1, 2, 8), (2, 6, 9))
