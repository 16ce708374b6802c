from __future__ import annotations

import pytest

from convcalc.dims import symbol
from convcalc.errors import ShapeError
from convcalc.layers.core.fitting import check_shape
from convcalc.layers.core.fitting import divisors
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
