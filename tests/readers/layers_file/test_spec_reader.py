"""What lines mean: vocabularies, wiring, defined or applied, blocks, names."""

from __future__ import annotations

from typing import Any

import pytest

from convcalc.dims import symbols
from convcalc.errors import BadValue
from convcalc.errors import ConvcalcError
from convcalc.errors import ShapeError
from convcalc.errors import SyntaxProblem
from convcalc.errors import UnknownName
from convcalc.readers.layers_file.forms import FORMS
from convcalc.readers.layers_file.reader import BUILTINS_FIRST
from convcalc.readers.python.values.builtins import BUILTINS
from convcalc.vocabulary import VOCABULARIES

H, W = symbols("H W")

SAME_NETWORK = {
    "convcalc's own words": "input(3, 32, 32)\nconv2d(8, k=3)\nrelu\nmaxpool2d(2)\nflatten\nlinear(10)\n",
    "semicolons": "input(3, 32, 32); conv2d(8, k=3); relu; maxpool2d(2); flatten; linear(10)",
    "PyTorch's words": (
        "input(3, 32, 32)\nnn.Conv2d(3, 8, 3)\nnn.ReLU(inplace=True)\ntorch.nn.MaxPool2d(2)\n"
        "nn.Flatten()\nLinear(1800, 10)\n"
    ),
    "lines of a constructor": (
        "        self.conv = nn.Conv2d(3, 8, 3)\n        self.act = nn.ReLU()\n"
        "        self.pool = nn.MaxPool2d(2)\n        self.flat = nn.Flatten()\n"
        "        self.fc = nn.Linear(1800, 10)\n"
    ),
    "a run of PyTorch's": (
        "import torch.nn as nn\nmodel = nn.Sequential(\n    nn.Conv2d(3, 8, 3),  # first\n    nn.ReLU(),\n"
        "    nn.MaxPool2d(2),\n    nn.Flatten(),\n    nn.Linear(1800, 10),\n)\n"
    ),
    "a bracketed list with comments": (
        "input(3, 32, 32)\n[\n    conv2d(8, k=3),  # first\n    relu,\n    # pool\n    maxpool2d(2),\n"
        "    flatten,\n    linear(10),\n]\n"
    ),
    "trailing commas": "input(3, 32, 32)\nconv2d(8, k=3),\nrelu,\nmaxpool2d(2),\nflatten,\nlinear(10),\n",
    "a list put together": (
        "input(3, 32, 32)\nlayers_ = [conv2d(8, k=3)]\nlayers_ += [relu, maxpool2d(2)]\n"
        "layers_.append(flatten)\nlayers_.append(linear(10))\nnn.Sequential(*layers_)\n"
    ),
    "a run that grows": (
        "input(3, 32, 32)\nmodel = nn.Sequential()\nmodel.append(conv2d(8, k=3))\n"
        "for each in [relu, maxpool2d(2), flatten, linear(10)]:\n    model.append(each)\n"
    ),
    "an ordered dict": (
        "input(3, 32, 32)\nfrom collections import OrderedDict\nnn.Sequential(OrderedDict([('c', conv2d(8, k=3)),"
        " ('r', relu()), ('p', maxpool2d(2)), ('f', flatten()), ('l', linear(10))]))"
    ),
    "calls on tensors": (
        "x = input(3, 32, 32)\nx = conv2d(8, k=3)(x)\nx = relu(x)\nx = maxpool2d(x, 2)\n"
        "x = flatten()(x)\nlinear(10)(x)\n"
    ),
    "layers that are called later": (
        "x = input(3, 32, 32)\nconv = conv2d(8, k=3)\nfc = nn.Linear(1800, 10)\nact, pool = relu(), maxpool2d(2)\n"
        "x = pool(act(conv(x)))\nx = flatten(x)\nfc(x)\n"
    ),
    "a block": (
        "def block(x, channels):\n    conv2d(channels, k=3)(x)\n    relu\n    return maxpool2d(2)\n"
        "def head(x, classes=10):\n    flatten(x)\n    linear(classes)\n"
        "x = input(3, 32, 32)\nx = block(x, 8)\nhead(x)\n"
    ),
    "blocks without their tensor": (
        "def block(x, channels):\n    conv2d(channels, k=3)(x)\n    relu\n    maxpool2d(2)\n"
        "def head(x):\n    flatten(x)\n    linear(10)\ninput(3, 32, 32)\nblock(8)\nhead()\n"
    ),
    "a factory": (
        "def conv_act(channels):\n    return nn.Sequential(conv2d(channels, k=3), nn.ReLU())\n"
        "input(3, 32, 32)\nconv_act(8)\nmaxpool2d(2)\nflatten\nlinear(10)\n"
    ),
    "loops and conditions": (
        "input(3, 32, 32)\nfor index, spec in enumerate([8, 'P', 10]):\n    if spec == 'P':\n"
        "        maxpool2d(2); flatten\n    elif index == 0:\n        conv2d(spec, k=3); relu\n    else:\n"
        "        linear(spec)\n"
    ),
    "a session": (
        ">>> input(3, 32, 32)\n<input>\n>>> conv2d(8, k=3); relu\n>>> [\n...     maxpool2d(2),\n...     flatten,\n"
        "... ]\n[...]\n>>> linear(10)\n"
    ),
}


@pytest.mark.parametrize("text", SAME_NETWORK.values(), ids=SAME_NETWORK)
def test_a_network_can_be_said_in_many_ways(trace: Any, text: str):
    graph = trace(text, [(None, (3, 32, 32))])

    shapes = [node.outputs[0].shape for node in graph.nodes]
    assert shapes == [(1, 8, 30, 30), (1, 8, 30, 30), (1, 8, 15, 15), (1, 1800), (1, 10)]
    assert graph.outputs[0].shape == (1, 10)
    assert graph.unused == ()


KERAS = {
    "a list": "[layers.Conv2D(8, 3), layers.MaxPooling2D(), layers.Flatten(), layers.Dense(10)]",
    "Sequential with an Input": (
        "keras.Sequential([keras.Input(shape=(32, 32, 3)), layers.Conv2D(8, 3), layers.MaxPooling2D(),"
        " layers.Flatten(), layers.Dense(10)])"
    ),
    "add with input_shape": (
        "from tensorflow.keras.models import Sequential\nfrom tensorflow.keras.layers import *\n"
        "model = Sequential()\nmodel.add(Conv2D(8, 3, input_shape=(32, 32, 3)))\nmodel.add(MaxPooling2D())\n"
        "model.add(Flatten())\nmodel.add(Dense(10))\nmodel.compile(optimizer='adam')\nmodel.summary()\n"
    ),
    "the functional way": (
        "import tensorflow as tf\nfrom tensorflow import keras\ninputs = keras.Input((32, 32, 3))\n"
        "x = tf.keras.layers.Conv2D(8, 3)(inputs)\nx = keras.layers.MaxPooling2D()(x)\n"
        "x = keras.layers.Flatten()(x, training=False)\noutputs = keras.layers.Dense(10)(x)\n"
        "model = keras.Model(inputs, outputs)\nmodel.summary()\n"
    ),
    "bare words": "Conv2D(8, 3)\nMaxPooling2D()\nFlatten()\nDense(10)\n",
}


@pytest.mark.parametrize("text", KERAS.values(), ids=KERAS)
def test_keras_is_read_in_its_own_ways(trace: Any, text: str):
    graph = trace(text, None if "nput" in text else [(None, (32, 32, 3))])

    shapes = [node.outputs[0].shape for node in graph.nodes]
    assert shapes == [(1, 30, 30, 8), (1, 15, 15, 8), (1, 1800), (1, 10)]


def test_a_bare_word_of_both_frameworks_is_pytorchs_unless_all_else_is_keras(trace: Any):
    torch = trace("input(3, 4, 5)\nConv2d(3, 2, 1)\nFlatten()")
    keras = trace("input(4, 5, 3)\nConv2D(2, 1)\nFlatten()\nDense(3)")

    assert torch.nodes[1].module.layer != keras.nodes[1].module.layer


NAMES = {
    "running numbers": ("relu\nrelu\nsigmoid", ["relu_1", "relu_2", "sigmoid_1"]),
    "the name of the line": ("stem = relu\nhead = sigmoid()", ["stem", "head"]),
    "a name used again is no name": ("x = relu()\nx = relu()", ["relu_1", "relu_2"]),
    "self": ("self.act = nn.ReLU()", ["act"]),
    "indices in a Sequential": (
        "features = nn.Sequential(nn.ReLU(), nn.ReLU())",
        ["features.0", "features.1"],
    ),
    "a Sequential without a name": ("nn.Sequential(nn.ReLU())", ["sequential_1.0"]),
    "Sequentials inside": (
        "net = nn.Sequential(nn.Sequential(nn.ReLU()), nn.ReLU())",
        ["net.0.0", "net.1"],
    ),
    "names in a dict": ("net = nn.Sequential(OrderedDict([('a', nn.ReLU())]))", ["net.a"]),
    "Keras's own names": ("keras.layers.ReLU(name='first')", ["first"]),
    "blocks": (
        "def block(x):\n    relu(x)\n    y = sigmoid()\nx = input(3)\nblock(x)\nlast = block(x)",
        ["block_1.relu_1", "block_1.y", "last.relu_1", "last.y"],
    ),
    "blocks in blocks": (
        "def inner(x):\n    relu(x)\ndef outer(x):\n    inner(x)\n    inner(x)\nouter(input(3))",
        ["outer_1.inner_1.relu_1", "outer_1.inner_2.relu_1"],
    ),
    "helpers that apply nothing take no number": (
        "def half(n):\n    return n // 2\ndef block(x):\n    linear(half(8))(x)\nblock(input(3))",
        ["block_1.linear_1"],
    ),
    "a taken name gets a number": ("relu_1 = sigmoid()\nrelu", ["relu_1", "relu_1_2"]),
    "called twice": ("a = nn.ReLU()\nx = input(3)\ny = a(x)\na(y)", ["a", "a_2"]),
}


@pytest.mark.parametrize(("text", "names"), NAMES.values(), ids=NAMES)
def test_layers_are_named(trace: Any, text: str, names: list[str]):
    text = text if "input(" in text else f"input(3)\n{text}"

    assert [node.name for node in trace(text).nodes] == names


def test_the_scope_of_a_layer_is_the_path_before_its_name(trace: Any):
    graph = trace("def block(x):\n    nn.Sequential(nn.ReLU())(x)\nblock(input(3))")

    assert [(node.name, node.scope) for node in graph.nodes] == [
        ("block_1.sequential_1.0", "block_1.sequential_1")
    ]


def test_a_layer_called_twice_shares_its_weights(trace: Any):
    graph = trace("x = input(3)\nfc = linear(3)\nfc(fc(x))\nlinear(3)(x)\n")

    assert [(node.name, node.shared_with) for node in graph.nodes] == [
        ("fc", None),
        ("fc_2", "fc"),
        ("linear_1", None),
    ]


def test_lists_that_are_called_share_their_layers(trace: Any):
    graph = trace("x = input(3)\nbranch = [linear(3), prelu]\nbranch(branch(x))\n")

    assert [node.shared_with for node in graph.nodes] == [
        None,
        None,
        "branch.linear_1",
        "branch.prelu_1",
    ]


def test_layers_never_called_are_reported(trace: Any):
    graph = trace("x = input(3)\nold = linear(9)\nnew = linear(3)\nif False:\n    old(x)\nnew(x)\n")

    assert [module.name for module in graph.unused] == ["old"]
    assert [node.name for node in graph.nodes] == ["new"]


MERGES = {
    "add of two": "add(a, b)",
    "add of the line before and one": "add(a)",
    "plus": "a + b",
    "add of a list": "add([a, b])",
    "Keras's layer": "keras.layers.Add()([a, b])",
    "Keras's function": "keras.layers.add([a, b])",
    "in place": "a += b",
    "PyTorch's function": "torch.add(a, b)",
    "a layer called with two": "merge = add()\nmerge(a, b)",
}


@pytest.mark.parametrize("line", MERGES.values(), ids=MERGES)
def test_merges_take_several_tensors(trace: Any, line: str):
    graph = trace(f"x = input(3)\na = linear(4)\nb = linear(4)(x)\n{line}\n")

    assert graph.nodes[-1].inputs == (graph.nodes[0].outputs[0], graph.nodes[1].outputs[0]) or (
        "add(a)" in line
    )
    assert graph.outputs[0].shape == (1, 4)
    assert len(graph.nodes[-1].inputs) == 2


def test_concat_joins_along_an_axis(trace: Any):
    graph = trace(
        "x = input(3, 8, 8)\na = conv2d(4, k=1)(x)\ntorch.cat([x, a], dim=1)\nconcat(x, axis=1)\n"
    )

    assert [node.outputs[0].shape for node in graph.nodes[1:]] == [(1, 7, 8, 8), (1, 10, 8, 8)]


def test_a_name_on_its_own_line_goes_back_to_it(rows: Any):
    text = "input(3)\nstem = linear(4)\nlinear(5)\nstem\nlinear(6)\noutput(stem)\n"

    assert rows(text) == [("stem", (1, 4)), ("linear_1", (1, 5)), ("linear_2", (1, 6))]


def test_outputs_are_the_declared_ones_or_the_last_line(trace: Any):
    declared = trace("x = input(3)\na = linear(4)\nb = linear(5)\noutput(a, b)")
    last = trace("x = input(3)\na = linear(4)\nb = linear(5)\na")

    assert [each.shape for each in declared.outputs] == [(1, 4), (1, 5)]
    assert [each.shape for each in last.outputs] == [(1, 4)]


def test_shapes_can_be_asked_for(rows: Any):
    text = "x = input(3, 8, 8)\nn, c, h, w = x.shape\nlinear(c * x.size(2) + len(x.shape) + x.ndim)"

    assert rows(text) == [("linear_1", (1, 3, 8, 32))]


def test_symbols_are_known_behind_the_input(rows: Any):
    text = "input(3, H, W)\nconv2d(2 * H, k=3, p=1)\n"

    assert rows(text) == [("conv2d_1", (1, 2 * H, H, W))]


def test_given_sizes_take_the_place_of_symbols(rows: Any):
    text = "input(3, H, W)\nconv2d(2 * H, k=3, p=1)\n"

    assert rows(text, [(None, (3, 8, 9))]) == [("conv2d_1", (1, 16, 8, 9))]


def test_partial_calls_keep_arguments(rows: Any):
    text = "from functools import partial\nconv = partial(conv2d, k=3, p=1)\ninput(3, 8, 8)\nconv(4)\nconv(5, s=2)"

    assert [shape for _, shape in rows(text)] == [(1, 4, 8, 8), (1, 5, 4, 4)]


def test_several_outputs_are_unpacked_as_in_pytorch(trace: Any):
    graph = trace("x = input(5, 3)\nout, (h, c) = nn.LSTM(3, 4, batch_first=True)(x)\nlinear(2)(h)")

    assert graph.nodes[1].inputs[0] is graph.nodes[0].outputs[1]


def test_expectations_are_recorded_with_their_place(trace: Any):
    graph = trace("x = input(3)\na = linear(4)\nexpect(params=16, a=(4,))\nexpect(a, shape=(1, 4))")

    found = [(each.quantity, each.wanted, each.source.line) for each in graph.expectations]
    assert found == [("params", 16, 3), ("shape", (4,), 3), ("shape", (1, 4), 4)]
    assert [each.subject for each in graph.expectations] == [None, *graph.nodes[0].outputs * 2]


def test_a_trace_can_be_repeated_with_other_inputs():
    from convcalc.readers.layers_file.text_spec import read

    definition = read("input(3, 8, 8)\nshared = [conv2d(4, k=3), relu]\nshared", "net", "net")

    shapes = [
        definition.trace(given).outputs[0].shape
        for given in (None, [(None, (3, H, 9))], [("input", (2, 3, 9, 9))], None)
    ]
    assert shapes == [(1, 4, 6, 6), (1, 4, H - 2, 7), (2, 4, 7, 7), (1, 4, 6, 6)]


def test_long_texts_are_read_in_pieces(trace: Any):
    lines = [
        "input(8)",
        "deferred = linear(8)",
        *["linear(8, bias=False)"] * 3000,
        "deferred(here())",
    ]
    graph = trace("\n".join(lines))

    assert len(graph.nodes) == 3001
    assert (graph.nodes[-1].name, graph.nodes[-1].source.line) == ("deferred", 3003)
    assert graph.unused == ()


REFUSED = {
    "a mistyped layer": (
        "input(3, 8, 8)\nconvd2d(4, k=3)",
        UnknownName,
        "net.layers:2:1: nothing is called 'convd2d'\n    convd2d(4, k=3)\n    ^^^^^^^\n"
        "hint: did you mean 'conv2d'?",
    ),
    "a mistyped layer of PyTorch": (
        "input(3, 8, 8)\nx = nn.Conv2D(3, 4, 3)",
        UnknownName,
        "net.layers:2:5: no layer is called 'nn.Conv2D'\n    x = nn.Conv2D(3, 4, 3)\n        ^^^^^^^^^\n"
        "hint: did you mean 'Conv2d'?",
    ),
    "an ellipsis": (
        "input(3)\n...\n",
        BadValue,
        "net.layers:2:1: ... is no layer\n    ...\n    ^^^\nexpected: the layers that it stands for",
    ),
    "a number alone": (
        "input(3)\n64\n",
        BadValue,
        "net.layers:2:1: a number on a line of its own is no layer: 64\n    64\n    ^^\n"
        "expected: a layer, for example conv2d(64, k=3)",
    ),
    "no input": (
        "relu\n",
        BadValue,
        "net.layers:1:1: relu has no line before it to take its input from\n    relu\n    ^^^^\n"
        "hint: begin with an input, such as input(3, 224, 224), or give it with -i 3x224x224",
    ),
    "a wrong argument points at it": (
        "input(3, 8, 8)\nconv2d(4, k=3, s=0)\n",
        BadValue,
        "net.layers:2:18: stride=0\n    conv2d(4, k=3, s=0)\n                     ^\nexpected: at least 1",
    ),
    "a wrong argument of a layer on a tensor points at it": (
        "x = input(3, 8, 8)\nconv2d(x, 4, k=3, s=0)\n",
        BadValue,
        "net.layers:2:21: stride=0\n    conv2d(x, 4, k=3, s=0)\n                        ^\nexpected: at least 1",
    ),
    "a shape that does not fit points at the definition": (
        "x = input(3, 8, 8)\nconv = nn.Conv2d(4, 8, 3)\ny = conv(x)\n",
        ShapeError,
        "net.layers:2:18: Conv2d 'conv': the input has 3 channels, the layer takes 4\n"
        "    conv = nn.Conv2d(4, 8, 3)\n                     ^\nexpected: 4 channels\nhint: in_channels=3",
    ),
    "a class": (
        "class Net(nn.Module):\n    pass\n",
        SyntaxProblem,
        "net.layers:1:1: a class is no part of a layer spec: 'Net'\n    class Net(nn.Module):\n"
        "    ^^^^^^^^^^^^^^^^^^^^^\nexpected: layers, one a line, and functions as blocks\n"
        "hint: paste the lines of its constructor",
    ),
    "a tensor that is called": (
        "x = input(3)\ny = x(3)\n",
        BadValue,
        "net.layers:2:5: 'x' is a tensor: it cannot be called\n    y = x(3)\n        ^^^^\n"
        "expected: a layer, or a function of your own",
    ),
    "a layer called with a number": (
        "x = input(3)\nlinear(4)(3)\n",
        BadValue,
        "net.layers:2:1: linear is called with a number: 3\n    linear(4)(3)\n    ^^^^^^^^^^^^\n"
        "expected: tensors",
    ),
    "a block that lacks more than its tensor": (
        "def block(x, channels):\n    conv2d(channels, k=1)(x)\ninput(3, 8, 8)\nblock()\n",
        BadValue,
        "net.layers:4:1: block() needs 'x' and 'channels'\n    block()\n    ^^^^^^^\n"
        "expected: x, channels",
    ),
    "no layer in a Sequential": (
        "input(3)\nnn.Sequential(nn.ReLU(), 5)\n",
        BadValue,
        "net.layers:2:1: a number is no layer: 5\n    nn.Sequential(nn.ReLU(), 5)\n"
        "    ^^^^^^^^^^^^^^^^^^^^^^^^^^^\nexpected: a layer",
    ),
    "a size of nothing": (
        "input(3, 0, 8)\n",
        BadValue,
        "net.layers:1:1: the size 0 of an input\n    input(3, 0, 8)\n    ^^^^^^^^^^^^^^\n"
        "expected: a whole number, at least 1",
    ),
    "a merge of what was only defined": (
        "x = input(3)\none = [linear(4), relu]\nconcat(one, one)\n",
        BadValue,
        "net.layers:3:1: concat merges tensors, got a list: [linear(4), relu]\n    concat(one, one)\n"
        "    ^^^^^^^^^^^^^^^^\nexpected: tensors\nhint: call it with its input first: name(x)",
    ),
    "a function of tensors": (
        "import torch.nn.functional as F\nx = input(3)\nF.relu(x)\n",
        UnknownName,
        "net.layers:3:1: functions of tensors are not read here: F.relu\n    F.relu(x)\n    ^^^^^^\n"
        "expected: a layer\nhint: relu(x) applies the layer 'relu' to x",
    ),
    "nothing expected": (
        "input(3)\nexpect()\n",
        BadValue,
        "net.layers:2:1: expect() expects nothing\n    expect()\n    ^^^^^^^^\n"
        "expected: for example params=61_706",
    ),
}


@pytest.mark.parametrize(("text", "kind", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_is_said_with_place_and_remedy(
    trace: Any, text: str, kind: type[ConvcalcError], message: str
):
    with pytest.raises(kind) as caught:
        trace(text)

    assert str(caught.value) == message


def test_the_layers_before_an_error_are_kept(trace: Any):
    graph = trace("input(3)\nlinear(4)\nrelu\nconv2d(3, k=3)\nrelu", whole=False)

    assert [node.name for node in graph.nodes] == ["linear_1", "relu_1"]
    assert isinstance(graph.error, ShapeError)


HOSTILE = {
    "layers without end": "input(3)\nwhile True: relu",
    "a list of lists of layers": "input(3)\nx = [relu]\nfor i in range(99): x = [x, x]\nx",
    "a list in itself": "input(3)\nx = [relu]\nx.append(x)\nx",
    "arguments without end": "input(3, 8, 8)\nx = [1]\nfor i in range(99): x = [x, x]\nconv2d(4, k=x)",
    "a Sequential in itself": "input(3)\nx = nn.Sequential(relu)\nx.append(x)\nx",
    "a block without end": "def f(x):\n    return f(relu(x))\nf(input(3))",
    "many axes": "input(*range(1, 99999))",
    "a symbol with a long name": f"input({'H' * 500_000})\nrelu({'H' * 400_000 + 'x'})",
    "a huge size": "input(9 ** 999)\nlinear(9 ** 999)\nlinear(9 ** 9999)",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_specs_end_with_an_error(text: str):
    from convcalc.readers.layers_file.text_spec import read
    from convcalc.readers.python.language.limits import Limits

    graph = read(text, "net", "net", Limits(steps=100_000, items=200_000)).trace()

    assert isinstance(graph.error, ConvcalcError)
    assert len(str(graph.error)) < 1_200_000


def test_a_call_shows_the_values_that_its_arithmetic_comes_to(trace: Any):
    graph = trace("input(3, 32, 32)\nwidth = 8\nconv2d(2 * width, k=(3, 3), p=width // 8)\n")

    assert graph.nodes[0].module.call == "conv2d(16, k=(3, 3), p=1)"


def test_output_size_may_be_asked_for_when_a_layer_is_called(trace: Any):
    graph = trace(
        "x = input(8, 29, 29)\n"
        "up = nn.ConvTranspose2d(8, 4, 3, stride=2, padding=1)\n"
        "a = up(x, output_size=(57, 57))\n"
        "b = up(x, output_size=[58, 58])\n"
    )

    assert graph.error is None
    assert [node.outputs[0].shape[2:] for node in graph.nodes] == [(57, 57), (58, 58)]


@pytest.mark.parametrize(
    ("declared", "settled"),
    [
        pytest.param("3, 32, 32", (1, 3, 32, 32), id="without a batch"),
        pytest.param("2, 3, 32, 32", (2, 3, 32, 32), id="with one, as a later layer tells"),
    ],
)
def test_a_first_layer_of_any_rank_leaves_the_batch_to_the_next(
    trace: Any, declared: str, settled: tuple[int, ...]
):
    graph = trace(f"input({declared})\nupsample(2)\nconv2d(8, k=3)\n")

    assert graph.error is None
    assert graph.inputs[0][1].shape == settled


def test_an_annotation_alone_is_refused(trace: Any):
    with pytest.raises(SyntaxProblem) as caught:
        trace("input(3, 8, 8)\n(conv1): Conv2d(3, 4, kernel_size=(7, 7))\n")

    assert str(caught.value) == (
        "net.layers:2:1: '(conv1): Conv2d(3, 4, kernel_size=(7, 7))' applies nothing\n"
        "    (conv1): Conv2d(3, 4, kernel_size=(7, 7))\n"
        "    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "expected: a layer, or a name and a layer\n"
        "hint: conv1 = Conv2d(3, 4, kernel_size=(7, 7))"
    )


def names_and_shapes(graph: Any) -> list[tuple[str, tuple[Any, ...]]]:
    return [(node.name, node.outputs[0].shape) for node in graph.nodes]


def test_a_layer_inside_another_is_counted_with_it(trace: Any):
    graph = trace(
        "enc = nn.TransformerEncoderLayer(64, 4, batch_first=True)\n"
        "input(16, 64)\n"
        "nn.TransformerEncoder(enc, num_layers=3)\n"
    )

    assert graph.unused == ()
    assert names_and_shapes(graph) == [("transformerencoder_1", (1, 16, 64))]


def test_a_layer_of_a_constructor_named_on_its_own_line_is_applied_there(trace: Any):
    graph = trace("input(3, 8, 8)\nself.relu = nn.ReLU()\nconv2d(4, k=3)\nself.relu\nflatten\n")

    assert names_and_shapes(graph) == [
        ("conv2d_1", (1, 4, 6, 6)),
        ("relu", (1, 4, 6, 6)),
        ("flatten_1", (1, 144)),
    ]


def test_the_first_of_several_outputs_goes_on(trace: Any):
    graph = trace(
        "x = input(5, 10)\nout, (h, c) = nn.LSTM(10, 20, batch_first=True)(x)\nnn.Linear(20, 2)\n"
    )

    assert names_and_shapes(graph)[-1] == ("linear_1", (1, 5, 2))


def test_a_name_of_a_layer_without_brackets_is_applied_where_it_is_assigned(trace: Any):
    graph = trace("input(3, 8, 8)\na = relu\nb = conv2d(3, k=1)\nadd(a, b)\n")

    assert [node.name for node in graph.nodes] == ["a", "b", "add_1"]


def test_what_no_shape_depends_on_may_be_asked_of_a_model_and_imported(trace: Any):
    graph = trace(
        "import numpy as np\nfrom os import path\ninput(8, 8, 3)\n"
        "model = keras.Sequential([layers.Conv2D(8, 3)])\n"
        "model.compile(optimizer='adam')\nmodel.summary()\n"
    )

    assert names_and_shapes(graph) == [("model.0", (1, 6, 6, 8))]


def test_what_is_imported_from_elsewhere_is_not_known(trace: Any):
    with pytest.raises(UnknownName) as caught:
        trace("import numpy as np\ninput(3, 8, 8)\nconv2d(np.prod([2, 3]), k=1)\n")

    assert "'numpy' is imported, and nothing in it is read here" in str(caught.value)


def test_a_layer_in_quotes_does_not_vanish(trace: Any):
    with pytest.raises(BadValue) as caught:
        trace("input(3, 8, 8)\n'conv2d(8, k=3)'\n")

    assert "a text on a line of its own applies nothing" in str(caught.value)


def test_a_name_is_that_of_a_layer_or_of_a_builtin_but_for_those_that_are_said():
    layers = {*FORMS, *(name for names in VOCABULARIES.values() for name in names)}

    assert layers & set(BUILTINS) == BUILTINS_FIRST
