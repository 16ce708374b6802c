"""What the constructor says is known, whatever symbol the input has there."""

from __future__ import annotations

from typing import Any

import pytest
from spelled import make

from convcalc.dims import product
from convcalc.dims import symbols
from convcalc.layers.core.needs import Needs

N, C, H = symbols("N C H")


def asked(spelled: str, args: tuple[Any, ...], *inputs: Any, **kwargs: Any) -> tuple[Any, ...]:
    layer = make(spelled, *args, **kwargs)
    needs = Needs()
    found = layer.applied(inputs, needs)
    params = sum(product(each) for each in layer.weights(inputs).values())
    return found[0], params, layer.macs(inputs, found), [str(e.expr) for e in needs.conditions]


@pytest.mark.parametrize(
    ("spelled", "args", "shape", "wanted"),
    [
        ("nn.Linear", (5, 3), (N, C), ((N, 3), 18, 15 * N)),
        ("nn.Conv2d", (3, 8, 1), (C, 4, 4), ((8, 4, 4), 32, 384)),
        ("nn.ConvTranspose2d", (3, 8, 1), (C, 4, 4), ((8, 4, 4), 32, 384)),
        ("nn.LSTM", (5, 2), (4, C), ((4, 2), 72, 224)),
        ("nn.GRUCell", (5, 2), (C,), ((2,), 54, 42)),
        ("nn.MultiheadAttention", (4, 2), (3, C), ((3, 4), 80, 264)),
        ("nn.TransformerEncoderLayer", (4, 2, 8), (3, C), ((3, 4), 172, 456)),
        ("nn.BatchNorm2d", (64,), (N, C, 4, 4), ((N, 64, 4, 4), 128, 0)),
        ("nn.GroupNorm", (8, 64), (N, C, 4, 4), ((N, 64, 4, 4), 128, 0)),
        ("nn.LayerNorm", (64,), (N, C), ((N, 64), 128, 0)),
        ("nn.PReLU", (64,), (N, C), ((N, 64), 64, 0)),
    ],
)
def test_a_declared_size_is_used(
    spelled: str, args: tuple[Any, ...], shape: Any, wanted: tuple[Any, ...]
):
    *found, conditions = asked(spelled, args, shape)

    assert tuple(found) == wanted
    assert any(each.startswith("C - ") for each in conditions), conditions


def test_instance_norm_keeps_the_declared_channels():
    found = asked("nn.InstanceNorm2d", (64,), (N, C, 4, 4), affine=True)

    assert found[:2] == ((N, 64, 4, 4), 128)


def test_a_merge_of_a_symbol_and_a_number_keeps_the_number():
    assert asked("add", (), (N, C), (N, 64))[0] == (N, 64)


@pytest.mark.parametrize("spelled", ["conv2d", "convtranspose2d"])
def test_symbolic_groups_divide_both_sides(spelled: str):
    out, groups = symbols("O G")
    conditions = asked(spelled, (out, 1), (N, C, H, H), groups=groups)[3]

    assert len(conditions) == 2
    assert "C" in conditions[0]
    assert "O" in conditions[1]
