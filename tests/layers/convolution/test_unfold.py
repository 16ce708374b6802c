from __future__ import annotations

import pytest
from hypothesis import assume
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from spelled import make
from spelled import outputs
from spelled import refusal

from convcalc.dims import symbol
from convcalc.layers.core.trails import Irregular

small = st.integers(1, 4)


@settings(max_examples=200)
@given(n=st.integers(1, 12), k=small, s=small, p=st.integers(0, 2), d=st.integers(1, 2))
def test_folding_undoes_the_shape_of_unfolding(n: int, k: int, s: int, p: int, d: int):
    assume(n + 2 * p >= d * (k - 1) + 1)
    columns = outputs(make("unfold", k, s=s, p=p, d=d), (2, 3, n, n))
    positions = len(range(-p, n + p - d * (k - 1), s))

    assert columns == (2, 3 * k * k, positions**2)
    assert outputs(make("fold", n, k, s=s, p=p, d=d), columns) == (2, 3, n, n)


def test_pytorch_puts_the_dilation_before_the_padding():
    assert make("nn.Unfold", 3, 2, 1, 4) == make("unfold", 3, d=2, p=1, s=4)


def test_patches_of_a_symbolic_image():
    height = symbol("H")
    result = outputs(make("unfold", 16, s=16), (1, 3, 16 * height, 224))

    assert result == (1, 768, 14 * height)


def test_a_column_sees_a_window():
    trail = make("unfold", 3, d=2).trails(((1, 3, 9, 9),), ((1, 27, 25),))[0]

    assert [trail[axis][0] for axis in (2, 3)] == [2, 2]
    assert all(isinstance(trail[axis][1], Irregular) for axis in (2, 3))
    assert [trail[axis][1].size for axis in (2, 3)] == [5, 5]


@pytest.mark.parametrize(
    ("shape", "wanted"),
    [
        pytest.param(
            (1, 12, 8),
            "the input has 8 columns, an output of (4, 4) has 3 · 3 windows\nexpected: 9 columns",
            id="another number of columns",
        ),
        pytest.param(
            (1, 13, 9),
            "13 rows do not divide into windows of 4 elements\n"
            "expected: a multiple of 4 on axis -2\nhint: 12 or 16 rows would do",
            id="rows of no window",
        ),
        pytest.param(
            (1, 3, 4, 4),
            "an input with 4 axes, (1, 3, 4, 4), where columns are wanted\n"
            "expected: (N, C·Πk, L) or (C·Πk, L)",
            id="no columns",
        ),
    ],
)
def test_refusals_say_what_would_do(shape: tuple[int, ...], wanted: str):
    assert refusal("nn.Fold", (4, 4), 2, on=shape) == wanted
