"""Inputs that are dicts and lists, and models that nothing is fed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from convcalc.api import summary
from convcalc.errors import ShapeError
from convcalc.errors import UsageError
from convcalc.readers import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Shape = tuple[int, ...]
    Project = Callable[[dict[str, str]], Path]

HEAD = "import torch\nfrom torch import nn\n"
DICT = """\
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(1, 4, 3)
    def forward(self, batch, scale=None):
        y = self.a(batch["512"])
        return y + batch["more"]["left"].view(-1, 4, 1, 1)
"""


def test_an_input_that_is_a_dict(project: Project):
    file = project({"net.py": HEAD + DICT}) / "net.py"
    shapes = {"batch.512": (2, 1, 9, 9), "batch.more.left": (2, 4)}

    report = summary(file, shapes)

    assert report.outputs[0][1] == (2, 4, 7, 7)
    assert [name for name, _ in report.inputs] == ["batch.512", "batch.more.left"]


def test_a_dict_is_not_given_as_a_whole_too(project: Project):
    file = project({"net.py": HEAD + DICT}) / "net.py"

    with pytest.raises(UsageError, match="and batch as a whole"):
        summary(file, {"batch": (2, 1, 9, 9), "batch.512": (2, 1, 9, 9)})


LISTS = {
    "by number": "    def forward(self, xs):\n        return torch.cat([xs[0], xs[1]], 1)\n",
    "taken apart": "    def forward(self, xs):\n        a, b = xs\n        return torch.cat([a, b], 1)\n",
    "joined": "    def forward(self, xs):\n        return torch.cat(xs, 1)\n",
    "one by one": "    def forward(self, xs):\n        return torch.cat([x for x in xs], 1)\n",
    "with numbers": "    def forward(self, xs):\n        for i, x in enumerate(xs):\n            y = x if i == 0 else torch.cat([y, x], 1)\n        return y\n",
}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_several_shapes_for_one_list(project: Project, text: str):
    file = project({"net.py": f"{HEAD}class Net(nn.Module):\n{text}"}) / "net.py"

    report = summary(file, [(1, 3, 8, 8), (1, 5, 8, 8)])

    assert report.outputs[0][1] == (1, 8, 8, 8)


def test_several_shapes_for_one_tensor_are_refused(project: Project):
    text = "class Net(nn.Module):\n    def forward(self, x):\n        return x[:, 0]\n"
    file = project({"net.py": HEAD + text}) / "net.py"

    with pytest.raises(UsageError, match="2 input shapes for 1 input"):
        summary(file, [(1, 3, 8, 8), (1, 5, 8, 8)])


def test_without_a_forward_the_parameters_are_told(project: Project):
    text = (
        "class Half(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.look = nn.Conv2d(1, 12, 3)\n        self.tell = nn.Linear(1536, 6)\n"
    )
    file = project({"net.py": HEAD + text}) / "net.py"

    report = summary(file)

    assert report.totals.params == 120 + 9222
    assert {"macs", "flops", "elementwise", "peak_activation_bytes"} <= report.totals.at_least
    assert "params" not in report.totals.at_least


SMALL = {
    "no accelerator": "on = torch.accelerator.is_available()\nwidth = 4 if on else 8\n",
    "the accelerator's device": "at = torch.accelerator.current_accelerator()\nwidth = 8 if at is None else 4\n",
    "a layer by name": "width = nn.__dict__['Conv2d'](3, 8, 1).out_channels\n",
    "a layer got by name": "width = vars(nn).get('Conv2d')(3, 8, 1).out_channels\n",
    "a layer that is there": "width = 8 if 'Conv2d' in torch.nn.__dict__ else 4\n",
}


@pytest.mark.parametrize("text", SMALL.values(), ids=SMALL)
def test_small_things_of_torch(project: Project, text: str):
    net = "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.c = nn.Conv2d(3, width, 1)\n    def forward(self, x):\n        return self.c(x)\n"
    file = project({"net.py": HEAD + text + net}) / "net.py"

    assert summary(file, (1, 3, 4, 4)).outputs[0][1] == (1, 8, 4, 4)


EMPTY = """\
import torch
from torch import nn
import torch.nn.functional as F
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(4, 10)
        self.conv = nn.Conv2d(3, 8, 3, padding=2)
        self.up = nn.ConvTranspose2d(3, 8, 3)
        self.norm = nn.GroupNorm(1, 3)
        self.inner = nn.InstanceNorm2d(3)
        self.lstm = nn.LSTM(10, 4, batch_first=True)
    def forward(self, x, c):
        return {}
"""
NOTHING: dict[str, tuple[list[Shape], list[Shape]]] = {
    "self.linear(torch.cat([x, c], 1))": ([(2, 4), (2, 0)], [(2, 10)]),
    "c.mean(1) + x.sum(1)": ([(2, 4), (2, 0)], [(2,)]),
    "c @ c.transpose(0, 1)": ([(2, 4), (2, 0)], [(2, 2)]),
    "F.pad(c, (1, 1)), c.repeat(2, 3), c.softmax(0)": ([(2, 4), (2, 0)], [(2, 2), (4, 0), (2, 0)]),
    "c.reshape(c.shape[0], -1), c.chunk(2, 1)[1]": ([(2, 4), (2, 0, 3)], [(2, 0), (2, 0, 3)]),
    "self.conv(x), self.norm(x), self.inner(x)": (
        [(0, 3, 0, 6), (1, 1)],
        [(0, 8, 2, 8), (0, 3, 0, 6), (0, 3, 0, 6)],
    ),
    "self.up(x), F.interpolate(x, scale_factor=2)": (
        [(0, 3, 4, 6), (1, 1)],
        [(0, 8, 6, 8), (0, 3, 8, 12)],
    ),
    "self.lstm(self.linear(x).unsqueeze(1))[0]": ([(0, 4), (1, 1)], [(0, 1, 4)]),
}
"""What a forward gives of inputs with an axis of nothing, and PyTorch's own shapes."""


@pytest.mark.parametrize(("text", "shapes"), NOTHING.items(), ids=NOTHING)
def test_an_axis_may_be_empty(project: Project, text: str, shapes: tuple[list[Shape], list[Shape]]):
    given, wanted = shapes
    graph = read(project({"net.py": EMPTY.replace("{}", text)}) / "net.py").trace(
        [(None, each) for each in given], given_are_full=True
    )

    assert graph.error is None
    assert [each.shape for each in graph.outputs] == wanted


@pytest.mark.parametrize("text", ["self.conv(x)", "self.up(x)", "F.interpolate(x, scale_factor=2)"])
def test_an_empty_map_is_refused_where_pytorch_does(project: Project, text: str):
    graph = read(project({"net.py": EMPTY.replace("{}", text)}) / "net.py").trace(
        [(None, (1, 3, 0, 6)), (None, (1, 1))]
    )

    assert isinstance(graph.error, ShapeError)


def test_a_forward_that_takes_any_name_is_given_those(project: Project):
    text = EMPTY.replace("x, c", "**parts").replace("{}", "self.linear(parts['x'])")
    graph = read(project({"net.py": text}) / "net.py").trace([("x", (2, 4))])

    assert graph.outputs[0].shape == (2, 10)
