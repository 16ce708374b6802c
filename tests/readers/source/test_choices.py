"""A file alone means its one model, else it says what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from convcalc.errors import UsageError
from convcalc.readers import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Project = Callable[[dict[str, str]], Path]

HEAD = "import torch\nfrom torch import nn\n"
BLOCK = """\
class Block(nn.Module):
    def __init__(self, i=3, o=8):
        super().__init__()
        self.conv = nn.Conv2d(i, o, 3)
    def forward(self, x):
        return self.conv(x)
"""
NET = """\
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.block = Block(3, 8)
    def forward(self, x):
        return self.block(x)
"""
ONE = {
    "a class": BLOCK,
    "the class that uses the other": BLOCK + NET,
    "the class that is tried out below": BLOCK + NET + "def test():\n    net = Net()\n",
    "a class made by a builder": BLOCK + "def block8():\n    return Block(3, 8)\n",
    "a compiled module": BLOCK.replace("nn.Module", "torch.jit.ScriptModule").replace(
        "    def forward", "    @torch.jit.script_method\n    def forward"
    ),
    "a variable": "model = nn.Sequential(nn.Conv2d(3, 8, 3))\n",
    "a variable of a class": BLOCK + "model = Block(3, 8)\n",
    "a variable of a class that needs arguments": BLOCK.replace("i=3, o=8", "i, o")
    + "model = Block(3, 8)\n",
    "a builder of the library's own modules": "def make():\n    return nn.Sequential(nn.Conv2d(3, 8, 3))\n",
    "a variable that a builder with arguments made": BLOCK
    + "def make(i, o=8):\n    return Block(i, o)\nmodel = make(3)\n",
    "a class that a function trains": BLOCK
    + NET
    + "def train(epochs):\n    net = Net()\n    loss = net(1)\n    return loss\n",
    "a class whose builder has to be told where": BLOCK
    + NET
    + "def load(device):\n    net = Net().to(device)\n    return net\n",
    "a class that a trainer holds": BLOCK
    + "class Trainer:\n    def __init__(self):\n        self.net = Block(3, 8)\n",
    "a builder that hands a part over": BLOCK
    + NET.replace("self):", "self, kind):").replace("Block(3, 8)", "kind(3, 8)")
    + "def net():\n    return Net(Block)\n",
    "a builder that another uses": BLOCK
    + "def _make(o):\n    return Block(3, o)\ndef net8():\n    model = _make(8)\n    return model\n",
    "the model beside a helper that is none": "class Config:\n    width = 8\n" + BLOCK,
}


@pytest.mark.parametrize("text", ONE.values(), ids=ONE)
def test_a_file_with_one_model_needs_no_name(project: Project, text: str):
    file = project({"net.py": HEAD + text}) / "net.py"
    graph = read(file).trace([(None, (1, 3, 8, 8))])

    assert graph.error is None
    assert [each.shape for each in graph.outputs] == [(1, 8, 6, 6)]


def test_arguments_are_for_a_builder_and_not_for_the_variable_that_it_made(project: Project):
    text = BLOCK + "def make(i, o):\n    return Block(i, o)\nmodel = make(3, 8)\n"
    file = project({"net.py": HEAD + text}) / "net.py"
    graph = read(file, args="3, 5").trace([(None, (1, 3, 8, 8))])

    assert [each.shape for each in graph.outputs] == [(1, 5, 6, 6)]


def test_several_models_are_listed_as_they_may_be_pasted(project: Project):
    text = HEAD + BLOCK + "class Other(nn.Module):\n    pass\n"
    file = project({"net.py": text}) / "net.py"

    with pytest.raises(UsageError) as caught:
        read(file).trace()
    assert str(caught.value) == (
        f"{file} holds several models\n"
        "expected: one of them, behind a colon\n"
        f"hint: choose from\n    {file}:Block\n    {file}:Other"
    )


def test_a_file_without_a_model_says_so(project: Project):
    file = project({"net.py": "class Config:\n    width = 8\n"}) / "net.py"

    with pytest.raises(UsageError, match=r"net\.py holds no model\n"):
        read(file).trace()


def test_a_name_that_is_not_there_gets_the_nearest(project: Project):
    file = project({"net.py": HEAD + BLOCK + NET}) / "net.py"

    with pytest.raises(UsageError) as caught:
        read(f"{file}:Nett").trace()
    assert str(caught.value) == (
        f"there is no 'Nett' in {file}\nexpected: Net, Block\nhint: did you mean 'Net'?"
    )


PARTS = {"parts.py": HEAD + BLOCK}


def test_a_builder_of_an_imported_class_is_taken(project: Project):
    text = "from parts import Block\ndef make(o=8):\n    net = Block(3, o)\n    return net\n"
    folder = project({**PARTS, "net.py": text})
    graph = read(folder / "net.py").trace([(None, (1, 3, 8, 8))])

    assert [each.shape for each in graph.outputs] == [(1, 8, 6, 6)]


def test_a_class_with_an_imported_base_is_taken(project: Project):
    text = "from parts import Block\nclass Net(Block):\n    def forward(self, x):\n        return super().forward(x)\n"
    folder = project({**PARTS, "net.py": text})
    graph = read(folder / "net.py").trace([(None, (1, 3, 8, 8))])

    assert graph.name == "Net"
    assert [each.shape for each in graph.outputs] == [(1, 8, 6, 6)]


ASKED = {
    "builders of imported classes": (
        "from parts import Block\ndef slim():\n    return Block(3, 4)\ndef broad():\n    return Block(3, 8)\n",
        ["slim", "broad"],
    ),
    "a spare class beside a builder of another": (
        HEAD
        + BLOCK.replace("Block", "Old")
        + BLOCK
        + NET.replace("self):", "self, kind):").replace("Block(3, 8)", "kind(3, 8)")
        + "def net():\n    return Net(Block)\n",
        ["Old", "net", "Block", "Net"],
    ),
}


@pytest.mark.parametrize(("text", "names"), ASKED.values(), ids=ASKED)
def test_what_is_not_decided_is_asked(project: Project, text: str, names: list[str]):
    file = project({**PARTS, "net.py": text}) / "net.py"

    with pytest.raises(UsageError) as caught:
        read(file).trace([(None, (1, 3, 8, 8))])
    assert caught.value.exit_code == 2
    assert caught.value.hint.split("\n    ")[1:] == [f"{file}:{name}" for name in names]
