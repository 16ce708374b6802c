from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs
from spelled import refusal

from convcalc.dims import product
from convcalc.dims import symbols
from convcalc.errors import ShapeError


def test_query_key_and_value():
    layer = make(
        "nn.MultiheadAttention", 16, 4, kdim=18, vdim=1, add_bias_kv=True, batch_first=True
    )

    assert outputs(layer, (1, 3, 16), (1, 4, 18), (1, 4, 1)) == ((1, 3, 16), (1, 3, 5))
    assert sum(map(product, layer.weights(()).values())) == 912


def test_one_input_is_all_three():
    layer = make("nn.MultiheadAttention", 512, 8, batch_first=True)
    length = symbols("L")

    assert outputs(layer, (10, length, 512)) == ((10, length, 512), (10, length, length))
    assert layer.macs(((10, length, 512),), ()) == 10 * (4 * 512**2 * length + 2 * 512 * length**2)
    assert outputs(make("attention", 8), (10, 7, 512)) == (10, 7, 512)


def test_the_heads_must_divide_the_features():
    assert refusal("nn.MultiheadAttention", 65, 8) == (
        "65 features do not divide into 8 heads\n"
        "expected: a number of heads that divides 65\n"
        "hint: 1, 5, 13, 65 would divide 65"
    )
    assert "65 features do not divide" in refusal("attention", 8, on=(1, 7, 65))


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        pytest.param([(3, 40), (1, 3, 40), (1, 3, 40)], "expected: 2 axes", id="half unbatched"),
        pytest.param([(3, 1, 40), (5, 1, 40), (4, 1, 40)], "same batch and length", id="length"),
        pytest.param([(3, 1, 40), (5, 2, 40), (5, 2, 40)], "same batch for both", id="batch"),
        pytest.param([(3, 1, 40), (5, 1, 40)], "query, key and value", id="two inputs"),
    ],
)
def test_refuses(inputs: list[tuple[int, ...]], message: str):
    with pytest.raises(ShapeError) as caught:
        outputs(make("nn.MultiheadAttention", 40, 8), *inputs)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("sizes", "macs"),
    [
        ((17, 17, 1, 32, 32, 12, 4), 77_248),
        ((5, 7, 2, 8, 6, 10, 2), 3_904),
        ((3, 3, 1, 4, 4, 9, 1), 324),
    ],
)
def test_a_projection_out_of_its_own_width_costs_what_pytorch_counts(
    sizes: tuple[int, ...], macs: int
):
    length, source, batch, embed, inner, out, heads = sizes
    layer = make("nn.MultiheadAttention", embed, heads, kdim=inner, vdim=inner).replace(out_dim=out)
    given = ((length, batch, embed), (source, batch, inner), (source, batch, inner))
    gave = ((length, batch, out), (batch, length, source))

    assert outputs(layer, *given) == gave
    assert layer.macs(given, gave) == macs
    assert layer.weights(given)["out_proj.weight"] == (out, embed)
    assert layer.weights(given)["out_proj.bias"] == (out,)
