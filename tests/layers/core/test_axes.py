from __future__ import annotations

import pytest

from convcalc.errors import BadValue
from convcalc.errors import ShapeError
from convcalc.layers.core.axes import axes_argument
from convcalc.layers.core.axes import needs_axes
from convcalc.layers.core.axes import needs_inputs
from convcalc.layers.core.axes import needs_rank
from convcalc.layers.core.axes import place
from convcalc.layers.core.axes import places


@pytest.mark.parametrize(("axis", "wanted"), [(0, 0), (2, 2), (-1, 2), (-3, 0)])
def test_axes_count_from_both_ends(axis: int, wanted: int):
    assert place(axis, (4, 5, 6)) == wanted


def test_an_axis_outside():
    with pytest.raises(ShapeError) as caught:
        places((0, 3), (4, 5, 6), "dim")
    assert str(caught.value) == "dim=3 on an input with 3 axes, (4, 5, 6)\nexpected: -3 to 2"


def test_axes_are_whole_numbers():
    assert axes_argument([1, -1], "axis") == (1, -1)
    with pytest.raises(BadValue) as caught:
        axes_argument((1, True), "axis")
    assert str(caught.value) == "axis=True\nexpected: a whole number, the index of an axis"


def test_numbers_of_axes_and_inputs():
    with pytest.raises(ShapeError, match=r"an input with 1 axis, \(4,\)"):
        needs_rank((4,), (2, 3), "(N, C)")
    with pytest.raises(ShapeError, match="expected: at least 2 axes"):
        needs_axes((4,), 2)
    with pytest.raises(ShapeError, match="3 inputs\nexpected: two"):
        needs_inputs(((4,),) * 3, 2, 2, "two")
