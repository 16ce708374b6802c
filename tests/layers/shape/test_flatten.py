from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs
from spelled import refusal

from convcalc.dims import symbols
from convcalc.layers.core.needs import Needs


@pytest.mark.parametrize(
    ("spelled", "arguments", "shape", "wanted"),
    [
        pytest.param("nn.Flatten", (), (2, 3, 4, 5), (2, 60), id="all but the batch"),
        pytest.param("flatten", (), (2, 3, 4, 5), (2, 60), id="natively, too"),
        pytest.param("nn.Flatten", (0,), (), (1,), id="a single number"),
        pytest.param("nn.Flatten", (-3, 2), (3, 1, 4, 2), (3, 4, 2), id="in the middle"),
        pytest.param("layers.Flatten", (), (7,), (7, 1), id="Keras makes an axis"),
        pytest.param("nn.Unflatten", (1, (2, -1)), (3, 6), (3, 2, 3), id="taken apart"),
        pytest.param("unflatten", (1, 2, 3), (3, 6), (3, 2, 3), id="taken apart natively"),
    ],
)
def test_shapes(
    spelled: str, arguments: tuple[object, ...], shape: tuple[int, ...], wanted: tuple[int, ...]
):
    assert outputs(make(spelled, *arguments), shape) == wanted


def test_symbols_multiply():
    height, width = symbols("H W")

    assert outputs(make("flatten"), (1, 512, height, width)) == (1, 512 * height * width)


def test_an_end_before_the_start():
    assert refusal("nn.Flatten", 2, 1, on=(3, 6, 2)) == (
        "start_dim=2 comes after end_dim=1 in (3, 6, 2)\nexpected: start_dim at or before end_dim"
    )


def test_sizes_that_do_not_fit_the_axis():
    assert refusal("nn.Unflatten", 1, (2, 4), on=(3, 6)) == (
        "(6,) has 6 elements, (2, 4) takes 8\nexpected: sizes whose product is 6\nhint: (2, 3)"
    )


def test_a_symbolic_axis_must_divide():
    length = symbols("L")
    needs = Needs()

    assert make("nn.Unflatten", 1, (4, -1)).outputs(((3, length),), needs) == ((3, 4, length // 4),)
    assert len(needs.conditions) == 1
