from __future__ import annotations

from typing import Any

import pytest
from spelled import make
from spelled import outputs
from spelled import refusal

from convcalc.dims import product


@pytest.mark.parametrize(
    ("native", "args", "torch", "torch_args", "inputs"),
    [
        ("bilinear", (3,), "nn.Bilinear", (4, 5, 3), ((2, 4), (2, 5))),
        ("rnncell", (6,), "nn.RNNCell", (4, 6), ((2, 4),)),
        ("grucell", (6,), "nn.GRUCell", (4, 6), ((2, 4),)),
        ("lstmcell", (6,), "nn.LSTMCell", (4, 6), ((2, 4),)),
        ("transformerencoderlayer", (2, 8), "nn.TransformerEncoderLayer", (4, 2, 8), ((3, 7, 4),)),
        (
            "transformerdecoderlayer",
            (2, 8),
            "nn.TransformerDecoderLayer",
            (4, 2, 8),
            ((3, 7, 4), (3, 5, 4)),
        ),
    ],
)
def test_the_input_side_is_inferred_as_pytorch_is_told(
    native: str, args: Any, torch: str, torch_args: Any, inputs: Any
):
    kwargs = {"batch_first": True} if "Transformer" in torch else {}
    mine, theirs = make(native, *args), make(torch, *torch_args, **kwargs)

    assert mine.weights(inputs) == theirs.weights(inputs)
    found = theirs.applied(inputs, _needs())
    assert mine.applied(inputs, _needs())[0] == found[0]
    assert mine.macs(inputs, found) == theirs.macs(inputs, found)


def _needs() -> Any:
    from convcalc.layers.core.needs import Needs

    return Needs()


def test_the_whole_transformer_has_the_weights_of_pytorchs():
    shapes = ((2, 5, 16), (2, 7, 16))
    mine = make("transformer", 4, 2, 3, 32)
    theirs = make("nn.Transformer", 16, 4, 2, 3, 32, batch_first=True)

    assert mine.weights(shapes) == theirs.weights(shapes)
    assert outputs(mine, *shapes) == (2, 7, 16)


def test_a_native_stack_of_layers():
    stack = make("transformerencoder", make("transformerencoderlayer", 2, 8), 3)

    assert outputs(stack, (3, 7, 4)) == (3, 7, 4)
    assert sum(map(product, stack.weights(((3, 7, 4),)).values())) == 3 * 172


@pytest.mark.parametrize("name", ["alphadropout", "softmin", "rrelu", "softshrink", "tanhshrink"])
def test_activations_and_dropouts_keep_the_shape(name: str):
    assert outputs(make(name), (2, 3, 4)) == (2, 3, 4)


def test_heads_is_short_for_num_heads():
    assert make("attention", heads=4) == make("attention", num_heads=4)


@pytest.mark.parametrize("name", ["rnn", "gru"])
def test_only_an_lstm_projects(name: str):
    assert refusal(name, 20, proj_size=5) == (
        "proj_size=5\nexpected: 0, since only an LSTM projects its state"
    )
    assert outputs(make("lstm", 20, proj_size=5), (2, 3, 4)) == (2, 3, 5)


def test_lppool_takes_its_window_first():
    assert outputs(make("lppool2d", 2, norm=3), (1, 8, 8, 8)) == (1, 8, 4, 4)
    assert refusal("lppool2d", 2, norm=0) == "norm=0\nexpected: a power other than 0"
    assert "hint: argument 1 without a name is kernel_size" in refusal("lppool2d", 2, k=2)


def test_opaque_must_say_what_leaves_it():
    assert refusal("opaque") == (
        "opaque() does not say what leaves it\n"
        "expected: the sizes of its output, without the batch\n"
        "hint: opaque(64, 28, 28)"
    )


@pytest.mark.parametrize(
    ("spelled", "argument", "wanted"),
    [
        ("conv2d", "kernal", "kernel_size"),
        ("nn.Conv2d", "p", "padding"),
        ("nn.Conv2d", "strides", "stride"),
        ("nn.Conv2d", "filters", "out_channels"),
        ("nn.Conv2d", "dilation_rate", "dilation"),
        ("nn.Conv2d", "use_bias", "bias"),
        ("layers.Conv2D", "stride", "strides"),
        ("layers.Conv2D", "bias", "use_bias"),
        ("layers.Conv2D", "out_channels", "filters"),
        ("layers.Conv2D", "dilation", "dilation_rate"),
        ("nn.Dropout", "rate", "p"),
    ],
)
def test_another_vocabularys_argument_gets_its_name_here(spelled: str, argument: str, wanted: str):
    assert f"hint: did you mean {wanted!r}?" in refusal(spelled, 3, **{argument: 3})


@pytest.mark.parametrize("padding", [(1, 0), ((1, 0),), [1, 0]])
def test_one_axis_takes_its_pair_alone(padding: Any):
    assert outputs(make("conv1d", 4, k=3, p=padding), (1, 2, 8)) == (1, 4, 7)


def test_two_axes_take_one_size_each():
    assert outputs(make("conv2d", 4, k=3, p=(1, 0)), (1, 2, 8, 8)) == (1, 4, 8, 6)
    assert refusal("conv2d", 4, k=3, p=(1, 0, 1)) == (
        "padding=(1, 0, 1)\nexpected: one size, or 2, each a size or a pair (before, after)"
    )
