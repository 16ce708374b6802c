from __future__ import annotations

import pytest
from hypothesis import assume
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from spelled import looks
from spelled import make
from spelled import outputs
from spelled import refusal
from spelled import spatial_steps

from convcalc.dims import symbol
from convcalc.layers.core.needs import Needs

small = st.integers(1, 5)


def painted_by(position: int, n: int, k: int, s: int, d: int, cut: int) -> set[int]:
    """The inputs whose window covers an output, one by one."""
    return {j for j in range(n) for t in range(k) if j * s + t * d - cut == position}


@settings(max_examples=300)
@given(n=small, k=small, s=small, d=st.integers(1, 3), p=st.integers(0, 3), extra=st.integers(0, 4))
def test_the_size_ends_behind_the_last_window(n: int, k: int, s: int, d: int, p: int, extra: int):
    assume(extra < max(s, d))
    last = max(j * s + t * d for j in range(n) for t in range(k))
    wanted = last + 1 - 2 * p + extra
    assume(wanted >= 1)
    layer = make("nn.ConvTranspose1d", 2, 3, k, s, p, extra, dilation=d)

    assert outputs(layer, (1, 2, n)) == (1, 3, wanted)


@settings(max_examples=300)
@given(n=small, k=small, s=small, d=st.integers(1, 4), p=st.integers(0, 3))
def test_an_output_sees_the_inputs_whose_windows_cover_it(n: int, k: int, s: int, d: int, p: int):
    assume((n - 1) * s - 2 * p + d * (k - 1) + 1 >= 1)
    layer = make("nn.ConvTranspose1d", 1, 1, k, s, p, dilation=d)
    (step,) = spatial_steps(layer, (1, 1, n))

    for position in range(outputs(layer, (1, 1, n))[2]):
        inside = looks(step, position) & set(range(n))
        assert inside == painted_by(position, n, k, s, d, p)


def test_gaps_between_the_windows_see_nothing():
    (step,) = spatial_steps(make("nn.ConvTranspose1d", 1, 1, 2, stride=4), (1, 1, 3))

    assert [looks(step, output) for output in range(6)] == [{0}, {0}, set(), set(), {1}, {1}]


@pytest.mark.parametrize(
    ("size", "arguments", "wanted"),
    [
        pytest.param(4, {"kernel_size": 3, "strides": 2}, 9, id="valid keeps everything"),
        pytest.param(
            4, {"kernel_size": 1, "strides": 3}, 12, id="valid never ends before the stride"
        ),
        pytest.param(
            4, {"kernel_size": 1, "strides": 3, "output_padding": 1}, 11, id="valid, extra"
        ),
        pytest.param(
            4, {"kernel_size": 3, "strides": 2, "padding": "same"}, 8, id="same multiplies"
        ),
        pytest.param(
            4,
            {"kernel_size": 4, "strides": 2, "padding": "same", "output_padding": 1},
            7,
            id="same with output padding depends on the kernel being odd",
        ),
        pytest.param(4, {"kernel_size": 3, "dilation_rate": 2}, 8, id="dilation widens the window"),
    ],
)
def test_keras_sizes(size: int, arguments: dict[str, object], wanted: int):
    layer = make("layers.Conv1DTranspose", 5, **arguments)

    assert outputs(layer, (2, size, 3)) == (2, wanted, 5)


@pytest.mark.parametrize("k", range(1, 6))
@pytest.mark.parametrize("s", range(1, 5))
def test_keras_same_is_aligned_as_the_gradient_of_same(k: int, s: int):
    n = 4
    layer = make("layers.Conv1DTranspose", 1, k, strides=s, padding="same")
    (step,) = spatial_steps(layer, (1, n, 1))
    cut = max(k - s, 0) // 2

    for position in range(n * s):
        inside = looks(step, position) & set(range(n))
        assert inside == painted_by(position, n, k, s, 1, cut)


def test_weights_put_the_input_channels_first():
    layer = make("nn.ConvTranspose2d", 6, 8, 3, groups=2)

    assert layer.weights(()) == {"weight": (6, 4, 3, 3), "bias": (8,)}


def test_keras_weights_put_the_input_channels_last():
    layer = make("layers.Conv2DTranspose", 8, (3, 5), use_bias=False)

    assert layer.weights(((1, 4, 4, 6),)) == {"kernel": (3, 5, 8, 6)}


def test_macs_count_a_window_for_every_input_element():
    layer = make("deconv2d", 8, k=3, s=2, g=2)
    shape = (2, 6, 5, 4)

    assert layer.macs((shape,), layer.outputs((shape,), Needs())) == 2 * 5 * 4 * 6 * (8 // 2) * 9


def test_output_size_takes_what_the_stride_can_give():
    layer = make("convtranspose2d", 8, k=3, s=2, p=1, output_size=(8, 7))

    assert outputs(layer, (1, 4, 4, 4)) == (1, 8, 8, 7)


def test_native_same_multiplies_by_the_stride():
    height = symbol("H")

    assert outputs(make("deconv1d", 8, k=4, s=2, p="same"), (1, 4, height)) == (1, 8, 2 * height)


def test_a_symbolic_input_gives_the_formula():
    height = symbol("H")
    layer = make("nn.ConvTranspose1d", 3, 8, 4, stride=2, padding=1)

    assert outputs(layer, (1, 3, height)) == (1, 8, 2 * height)


@pytest.mark.parametrize(
    ("call", "shape", "wanted"),
    [
        pytest.param(
            (4, 8, 3, 2, 0, 2),
            (1, 4, 5, 5),
            "output_padding=2\nexpected: 0 to 1, less than the stride or the dilation",
            id="output padding of a whole stride",
        ),
        pytest.param(
            (4, 8, 3, 1, 0, 1),
            (1, 4, 5, 5),
            "output_padding=1\nexpected: 0, less than the stride or the dilation, 1",
            id="output padding without a stride",
        ),
        pytest.param(
            (4, 8, 1, 1, 2),
            (1, 4, 3, 9),
            "nothing is left of the input (3, 9): an output size of -1\nexpected: at least 1\n"
            "hint: less padding, a larger kernel_size or more output_padding",
            id="everything is cut off",
        ),
    ],
)
def test_refusals_say_what_would_do(call: tuple[int, ...], shape: tuple[int, ...], wanted: str):
    assert refusal("nn.ConvTranspose2d", *call, on=shape) == wanted


def test_an_output_size_out_of_reach_is_refused_with_the_range():
    message = refusal("deconv1d", 8, k=3, s=2, output_size=13, on=(1, 4, 5))

    assert message == "an output size of 13 on axis 0\nexpected: 11 to 12"


def test_dcgan_doubles_with_same():
    layer = make("layers.Conv2DTranspose", 64, 5, strides=2, padding="same")

    assert outputs(layer, (1, 7, 7, 128)) == (1, 14, 14, 64)


def test_output_padding_stays_below_the_strides():
    assert refusal("layers.Conv2DTranspose", 8, 3, strides=2, output_padding=2) == (
        "output_padding=2\nexpected: 0 to 1, less than the stride"
    )
