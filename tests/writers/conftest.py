"""The reports that all writers' tests share, made by hand from published numbers."""

from __future__ import annotations

from typing import Any

import pytest

from convcalc.analysis.report import ReceptiveField
from convcalc.analysis.report import Report
from convcalc.analysis.report import Row
from convcalc.analysis.report import Totals
from convcalc.dims import symbol
from convcalc.errors import ShapeError
from convcalc.unknown import Unknown

NO_COUNTS = dict.fromkeys(
    (
        "params",
        "trainable_params",
        "buffers",
        "macs",
        "flops",
        "work",
        "elementwise",
        "weight_bytes",
        "activation_bytes",
    ),
    0,
)


def make_row(name: str, call: str, taken: Any, given: Any, **more: Any) -> Row:
    """A row of one input and one output, with zeros where nothing is said."""
    return Row(
        **{
            "name": name,
            "scope": name.rpartition(".")[0],
            "kind": call.partition("(")[0],
            "call": call,
            "line": 1,
            "input_shapes": (taken,),
            "output_shapes": (given,),
            "weights": {},
            "receptive_field": ReceptiveField(),
            **NO_COUNTS,
            **more,
        }
    )


def make_totals(**more: Any) -> Totals:
    """Sums, zero where nothing is said."""
    return Totals(**{**NO_COUNTS, "peak_activation_bytes": 0, **more})


def field(size: int, stride: int, start: int) -> ReceptiveField:
    """An exact receptive field, the same on two axes."""
    return ReceptiveField(
        size=(size,) * 2, stride=(stride,) * 2, start=(start,) * 2, status="exact"
    )


@pytest.fixture
def lenet() -> Report:
    """The first two layers and the classifier of LeNet-5 (LeCun et al. 1998)."""
    return Report(
        name="lenet5",
        inputs=(("input", (1, 1, 28, 28)),),
        outputs=(("output", (1, 10)),),
        layers=(
            make_row(
                "conv2d_1",
                "conv2d(6, k=5, p=2)",
                (1, 1, 28, 28),
                (1, 6, 28, 28),
                line=3,
                weights={"weight": (6, 1, 5, 5), "bias": (6,)},
                params=156,
                trainable_params=156,
                macs=117_600,
                flops=235_200,
                weight_bytes=624,
                activation_bytes=18_816,
                receptive_field=field(5, 1, -2),
            ),
            make_row(
                "relu_1",
                "relu",
                (1, 6, 28, 28),
                (1, 6, 28, 28),
                line=4,
                elementwise=4_704,
                activation_bytes=18_816,
                receptive_field=field(5, 1, -2),
            ),
            make_row(
                "head.linear_1",
                "nn.Linear(4704, 10)",
                (1, 4704),
                (1, 10),
                line=5,
                weights={"weight": (10, 4704), "bias": (10,)},
                params=47_050,
                trainable_params=47_050,
                macs=47_040,
                flops=94_080,
                weight_bytes=188_200,
                activation_bytes=40,
                receptive_field=ReceptiveField(
                    size=(28, 28), stride=(None, None), start=(0, 0), status="global"
                ),
            ),
        ),
        totals=make_totals(
            params=47_206,
            trainable_params=47_206,
            macs=164_640,
            flops=329_280,
            elementwise=4_704,
            weight_bytes=188_824,
            activation_bytes=37_672,
            peak_activation_bytes=37_632,
        ),
        assumed=("batch 1 in front of (1, 28, 28)",),
    )


@pytest.fixture
def symbolic() -> Report:
    """A stem on an image of any size, a branch that does not align, and a layer of unknown cost."""
    height, width = symbol("H"), symbol("W")
    halves = ((height + 1) // 2, (width + 1) // 2)
    return Report(
        name="stem",
        inputs=(("image", (1, 3, height, width)),),
        outputs=(("output", (1, 64, *halves)),),
        layers=(
            make_row(
                "stem.conv1",
                "nn.Conv2d(3, 64, kernel_size=7, stride=2, padding=3, bias=False)",
                (1, 3, height, width),
                (1, 64, *halves),
                params=9_408,
                macs=9_408 * halves[0] * halves[1],
                receptive_field=ReceptiveField(
                    size=(11, 11),
                    stride=(2, None),
                    start=(-5, -5),
                    status="union",
                    reason="strides differ: 2 and 1",
                ),
            ),
            make_row(
                "stem.odd",
                "odd()",
                (1, 64, *halves),
                (1, 64, *halves),
                macs=Unknown(reason="no rule"),
                flops=Unknown(reason="no rule"),
                status="macs: no rule",
            ),
        ),
        totals=make_totals(
            params=9_408,
            macs=9_408 * halves[0] * halves[1],
            at_least=frozenset({"macs", "flops"}),
            buffers=128,
        ),
        symbols=("H", "W"),
        constraints=("H divisible by 16", "W divisible by 16"),
        unknown=("macs of 'stem.odd': no rule",),
        unused=(make_row("spare", "conv2d(8, k=1)", (), (), params=72),),
    )


@pytest.fixture
def hostile() -> Report:
    """Names that try to be something else than names, and a network that stopped."""
    name = "=cmd|\x1b[31m<b>\u202e*x*\n"
    return Report(
        name=name,
        inputs=((name, (1, 1)),),
        outputs=(),
        layers=(make_row(name, f"relu()#{name}", (1, 1), (1, 1)),),
        totals=make_totals(),
        error=ShapeError("sizes <1> & *2* differ", expected="1", hint="write 1"),
    )
