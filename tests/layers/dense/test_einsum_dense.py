from __future__ import annotations

from math import prod

import pytest
from spelled import make
from spelled import outputs
from spelled import refusal


@pytest.mark.parametrize(
    ("equation", "output_shape", "bias_axes", "shape", "wanted", "weights"),
    [
        pytest.param("ab,bc->ac", 64, "c", (9, 32), (9, 64), [(32, 64), (64,)], id="dense"),
        pytest.param(
            "abc,cd->abd", (None, 64), None, (9, 32, 128), (9, 32, 64), [(128, 64)], id="rows"
        ),
        pytest.param(
            "...x,xy->...y", 64, "y", (9, 2, 3, 8), (9, 2, 3, 64), [(8, 64), (64,)], id="ellipsis"
        ),
        pytest.param(
            "ab...,bc->ac...", 5, None, (9, 2, 3, 8), (9, 5, 3, 8), [(2, 5)], id="ellipsis behind"
        ),
        pytest.param(
            "abcd,cde->abe", (None, 6), "e", (9, 2, 3, 8), (9, 2, 6), [(3, 8, 6), (6,)], id="heads"
        ),
    ],
)
def test_letters_become_sizes(
    equation: str,
    output_shape: object,
    bias_axes: str | None,
    shape: tuple[int, ...],
    wanted: tuple[int, ...],
    weights: list[tuple[int, ...]],
):
    layer = make("layers.EinsumDense", equation, output_shape, bias_axes=bias_axes)

    assert outputs(layer, shape) == wanted
    assert list(layer.weights((shape,)).values()) == weights
    per_output = {"ab,bc->ac": 32, "abc,cd->abd": 128, "...x,xy->...y": 8, "ab...,bc->ac...": 2}
    assert layer.macs((shape,), (wanted,)) == prod(wanted) * per_output.get(equation, 24)


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (("abc", 4), "equation='abc'\nexpected: 'ab,bc->ac', '...b,bc->...c' or 'ab...,bc->ac...'"),
        (("ab,bc->ad", 4), "equation='ab,bc->ad'\nexpected: 'd' in the input or the kernel, too"),
        (("ab,cd->ac", 4), "equation='ab,cd->ac'\nexpected: 'd' in the input or the output, too"),
        (("aa,ab->b", 4), "equation='aa,ab->b'\nexpected: every letter once in each part"),
        (("ab,bc->ac", "4"), "output_shape='4'\nexpected: a whole number, at least 1"),
    ],
)
def test_refuses(arguments: tuple[object, ...], wanted: str):
    assert refusal("layers.EinsumDense", *arguments) == wanted


def test_a_size_that_nothing_says():
    assert refusal("layers.EinsumDense", "ab,bc->ac", None, on=(9, 32)) == (
        "output_shape says None for 'c', which the input does not have\nexpected: a size"
    )
