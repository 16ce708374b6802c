"""The batch axis, the caller's shapes, and symbols."""

from __future__ import annotations

from typing import Any

import pytest

from convcalc.dims import symbol
from convcalc.errors import BadValue
from convcalc.errors import UsageError

N, H, W = symbol("N"), symbol("H"), symbol("W")
CONV = "conv2d(4, k=1)"

SHAPES = {
    "the batch is put in front": (f"input(3, 8, 8)\n{CONV}", None, None, (1, 3, 8, 8)),
    "a full shape is taken as it is": (f"input(2, 3, 8, 8)\n{CONV}", None, None, (2, 3, 8, 8)),
    "the batch may be named": (f"input(3, 8, 8)\n{CONV}", None, N, (N, 3, 8, 8)),
    "a full shape's batch may be named": (f"input(2, 3, 8, 8)\n{CONV}", None, N, (N, 3, 8, 8)),
    "the spec may say the batch": (f"input(3, 8, 8, batch=5)\n{CONV}", None, None, (5, 3, 8, 8)),
    "the caller's batch goes first": (f"input(3, 8, 8, batch=5)\n{CONV}", None, 7, (7, 3, 8, 8)),
    "a given shape replaces it": (f"input(3, 8, 8)\n{CONV}", (3, 9, 9), None, (1, 3, 9, 9)),
    "a given full shape": (f"input(3, 8, 8)\n{CONV}", (6, 3, 9, 9), None, (6, 3, 9, 9)),
    "a given full shape where any rank would do": ("input(8)\nrelu", (6, 9), None, (6, 9)),
    "any rank takes the batch in front": ("input(8)\nrelu", None, None, (1, 8)),
    "no input line": (CONV, (3, 8, 8), None, (1, 3, 8, 8)),
    "no input line, a full shape": (CONV, (2, 3, 8, 8), None, (2, 3, 8, 8)),
    "a tuple": (f"input((3, 8, 8))\n{CONV}", None, None, (1, 3, 8, 8)),
    "Keras's input is without batch": (
        "keras.Input(shape=(3, 8, 8))\nrelu",
        None,
        None,
        (1, 3, 8, 8),
    ),
    "Keras's batch": ("keras.Input((8,), batch_size=4)\nrelu", None, None, (4, 8)),
    "Keras's batch shape": ("keras.Input(batch_shape=(4, 8))\nrelu", None, None, (4, 8)),
    "Keras's first layer": ("keras.layers.Dense(3, input_dim=8)", None, None, (1, 8)),
    "an input that nothing takes": ("input(8)", None, None, (1, 8)),
    "an input that is asked first": (
        f"x = input(3, 8, 8)\nn = x.shape[0]\n{CONV}",
        None,
        None,
        (1, 3, 8, 8),
    ),
}


@pytest.mark.parametrize(("text", "given", "batch", "shape"), SHAPES.values(), ids=SHAPES)
def test_the_batch_axis(trace: Any, text: str, given: Any, batch: Any, shape: Any):
    graph = trace(text, None if given is None else [(None, given)], batch)

    assert [tensor.shape for _, tensor in graph.inputs] == [shape]


def test_what_is_assumed_is_said(trace: Any):
    assumed = trace("input(3, H, W)\nconv2d(4, k=1)").assumed

    assert assumed == ("batch 1, put in front of (3, H, W)",)
    assert trace("input(3, H, W)\nconv2d(4, k=1)", None, N).assumed == ()


def test_several_inputs_go_by_name_or_in_order(trace: Any):
    text = "a = input(3)\nb = input(4, name='right')\nlinear(2)(a)\nlinear(2)(b)\n"

    graph = trace(text, [("right", (9,)), (None, (8,))])

    assert [(name, tensor.shape) for name, tensor in graph.inputs] == [
        ("a", (1, 8)),
        ("right", (1, 9)),
    ]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            [("imput", (3,))],
            "no input is called 'imput'\nexpected: input\nhint: did you mean 'input'?",
        ),
        (
            [(None, (3,)), (None, (4,))],
            "2 input shapes for 1 inputs\nexpected: one for each of: input",
        ),
    ],
    ids=["an unknown name", "one too many"],
)
def test_shapes_that_no_input_takes_are_refused(trace: Any, given: Any, message: str):
    with pytest.raises(UsageError) as caught:
        trace("input(3)\nlinear(2)", given)

    assert str(caught.value) == message


def test_a_symbol_has_one_value(trace: Any):
    with pytest.raises(BadValue, match="H cannot be both 8 and 9"):
        trace("input(3, H, H)\nconv2d(4, k=1)", [(None, (3, 8, 9))])


def test_a_defined_name_is_no_symbol(trace: Any):
    graph = trace("H = 8\ninput(3, H, W)\nconv2d(4, k=1)")

    assert graph.outputs[0].shape == (1, 4, 8, W)


def test_other_unknown_names_are_no_symbols(trace: Any):
    with pytest.raises(Exception, match="nothing is called 'K'"):
        trace("input(3, H, W)\nconv2d(4, k=K)")
