from __future__ import annotations

from typing import Any

import pytest
from equivalent_lines import lines

from convcalc.dims import symbols

H, W = symbols("H W")


def test_same_with_a_stride_is_a_pad_in_front_in_pytorch():
    found = lines("keras.Conv2D", (1, 224, 224, 3), 64, 3, strides=2, padding="same")

    assert found == {
        "padding (before, after) for this input": [
            "every axis: (0, 1)",
            (
                "symmetric: padding=1 gives the same size, 112, but not the same alignment: "
                "its windows start 1 earlier"
            ),
        ],
        "in PyTorch": [
            "# x is (N, C, H, W)",
            "x = F.pad(x, (0, 1, 0, 1))",
            "nn.Conv2d(3, 64, kernel_size=3, stride=2)",
        ],
        "in ONNX": [
            'Conv: auto_pad="SAME_UPPER", kernel_shape=[3, 3], strides=[2, 2]',
            'Conv: auto_pad="NOTSET", pads=[0, 0, 1, 1], kernel_shape=[3, 3], strides=[2, 2]',
        ],
    }


def test_a_symbolic_size_is_told_by_residue():
    found = lines("keras.Conv2D", (1, H, W, 3), 64, 3, strides=2, padding="same")

    assert found["padding (before, after) for this input"] == [
        "height: H even: (0, 1); H odd: (1, 1)",
        "width: W even: (0, 1); W odd: (1, 1)",
        (
            "symmetric, height: H even: padding=1 gives the same size, but not the same alignment: "
            "its windows start 1 earlier; "
            "H odd: padding=1 gives the same size and the same alignment"
        ),
        (
            "symmetric, width: W even: padding=1 gives the same size, but not the same alignment: "
            "its windows start 1 earlier; "
            "W odd: padding=1 gives the same size and the same alignment"
        ),
    ]
    assert found["in PyTorch"] == [
        "# x is (N, C, H, W)",
        "h = max((-(-x.shape[2] // 2) - 1) * 2 + 3 - x.shape[2], 0)",
        "w = max((-(-x.shape[3] // 2) - 1) * 2 + 3 - x.shape[3], 0)",
        "x = F.pad(x, (w // 2, w - w // 2, h // 2, h - h // 2))",
        "nn.Conv2d(3, 64, kernel_size=3, stride=2)",
    ]


def test_native_layers_are_told_in_the_words_of_both():
    found = lines("native.conv2d", (1, 3, 9, 9), 6, 3, p=1)

    assert found["in PyTorch"] == ["nn.Conv2d(3, 6, kernel_size=3, padding=1)"]
    assert found["in Keras"][1:] == ['layers.Conv2D(6, 3, padding="same")']


def test_a_multiple_of_the_stride_has_one_residue():
    found = lines("keras.Conv1D", (1, 2 * H, 3), 8, 3, strides=2, padding="same")

    assert found["padding (before, after) for this input"][0] == "length: (0, 1)"


def test_a_larger_stride_has_more_residues():
    found = lines("native.conv1d", (1, 3, H), 8, 4, s=3, p="same")

    assert found["padding (before, after) for this input"][:1] == [
        "length: H mod 3 = 0: (0, 1); H mod 3 = 1: (1, 2); H mod 3 = 2: (1, 1)"
    ]


def test_same_without_a_stride_is_same_in_pytorch_too():
    found = lines("keras.Conv2D", (1, 224, 224, 3), 64, 4, padding="same", use_bias=False)

    assert found["in PyTorch"][1:] == [
        'nn.Conv2d(3, 64, kernel_size=4, padding="same", bias=False)'
    ]


def test_symmetric_padding_with_a_stride_is_zero_padding_in_keras():
    found = lines("torch.Conv2d", (1, 3, 224, 224), 3, 64, 7, stride=2, padding=3, bias=False)

    assert found["in Keras"] == [
        "# x is (N, H, W, C)",
        "layers.ZeroPadding2D(((3, 3), (3, 3)))",
        'layers.Conv2D(64, 7, strides=2, padding="valid", use_bias=False)',
    ]


def test_padding_that_keeps_the_size_is_same_in_keras():
    found = lines("torch.Conv2d", (1, 3, 20, 20), 3, 6, 3, padding=1, groups=3)

    assert found["in Keras"][1:] == ['layers.Conv2D(6, 3, padding="same", groups=3)']


def test_keras_takes_no_stride_with_dilation():
    found = lines("torch.Conv2d", (1, 3, 20, 20), 3, 6, 3, stride=2, dilation=2)

    assert found["in Keras"][-1] == (
        "# Keras refuses strides together with dilation_rate; tf.nn.conv2d takes both"
    )


def test_a_padded_maximum_is_padded_with_minus_infinity():
    torch = lines("torch.MaxPool2d", (1, 8, 112, 112), 3, 2, 1)["in Keras"]
    keras = lines("keras.MaxPooling2D", (1, 7, 7, 8), 2, padding="same")["in PyTorch"]

    assert torch[1:] == [
        'x = keras.ops.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)), constant_values=float("-inf"))',
        'layers.MaxPooling2D(3, strides=2, padding="valid")',
        "# ZeroPadding would do only behind a ReLU: a padded zero beats negative values",
    ]
    assert keras[1:] == ['x = F.pad(x, (0, 1, 0, 1), value=float("-inf"))', "nn.MaxPool2d(2)"]


def test_a_padded_average_says_what_it_divides_by():
    keras = lines("keras.AveragePooling2D", (1, 7, 7, 8), 2, padding="same")["in PyTorch"]
    torch = lines("torch.AvgPool2d", (1, 8, 9, 9), 3, 2, 1)["in Keras"]

    assert keras[-2:] == [
        "# at the border this divides by padded positions too; the same values:",
        "# pool = nn.AvgPool2d(2); pool(F.pad(x, …)) / pool(F.pad(torch.ones_like(x), …))",
    ]
    assert torch[1:] == [
        "layers.ZeroPadding2D(((1, 1), (1, 1)))",
        'layers.AveragePooling2D(3, strides=2, padding="valid")',
    ]


def test_rounding_up_pads_the_end_in_keras():
    found = lines("torch.MaxPool2d", (1, 8, 6, 6), 3, 2, ceil_mode=True)

    assert found["in Keras"][1:4] == [
        'layers.MaxPooling2D(3, strides=2, padding="same")',
        "# this input only; for every input:",
        'x = keras.ops.pad(x, ((0, 0), (0, 1), (0, 1), (0, 0)), constant_values=float("-inf"))',
    ]


def test_depthwise_layers_are_groups_in_pytorch():
    found = lines("keras.DepthwiseConv2D", (1, 20, 20, 6), 3, depth_multiplier=2)

    assert found["in PyTorch"][1:] == ["nn.Conv2d(6, 12, kernel_size=3, groups=6)"]


def test_a_causal_convolution_is_padded_in_front():
    found = lines("keras.Conv1D", (1, 100, 8), 6, 3, padding="causal", dilation_rate=2)

    assert found["in PyTorch"][1:] == [
        "x = F.pad(x, (4, 0))",
        "nn.Conv1d(8, 6, kernel_size=3, dilation=2)",
    ]


@pytest.mark.parametrize(
    ("args", "kwargs", "wanted"),
    [
        pytest.param(
            (3, 5, 4, 2, 1),
            {},
            [
                'layers.Conv2DTranspose(5, 4, strides=2, padding="valid")',
                "layers.Cropping2D(((1, 1), (1, 1)))",
            ],
            id="padding is a crop",
        ),
        pytest.param(
            (3, 5, 2, 2),
            {},
            ['layers.Conv2DTranspose(5, 2, strides=2, padding="valid")'],
            id="nothing to crop",
        ),
        pytest.param(
            (3, 5, 3, 2, 0, 1),
            {},
            [
                'layers.Conv2DTranspose(5, 3, strides=2, padding="valid")',
                "# the output_padding reaches beyond what Keras paints: no cropping gives it",
            ],
            id="output padding beyond what is painted",
        ),
    ],
)
def test_transposed_convolution_is_cropped_in_keras(
    args: tuple[int, ...], kwargs: dict[str, Any], wanted: list[str]
):
    assert lines("torch.ConvTranspose2d", (1, 3, 7, 7), *args, **kwargs)["in Keras"] == wanted


@pytest.mark.parametrize(
    ("kernel", "wanted"),
    [
        (
            3,
            ["y = nn.ConvTranspose2d(3, 5, kernel_size=3, stride=2)(x)", "y = y[:, :, 0:14, 0:14]"],
        ),
        (
            4,
            ["y = nn.ConvTranspose2d(3, 5, kernel_size=4, stride=2)(x)", "y = y[:, :, 1:15, 1:15]"],
        ),
        (1, ["y = nn.ConvTranspose2d(3, 5, kernel_size=1, stride=2, output_padding=1)(x)"]),
    ],
)
def test_same_transposed_convolution_keeps_a_part_of_what_is_painted(
    kernel: int, wanted: list[str]
):
    found = lines("keras.Conv2DTranspose", (1, 7, 7, 3), 5, kernel, strides=2, padding="same")

    assert found["in PyTorch"] == wanted


def test_other_layers_have_no_equivalents():
    assert lines("native.linear", (1, 8), 4) == {}
