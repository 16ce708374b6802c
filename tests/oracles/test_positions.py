"""The receptive field of random networks against what every output sees by definition."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from hypothesis import assume
from hypothesis import example
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from positions import Line
from positions import extent

from convcalc.analysis.receptive_field import receptive_fields
from convcalc.dims import Expr
from convcalc.dims import evaluate
from convcalc.dims import symbol
from convcalc.errors import ConvcalcError

if TYPE_CHECKING:
    from convcalc.analysis.report import ReceptiveField

WINDOWS = st.tuples(
    st.just("window"),
    st.integers(1, 5),
    st.integers(1, 3),
    st.tuples(st.integers(0, 3), st.integers(0, 3)),
    st.integers(1, 3),
)
TRANSPOSED = st.tuples(
    st.just("transposed"),
    st.integers(1, 5),
    st.integers(1, 3),
    st.integers(0, 2),
    st.tuples(st.integers(0, 2), st.integers(1, 3)),
)
REPEATED = st.tuples(st.just("repeated"), st.integers(1, 4))
PICKED = st.tuples(st.just("picked"), st.integers(0, 9))
GATHERED = st.tuples(st.just("gathered"), st.lists(st.integers(0, 40), min_size=1, max_size=9))
RESAMPLED = st.tuples(st.just("resampled"), st.integers(1, 20))
STEPS = st.lists(
    st.tuples(
        st.integers(0, 9),
        st.one_of(WINDOWS, WINDOWS, TRANSPOSED, REPEATED, PICKED, GATHERED, RESAMPLED),
    ),
    min_size=1,
    max_size=7,
)
MOST_POSITIONS = 300
NOTHING_LEFT: list[Any] = [
    (0, ("window", 1, 1, (0, 0), 1)),
    (0, ("repeated", 2)),
    (0, ("window", 1, 2, (0, 0), 1)),
    (0, ("window", 1, 1, (0, 1), 1)),
    (0, ("transposed", 1, 2, 2, (1, 1))),
]
"""Paths that do not align end in a transposed convolution that leaves no output."""


def network(length: Any, steps: list[Any], *, merges: bool = True) -> Line:
    """
    The steps that fit, each on an earlier tensor that moves; two of equal length meet as soon as
    there are two.
    """
    line = Line(length)
    for index, (at, (kind, *arguments)) in enumerate(steps):
        moving = [each for each in range(len(line.views)) if each not in line.standing]
        before = moving[max(len(moving) - 1 - at % 3, 0)]
        try:
            getattr(line, kind)(before, *arguments)
        except ConvcalcError:
            continue
        line.accepted.append(index)
        last = len(line.views) - 1
        equal = [each for each in range(1, last) if line.length(each) == line.length(last)]
        if merges and equal:
            line.merged(equal[at % len(equal)], last)
    return line


def check(field: ReceptiveField, line: Line, at: int) -> None:
    view, count = line.views[at], line.length(at)
    (size,), (stride,), (start,) = field.size, field.stride, field.start
    if size in (None, 0):
        return
    first = view(0)
    if first and start is not None:
        assert start == min(first)
    has_ends = stride is None or at in line.standing
    positions = range(count if has_ends else MOST_POSITIONS)
    largest = max(extent(view(position)) for position in positions)
    assert size == largest or (at in line.loose and field.status == "union" and size > largest)
    if at in line.standing:
        return
    if field.status == "exact":
        for position in positions:
            seen = view(position)
            assert extent(seen) == size
            assert abs(min(seen) - (start + position * stride)) < 1


STANDING: list[Any] = [
    (0, ("window", 3, 1, (1, 1), 1)),
    (0, ("picked", 3)),
    (0, ("window", 3, 2, (1, 1), 1)),
]
GATHERED_TWICE: list[Any] = [
    (0, ("window", 3, 1, (1, 1), 1)),
    (0, ("gathered", [0, 3])),
    (1, ("gathered", [9, 5])),
]
TWICE_IRREGULAR: list[Any] = [
    (0, ("window", 3, 1, (1, 1), 1)),
    (0, ("resampled", 9)),
    (0, ("resampled", 5)),
]


@settings(max_examples=400, deadline=None)
@example(length=1, steps=NOTHING_LEFT)
@example(length=15, steps=STANDING)
@example(length=16, steps=TWICE_IRREGULAR)
@example(length=16, steps=GATHERED_TWICE)
@given(length=st.integers(1, 40), steps=STEPS)
def test_every_output_sees_what_it_sees_by_definition(length: int, steps: list[Any]):
    line = network(length, steps)
    fields = receptive_fields(line.graph())

    for at, field in enumerate(fields, 1):
        if field.size:
            check(field, line, at)


@settings(max_examples=150, deadline=None)
@given(
    length=st.integers(20, 60), steps=st.lists(st.tuples(st.integers(0, 9), WINDOWS), max_size=4)
)
def test_a_symbolic_length_says_the_same_as_a_known_one(length: int, steps: list[Any]):
    known = network(length, steps, merges=False)
    symbolic = network(symbol("L"), steps, merges=False)
    assume(known.accepted == symbolic.accepted)
    pairs = zip(receptive_fields(known.graph()), receptive_fields(symbolic.graph()), strict=True)

    for one, other in pairs:
        for name in ("size", "stride", "start"):
            values = [put(each, length) for each in getattr(other, name)]
            assert values == list(getattr(one, name)), name


def put(value: Any, length: int) -> Any:
    return int(evaluate(value, {"L": length})) if isinstance(value, Expr) else value
