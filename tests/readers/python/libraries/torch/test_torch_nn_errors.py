"""What is said where modules are made or called wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import convcalc
from convcalc.errors import ConvcalcError

if TYPE_CHECKING:
    from pathlib import Path

PRELUDE = "import torch\nfrom torch import nn\n\nclass Net(nn.Module):\n"


def report(tmp_path: Path, body: str, shape: tuple[int, ...] = (1, 3, 16, 16)) -> convcalc.Report:
    """The report of a network with this body of its class."""
    file = tmp_path / "model.py"
    lines = [f"    {line}".rstrip() for line in body.strip("\n").split("\n")]
    file.write_text(PRELUDE + "\n".join(lines) + "\n", encoding="utf-8")
    return convcalc.summary(f"{file}:Net", [shape])


def complaint(tmp_path: Path, body: str) -> str:
    """What is said of it, with the file's name alone."""
    with pytest.raises(ConvcalcError) as caught:
        report(tmp_path, body)
    return str(caught.value).replace(f"{tmp_path}/", "")


def net(made: str, forward: str = "return self.layer(x)") -> str:
    """A class's body that makes one layer."""
    return f"""
def __init__(self):
    super().__init__()
    {made}

def forward(self, x):
    {forward}
"""


def test_a_wrong_shape_shows_the_call_and_the_definition(tmp_path: Path) -> None:
    said = complaint(tmp_path, net("self.layer = nn.Conv2d(4, 8, 3)"))

    assert said == (
        "model.py:10:16: Conv2d 'layer': the input has 3 channels, the layer takes 4\n"
        "    return self.layer(x)\n"
        "           ^^^^^^^^^^^^^\n"
        "the layer is defined at model.py:7: self.layer = nn.Conv2d(4, 8, 3)\n"
        "in Net.forward\n"
        "expected: 4 channels\n"
        "hint: in_channels=3"
    )


CASES = {
    "an unknown argument": (
        net("self.layer = nn.Conv2d(3, 8, 3, paddding=1)"),
        "Conv2d() has no argument 'paddding'",
        "did you mean 'padding'?",
    ),
    "registering before the constructor of Module": (
        "def __init__(self):\n    self.layer = nn.ReLU()\n\ndef forward(self, x):\n    return x",
        "cannot assign module before Module.__init__() call in Net",
        "",
    ),
    "a class without forward": (
        "def __init__(self):\n    super().__init__()\n    self.layer = nn.ReLU()",
        'Module [Net] is missing the required "forward" function',
        "expected: a method forward(self, x) in class Net",
    ),
    "a list of modules that is called": (
        net("self.layer = nn.ModuleList([nn.ReLU()])"),
        'Module [ModuleList] is missing the required "forward" function',
        "call the modules inside one by one",
    ),
    "a layer under another name": (
        net("self.conv1 = nn.ReLU()", "return self.conv(x)"),
        "'Net' object has no attribute 'conv'",
        "did you mean 'conv1'?",
    ),
    "one argument too many": (
        net("self.layer = nn.ReLU()", "return self.layer(x, x)"),
        "ReLU: forward() takes 1 argument, got 2",
        "expected: input",
    ),
    "an argument that forward does not take": (
        net("self.layer = nn.ReLU()", "return self.layer(x, mask=None)"),
        "ReLU: forward() takes no argument 'mask' here",
        "expected: input",
    ),
    "a tensor over a parameter": (
        net("self.layer = nn.Parameter(torch.zeros(2)); self.layer = torch.zeros(2)"),
        "a tensor cannot replace a parameter 'layer'",
        "nn.Parameter(...) makes one",
    ),
    "a number over a module": (
        net("self.layer = nn.ReLU(); self.layer = 3"),
        "a number cannot replace a module 'layer'",
        "expected: a module, or None",
    ),
    "something that is no module in a Sequential": (
        net("self.layer = nn.Sequential(nn.ReLU(), 3)"),
        "a number is not a Module subclass",
        "expected: a module",
    ),
    "a position behind the end": (
        net("self.layer = nn.Sequential(nn.ReLU())", "return self.layer[1](x)"),
        "index 1 is out of range",
        "",
    ),
    "a name with a dot": (
        net("self.add_module('a.b', nn.ReLU())"),
        'module name can\'t contain ".", got: a.b',
        "",
    ),
    "a text given to a layer": (
        net("self.layer = nn.ReLU()", "return self.layer('x')"),
        "a layer is given text: self.layer('x')",
        "expected: a tensor",
    ),
    "a module that is not known": (
        net("import apex; self.layer = nn.Conv2d(apex.width, 3, 1)"),
        "apex.width is not known",
        "",
    ),
    "a class of the library changed": (
        net("nn.Conv2d.forward = lambda self, x: x"),
        "cannot set 'forward': class 'Conv2d' is the library's own",
        "",
    ),
    "a Sequential that holds itself": (
        net("self.layer = nn.Sequential(); self.layer.append(self.layer)"),
        "levels of nesting",
        "",
    ),
}


@pytest.mark.parametrize(("body", "said", "hint"), CASES.values(), ids=CASES)
def test_what_is_wrong_is_said(tmp_path: Path, body: str, said: str, hint: str) -> None:
    whole = complaint(tmp_path, body)

    assert said in whole
    assert hint in whole


def test_a_layer_made_in_forward_is_no_parameter_of_the_model(tmp_path: Path) -> None:
    found = report(tmp_path, net("pass", "return nn.Conv2d(3, 8, 3)(x)"))

    assert found.totals.params == 0
    assert found.totals.macs == 14 * 14 * 8 * 27
    assert found.assumed == ("conv2d is held by no module: its parameters are not the model's",)


def test_a_module_that_holds_itself_is_told_once(tmp_path: Path) -> None:
    made = "self.layer = nn.Conv2d(3, 8, 3); self.me = self; print(self)"
    found = report(tmp_path, net(made))

    assert [row.name for row in found.layers] == ["layer"]


def test_frozen_parameters_are_counted_apart(tmp_path: Path) -> None:
    made = "self.layer = nn.Conv2d(3, 8, 3); self.layer.weight.requires_grad = False"
    totals = report(tmp_path, net(made)).totals

    assert (totals.params, totals.trainable_params) == (224, 8)


def test_a_removed_hook_is_not_called(tmp_path: Path) -> None:
    made = "self.layer = nn.ReLU(); h = self.layer.register_forward_hook(lambda *a: None.x)"
    found = report(tmp_path, net(f"{made}; h.remove()"))

    assert [row.name for row in found.layers] == ["layer"]


def test_sizes_may_be_symbols(tmp_path: Path) -> None:
    file = tmp_path / "model.py"
    body = net("self.layer = nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1), nn.MaxPool2d(2))")
    file.write_text(PRELUDE + body.replace("\n", "\n    ").rstrip() + "\n", encoding="utf-8")
    found = convcalc.summary(f"{file}:Net", [("N", 3, "H", "W")])

    assert [str(size) for size in found.outputs[0][1]] == ["N", "8", "⌊(H + 1)/4⌋", "⌊(W + 1)/4⌋"]


def test_a_layer_inside_a_part_of_the_library_is_where_that_was_made(tmp_path: Path) -> None:
    file = tmp_path / "model.py"
    made = "nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2), 1)"
    file.write_text(f"from torch import nn\n\nnet = {made}\n", encoding="utf-8")
    layers = convcalc.summary(f"{file}:net", [(4, 2, 8)]).layers

    assert {row.line for row in layers if row.kind == "Linear"} == {3}
