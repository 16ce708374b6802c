from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs

from convcalc.dims import symbols
from convcalc.errors import ShapeError


def test_adds_the_sizes_of_one_axis():
    channels = symbols("C")

    assert outputs(make("concat"), (1, 64, 56, 56), (1, channels, 56, 56)) == (
        1,
        64 + channels,
        56,
        56,
    )
    assert outputs(make("layers.Concatenate"), (1, 7, 7, 3), (1, 7, 7, 5)) == (1, 7, 7, 8)
    assert outputs(make("stack", -1), (2, 3), (2, 3), (2, 3)) == (2, 3, 3)


def test_a_unet_that_does_not_fit_is_mended():
    with pytest.raises(ShapeError) as caught:
        outputs(make("concat"), (1, 64, 57, 57), (1, 64, 56, 56))
    assert str(caught.value) == (
        "axis 2 has 57 in input 1 and 56 in input 2: (1, 64, 57, 57) and (1, 64, 56, 56)\n"
        "expected: the same size on axis 2\n"
        "hint: crop 1 from input 1, or pad input 2 by 1 "
        "(output_padding=1 on a transposed convolution)"
    )


@pytest.mark.parametrize(
    ("spelled", "inputs", "message"),
    [
        ("layers.Concatenate", ((4, 2, 1), (2, 1)), "different numbers of axes"),
        ("concat", ((4,), (4,)), "axis=1 on an input with 1 axis"),
        ("concat", ((4, 2),), "1 input"),
        ("stack", ((4, 2), (4, 3)), "axis 1 has 2 in input 1 and 3 in input 2"),
    ],
)
def test_refuses(spelled: str, inputs: tuple[tuple[int, ...], ...], message: str):
    with pytest.raises(ShapeError, match=message):
        outputs(make(spelled), *inputs)
