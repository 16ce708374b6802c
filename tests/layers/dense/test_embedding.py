from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs
from spelled import refusal


@pytest.mark.parametrize("spelled", ["nn.Embedding", "layers.Embedding", "embedding"])
@pytest.mark.parametrize("shape", [(), (7,), (2, 7), (2, 3, 4)])
def test_adds_an_axis_behind(spelled: str, shape: tuple[int, ...]):
    layer = make(spelled, 1000, 64)

    assert outputs(layer, shape) == (*shape, 64)
    assert list(layer.weights((shape,)).values()) == [(1000, 64)]
    assert layer.macs((shape,), ()) == 0


def test_keras_takes_input_dim_by_name_though_it_is_a_common_argument_elsewhere():
    assert outputs(make("layers.Embedding", input_dim=9, output_dim=4, name="words"), (2, 3)) == (
        2,
        3,
        4,
    )
    assert outputs(make("layers.Dense", 4, input_dim=9), (2, 9)) == (2, 4)


def test_a_bag_is_one_vector():
    assert outputs(make("nn.EmbeddingBag", 10, 4), (2, 7)) == (2, 4)
    assert outputs(make("nn.EmbeddingBag", 10, 4), (14,), (3,)) == (3, 4)
    assert outputs(make("nn.EmbeddingBag", 10, 4, include_last_offset=True), (14,), (3,)) == (2, 4)


def test_a_bag_without_offsets_is_refused():
    assert refusal("nn.EmbeddingBag", 10, 4, on=(14,)) == (
        "indices (14,) without the offsets at which the bags start\n"
        "expected: indices (N, L), or offsets (N) as the second input"
    )


def test_a_padding_index_must_be_in_the_table():
    assert refusal("nn.Embedding", 10, 4, padding_idx=10) == "padding_idx=10\nexpected: -10 to 9"
