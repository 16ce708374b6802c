from __future__ import annotations

from typing import Any

import pytest
from spelled import looks
from spelled import make
from spelled import outputs
from spelled import refusal
from spelled import spatial_steps

from convcalc.dims import symbol
from convcalc.layers.core.needs import Needs


@pytest.mark.parametrize("factor", [1, 2, 3, 4])
@pytest.mark.parametrize("head", [(), (2,), (2, 3)], ids=["image", "batch", "video"])
def test_unshuffling_undoes_shuffling(factor: int, head: tuple[int, ...]):
    shape = (*head, 5 * factor**2, 4, 3)
    shuffled = outputs(make("nn.PixelShuffle", factor), shape)

    assert shuffled == (*head, 5, 4 * factor, 3 * factor)
    assert outputs(make("pixelunshuffle", factor), shuffled) == shape


def test_shuffled_pixels_share_a_position():
    step, _ = spatial_steps(make("pixelshuffle", 3), (1, 9, 4, 4))

    assert [looks(step, output) for output in range(4)] == [{0}, {0}, {0}, {1}]


def test_unshuffled_pixels_see_a_block():
    step, _ = spatial_steps(make("pixelunshuffle", 3), (1, 1, 9, 9))

    assert [looks(step, output) for output in range(2)] == [{0, 1, 2}, {3, 4, 5}]


def test_symbolic_channels_must_divide():
    needs = Needs()
    channels, height = symbol("C"), symbol("H")
    result = make("pixelshuffle", 2).outputs(((1, channels, height, height),), needs)

    assert result == ((1, channels // 4, 2 * height, 2 * height),)
    assert len(needs.conditions) == 1


def test_channel_shuffle_keeps_the_shape():
    assert outputs(make("nn.ChannelShuffle", 3), (2, 6, 4, 5)) == (2, 6, 4, 5)


@pytest.mark.parametrize(
    ("spelled", "factor", "shape", "wanted"),
    [
        pytest.param(
            "pixelshuffle",
            2,
            (1, 18, 4, 4),
            "18 channels do not divide into squares of 2×2\nexpected: a multiple of 4 channels\n"
            "hint: a factor of 1 or 3 would do",
            id="channels",
        ),
        pytest.param(
            "nn.PixelUnshuffle",
            3,
            (1, 4, 13, 9),
            "a height of 13 does not divide into blocks of 3\nexpected: a multiple of 3\n"
            "hint: a height of 12 or 15 would do",
            id="height",
        ),
        pytest.param(
            "channelshuffle",
            4,
            (1, 6, 4, 4),
            "6 input channels do not divide into 4 groups\n"
            "expected: a number of groups that divides 6\nhint: 1, 2, 3, 6 would divide 6",
            id="groups",
        ),
        pytest.param(
            "nn.ChannelShuffle",
            2,
            (4, 4),
            "an input with 2 axes, (4, 4), where at least 3 are wanted\nexpected: (N, C, *S)",
            id="too few axes",
        ),
    ],
)
def test_refusals_say_what_would_do(spelled: Any, factor: Any, shape: Any, wanted: Any):
    assert refusal(spelled, factor, on=shape) == wanted
