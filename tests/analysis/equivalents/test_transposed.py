from __future__ import annotations

import re
from typing import Any

import pytest
from equivalent_lines import lines
from hypothesis import given
from hypothesis import strategies as st

from convcalc import vocabulary
from convcalc.layers.core.needs import Needs


@pytest.mark.parametrize(
    ("args", "kwargs", "wanted"),
    [
        pytest.param(
            (4, 6, 3, 2, 1, 1),
            {"groups": 2},
            "pads=[1, 1], kernel_shape=[3], strides=[2], output_padding=[1], group=2",
            id="padding and output_padding as they are",
        ),
        pytest.param(
            (4, 6, 3),
            {"dilation": 2},
            "pads=[0, 0], kernel_shape=[3], strides=[1], dilations=[2]",
            id="dilation",
        ),
    ],
)
def test_a_torch_layer_keeps_its_numbers_in_onnx(
    args: tuple[int, ...], kwargs: dict[str, Any], wanted: str
):
    found = lines("torch.ConvTranspose1d", (1, 4, 7), *args, **kwargs)

    assert found["in ONNX"] == [f'ConvTranspose: auto_pad="NOTSET", {wanted}']
    assert "in PyTorch" not in found


@pytest.mark.parametrize(
    ("padding", "extra", "wanted"),
    [
        (2, 2, "pads=[2, 0], kernel_shape=[3], strides=[2], dilations=[3]"),
        (1, 2, "pads=[1, 0], kernel_shape=[3], strides=[2], dilations=[3], output_padding=[1]"),
        (2, 1, "pads=[2, 2], kernel_shape=[3], strides=[2], dilations=[3], output_padding=[1]"),
    ],
)
def test_what_is_added_beyond_the_stride_is_cut_off_less(padding: int, extra: int, wanted: str):
    found = lines("torch.ConvTranspose1d", (1, 4, 7), 4, 6, 3, 2, padding, extra, dilation=3)

    assert found["in ONNX"] == [f'ConvTranspose: auto_pad="NOTSET", {wanted}']


def test_a_stride_that_is_added_is_told():
    found = lines("torch.ConvTranspose1d", (1, 4, 7), 4, 6, 3, 2, 0, 2, dilation=3)

    assert found["in ONNX"][1:] == [
        "# output_padding of a stride or more: onnxruntime may refuse it"
    ]


def test_same_cuts_the_odd_one_off_the_end_in_onnx():
    found = lines("keras.Conv2DTranspose", (1, 7, 7, 3), 5, 3, strides=2, padding="same")

    assert found["in ONNX"] == [
        (
            'ConvTranspose: auto_pad="NOTSET", pads=[0, 0, 1, 1], '
            "kernel_shape=[3, 3], strides=[2, 2]"
        ),
        (
            "# output_shape=[14, 14] in place of pads cuts the larger part off the front: "
            "another alignment"
        ),
    ]


@given(
    n=st.integers(1, 9),
    k=st.integers(1, 6),
    s=st.integers(1, 5),
    rule=st.sampled_from(["same", "valid"]),
)
def test_the_pads_give_the_size_and_place_of_keras(n: int, k: int, s: int, rule: str):
    maker = vocabulary.find("keras", "Conv1DTranspose")
    assert maker is not None
    layer = maker.make((5, k), {"strides": s, "padding": rule})
    size = layer.outputs(((1, n, 3),), Needs())[0][1]
    (node, *_) = lines("keras.Conv1DTranspose", (1, n, 3), 5, k, strides=s, padding=rule)["in ONNX"]
    numbers = dict(re.findall(r"(\w+)=\[([\d, ]+)\]", node))
    begin, end = map(int, numbers["pads"].split(", "))
    extra = int(numbers.get("output_padding", "0"))

    assert s * (n - 1) + extra + k - begin - end == size
    assert begin == (max(k - s, 0) // 2 if rule == "same" else 0)
    assert end >= 0
    assert 0 <= extra < max(s, 2)


def test_a_native_layer_is_told_in_the_words_of_all():
    found = lines("native.deconv2d", (1, 3, 7, 7), 5, 4, s=2, p=1)

    assert found == {
        "in PyTorch": ["nn.ConvTranspose2d(3, 5, kernel_size=4, stride=2, padding=1)"],
        "in Keras": [
            'layers.Conv2DTranspose(5, 4, strides=2, padding="valid")',
            "layers.Cropping2D(((1, 1), (1, 1)))",
        ],
        "in ONNX": [
            'ConvTranspose: auto_pad="NOTSET", pads=[1, 1, 1, 1], '
            "kernel_shape=[4, 4], strides=[2, 2]"
        ],
    }


def test_a_native_layer_with_uneven_padding_is_sliced_in_pytorch():
    found = lines("native.convtranspose1d", (1, 3, 7), 5, 4, s=2, p=((1, 0),))

    assert found["in PyTorch"] == [
        "y = nn.ConvTranspose1d(3, 5, kernel_size=4, stride=2)(x)",
        "y = y[:, :, 1:16]",
    ]


def test_an_output_size_is_output_padding():
    found = lines("native.deconv1d", (1, 3, 7), 5, 3, s=2, p=1, output_size=14)

    assert found["in PyTorch"] == [
        "nn.ConvTranspose1d(3, 5, kernel_size=3, stride=2, padding=1, output_padding=1)"
    ]


def test_keras_takes_no_stride_with_dilation_when_transposed():
    found = lines("torch.ConvTranspose1d", (1, 3, 7), 3, 5, 3, stride=2, dilation=2)

    assert found["in Keras"][-1] == "# Keras refuses strides together with dilation_rate"
