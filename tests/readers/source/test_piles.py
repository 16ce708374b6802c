"""Layers that no model holds: what Keras 3.15 and torch 2.13 give for the network they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from convcalc.api import summary
from convcalc.errors import UsageError
from convcalc.readers import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Project = Callable[[dict[str, str]], Path]

KERAS = "from tensorflow import keras\nfrom tensorflow.keras import layers\n"
TORCH = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n"

# text, target, input, outputs, parameters with buffers
PILES = {
    "named layers of Keras": (
        KERAS + "conv1 = layers.Conv2D(32, 3, activation='relu')\npool1 = layers.MaxPooling2D()\n"
        "conv2 = layers.Conv2D(64, 3, activation='relu')\nflat = layers.Flatten()\nout = layers.Dense(10)\n",
        "",
        (1, 32, 32, 3),
        [(1, 10)],
        127_562,
    ),
    "named layers of PyTorch": (
        TORCH + "conv1 = nn.Conv2d(3, 8, 3)\nrelu = nn.ReLU()\npool = nn.MaxPool2d(2)\n",
        "",
        (1, 3, 32, 32),
        [(1, 8, 15, 15)],
        224,
    ),
    "lists inside a list": (
        KERAS + "stages = [\n    [layers.Conv2D(8, 3), layers.ReLU()],\n"
        "    [layers.Conv2D(16, 3, strides=2), layers.ReLU()],\n]\n",
        "",
        (1, 32, 32, 3),
        [(1, 14, 14, 16)],
        1_392,
    ),
    "a tuple": (
        KERAS
        + "STEM = (\n    layers.Conv2D(16, 3, strides=2),\n    layers.BatchNormalization(),\n    layers.ReLU(),\n)\n",
        "",
        (1, 32, 32, 3),
        [(1, 15, 15, 16)],
        512,
    ),
    "a dict of heads": (
        KERAS + "heads = {'class': layers.Dense(10), 'box': layers.Dense(4)}\n",
        ":heads",
        (1, 20),
        [(1, 10), (1, 4)],
        294,
    ),
    "a dict of PyTorch's": (
        TORCH + "heads = {'a': nn.Linear(20, 10), 'b': nn.Linear(20, 4)}\n",
        ":heads",
        (1, 20),
        [(1, 10), (1, 4)],
        294,
    ),
    "a function that gives a list": (
        TORCH
        + "def conv_bn(cin=3, cout=8):\n    return [nn.Conv2d(cin, cout, 3, 1, 1), nn.BatchNorm2d(cout)]\n",
        "",
        (1, 3, 32, 32),
        [(1, 8, 32, 32)],
        257,
    ),
    "tensors of Keras without a model": (
        KERAS + "inputs = keras.Input(shape=(64, 64, 3))\nx = layers.Conv2D(32, 3)(inputs)\n"
        "x = layers.MaxPooling2D()(x)\nx = layers.Flatten()(x)\noutputs = layers.Dense(10)(x)\n",
        "",
        None,
        [(1, 10)],
        308_426,
    ),
    "layers that are called": (
        TORCH
        + "x = torch.randn(1, 3, 40, 40)\nfirst = nn.Conv2d(3, 5, 5)\nshrink = nn.MaxPool2d(2)\n"
        "second = nn.Conv2d(5, 12, 3)\nx = shrink(F.relu(first(x)))\nx = F.relu(second(x))\nprint(x.shape)\n",
        "",
        None,
        [(1, 12, 16, 16)],
        932,
    ),
    "layers that are called, with another shape": (
        TORCH
        + "first = nn.Conv2d(3, 5, 5)\nx = torch.randn(1, 3, 40, 40)\nprint(first(x).shape)\n",
        "",
        (2, 3, 9, 9),
        [(2, 5, 5, 5)],
        380,
    ),
    "one layer that is called": (
        TORCH
        + "widen = nn.ConvTranspose2d(5, 2, 3, stride=3)\nprint(widen(torch.randn(4, 5, 6, 7)).shape)\n",
        "",
        None,
        [(4, 2, 18, 21)],
        92,
    ),
    "layers in a list that are called": (
        TORCH
        + "parts = [nn.Conv2d(3, 4, 3), nn.Conv2d(4, 4, 3)]\nx = torch.rand(1, 3, 9, 9).unsqueeze(0)[0]\n"
        "x = parts[0](x)\nx = parts[1](x) + x[..., 1:-1, 1:-1]\n",
        "",
        None,
        [(1, 4, 5, 5)],
        260,
    ),
    "a function that calls layers": (
        TORCH + "a = nn.Conv2d(3, 8, 3)\nb = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU())\n"
        "def forward(x):\n    return a(x) + b(x) + a(x)\n",
        ":forward",
        (1, 3, 8, 8),
        [(1, 8, 6, 6)],
        448,
    ),
}


@pytest.mark.parametrize(
    ("text", "target", "shape", "outputs", "parameters"), PILES.values(), ids=PILES
)
def test_layers_without_a_model(
    project: Project, text: str, target: str, shape: object, outputs: object, parameters: int
):
    file = project({"net.py": text}) / "net.py"

    report = summary(f"{file}{target}", shape)

    assert report.error is None
    assert [each for _, each in report.outputs] == outputs
    assert report.totals.params + report.totals.buffers == parameters


def test_rows_are_named_as_the_script_calls_them(project: Project):
    file = project({"net.py": PILES["layers that are called"][0]}) / "net.py"

    assert [each.name for each in summary(file).layers] == [
        "first",
        "relu",
        "shrink",
        "second",
        "relu_1",
    ]


def test_a_model_that_a_variable_holds_goes_before_what_is_done_with_it(project: Project):
    script = (
        TORCH + "from kit import small\nnet = small()\nloss = nn.CrossEntropyLoss()\n"
        "out = net(torch.rand(2, 3, 8, 8))\nloss(out, torch.zeros(2, dtype=torch.long)).backward()\n"
    )
    kit = (
        "from torch import nn\ndef small():\n"
        "    return nn.Sequential(nn.Conv2d(3, 4, 8), nn.Flatten(), nn.Linear(4, 10))\n"
    )
    file = project({"net.py": script, "kit.py": kit}) / "net.py"
    report = summary(file)

    assert [shape for _, shape in report.outputs] == [(2, 10)]
    assert [each.name for each in report.layers] == ["0", "1", "2"]


def test_how_layers_are_joined_is_said_to_be_a_guess(project: Project):
    file = project({"net.py": PILES["named layers of PyTorch"][0]}) / "net.py"
    report = summary(file, (1, 3, 32, 32))

    assert report.assumed == (
        "conv1, relu, pool run one after the other: no model says how they are joined",
    )
    assert [each.name for each in report.layers] == ["conv1", "relu", "pool"]


def test_a_script_stops_at_the_layer_that_does_not_fit(project: Project):
    text = (
        TORCH
        + "a = nn.Conv2d(3, 8, 3)\nb = nn.Conv2d(4, 8, 3)\nx = a(torch.rand(1, 3, 9, 9))\nx = b(x)\n"
    )
    file = project({"net.py": text}) / "net.py"
    graph = read(file).trace()

    assert graph.error is not None
    assert graph.error.source is not None
    assert graph.error.source.line == 7
    assert [each.name for each in graph.nodes] == ["a"]


NET = (
    TORCH + "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
    "        self.conv1 = nn.Conv2d(1, 8, 3)\n        self.fc = nn.Linear(8 * 13 * 13, 10)\n"
    "    def forward(self, x):\n        return self.fc(F.max_pool2d(F.relu(self.conv1(x)), 2).flatten(1))\n"
)
AROUND = {
    "a function that trains": "def train(epochs=2):\n    net = Net()\n    opt = torch.optim.SGD(net.parameters(), lr=0.1)\n",
    "one that gives its parameters": "def Main():\n    model = Net().to('cuda')\n    return model.parameters()\nMain()\n",
    "a class that trains": "class Trainer:\n    def __init__(self, lr):\n        self.model = Net()\n    def fit(self, loader):\n        for x, y in loader:\n            self.model(x)\n",
    "an annotation": "def fit(net: Net, epochs: int) -> Net:\n    return net\n",
    "isinstance": "def init(m):\n    if isinstance(m, Net):\n        print('net')\nnet = Net()\nnet.apply(init)\n",
    "a builder that needs something": "def get_model(device):\n    model = Net()\n    return model.to(device)\n",
    "a loop over a loader at the top": "from torch.utils.data import DataLoader\ndef main():\n    net = Net()\n    for x, y in DataLoader([], batch_size=4):\n        net(x)\nmain()\n",
    "a loss of its own": "class CeLoss(nn.Module):\n    def forward(self, x, y):\n        return F.cross_entropy(x, y)\ndef run(loader):\n    net, loss = Net(), CeLoss()\n",
    "a dict of classes": "MODELS = {'net': Net}\ndef build(name):\n    return MODELS[name]()\n",
}


@pytest.mark.parametrize("text", AROUND.values(), ids=AROUND)
def test_what_is_done_with_the_one_model_hides_it_not(project: Project, text: str):
    file = project({"net.py": NET + text}) / "net.py"

    assert summary(file, (1, 1, 28, 28)).totals.params == 13_610


SCRIPTS = {
    "a Sequential whose layers are called in turn": (
        "from torch import nn\nimport torch\nfrom d2l import torch as d2l\n"
        "net = nn.Sequential(nn.Conv2d(1, 6, kernel_size=5, padding=2), nn.Sigmoid(), nn.Flatten(), nn.Linear(4704, 10))\n"
        "X = torch.rand(size=(1, 1, 28, 28), dtype=torch.float32)\nfor layer in net:\n    X = layer(X)\n"
        "    print(layer.__class__.__name__, X.shape)\ntrain_iter, test_iter = d2l.load(batch_size=256)\n"
        "d2l.train(net, train_iter, test_iter)\n",
        47_206,
    ),
    "a Keras model that is trained": (
        "import tensorflow as tf\nfrom tensorflow.keras import datasets, layers, models\n"
        "(train, labels), (test, more) = datasets.cifar10.load_data()\ntrain, test = train / 255.0, test / 255.0\n"
        "model = models.Sequential()\nmodel.add(layers.Conv2D(32, (3, 3), input_shape=(32, 32, 3)))\n"
        "model.add(layers.Flatten())\nmodel.add(layers.Dense(10))\nmodel.summary()\n"
        "model.compile(optimizer='adam', loss='mse')\nhistory = model.fit(train, labels, epochs=10)\n",
        288_906,
    ),
}


@pytest.mark.parametrize(("text", "parameters"), SCRIPTS.values(), ids=SCRIPTS)
def test_scripts_are_read_at_the_first_command(project: Project, text: str, parameters: int):
    assert summary(project({"net.py": text}) / "net.py").totals.params == parameters


KIT = "from torch import nn\ndef small(c=4):\n    return nn.Sequential(nn.Conv2d(3, c, 3), nn.ReLU())\n"
SEVERAL = {
    "models": (
        "import torch\nfrom kit import small\nteacher = small(16)\nstudent = small()\nagain = student\n"
        "opt = torch.optim.SGD(student.parameters(), 0.1)\n",
        "again, the last of several: also {file}:teacher",
        112,
    ),
    "a loss of the user's beside the model": (
        "from torch import nn\nfrom kit import small\nnet = small()\nclass_loss = type('EdgeLoss', (nn.Module,), {})()\n",
        "",
        112,
    ),
    "lists": (
        "from torch import nn\nfirst = [nn.Conv2d(8, 3, 3)]\nlast = [nn.Conv2d(3, 4, 3), nn.ReLU()]\n",
        "last, the last of several: also {file}:first",
        112,
    ),
}


@pytest.mark.parametrize(("text", "said", "parameters"), SEVERAL.values(), ids=SEVERAL)
def test_the_others_are_named(project: Project, text: str, said: str, parameters: int):
    file = project({"net.py": text, "kit.py": KIT}) / "net.py"
    report = summary(file, (1, 3, 8, 8))

    assert report.totals.params == parameters
    assert list(report.assumed) == ([said.format(file=file)] if said else [])


SCRIPT = TORCH + "a = nn.Conv2d(3, 8, 3)\nimage = torch.rand(1, 3, 9, 9)\ny = a(image)\n"


def test_a_script_takes_shapes_by_name(project: Project):
    file = project({"net.py": SCRIPT}) / "net.py"

    assert summary(file, {"image": (2, 3, 5, 5)}).outputs[0][1] == (2, 8, 3, 3)


@pytest.mark.parametrize("shapes", [[(1, 3, 9, 9), (1, 3, 5, 5)], {"b": (1, 3, 9, 9)}])
def test_a_shape_that_no_input_of_a_script_takes_is_refused(project: Project, shapes: object):
    file = project({"net.py": SCRIPT}) / "net.py"

    with pytest.raises(UsageError, match="the script has no input for"):
        summary(file, shapes)
