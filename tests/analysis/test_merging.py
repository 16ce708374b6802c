"""What an output sees where two regular paths meet, position by position."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcalc.analysis.merging import merge
from convcalc.analysis.paths import Paths
from convcalc.analysis.paths import position_seen
from convcalc.analysis.paths import reduced
from convcalc.layers.core.trails import Irregular
from convcalc.layers.core.trails import Slide

PHASES = st.lists(st.tuples(st.integers(-4, 4), st.integers(0, 3)), min_size=1, max_size=4)
RATE = 2


def slide(phases: list[tuple[int, int]]) -> Slide:
    """A slide with these starts and sizes, of the one stride that all slides here have."""
    starts, sizes = zip(*phases, strict=True)
    return Slide(starts=starts, sizes=sizes, advance=RATE * len(phases))


def hull(*views: Any) -> tuple[int, int] | None:
    """From the first position that any sees to the last."""
    seen = [(start, start + size) for start, size in views if size]
    if not seen:
        return None
    first, last = min(start for start, _ in seen), max(end for _, end in seen)
    return first, last - first


@given(PHASES, PHASES)
def test_paths_of_one_stride_are_seen_together(one: Any, other: Any):
    left, right = slide(one), slide(other)
    found = merge(left, right)
    together = found.slides[0] if isinstance(found, Paths) else found

    for index in range(-12, 12):
        wanted = hull(position_seen(left, index), position_seen(right, index))
        assert hull(position_seen(together, index)) == wanted


def test_a_pattern_that_repeats_too_late_is_irregular():
    one = Slide(starts=(*[0] * 47, 1), sizes=(1,) * 48, advance=3)
    other = Slide(starts=(*[0] * 111, 1), sizes=(1,) * 112, advance=7)

    assert merge(one, other) == Irregular(
        size=None, reason="the pattern repeats only after 336 outputs"
    )


@pytest.mark.parametrize(
    ("starts", "sizes", "period"),
    [
        pytest.param((0, 2), (1, 1), 1, id="even"),
        pytest.param((0, 2), (1, 2), 2, id="sizes differ"),
        pytest.param((0, -2), (1, 1), 2, id="back again"),
        pytest.param((0, 2, 4, 6), (1, 2, 1, 2), 2, id="sizes in turn"),
    ],
)
def test_a_slide_has_its_shortest_period(
    starts: tuple[int, ...], sizes: tuple[int, ...], period: int
):
    slide = Slide(starts=starts, sizes=sizes, advance=RATE * len(starts))
    found = reduced(slide)

    assert len(found.starts) == period
    assert [position_seen(found, at) for at in range(-9, 9)] == [
        position_seen(slide, at) for at in range(-9, 9)
    ]
