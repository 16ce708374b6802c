from __future__ import annotations

import pytest
from spelled import looks
from spelled import make
from spelled import outputs
from spelled import refusal

from convcalc.errors import ShapeError
from convcalc.layers.core.needs import Needs


@pytest.mark.parametrize("size", [6, 8, 10])
def test_undoes_the_pooling(size: int):
    values, indices = make("nn.MaxPool2d", 2, return_indices=True).outputs(
        ((1, 3, size, size),), Needs()
    )

    assert outputs(make("nn.MaxUnpool2d", 2), values, indices) == (1, 3, size, size)


def test_output_size_is_less_than_a_stride_away():
    shape = (1, 3, 4, 4)

    assert outputs(make("maxunpool2d", 2, output_size=(9, 7)), shape, shape) == (1, 3, 9, 7)
    with pytest.raises(ShapeError, match="an output size of 10 on axis 0\nexpected: 7 to 9"):
        outputs(make("maxunpool2d", 2, output_size=(10, 8)), shape, shape)


def test_an_output_sees_the_windows_it_lies_in():
    trail, _ = make("nn.MaxUnpool1d", 3, 2).trails(((1, 1, 4), (1, 1, 4)), ((1, 1, 9),))

    assert [looks(trail[2][1], output) & set(range(4)) for output in range(9)] == [
        {0},
        {0},
        {0, 1},
        {1},
        {1, 2},
        {2},
        {2, 3},
        {3},
        {3},
    ]


def test_one_input_is_not_enough():
    assert refusal("nn.MaxUnpool2d", 2, on=(1, 3, 4, 4)) == (
        "unpooling got 1 input\nexpected: two: the values and the indices\n"
        "hint: return_indices=True makes a max pooling give both"
    )


def test_values_and_indices_have_one_shape():
    with pytest.raises(ShapeError) as caught:
        outputs(make("nn.MaxUnpool1d", 2), (1, 3, 4), (1, 3, 5))

    assert str(caught.value) == (
        "the values (1, 3, 4) and the indices (1, 3, 5) differ\nexpected: the same shape twice"
    )
