from __future__ import annotations

from typing import Any

import pytest
from equivalent_lines import lines

from convcalc.dims import symbols

H, W = symbols("H W")


@pytest.mark.parametrize(
    ("mode", "node", "comments"),
    [
        ("reflect", "reflect", []),
        ("replicate", "edge", []),
        ("circular", "wrap", ['# mode="wrap" needs opset 19']),
    ],
)
def test_other_padding_than_zeros_is_a_node_in_front(mode: str, node: str, comments: list[str]):
    found = lines("torch.Conv2d", (1, 3, 9, 9), 3, 8, 3, padding=1, padding_mode=mode)

    assert found["in ONNX"] == [
        f'Pad: mode="{node}", pads=[0, 0, 1, 1, 0, 0, 1, 1]',
        *comments,
        ('then Conv: auto_pad="NOTSET", pads=[0, 0, 0, 0], kernel_shape=[3, 3], strides=[1, 1]'),
    ]


def test_same_with_a_padding_mode_is_a_node_in_front():
    found = lines("native.conv1d", (1, 3, 8), 8, 3, s=2, p="same", padding_mode="reflect")

    assert found["in ONNX"] == [
        'Pad: mode="reflect", pads=[0, 0, 0, 0, 0, 1]',
        'then Conv: auto_pad="NOTSET", pads=[0, 0], kernel_shape=[3], strides=[2]',
    ]


def test_a_padding_mode_without_padding_changes_nothing():
    plain = lines("torch.Conv2d", (1, 3, 9, 9), 3, 8, 3)
    found = lines("torch.Conv2d", (1, 3, 9, 9), 3, 8, 3, padding_mode="reflect")

    assert found == plain


def test_a_symbolic_size_has_its_pads_by_residue():
    found = lines("keras.Conv2D", (1, H, 225, 3), 64, 3, strides=2, padding="same")

    assert found["in ONNX"] == [
        'Conv: auto_pad="SAME_UPPER", kernel_shape=[3, 3], strides=[2, 2]',
        (
            'Conv: auto_pad="NOTSET", pads=[h_begin, 1, h_end, 1], '
            "kernel_shape=[3, 3], strides=[2, 2]"
        ),
        "# (h_begin, h_end): H even: (0, 1); H odd: (1, 1)",
    ]


ODD_POWER = "# ONNX takes absolute values, PyTorch does not: the same for inputs ≥ 0 only"


@pytest.mark.parametrize(
    ("norm", "wanted"),
    [
        pytest.param(
            2,
            [
                'LpPool: auto_pad="VALID", kernel_shape=[3], strides=[3], p=2',
                'LpPool: auto_pad="NOTSET", pads=[0, 0], kernel_shape=[3], strides=[3], p=2',
            ],
            id="an even power",
        ),
        pytest.param(
            3.0,
            [
                'LpPool: auto_pad="VALID", kernel_shape=[3], strides=[3], p=3',
                'LpPool: auto_pad="NOTSET", pads=[0, 0], kernel_shape=[3], strides=[3], p=3',
                ODD_POWER,
            ],
            id="an odd power",
        ),
        pytest.param(
            1.5, ["# LpPool takes whole numbers from 1 on as p, not 1.5"], id="a broken power"
        ),
        pytest.param(
            float("inf"), ["# LpPool takes whole numbers from 1 on as p, not inf"], id="no end"
        ),
    ],
)
def test_the_power_of_a_norm_is_kept(norm: Any, wanted: list[str]):
    found = lines("torch.LPPool1d", (1, 3, 9), norm, 3)

    assert found["in ONNX"] == wanted
    assert found["in PyTorch"] == [f"nn.LPPool1d(norm_type={norm}, kernel_size=3)"]
