"""The shapes and arguments that a file itself uses are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from convcalc.errors import UsageError
from convcalc.readers import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Project = Callable[[dict[str, str]], Path]

NET = """\
import torch
from torch import nn
class Net(nn.Module):
    def __init__(self, width=8):
        super().__init__()
        self.conv = nn.Conv2d(3, width, 3)
    def forward(self, x):
        return self.conv(x)
SIZE = 32
"""
FED = {
    "a tensor of random numbers": ("net = Net()\nx = torch.randn(2, 3, 32, 32)\nprint(net(x))", 2),
    "in the main block": (
        "if __name__ == '__main__':\n    net = Net()\n    y = net(torch.randn(2, 3, 32, 32))",
        2,
    ),
    "in a test": ("def test():\n    y = Net()(torch.zeros((2, 3, 32, 32)))", 2),
    "with a number of the file": ("net = Net()\nnet(torch.ones(2, 3, SIZE, SIZE))", 2),
    "with a number beside it": ("def main():\n    n = 2\n    Net()(torch.rand(n, 3, 32, 32))", 2),
    "on another device": (
        "net = Net().cuda()\nx = torch.rand(2, 3, 32, 32).to('cuda')\nnet(x).shape",
        2,
    ),
    "by its forward": ("net = Net()\nnet.forward(torch.empty(2, 3, 32, 32))", 2),
    "torchsummary": ("net = Net()\nsummary(net, (3, 32, 32))", 1),
    "torchinfo": ("net = Net()\nsummary(net, input_size=(2, 3, 32, 32))", 2),
    "export": ("net = Net()\ntorch.onnx.export(net, torch.randn(2, 3, 32, 32), 'net.onnx')", 2),
    "thop": ("x = torch.randn(2, 3, 32, 32)\nprofile(Net(), inputs=(x,))", 2),
}


@pytest.mark.parametrize(("text", "batch"), FED.values(), ids=FED)
def test_what_the_file_feeds_is_taken_and_said(project: Project, text: str, batch: int):
    file = project({"net.py": NET + text}) / "net.py"
    graph = read(f"{file}:Net").trace()

    assert graph.inputs[0][1].shape == (batch, 3, 32, 32)
    assert graph.assumed[0].startswith(
        f"the input ({batch}, 3, 32, 32), as the file itself feeds on line "
    )


def test_what_the_caller_gives_goes_first(project: Project):
    file = project({"net.py": NET + "Net()(torch.randn(2, 3, 32, 32))"}) / "net.py"
    graph = read(f"{file}:Net").trace([(None, (1, 3, 9, 9))])

    assert graph.inputs[0][1].shape == (1, 3, 9, 9)
    assert graph.assumed == ()


def test_shapes_that_differ_are_no_answer(project: Project):
    more = "a = Net\ndef f():\n    g()(torch.ones(1, 3, 8, 8))\n    h()(torch.ones(1, 3, 9, 9))\n"
    text = NET + "def g(): return Net()\ndef h(): return Net()\n" + more
    file = project({"net.py": text}) / "net.py"

    with pytest.raises(UsageError, match="the shape of the input 'x' is not known"):
        read(f"{file}:Net").trace()


def test_a_missing_shape_is_asked_for_by_name(project: Project):
    file = project({"net.py": NET}) / "net.py"

    with pytest.raises(UsageError) as caught:
        read(f"{file}:Net").trace()
    assert str(caught.value) == (
        "the shape of the input 'x' is not known\n"
        "expected: -i SHAPE\n"
        "hint: for example -i 1x3x224x224, or -i 1,3,H,W for formulas"
    )


def test_arguments_with_text_are_shown_as_a_shell_takes_them(project: Project):
    text = NET.replace("width=8", "kind, width=8") + 'model = Net("small", width=4)\n'
    file = project({"net.py": text}) / "net.py"

    with pytest.raises(UsageError) as caught:
        read(f"{file}:Net").trace()
    assert caught.value.hint == "as on line 10: --args '\"small\", width=4'"


def test_missing_arguments_are_asked_for_with_what_the_file_uses(project: Project):
    text = NET.replace("width=8", "width, depth") + "model = Net(8, depth=[2, SIZE])\n"
    file = project({"net.py": text}) / "net.py"

    with pytest.raises(UsageError) as caught:
        read(f"{file}:Net").trace()
    assert str(caught.value) == (
        "Net needs 'width' and 'depth'\n"
        f'expected: {file}:Net(width=..., depth=...), or --args "width=..., depth=..."\n'
        'hint: as on line 10: --args "8, depth=[2, SIZE]"'
    )


TAKEN = {
    "too many": ("1, 2", "Net takes 1 argument, got 2\nexpected: width"),
    "one that is not there": (
        "widht=3",
        "Net has no argument 'widht'\nexpected: width\nhint: did you mean 'width'?",
    ),
}


@pytest.mark.parametrize(("args", "told"), TAKEN.values(), ids=TAKEN)
def test_arguments_that_are_not_taken_are_told(project: Project, args: str, told: str):
    file = project({"net.py": NET}) / "net.py"

    with pytest.raises(UsageError) as caught:
        read(f"{file}:Net", args=args).trace([(None, (1, 3, 8, 8))])
    assert str(caught.value) == told
