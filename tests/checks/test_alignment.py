"""Which layer is which: against the edit distance by its definition, and for networks as edited."""

from __future__ import annotations

from functools import cache
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorded import record
from recorded import records

from convcalc.checks import alignment
from convcalc.checks.alignment import align
from convcalc.checks.likeness import UNPAIRED
from convcalc.checks.likeness import Marker
from convcalc.checks.likeness import distance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.checks.alignment import Pair
    from convcalc.checks.layer_record import LayerRecord

NAMES = ("a_1", "a_2", "b", "c.0", "c.1")
CALLS = ("relu", "relu6()", "conv2d(4, k=3)", "conv2d(8, k=3)", "maxpool2d(2)")
LAYERS = st.builds(record, st.sampled_from(NAMES), st.sampled_from(CALLS))
NETWORKS = st.lists(LAYERS, max_size=9)


def cost(old: Sequence[LayerRecord], new: Sequence[LayerRecord], pairs: Sequence[Pair]) -> int:
    """What an alignment costs."""
    marker = Marker()
    one, other = marker.marked(old), marker.marked(new)
    return sum(
        UNPAIRED if before is None or after is None else distance(one[before], other[after])
        for before, after in pairs
    )


def edit_distance(old: Sequence[LayerRecord], new: Sequence[LayerRecord]) -> int:
    """The least cost, by trying everything."""
    marker = Marker()
    one, other = marker.marked(old), marker.marked(new)

    @cache
    def least(first: int, second: int) -> int:
        if first == len(one) or second == len(other):
            return UNPAIRED * (len(one) - first + len(other) - second)
        return min(
            least(first + 1, second) + UNPAIRED,
            least(first, second + 1) + UNPAIRED,
            least(first + 1, second + 1) + distance(one[first], other[second]),
        )

    return least(0, 0)


def is_whole(pairs: Sequence[Pair], old: int, new: int) -> bool:
    """Whether every layer of both sides comes up once, in order."""
    return [each for each, _ in pairs if each is not None] == list(range(old)) and [
        each for _, each in pairs if each is not None
    ] == list(range(new))


def named(text: str, other: str) -> list[tuple[str | None, str | None]]:
    """The alignment of two definitions, by name."""
    old, new = records(f"input(3, 32, 32)\n{text}"), records(f"input(3, 32, 32)\n{other}")
    return [
        (
            None if before is None else old[before].name,
            None if after is None else new[after].name,
        )
        for before, after in align(old, new)
    ]


@given(NETWORKS, NETWORKS)
def test_no_alignment_is_cheaper(old: list[LayerRecord], new: list[LayerRecord]):
    pairs = align(old, new)

    assert is_whole(pairs, len(old), len(new))
    assert cost(old, new, pairs) == edit_distance(old, new)


@given(NETWORKS)
def test_a_network_is_aligned_with_itself(network: list[LayerRecord]):
    assert align(network, network) == [(each, each) for each in range(len(network))]


@given(NETWORKS, NETWORKS, st.sampled_from([4, 9]))
def test_large_networks_are_aligned_piece_by_piece(
    old: list[LayerRecord], new: list[LayerRecord], cells: int
):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alignment, "MOST_CELLS", cells)
        patch.setattr(alignment, "PIECE", 2)
        assert is_whole(align(old, new), len(old), len(new))


def test_what_is_put_in_moves_the_numbers_behind_it():
    assert named(
        "conv2d(8, k=3)\nrelu\nconv2d(16, k=3)\nrelu\nconv2d(32, k=3)",
        "conv2d(8, k=3)\nrelu\nconv2d(12, k=1)\nconv2d(16, k=3)\nrelu\nconv2d(32, k=3)",
    ) == [
        ("conv2d_1", "conv2d_1"),
        ("relu_1", "relu_1"),
        (None, "conv2d_2"),
        ("conv2d_2", "conv2d_3"),
        ("relu_2", "relu_2"),
        ("conv2d_3", "conv2d_4"),
    ]


def test_the_same_name_with_another_kind_is_replaced():
    assert named("act = relu", "act = maxpool2d(2)") == [("act", "act")]


def test_other_names_with_other_kinds_are_two_layers():
    assert named("act = relu", "pool = maxpool2d(2)") == [("act", None), (None, "pool")]


def test_a_framework_and_another_are_aligned_on_what_the_layers_do():
    old = "a = nn.Conv2d(3, 8, 3)\nb = nn.ReLU()\nc = nn.Flatten()"
    new = "conv2d(8, k=3)\nrelu\nflatten"

    assert named(old, new) == [("a", "conv2d_1"), ("b", "relu_1"), ("c", "flatten_1")]


def chain(count: int, calls: int, start: int = 0) -> list[LayerRecord]:
    """A long network whose layers are named by their number."""
    return [
        record(f"layer_{start + each}", f"conv2d({each % calls + 1}, k=3)") for each in range(count)
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (chain(20_000, 7), chain(20_000, 7)),
        (chain(20_000, 7), [record("stem", "conv2d(99)"), *chain(20_000, 7)]),
        (chain(20_000, 7), [record("layer_0", "conv2d(99)"), *chain(20_000, 7, 1)]),
        (chain(20_000, 20_000), chain(10_000, 10_000)[::-1] + chain(10_000, 10_000)),
        (chain(9_000, 7), chain(9_000, 5)),
        (chain(3_000, 7), [record(f"x{each}", "relu") for each in range(9_000)]),
    ],
    ids=[
        "the same",
        "one more in front",
        "one more in front and all numbers moved",
        "the first half turned round",
        "nothing in common",
        "another network",
    ],
)
def test_very_long_networks_take_linear_time(old: list[LayerRecord], new: list[LayerRecord]):
    start = process_time()
    pairs = align(old, new)

    assert is_whole(pairs, len(old), len(new))
    assert process_time() - start < 20


def test_one_layer_in_front_of_many_is_found():
    old = chain(5_000, 7)
    new = [record("layer_0", "conv2d(99)"), *chain(5_000, 7, 1)]

    assert align(old, new) == [(None, 0), *[(each, each + 1) for each in range(5_000)]]
