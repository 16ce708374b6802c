from __future__ import annotations

from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spelled import make
from spelled import outputs
from spelled import refusal

sizes = st.lists(st.integers(1, 6), min_size=1, max_size=4)


@given(shape=sizes, wanted=sizes, place=st.integers(0, 3))
def test_what_is_left_is_what_division_leaves(shape: list[int], wanted: list[int], place: int):
    index = place % len(wanted)
    others = prod(wanted) // wanted[index]
    asked = [*wanted[:index], -1, *wanted[index + 1 :]]

    if prod(shape) % others:
        assert "takes a multiple of" in refusal("reshape", asked, on=(2, *shape))
    else:
        wanted[index] = prod(shape) // others
        assert outputs(make("reshape", *asked), (2, *shape)) == (2, *wanted)
        assert outputs(make("layers.Reshape", tuple(asked)), (2, *shape)) == (2, *wanted)


def test_a_near_shape_is_offered():
    assert refusal("layers.Reshape", (7, 7, 256), on=(1, 6272)) == (
        "(6272,) has 6272 elements, (7, 7, 256) takes 12544\n"
        "expected: sizes whose product is 6272\n"
        "hint: (7, 7, 128)"
    )


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        ((-1, -1), "target_shape=(-1, -1)\nexpected: at most one -1"),
        ((-2,), "target_shape=-2\nexpected: at least 0"),
        (7, "target_shape=7\nexpected: a tuple of sizes without the batch"),
    ],
)
def test_refuses(target: object, wanted: str):
    assert refusal("layers.Reshape", target) == wanted
