from __future__ import annotations

from spelled import make
from spelled import outputs
from spelled import refusal

from convcalc.dims import product


def params(layer: object, *shapes: tuple[int, ...]) -> int:
    return sum(map(product, layer.weights(shapes).values()))  # type: ignore[attr-defined]


def test_an_encoder_layer_of_the_paper():
    layer = make("nn.TransformerEncoderLayer", 512, 8)

    assert outputs(layer, (10, 32, 512)) == (10, 32, 512)
    assert params(layer) == 4 * 512 * 512 + 4 * 512 + 2 * 512 * 2048 + 2048 + 512 + 4 * 512
    assert list(layer.weights(()))[:2] == ["self_attn.in_proj_weight", "self_attn.in_proj_bias"]


def test_the_whole_transformer_of_the_paper():
    layer = make("nn.Transformer")

    assert outputs(layer, (10, 32, 512), (20, 32, 512)) == (20, 32, 512)
    assert params(layer) == 44_140_544
    encoder = make("nn.TransformerEncoder", make("nn.TransformerEncoderLayer", 512, 8), 6)
    assert params(encoder) == 6 * params(make("nn.TransformerEncoderLayer", 512, 8))


def test_layers_of_the_wrong_sort_are_refused():
    decoder = make("nn.TransformerDecoderLayer", 8, 2)

    assert refusal("nn.TransformerEncoder", decoder, 2).endswith(
        "expected: a TransformerEncoderLayer"
    )
    assert refusal("nn.TransformerDecoder", decoder, 10**9) == (
        "num_layers=1000000000\nexpected: a whole number, at most 10000"
    )
    assert refusal("nn.TransformerEncoderLayer", 8, 3).startswith("8 features do not divide")
