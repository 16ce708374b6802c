from __future__ import annotations

from typing import Any

import pytest
from spelled import looks
from spelled import make
from spelled import outputs
from spelled import refusal
from spelled import spatial_steps

from convcalc.dims import evaluate
from convcalc.dims import product
from convcalc.dims import symbol
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.needs import Needs


def test_the_first_layer_of_resnet():
    layer = make("nn.Conv2d", 3, 64, 7, stride=2, padding=3, bias=False)
    shape = (1, 3, 224, 224)
    result = layer.outputs((shape,), Needs())

    assert result == ((1, 64, 112, 112),)
    assert layer.weights((shape,)) == {"weight": (64, 3, 7, 7)}
    assert layer.macs((shape,), result) == 118_013_952


def test_native_letters_are_the_formula():
    assert make("conv2d", 8, k=3, s=2, p=1, d=2, g=2) == make(
        "conv2d", 8, kernel_size=3, stride=2, padding=1, dilation=2, groups=2
    )


def test_a_stride_may_be_larger_than_what_is_left():
    stride = symbol("S")
    ((*_, height, width),) = make("conv2d", 8, k=3, s=stride).outputs(((1, 3, 4, 4),), Needs())

    assert [evaluate(height, {"S": number}) for number in (1, 2, 3)] == [2, 1, 1]
    assert height == width


def test_symbolic_channels_count_exactly():
    channels = symbol("C")
    weights = make("conv2d", 2 * channels, k=3).weights(((1, channels, 8, 8),))

    total = sum(product(shape) for shape in weights.values())
    assert str(total) == "18·C² + 2·C"


def test_unbatched_inputs_stay_unbatched():
    assert outputs(make("nn.Conv1d", 3, 8, 3), (3, 10)) == (8, 8)


def test_asymmetric_padding_counts_both_ends():
    assert outputs(make("conv2d", 8, k=4, p=((1, 2), (0, 3))), (1, 3, 9, 9)) == (1, 8, 9, 9)


@pytest.mark.parametrize("dilation", [1, 2, 3])
@pytest.mark.parametrize("stride", [1, 2, 3])
def test_causal_never_looks_ahead(stride: int, dilation: int):
    layer = make("conv1d", 1, k=3, s=stride, d=dilation, p="causal")
    (step,) = spatial_steps(layer, (1, 1, 10))

    assert outputs(layer, (1, 1, 10)) == (1, 1, -(-10 // stride))
    assert [max(looks(step, output)) for output in range(3)] == [0, stride, 2 * stride]


def test_a_lazy_layer_has_no_weights_before_its_input():
    with pytest.raises(NeedsInput):
        make("nn.LazyConv2d", 8, 3).weights(())


@pytest.mark.parametrize(
    ("call", "arguments", "shape", "wanted"),
    [
        pytest.param(
            (64, 96, 3),
            {"groups": 3},
            (1, 64, 8, 8),
            "64 input channels do not divide into 3 groups\n"
            "expected: a number of groups that divides 64 and 96\n"
            "hint: 1, 2, 4, 8, 16, 32 would divide 64 and 96",
            id="groups say the divisors",
        ),
        pytest.param(
            (3, 8, 3),
            {"stride": 2, "padding": "same"},
            (1, 3, 8, 8),
            "padding='same'\nexpected: a number, since PyTorch takes 'same' only with stride 1",
            id="same with a stride",
        ),
        pytest.param(
            (3, 8, 3),
            {},
            (1, 4, 8, 8),
            "the input has 4 channels, the layer takes 3\n"
            "expected: 3 channels\nhint: in_channels=4",
            id="other channels",
        ),
        pytest.param(
            (3, 8, 3),
            {"padding": 4, "padding_mode": "reflect"},
            (1, 3, 4, 9),
            "reflect padding of 4 on an axis of 4\nexpected: at most 3",
            id="reflection beyond the input",
        ),
        pytest.param(
            (3, 8, 7),
            {"dilation": 2},
            (1, 3, 9, 20),
            "the window (13 × 13) is larger than its input (9, 20): "
            "spatial axis 0 has 9, the window spans 13\n"
            "expected: at least 13 on that axis\n"
            "hint: a larger input, a smaller kernel_size or dilation, or more padding",
            id="a window larger than its input",
        ),
    ],
)
def test_refusals_say_what_would_do(call: Any, arguments: Any, shape: Any, wanted: Any):
    assert refusal("nn.Conv2d", *call, on=shape, **arguments) == wanted


def test_one_padding_for_all_axes_in_a_tuple_is_only_for_zeros():
    assert outputs(make("nn.Conv2d", 3, 8, 3, padding=(1,)), (1, 3, 8, 8)) == (1, 8, 8, 8)
    assert refusal("nn.Conv2d", 3, 8, 3, padding=(1,), padding_mode="reflect") == (
        "padding=(1,)\nexpected: one size or 2"
    )


def test_channels_come_last_unless_said_otherwise():
    assert outputs(make("layers.Conv2D", 8, 3), (1, 9, 9, 3)) == (1, 7, 7, 8)
    assert outputs(make("layers.Conv2D", 8, 3, data_format="channels_first"), (1, 3, 9, 9)) == (
        1,
        8,
        7,
        7,
    )


def test_same_rounds_up():
    assert outputs(make("layers.Conv2D", 8, 3, 2, "SAME"), (1, 9, 8, 3)) == (1, 5, 4, 8)


def test_kernel_shape():
    layer = make("layers.Conv2D", 8, (3, 5), groups=2)

    assert layer.weights(((1, 9, 9, 6),)) == {"kernel": (3, 5, 3, 8), "bias": (8,)}


def test_strides_and_dilation_exclude_each_other_even_on_different_axes():
    assert refusal("layers.Conv2D", 8, 3, strides=(2, 1), dilation_rate=(1, 2)) == (
        "dilation_rate=(1, 2)\nexpected: 1, since Keras does not take it with strides"
    )


def test_causal_is_for_one_axis():
    assert outputs(make("layers.Conv1D", 8, 3, 2, "causal"), (1, 9, 3)) == (1, 5, 8)
    assert refusal("layers.Conv2D", 8, 3, padding="causal").startswith("padding='causal'")
