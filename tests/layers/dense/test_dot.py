from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spelled import make
from spelled import outputs

from convcalc.errors import ShapeError

shapes = st.lists(st.integers(1, 3), min_size=1, max_size=4).map(tuple)


@given(one=shapes, other=shapes)
def test_multiplies_matrices_as_numpy_does(one: tuple[int, ...], other: tuple[int, ...]):
    layer = make("matmul")
    try:
        wanted = np.matmul(np.zeros(one), np.zeros(other)).shape
    except ValueError:
        with pytest.raises(ShapeError):
            outputs(layer, one, other)
    else:
        assert outputs(layer, one, other) == wanted
        assert layer.macs((one, other), (wanted,)) == np.prod(wanted, dtype=int) * one[-1]


def test_a_forgotten_transpose_is_seen():
    with pytest.raises(ShapeError) as caught:
        outputs(make("matmul"), (2, 5, 64), (2, 7, 64))
    assert str(caught.value) == (
        "(2, 5, 64) has 64 columns, (2, 7, 64) has 7 rows\n"
        "expected: as many columns in the first as rows in the second\n"
        "hint: transpose(-1, -2) one of them"
    )


@pytest.mark.parametrize(
    ("axes", "inputs", "wanted"),
    [
        pytest.param((1, 2), ((2, 3, 4), (2, 5, 3)), (2, 4, 5), id="an axis each"),
        pytest.param(-1, ((2, 4), (2, 4)), (2, 1), id="nothing is left"),
        pytest.param(1, ((2, 3, 4), (2, 3)), (2, 4), id="the same axis"),
    ],
)
def test_dot_products_along_an_axis(
    axes: object, inputs: tuple[tuple[int, ...], ...], wanted: tuple[int, ...]
):
    assert outputs(make("layers.Dot", axes), *inputs) == wanted


def test_the_batch_is_not_summed():
    with pytest.raises(ShapeError, match="sums over the batch"):
        outputs(make("layers.Dot", 0), (2, 3), (2, 3))
