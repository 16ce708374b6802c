"""Tracebacks with an error of sizes: what they mean, and where."""

from __future__ import annotations

import re

import pytest

import convcalc
from convcalc.errors import ReadError
from convcalc.errors import ShapeError
from convcalc.readers.pasted.messages import MEANINGS
from convcalc.readers.pasted.messages import meaning_of

TRACEBACK = """\
Traceback (most recent call last):
  File "learn.py", line 52, in <module>
    guess = net(pictures)
  File "site-packages/torch/nn/modules/module.py", line 1751, in _wrapped_call_impl
    return self._call_impl(*args, **kwargs)
  File "learn.py", line 30, in forward
    x = F.relu(self.tell(x))
  File "site-packages/torch/nn/modules/linear.py", line 125, in forward
    return F.linear(input, self.weight, self.bias)
RuntimeError: mat1 and mat2 shapes cannot be multiplied (16x2450 and 512x60)
"""

# As torch 2.13 said them when these calls were made, and Keras 3.15 and TensorFlow 2.21 theirs.
MESSAGES = [
    ("mat1 and mat2 shapes cannot be multiplied (80x2450 and 512x60)", "in_features=2450"),
    ("size mismatch, m1: [16 x 2450], m2: [512 x 60] at /opt/THC/THCBlas.cu:249", "(2450, 60)"),
    (
        "Given groups=1, weight of size [64, 3, 7, 7], expected input[1, 1, 28, 28] to have 3 "
        "channels, but got 1 channels instead",
        "in_channels=1, or an input with 3 channels",
    ),
    (
        "Given groups=1, weight of size [64, 3, 7, 7], expected input[1, 28, 28, 3] to have 3 "
        "channels, but got 28 channels instead",
        "axis 3 has 3: x.permute(0, 3, 1, 2); or in_channels=28",
    ),
    (
        "Given transposed=1, weight of size [3, 64, 7, 7], expected input[1, 5, 28, 28] to have 3 "
        "channels, but got 5 channels instead",
        "in_channels=5",
    ),
    (
        "Expected 3D (unbatched) or 4D (batched) input to conv2d, but got input of size: [16, 784]",
        "x.view(N, C, H, W)",
    ),
    (
        "The size of tensor a (64) must match the size of tensor b (32) at non-singleton "
        "dimension 1",
        "the layers before it have to give the same sizes",
    ),
    (
        "Sizes of tensors must match except in dimension 1. Expected size 24 but got size 25 for "
        "tensor number 1 in the list.",
        "F.interpolate to 24",
    ),
    ("shape '[-1, 400]' is invalid for input of size 7680", "x.flatten(1)"),
    ("running_mean should contain 32 elements not 64", "num_features=32"),
    (
        "Calculated padded input size per channel: (2 x 2). Kernel size: (3 x 3). Kernel size "
        "can't be greater than actual input size",
        "a larger image",
    ),
    (
        "Given input size: (64x1x1). Calculated output size: (64x0x0). Output size is too small",
        "a larger image",
    ),
    ("Expected input batch_size (16) to match target batch_size (4).", "x.flatten(1)"),
    (
        "Given normalized_shape=[64], expected input with shape [*, 64], but got input of "
        "size[1, 32]",
        "normalized_shape=32",
    ),
    ("input.size(-1) must be equal to input_size. Expected 10, got 20", "input_size=20"),
    ("was expecting embedding dimension of 16, but got 8", "embed_dim=8"),
    (
        "expected input's size at dim=1 to match num_features (4), but got: 3.",
        "num_features=3",
    ),
    (
        "Expected weight to be a vector of size equal to the number of channels in input, but got "
        "weight of shape [8] and input of shape [1, 4, 3, 3]",
        "num_channels=4",
    ),
    (
        "size mismatch for fc.weight: copying a param with shape torch.Size([1000, 5]) from "
        "checkpoint, the shape in current model is torch.Size([10, 5]).",
        "build it with the checkpoint's sizes",
    ),
    (
        'Input 0 of layer "dense" is incompatible with the layer: expected axis -1 of input shape '
        "to have value 784, but received input with shape (None, 100)",
        "an input with 784 there",
    ),
    (
        'Input 0 of layer "conv2d" is incompatible with the layer: expected min_ndim=4, found '
        "ndim=3. Full shape received: (None, 28, 28)",
        "layers.Reshape",
    ),
    (
        "Negative dimension size caused by subtracting 3 from 1 for '{{node conv2d/Conv2D}}'",
        "padding='same'",
    ),
    ("Shapes (None, 1) and (None, 10) are incompatible", "sparse_categorical_crossentropy"),
]


@pytest.mark.parametrize(("message", "hint"), MESSAGES)
def test_a_message_is_told_with_what_to_write(message: str, hint: str) -> None:
    meaning = meaning_of(f"RuntimeError: {message}")

    assert meaning is not None
    assert hint in meaning.hint


def test_every_pattern_has_a_message() -> None:
    unheard = [
        pattern
        for pattern, _ in MEANINGS
        if not any(re.search(pattern, message) for message, _ in MESSAGES)
    ]

    assert not unheard


def test_the_users_own_line_is_pointed_at() -> None:
    with pytest.raises(ShapeError) as caught:
        convcalc.summary(TRACEBACK)

    assert str(caught.value) == (
        "learn.py:30:5: a matrix of 16 × 2,450 is multiplied by one of 512 × 60: a Linear that "
        "takes 512 features is given 2,450\n"
        "    x = F.relu(self.tell(x))\n"
        "    ^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "it was said as: RuntimeError: mat1 and mat2 shapes cannot be multiplied (16x2450 and "
        "512x60)\n"
        "paste the model's code as well, and every size is told\n"
        "expected: 512 features on the last axis\n"
        "hint: in_features=2450, that is nn.Linear(2450, 60)"
    )


def test_the_message_alone_is_enough() -> None:
    with pytest.raises(ShapeError, match="in_features=2450"):
        convcalc.summary(TRACEBACK.splitlines()[-1] + "\n")


def test_another_traceback_is_named() -> None:
    text = TRACEBACK.replace(TRACEBACK.splitlines()[-1], "ValueError: no such file")
    with pytest.raises(ReadError, match="a traceback, and not about sizes: ValueError"):
        convcalc.summary(text)


def test_with_the_code_beside_it_the_code_is_read() -> None:
    code = "from torch import nn\nnet = nn.Sequential(nn.Linear(8, 4), nn.ReLU())\n"
    report = convcalc.summary(f"```python\n{code}```\nsays\n```\n{TRACEBACK}```\n", (1, 8))

    assert report.totals.params == 36
