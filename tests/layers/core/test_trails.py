"""How a reshape looks back at its input, against the positions that it really moves."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcalc.dims import symbols
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import Irregular
from convcalc.layers.core.trails import Trail
from convcalc.layers.core.trails import regrouped

if TYPE_CHECKING:
    from convcalc.layers.core.shapes import Shape

BATCH, HEIGHT, WIDTH = symbols("N H W")
MERGED = Irregular(size=1, reason="a reshape merges positions")
SPLIT = Irregular(size=None, reason="a reshape splits an axis")

CASES = {
    "axes that stay are seen one to one": (
        (2, 3, 4),
        (2, 3, 4),
        {0: (0, ONE_TO_ONE), 1: (1, ONE_TO_ONE), 2: (2, ONE_TO_ONE)},
    ),
    "positions become one axis": (
        (2, 8, 5, 7),
        (2, 8, 35),
        {0: (0, ONE_TO_ONE), 1: (1, ONE_TO_ONE), 2: (2, MERGED), 3: (2, MERGED)},
    ),
    "channels become heads beside positions that become one axis": (
        (1, 64, 56, 56),
        (1, 4, 16, 3136),
        {0: (0, ONE_TO_ONE), 1: (1, SPLIT), 2: (3, MERGED), 3: (3, MERGED)},
    ),
    "an axis of one comes and goes": (
        (2, 5, 1),
        (2, 1, 5),
        {0: (0, ONE_TO_ONE), 1: (2, ONE_TO_ONE), 2: (None, ONE_TO_ONE)},
    ),
    "symbols": (
        (BATCH, 8, HEIGHT, WIDTH),
        (BATCH, 8, HEIGHT * WIDTH),
        {0: (0, ONE_TO_ONE), 1: (1, ONE_TO_ONE), 2: (2, MERGED), 3: (2, MERGED)},
    ),
}


@pytest.mark.parametrize(("shape", "output", "trail"), CASES.values(), ids=CASES)
def test_a_reshape_looks_back(shape: Shape, output: Shape, trail: Trail):
    assert regrouped(shape, output) == trail


@st.composite
def reshapes(draw: st.DrawFn) -> tuple[Shape, Shape]:
    factors = draw(st.lists(st.sampled_from([1, 2, 3]), min_size=1, max_size=5))

    def grouped() -> Shape:
        ends = sorted(draw(st.sets(st.integers(1, len(factors)))) | {len(factors)})
        return tuple(prod(factors[begin:end]) for begin, end in zip([0, *ends], ends, strict=False))

    return grouped(), grouped()


@given(reshapes())
def test_an_axis_seen_one_to_one_keeps_its_positions(shapes: tuple[Shape, Shape]):
    shape, output = shapes
    trail = regrouped(shape, output)
    places = zip(product(*map(range, shape)), product(*map(range, output)), strict=True)

    assert set(trail) == set(range(len(shape)))
    for position, place in places:
        for axis, (carrier, step) in trail.items():
            if step is ONE_TO_ONE and carrier is not None and shape[axis] != 1:
                assert position[axis] == place[carrier]


@given(reshapes())
def test_an_axis_moves_along_no_other_than_its_carrier(shapes: tuple[Shape, Shape]):
    shape, output = shapes
    seen: dict[tuple[int, int], set[int]] = {}
    trail = regrouped(shape, output)
    told = {
        axis: carrier
        for axis, (carrier, step) in trail.items()
        if not isinstance(step, Irregular) or step.size is not None
    }
    for position, place in zip(
        product(*map(range, shape)), product(*map(range, output)), strict=True
    ):
        for axis, carrier in told.items():
            along = -1 if carrier is None else place[carrier]
            seen.setdefault((axis, along), set()).add(position[axis])

    for axis, (_, step) in trail.items():
        if step is ONE_TO_ONE:
            assert all(len(found) == 1 for (at, _), found in seen.items() if at == axis)
