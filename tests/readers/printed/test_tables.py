"""Tables of models as Keras 3.15, Keras 2, torchinfo, torchsummary and loops print them."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest

import convcalc
from convcalc.errors import ConvcalcError

SEQUENTIAL = """\
Model: "seq"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
│ conv2d (Conv2D)                 │ (None, 26, 26, 32)     │           320 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ batch_normalization             │ (None, 26, 26, 32)     │           128 │
│ (BatchNormalization)            │                        │               │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ max_pooling2d (MaxPooling2D)    │ (None, 13, 13, 32)     │             0 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ flatten (Flatten)               │ (None, 5408)           │             0 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ dropout (Dropout)               │ (None, 5408)           │             0 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ dense (Dense)                   │ (None, 10)             │        54,090 │
└─────────────────────────────────┴────────────────────────┴───────────────┘
 Total params: 54,538 (213.04 KB)
 Trainable params: 54,474 (212.79 KB)
 Non-trainable params: 64 (256.00 B)
"""

FUNCTIONAL = """\
Model: "func"
┏━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┓
┃ Layer (type)        ┃ Output Shape      ┃    Param # ┃ Connected to      ┃
┡━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━┩
│ image (InputLayer)  │ (None, 32, 32, 3) │          0 │ -                 │
├─────────────────────┼───────────────────┼────────────┼───────────────────┤
│ a_very_long_name_o… │ (None, 32, 32, 8) │        224 │ image[0][0]       │
│ (Conv2D)            │                   │            │                   │
├─────────────────────┼───────────────────┼────────────┼───────────────────┤
│ conv2d_1 (Conv2D)   │ (None, 32, 32, 8) │         32 │ image[0][0]       │
├─────────────────────┼───────────────────┼────────────┼───────────────────┤
│ add (Add)           │ (None, 32, 32, 8) │          0 │ a_very_long_name… │
│                     │                   │            │ conv2d_1[0][0]    │
├─────────────────────┼───────────────────┼────────────┼───────────────────┤
│ batch_normalizatio… │ (None, 32, 32, 8) │         24 │ add[0][0]         │
│ (BatchNormalizatio… │                   │            │                   │
├─────────────────────┼───────────────────┼────────────┼───────────────────┤
│ global_average_poo… │ (None, 8)         │          0 │ batch_normalizat… │
│ (GlobalAveragePool… │                   │            │                   │
├─────────────────────┼───────────────────┼────────────┼───────────────────┤
│ dense_1 (Dense)     │ (None, 5)         │         45 │ global_average_p… │
└─────────────────────┴───────────────────┴────────────┴───────────────────┘
 Total params: 325 (1.27 KB)
 Trainable params: 309 (1.21 KB)
 Non-trainable params: 16 (64.00 B)
"""

FROZEN = """\
Model: "frozen"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
│ dense_2 (Dense)                 │ (None, 3)              │            15 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ dense_3 (Dense)                 │ (None, 2)              │             8 │
└─────────────────────────────────┴────────────────────────┴───────────────┘
 Total params: 23 (92.00 B)
 Trainable params: 8 (32.00 B)
 Non-trainable params: 15 (60.00 B)
"""

OLD = """\
Model: "sequential"
_________________________________________________________________
Layer (type)                 Output Shape              Param #
=================================================================
conv2d (Conv2D)              (None, 26, 26, 32)        320
_________________________________________________________________
batch_normalization (BatchNo (None, 26, 26, 32)        128
_________________________________________________________________
flatten (Flatten)            (None, 21632)             0
_________________________________________________________________
dense (Dense)                (None, 10)                216330
=================================================================
Total params: 216,778
Trainable params: 216,714
Non-trainable params: 64
_________________________________________________________________
"""

INFO = """\
==========================================================================================
Layer (type:depth-idx)                   Output Shape              Param #
==========================================================================================
Small                                    [1, 6]                    --
├─Sequential: 1-1                        [1, 12, 32, 32]           --
│    └─Conv2d: 2-1                       [1, 12, 32, 32]           324
│    └─ReLU: 2-2                         [1, 12, 32, 32]           --
├─Linear: 1-2                            [1, 6]                    78
├─Linear: 1-3                            [1, 6]                    (recursive)
==========================================================================================
Total params: 402
"""

SUMMARY = """\
----------------------------------------------------------------
        Layer (type)               Output Shape         Param #
================================================================
            Conv2d-1            [-1, 6, 28, 28]             156
              ReLU-2            [-1, 6, 28, 28]               0
            Linear-3                   [-1, 10]          47,050
================================================================
Total params: 47,206
"""

STATE = """\
conv.weight \t torch.Size([8, 3, 3, 3])
norm.weight \t torch.Size([8])
norm.bias \t torch.Size([8])
norm.running_mean \t torch.Size([8])
norm.running_var \t torch.Size([8])
norm.num_batches_tracked \t torch.Size([])
"""


@pytest.mark.parametrize(
    ("text", "params", "buffers"),
    [
        pytest.param(SEQUENTIAL, 54_474, 64, id="Keras 3, sequential"),
        pytest.param(FUNCTIONAL, 309, 16, id="Keras 3, functional, with names cut off"),
        pytest.param(OLD, 216_714, 64, id="Keras 2"),
        pytest.param(INFO, 402, 0, id="torchinfo"),
        pytest.param(SUMMARY, 47_206, 0, id="torchsummary"),
        pytest.param(STATE, 232, 17, id="names and shapes"),
    ],
)
def test_what_a_table_says_is_told(text: str, params: int, buffers: int) -> None:
    totals = convcalc.summary(text).totals

    assert (totals.params, totals.buffers) == (params, buffers)
    assert "params" not in totals.at_least
    assert "macs" in totals.at_least


def test_shapes_and_classes_are_those_of_the_rows() -> None:
    rows = {row.name: row for row in convcalc.summary(OLD).layers}

    assert rows["batch_normalization"].kind == "BatchNormalization"
    assert rows["conv2d"].output_shapes == ((1, 26, 26, 32),)


def test_frozen_weights_are_not_told_as_trained() -> None:
    report = convcalc.summary(FROZEN)

    assert report.totals.params == 23
    assert "trainable_params" in report.totals.at_least
    assert report.unknown == ("which 15 are not trained: frozen weights, or statistics of norms",)


def test_rows_that_are_missing_are_said() -> None:
    lines = OLD.splitlines(keepends=True)
    report = convcalc.summary("".join(each for each in lines if "(Dense)" not in each))

    assert report.unknown == ("the rows have 448 parameters, the table says 216,778 in all",)
    assert "params" in report.totals.at_least


def test_damaged_tables_are_told_or_read() -> None:
    draw = random.Random(4)
    for text in (SEQUENTIAL, FUNCTIONAL, OLD, INFO, SUMMARY, STATE):
        for _ in range(60):
            letters = list(text)
            for _ in range(draw.randint(1, 6)):
                letters[draw.randrange(len(letters))] = draw.choice("()[],│┃ \n0-9x…#")
            with suppress(ConvcalcError):
                convcalc.summary("".join(letters))
