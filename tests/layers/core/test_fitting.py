from __future__ import annotations

import pytest

from convcalc.dims import symbol
from convcalc.errors import ShapeError
from convcalc.layers.core.fitting import check_shape
from convcalc.layers.core.fitting import divisors
from convcalc.layers.core.fitting import remedy
from convcalc.layers.core.needs import Needs


def test_divisors_are_a_hint_and_nothing_for_symbols():
    assert divisors(12) == "1, 2, 3, 4, 6, 12 would divide 12"
    assert divisors(symbol("C")) == ""
    assert divisors(10**12) == ""


def test_shapes_must_be_equal():
    with pytest.raises(ShapeError) as caught:
        check_shape((1, 2), (1, 3), "the state", Needs())
    assert str(caught.value) == "the state is (1, 2)\nexpected: (1, 3)"
    needs = Needs()
    check_shape((symbol("N"), 3), (4, 3), "the state", needs)
    assert len(needs.conditions) == 1


@pytest.mark.parametrize(
    ("one", "other", "spatial", "wanted"),
    [
        ((0, 7), (1, 12), True, "crop 5 from input 2, or pad input 1 by 5"),
        (
            (0, 58),
            (1, 56),
            True,
            "crop 2 from input 1, or pad input 2 by 2 (padding=1 on a convolution with "
            "kernel_size 3, output_padding=2 on a transposed one)",
        ),
        (
            (0, 60),
            (1, 56),
            True,
            "crop 4 from input 1, or pad input 2 by 4 (padding=2 on a convolution with "
            "kernel_size 5)",
        ),
        ((0, symbol("H")), (1, 12), True, ""),
        ((2, 12), (4, 7), False, "a layer to 12 before input 5, or one to 7 before input 3"),
    ],
)
def test_ways_out(one: tuple[int, int], other: tuple[int, int], spatial: bool, wanted: str):
    assert remedy(one, other, spatial=spatial) == wanted
