"""Patterns of names: sizes, refusals, and what stays one to one."""

from __future__ import annotations

from typing import Any

import pytest

from convcalc.dims import symbols
from convcalc.errors import ConvcalcError
from convcalc.layers.core.needs import Needs
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.shape.rearrange import rearrange_layer
from convcalc.layers.shape.rearrange import reduce_layer
from convcalc.layers.shape.rearrange import repeat_layer

B, H = symbols("B H")


def shape_of(layer: Any, *shape: Any) -> Any:
    return layer.outputs((shape,), Needs())[0]


@pytest.mark.parametrize(
    ("layer", "shape", "result"),
    [
        (rearrange_layer("b c h w -> b h w c"), (2, 3, 4, 5), (2, 4, 5, 3)),
        (rearrange_layer("b (h d) -> b h d", h=4), (B, 12), (B, 4, 3)),
        (rearrange_layer("b ... -> b (...)"), (B, 3, H), (B, 3 * H)),
        (rearrange_layer("... c -> c ..."), (2, 3, 4), (4, 2, 3)),
        (rearrange_layer("b (h 2) -> b h 2"), (2, 2 * H), (2, H, 2)),
        (reduce_layer("b c (h 2) -> b c h", "max"), (2, 3, 8), (2, 3, 4)),
        (reduce_layer("b c h w -> b c 1 1", "mean"), (2, 3, 4, 5), (2, 3, 1, 1)),
        (repeat_layer("n d -> b n d", b=7), (2, 3), (7, 2, 3)),
        (repeat_layer("h w -> (h 2) w"), (2, 3), (4, 3)),
    ],
)
def test_sizes(layer: Any, shape: Any, result: Any):
    assert shape_of(layer, *shape) == result


def test_names_that_stay_are_one_to_one_and_reduced_ones_whole():
    layer = reduce_layer("b c h w -> b w", "mean")

    assert layer.trails(((2, 3, 4, 5),), ((2, 5),)) == (
        {0: (0, ONE_TO_ONE), 1: (None, WHOLE), 2: (None, WHOLE), 3: (1, ONE_TO_ONE)},
    )


def test_only_a_reduction_costs_work():
    assert rearrange_layer("a b -> b a").elementwise(((2, 3),), ((3, 2),)) == 0
    assert reduce_layer("a b -> a", "sum").elementwise(((2, 3),), ((2,),)) == 6


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: rearrange_layer("a b -> a"),
            "pattern='a b -> a'\nexpected: 'b' on both sides\n"
            "hint: reduce() takes names away, repeat() adds them",
        ),
        (
            lambda: rearrange_layer("a b"),
            "pattern='a b'\nexpected: a text such as 'b c h w -> b (h w) c'",
        ),
        (
            lambda: rearrange_layer("a a -> a"),
            "pattern='a a -> a'\nexpected: every name once on each side",
        ),
        (
            lambda: rearrange_layer("(a b -> a b"),
            "pattern='(a b -> a b'\nexpected: names, numbers, '...' and closed parentheses",
        ),
        (
            lambda: repeat_layer("a -> a b"),
            "pattern='a -> a b'\nexpected: the size b=...",
        ),
        (
            lambda: rearrange_layer("a -> a", b=2),
            "b=2\nexpected: a name of the pattern 'a -> a'",
        ),
        (
            lambda: shape_of(rearrange_layer("(a b) -> a b"), 6),
            "the sizes of a and b cannot be told from 6\nexpected: a=...",
        ),
        (
            lambda: shape_of(rearrange_layer("(a b) -> a b", a=4), 6),
            "axis 0 of (6,) is 6, (a b) takes a multiple of 4\nexpected: a multiple of 4",
        ),
        (
            lambda: shape_of(rearrange_layer("a b -> b a"), 6),
            "2 axes in the pattern for (6,)\nexpected: 1 axes",
        ),
    ],
)
def test_refusals(make: Any, message: str):
    with pytest.raises(ConvcalcError) as caught:
        make()

    assert str(caught.value) == message
