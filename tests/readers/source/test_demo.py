"""The model and the input that a file really calls when it is run are taken together."""

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
"""
MAIN = 'if __name__ == "__main__":\n'
SHOWN = {
    "the model's own arguments": MAIN + "    net = Net(4)\n    net(torch.randn(2, 3, 9, 9))\n",
    "what is rebound below": "x = torch.randn(2, 3, 9, 9)\nNet(4)(x)\nx = torch.randn(1, 3, 20, 20)\n",
    "a branch that is taken": (
        "def main(big=False):\n    x = torch.ones(2, 3, 9, 9)\n    if big:\n"
        "        x = torch.ones(2, 3, 99, 99)\n    Net(4)(x)\nmain()\n"
    ),
    "a branch that is not": "if False:\n    Net(5)(torch.ones(1, 3, 20, 20))\nNet(4)(torch.ones(2, 3, 9, 9))\n",
    "the first of several shapes": "net = Net(4)\nfor n in (9, 16):\n    net(torch.ones(2, 3, n, n))\n",
    "a star": "size = (2, 3, 9, 9)\nNet(width=4)(torch.zeros(*size))\n",
    "an axis put in front": "x = torch.zeros(3, 9, 9)\nNet(4)(torch.stack([x, x]))\n",
    "a keyword": "Net(4)(x=torch.zeros(2, 3, 9, 9))\n",
    "a function that tries it out": "def test_net():\n    net = Net(4)\n    assert net(torch.zeros(2, 3, 9, 9)).shape[1] == 4\n",
    "a builder": "def small():\n    return Net(4)\ndef demo():\n    small()(torch.zeros(2, 3, 9, 9))\n",
    "its forward by name": "net = Net(4)\nnet.forward(torch.zeros(2, 3, 9, 9))\n",
    "a loss behind it": (
        "net, loss = Net(4), nn.MSELoss()\nloss(net(torch.zeros(2, 3, 9, 9)), torch.zeros(2, 4, 7, 7)).backward()\n"
    ),
    "what draws its result": (
        "from torchviz import make_dot\nnet = Net(4)\n"
        "make_dot(net(torch.zeros(2, 3, 9, 9)), params=dict(net.named_parameters()))\n"
    ),
    "a model that is changed": (
        "net = Net()\nnet.conv = nn.Conv2d(3, 4, 3)\nnet(torch.zeros(2, 3, 9, 9))\n"
    ),
}


@pytest.mark.parametrize("text", SHOWN.values(), ids=SHOWN)
def test_a_file_alone_means_what_it_demonstrates(project: Project, text: str):
    file = project({"net.py": NET + text}) / "net.py"
    graph = read(file).trace()

    assert graph.error is None
    assert [each.shape for _, each in graph.inputs] == [(2, 3, 9, 9)]
    assert [each.shape for each in graph.outputs] == [(2, 4, 7, 7)]
    assert "as the file itself" in graph.assumed[0]


def test_a_given_shape_goes_to_the_models_own(project: Project):
    file = project({"net.py": NET + "Net(4)(torch.randn(2, 3, 9, 9))\n"}) / "net.py"
    graph = read(file).trace([(None, (1, 3, 5, 5))])

    assert [each.shape for each in graph.outputs] == [(1, 4, 3, 3)]
    assert graph.assumed == ("the model that the file itself calls on line 9",)


def test_a_name_takes_the_input_of_a_model_that_is_made_alike(project: Project):
    text = "Net(4)(torch.randn(2, 3, 9, 9))\nNet(16)(torch.randn(5, 3, 20, 20))\n"
    file = project({"net.py": NET + text}) / "net.py"

    assert read(f"{file}:Net(4)").trace().outputs[0].shape == (2, 4, 7, 7)
    assert read(f"{file}:Net(16)").trace().outputs[0].shape == (5, 16, 18, 18)
    with pytest.raises(UsageError, match="the shape of the input 'x' is not known"):
        read(f"{file}:Net").trace()


def test_two_models_are_no_answer(project: Project):
    other = NET.partition("class")[2].replace("Net", "Other")
    text = f"class{other}Net(4)(torch.ones(1, 3, 9, 9))\nOther()(torch.ones(1, 3, 9, 9))\n"
    file = project({"net.py": NET + text}) / "net.py"

    with pytest.raises(UsageError, match="holds several models"):
        read(file).trace()


def test_a_part_that_is_tried_out_is_not_the_model(project: Project):
    whole = "class Whole(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.net = Net()\n    def forward(self, x):\n        return self.net(x)\n"
    text = whole + "Net(4)(torch.ones(1, 3, 9, 9))\n"
    file = project({"net.py": NET + text}) / "net.py"

    assert read(file).trace([(None, (1, 3, 5, 5))]).outputs[0].shape == (1, 8, 3, 3)


TOOLS = {
    "torchinfo": "import torchinfo\ntorchinfo.summary(Net(4), input_size=(2, 3, 9, 9))\n",
    "torchinfo, data": "from torchinfo import summary as show\nshow(Net(4), input_data=[torch.zeros(2, 3, 9, 9)])\n",
    "torchinfo, several sizes": "from torchinfo import summary\nsummary(Net(4), [(2, 3, 9, 9)])\n",
    "torchsummaryX": "from torchsummaryX import summary\nsummary(Net(4), torch.zeros(2, 3, 9, 9))\n",
    "pytorch_model_summary": "from pytorch_model_summary import summary\nprint(summary(Net(4), torch.zeros(2, 3, 9, 9), show_input=True))\n",
    "trace": "traced = torch.jit.trace(Net(4), torch.zeros(2, 3, 9, 9))\ntraced.save('n.pt')\n",
    "trace of a tuple": "torch.jit.trace(Net(4).eval(), example_inputs=(torch.zeros(2, 3, 9, 9),))\n",
    "a graph for the board": "from torch.utils.tensorboard import SummaryWriter\nSummaryWriter('runs').add_graph(Net(4), torch.zeros(2, 3, 9, 9))\n",
    "a graph in a block": "from torch.utils.tensorboard import SummaryWriter\nwith SummaryWriter() as w:\n    w.add_graph(Net(4), input_to_model=torch.zeros(2, 3, 9, 9))\n",
    "thop": "from thop import profile, clever_format\nmacs, params = profile(Net(4), inputs=(torch.zeros(2, 3, 9, 9),))\nprint(clever_format([macs, params], '%.3f'))\n",
    "thop by module": "import thop\nx = torch.zeros(2, 3, 9, 9)\nthop.profile(model=Net(4), inputs=[x], verbose=False)\n",
    "fvcore": "from fvcore.nn import FlopCountAnalysis\nprint(FlopCountAnalysis(Net(4), torch.zeros(2, 3, 9, 9)).total())\n",
    "onnx": "torch.onnx.export(Net(4), torch.zeros(2, 3, 9, 9), 'net.onnx', opset_version=17)\n",
    "onnx, arguments": "torch.onnx.export(model=Net(4), args=(torch.zeros(2, 3, 9, 9),), f='net.onnx')\n",
    "export": "ep = torch.export.export(Net(4), (torch.zeros(2, 3, 9, 9),))\n",
    "export by name": "torch.export.export(Net(4), (), kwargs={'x': torch.zeros(2, 3, 9, 9)})\n",
    "torchview": "from torchview import draw_graph\ndraw_graph(Net(4), input_size=(2, 3, 9, 9), device='meta').visual_graph\n",
    "onnx, axes": "torch.onnx.export(Net(4), torch.zeros(2, 3, 9, 9), 'net.onnx', dynamic_axes={'x': {0: 'n'}})\n",
    "sizes that a function takes": "from ptflops import get_model_complexity_info as info\ninfo(Net(4), (3, 9, 9), input_constructor=lambda size: {'x': torch.zeros(2, *size)})\n",
    "torchsummary, batch": "from torchsummary import summary\nsummary(Net(4), (3, 9, 9), batch_size=2)\n",
    "a tool that is not imported": "net = Net(4)\nsummary(net, (2, 3, 9, 9))\n",
    "deepspeed": "from deepspeed.profiling.flops_profiler import get_model_profile\nget_model_profile(model=Net(4), input_shape=(2, 3, 9, 9))\n",
    "calflops": "from calflops import calculate_flops\ncalculate_flops(model=Net(4), input_shape=(2, 3, 9, 9))\n",
    "torchprofile": "from torchprofile import profile_macs\nprint(profile_macs(Net(4), torch.zeros(2, 3, 9, 9)))\n",
    "hiddenlayer": "import hiddenlayer as hl\nhl.build_graph(Net(4), torch.zeros([2, 3, 9, 9]))\n",
    "each module in turn": "net = nn.Sequential(Net(4), nn.ReLU())\nx = torch.zeros(2, 3, 9, 9)\nfor layer in net:\n    x = layer(x)\n    print(x.shape)\n",
    "a file without its module": "from no_such_module import *\nfrom torchinfo import summary\nsummary(Net(4), (2, 3, 9, 9))\n",
}


@pytest.mark.parametrize("text", TOOLS.values(), ids=TOOLS)
def test_tools_are_handed_what_a_model_is_fed(project: Project, text: str):
    graph = read(project({"net.py": NET + text}) / "net.py").trace()

    assert graph.error is None
    assert [each.shape for _, each in graph.inputs] == [(2, 3, 9, 9)]
    assert [each.shape for each in graph.outputs] == [(2, 4, 7, 7)]


WITHOUT_BATCH = {
    "torchsummary": "from torchsummary import summary\nsummary(Net(4).cuda(), (3, 9, 9), device='cuda')\n",
    "torchinfo, axis": "import torchinfo\ntorchinfo.summary(Net(4), input_size=(3, 9, 9), batch_dim=0)\n",
    "a tool that is not imported": "summary(Net(4), (3, 9, 9))\n",
    "torchsummary by name": "import torchsummary as ts\nts.summary(Net(4), input_size=(3, 9, 9))\n",
    "ptflops": "from ptflops import get_model_complexity_info\nget_model_complexity_info(Net(4), (3, 9, 9), as_strings=True)\n",
    "torchstat": "from torchstat import stat\nstat(Net(4), (3, 9, 9))\n",
    "torchscan": "import torchscan\ntorchscan.summary(Net(4), (3, 9, 9))\n",
}


@pytest.mark.parametrize("text", WITHOUT_BATCH.values(), ids=WITHOUT_BATCH)
def test_tools_that_take_sizes_without_the_batch(project: Project, text: str):
    graph = read(project({"net.py": NET + text}) / "net.py").trace()

    assert [each.shape for _, each in graph.inputs] == [(1, 3, 9, 9)]
    assert [each.shape for each in graph.outputs] == [(1, 4, 7, 7)]
