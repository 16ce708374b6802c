from __future__ import annotations

from spelled import make
from spelled import outputs
from spelled import refusal


def test_only_ones_are_squeezed():
    assert outputs(make("squeeze", -1), (2, 3, 1)) == (2, 3)
    assert (
        refusal("squeeze", 1, on=(2, 3, 1)) == "axis 1 of (2, 3, 1) has 3\nexpected: 1 on that axis"
    )


def test_a_new_axis_may_stand_behind_all():
    assert outputs(make("unsqueeze", -1), (2, 3)) == (2, 3, 1)
    assert outputs(make("unsqueeze", 0), ()) == (1,)
    assert refusal("unsqueeze", 3, on=(2, 3)).startswith("axis=3")
