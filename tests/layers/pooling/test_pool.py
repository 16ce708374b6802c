from __future__ import annotations

from typing import Any

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

from convcalc.dims import substitute
from convcalc.dims import symbol
from convcalc.layers.core.needs import Needs

small = st.integers(1, 6)


def places(n: int, k: int, s: int, p: int, d: int, *, ceil_mode: bool) -> list[int]:
    """Where windows start, one by one: each place in reach, with ceil_mode a last partial one."""
    span = d * (k - 1) + 1
    full = list(range(-p, n + p - span + 1, s))
    following = full[-1] + s if full else -p
    if ceil_mode and following < n and following + span - s < n + p:
        full.append(following)
    return full


@settings(max_examples=400)
@given(n=st.integers(1, 20), k=small, s=small, p=st.integers(0, 3), d=st.integers(1, 3))
@pytest.mark.parametrize("ceil_mode", [False, True])
def test_counts_the_places_of_the_window(n: int, k: int, s: int, p: int, d: int, ceil_mode: bool):
    assume(p <= k // 2)
    starts = places(n, k, s, p, d, ceil_mode=ceil_mode)
    assume(starts)
    layer = make("nn.MaxPool1d", k, s, p, d, ceil_mode=ceil_mode)

    assert outputs(layer, (1, 2, n)) == (1, 2, len(starts))
    (step,) = spatial_steps(layer, (1, 2, n))
    for output, start in enumerate(starts):
        assert looks(step, output) == {start + t * d for t in range(k)}


@pytest.mark.parametrize(
    ("size", "arguments", "wanted"),
    [
        pytest.param(7, {"kernel_size": 2}, 3, id="the stride is the kernel"),
        pytest.param(7, {"kernel_size": 2, "ceil_mode": True}, 4, id="ceil mode counts the rest"),
        pytest.param(
            5, {"kernel_size": 2, "stride": 5, "ceil_mode": True}, 1, id="but not behind the input"
        ),
        pytest.param(112, {"kernel_size": 3, "stride": 2, "padding": 1}, 56, id="as in ResNet"),
    ],
)
def test_known_sizes(size: int, arguments: dict[str, object], wanted: int):
    assert outputs(make("nn.MaxPool1d", **arguments), (1, 3, size)) == (1, 3, wanted)


def test_indices_come_second():
    assert outputs(make("nn.MaxPool2d", 2, return_indices=True), (3, 8, 8)) == ((3, 4, 4),) * 2


def test_pooling_has_no_macs_but_work():
    layer = make("nn.AvgPool2d", 3, 1, 1)

    assert layer.macs(((2, 4, 8, 8),), ((2, 4, 8, 8),)) == 0
    assert layer.elementwise(((2, 4, 8, 8),), ((2, 4, 8, 8),)) == 2 * 4 * 8 * 8 * 9


@pytest.mark.parametrize("ceil_mode", [False, True])
@pytest.mark.parametrize(("k", "s", "p"), [(2, 2, 0), (3, 2, 1), (3, 3, 0), (5, 4, 2)])
def test_symbolic_then_substituted_is_concrete(k: int, s: int, p: int, ceil_mode: bool):
    layer = make("nn.MaxPool1d", k, s, p, ceil_mode=ceil_mode)
    result = outputs(layer, (1, 2, symbol("L")))[2]

    for size in range(max(k - 2 * p, 1), 40):
        assert substitute(result, {"L": size}) == outputs(layer, (1, 2, size))[2]


def test_a_symbolic_size_needs_room_for_one_window():
    needs = Needs()
    make("nn.MaxPool1d", 3).outputs(((1, 2, symbol("L")),), needs)

    assert [str(each.expr) for each in needs.conditions] == ["L - 3"]


@pytest.mark.parametrize(
    ("spelled", "call", "shape", "wanted"),
    [
        pytest.param(
            "nn.MaxPool2d",
            (3, 2, 2),
            (1, 3, 8, 8),
            "padding=2 is more than half the kernel\nexpected: at most 1\n"
            "hint: a kernel_size of at least 4, or F.pad before the pooling",
            id="padding of more than half the kernel",
        ),
        pytest.param(
            "nn.AvgPool3d",
            (3, 1, 1),
            (1, 1, 2, 8, 8),
            "spatial axis 0 has 2, less than the kernel, 3\n"
            "expected: at least 3 without padding, as PyTorch wants it in 3D\n"
            "hint: ConstantPad3d in front and padding=0 do the same",
            id="average pooling in 3D must fit without its padding",
        ),
        pytest.param(
            "nn.MaxPool2d",
            (3, 2, 1, 1, False, True),
            (3, 8),
            "an input with 2 axes, (3, 8), where 2 spatial axes are wanted\n"
            "expected: (N, C, H, W) or (C, H, W)",
            id="too few axes",
        ),
        pytest.param(
            "nn.LPPool1d",
            (2, (3,)),
            (1, 3, 8),
            "kernel_size=(3,)\nexpected: a whole number, at least 1",
            id="norm pooling over one axis takes no tuple",
        ),
        pytest.param(
            "nn.LPPool2d",
            (0, 3),
            (1, 3, 8, 8),
            "norm_type=0\nexpected: a power other than 0",
            id="norm 0",
        ),
        pytest.param(
            "nn.AvgPool2d",
            (2, 2, 0, False, True, 0),
            (1, 3, 8, 8),
            "divisor_override=0\nexpected: a whole number other than 0, or None",
            id="a divisor of zero",
        ),
        pytest.param(
            "layers.MaxPooling2D",
            (2, 2, "SAME"),
            (1, 8, 8, 3),
            "padding='SAME'\nexpected: 'valid' or 'same'\nhint: did you mean 'same'?",
            id="Keras takes padding in small letters here",
        ),
        pytest.param(
            "layers.AveragePooling2D",
            (),
            (1, 8, 8, 3),
            "AveragePooling2D() needs 'pool_size'\n"
            "expected: pool_size, strides, padding, data_format, name",
            id="average pooling has no default size",
        ),
    ],
)
def test_refusals_say_what_would_do(spelled: str, call: Any, shape: Any, wanted: str):
    assert refusal(spelled, *call, on=shape) == wanted


def test_keras_same_rounds_up_and_puts_the_odd_one_at_the_end():
    layer = make("layers.MaxPool2D", 3, 2, "same")
    shape = (1, 8, 9, 4)

    assert outputs(layer, shape) == (1, 4, 5, 4)
    assert [min(looks(step, 0)) for step in spatial_steps(layer, shape)] == [0, -1]


@pytest.mark.parametrize("name", ["maxpool2d", "avgpool2d", "lppool2d", "max_pool2d", "avg_pool2d"])
def test_halves_by_default(name: str):
    assert outputs(make(name, 2), (1, 8, 7, 6)) == (1, 8, 3, 3)


def test_same_is_tensorflows():
    assert outputs(make("maxpool2d", k=3, s=2, p="same"), (1, 8, 7, 6)) == (1, 8, 4, 3)


def test_padding_may_differ_before_and_after():
    assert outputs(make("maxpool2d", k=3, s=2, p=((0, 1), (0, 1))), (1, 8, 8, 8)) == (1, 8, 4, 4)


def test_dilation_spreads_the_window():
    assert outputs(make("maxpool1d", k=3, s=1, d=2), (1, 8, 9)) == (1, 8, 5)


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        pytest.param(
            {"k": 2, "p": 2},
            "padding=2\nexpected: at most 1, so that every window of 2 touches the input",
            id="a window in the padding alone",
        ),
        pytest.param(
            {"k": 2, "p": "same", "ceil_mode": True},
            "ceil_mode=True\nexpected: False, since padding='same' rounds up anyway",
            id="same rounds up anyway",
        ),
        pytest.param(
            {"k": 2, "p": "causal"},
            "padding='causal'\nexpected: 'same' or 'valid'",
            id="pooling is not causal",
        ),
    ],
)
def test_refusals(arguments: dict[str, object], wanted: str):
    assert refusal("maxpool2d", **arguments) == wanted
