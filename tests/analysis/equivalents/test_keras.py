from __future__ import annotations

import pytest
from equivalent_lines import lines

from convcalc.dims import symbols

H = symbols("H")


@pytest.mark.parametrize(
    ("mode", "wanted"),
    [
        ("reflect", ['x = keras.ops.pad(x, ((0, 0), (2, 2), (0, 0)), mode="reflect")']),
        (
            "circular",
            [
                "# keras.ops.pad has no 'circular' on every backend",
                "x = keras.ops.take(x, keras.ops.arange(-2, x.shape[1] + 2) % x.shape[1], axis=1)",
            ],
        ),
        (
            "replicate",
            [
                "# keras.ops.pad has no 'replicate' on every backend",
                (
                    "x = keras.ops.take(x, keras.ops.clip("
                    "keras.ops.arange(-2, x.shape[1] + 2), 0, x.shape[1] - 1), axis=1)"
                ),
            ],
        ),
    ],
)
def test_other_padding_than_zeros_is_code_in_front(mode: str, wanted: list[str]):
    found = lines("torch.Conv1d", (1, 3, 9), 3, 8, 5, padding=2, padding_mode=mode)

    assert found["in Keras"][1:] == [*wanted, 'layers.Conv1D(8, 5, padding="valid")']


def test_same_with_a_padding_mode_is_measured_for_a_symbolic_size():
    found = lines("native.conv1d", (1, 3, H), 8, 3, s=2, p="same", padding_mode="reflect")

    assert found["in Keras"][1:] == [
        "l = max((-(-x.shape[1] // 2) - 1) * 2 + 3 - x.shape[1], 0)",
        'x = keras.ops.pad(x, ((0, 0), (l // 2, l - l // 2), (0, 0)), mode="reflect")',
        'layers.Conv1D(8, 3, strides=2, padding="valid")',
    ]


def test_causal_is_kept_to_what_keras_calls_so():
    plain = lines("native.conv1d", (1, 3, 9), 8, 3, p="causal")["in Keras"]
    mirrored = lines("native.conv1d", (1, 3, 9), 8, 3, p="causal", padding_mode="reflect")
    flat = lines("native.conv2d", (1, 3, 9, 9), 8, 3, p="causal")

    assert plain[1:] == ['layers.Conv1D(8, 3, padding="causal")']
    assert mirrored["in Keras"][1:] == [
        'x = keras.ops.pad(x, ((0, 0), (2, 0), (0, 0)), mode="reflect")',
        'layers.Conv1D(8, 3, padding="valid")',
    ]
    assert flat["in Keras"][1:] == [
        "layers.ZeroPadding2D(((2, 0), (2, 0)))",
        'layers.Conv2D(8, 3, padding="valid")',
    ]


def test_a_dilated_maximum_is_a_function_of_tensorflow():
    found = lines("torch.MaxPool2d", (1, 8, 9, 9), 3, 1, 1, dilation=2)

    assert found["in Keras"] == [
        "# x is (N, H, W, C)",
        "# Keras's MaxPooling2D has no dilation",
        'x = keras.ops.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)), constant_values=float("-inf"))',
        (
            'tf.nn.pool(x, window_shape=[3, 3], pooling_type="MAX", strides=[1, 1], '
            'padding="VALID", dilations=[2, 2])'
        ),
    ]


def test_a_dilated_maximum_with_a_stride_has_no_direct_call():
    found = lines("torch.MaxPool1d", (1, 8, 10), 3, 2, dilation=2, ceil_mode=True)

    assert found["in Keras"] == [
        "# x is (N, L, C)",
        "# Keras's MaxPooling1D has no dilation",
        'x = keras.ops.pad(x, ((0, 0), (0, 1), (0, 0)), constant_values=float("-inf"))',
        "# no direct call: tf.nn.pool refuses strides > 1 with dilations > 1, so",
        "# every window is taken, and of them those at the strides",
        (
            'tf.nn.pool(x, window_shape=[3], pooling_type="MAX", strides=[1], '
            'padding="VALID", dilations=[2])[:, ::2, :]'
        ),
    ]
