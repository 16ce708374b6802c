"""From a target to a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from convcalc.dims import symbol
from convcalc.errors import UsageError
from convcalc.readers import read
from convcalc.readers.source.definition import SourceDefinition

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Project = Callable[[dict[str, str]], Path]

NETS = """\
import torch
from torch import nn
import encoders

class Net(nn.Module):
    def __init__(self, width=8, *, kernel=3):
        super().__init__()
        self.conv = nn.Conv2d(3, width, kernel)
    def forward(self, x):
        return self.conv(x)

class Outer:
    class Inner(Net):
        pass

class Two(nn.Module):
    def forward(self, a, b, scale=None):
        return {"sum": a + b, "first": (a, [b])}

class Many(nn.Module):
    def forward(self, *xs):
        return torch.cat(xs, 1)

class Listed(nn.Module):
    def forward(self, xs, y):
        return torch.cat([*xs, y], 1)

class Unpacks(nn.Module):
    def forward(self, x):
        b, c, h, w = x.shape
        return x.reshape(b, c, h * w)

class Branches(nn.Module):
    def forward(self, x):
        return x[:, :1] if x.shape[2] % 32 == 0 else x

class Foreign(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = encoders.Encoder(3)
        self.conv = nn.Conv2d(8, 4, 3)
    def forward(self, x):
        encoders.look_at(x)
        return self.conv(self.encoder(x))

def make(width, depth=1):
    return nn.Sequential(*[nn.Conv2d(3, width, 3) for _ in range(depth)])

def forward(x, y):
    return x + y

model = Net(4)
models = {"s": Net(2), "l": Net(16)}
"""


@pytest.fixture
def nets(project: Project) -> Path:
    return project({"nets.py": NETS}) / "nets.py"


WIDTHS = {
    "a class": ("Net", "", 8),
    "a call": ("Net(width=5)", "", 5),
    "arguments beside": ("Net", "6, kernel=1", 6),
    "arguments in brackets": ("Net", "(6, kernel=1)", 6),
    "arguments beside an empty call": ("Net()", "width=7", 7),
    "a class in a class": ("Outer.Inner", "", 8),
    "a class in a class, called": ("Outer.Inner(3)", "", 3),
    "a builder": ("make(3)", "", 3),
    "a builder with arguments beside": ("make", "9, depth=1", 9),
    "a variable": ("model", "", 4),
    "an element": ("models['l']", "", 16),
    "a part of a model": ("make(11)[0]", "", 11),
    "arguments that are worked out": ("Net(2 ** 3 + len('ab'))", "", 10),
}


@pytest.mark.parametrize(("expression", "args", "width"), WIDTHS.values(), ids=WIDTHS)
def test_a_target_is_made(nets: Path, expression: str, args: str, width: int):
    graph = read(f"{nets}:{expression}", args=args).trace([(None, (1, 3, 8, 8))])

    assert graph.error is None
    assert graph.outputs[0].shape[1] == width


def test_a_module_is_found_without_importing_it(project: Project, monkeypatch: pytest.MonkeyPatch):
    folder = project({"package/__init__.py": "1 / 0", "package/nets.py": NETS + "\nexit(1)\n"})
    monkeypatch.chdir(folder)
    graph = read("package.nets:Net").trace([(None, (1, 3, 8, 8))])

    assert graph.outputs[0].shape == (1, 8, 6, 6)


def test_a_module_is_found_in_a_root(project: Project):
    folder = project({"far/away.py": NETS})
    graph = read("away:Net", roots=[str(folder / "far")]).trace([(None, (1, 3, 8, 8))])

    assert graph.outputs[0].shape == (1, 8, 6, 6)


def test_a_module_that_is_nowhere_is_said():
    with pytest.raises(UsageError) as caught:
        read("nowhere_at_all:Net").trace()
    assert str(caught.value) == (
        "there is no module 'nowhere_at_all'\n"
        "expected: a module in the current directory, in --root or on Python's path\n"
        "hint: --root DIR adds a place to look"
    )


def test_outputs_are_found_in_what_is_returned(nets: Path):
    graph = read(f"{nets}:Two").trace([(None, (1, 2)), (None, (1, 2))])

    assert [name for name, _ in graph.inputs] == ["a", "b"]
    assert [each.shape for each in graph.outputs] == [(1, 2)] * 3


def test_inputs_are_given_by_name(nets: Path):
    graph = read(f"{nets}:Two").trace([("b", (5, 2)), (None, (1, 2))])

    assert {name: each.shape for name, each in graph.inputs} == {"a": (1, 2), "b": (5, 2)}


def test_a_function_of_tensors_is_a_model(nets: Path):
    graph = read(f"{nets}:forward").trace([(None, (4, 2)), (None, (1, 2))])

    assert graph.outputs[0].shape == (4, 2)


def test_any_number_of_inputs_may_be_taken(nets: Path):
    graph = read(f"{nets}:Many").trace([(None, (1, 2, 4)), (None, (1, 3, 4)), (None, (1, 1, 4))])

    assert [name for name, _ in graph.inputs] == ["xs_1", "xs_2", "xs_3"]
    assert graph.outputs[0].shape == (1, 6, 4)


def test_several_shapes_of_one_name_are_a_list(nets: Path):
    given = [("xs", (1, 2, 4)), ("xs", (1, 3, 4)), ("y", (1, 4, 4))]
    graph = read(f"{nets}:Listed").trace(given)

    assert graph.outputs[0].shape == (1, 9, 4)


@pytest.mark.parametrize("name", ["Net", "Unpacks"])
def test_a_missing_batch_is_put_in_front_and_said(nets: Path, name: str):
    graph = read(f"{nets}:{name}").trace([(None, (3, 8, 8))])

    assert graph.inputs[0][1].shape == (1, 3, 8, 8)
    assert graph.assumed == ("batch 1, put in front of (3, 8, 8)",)


@pytest.mark.parametrize("shape", [(3, 8, 8), (7, 3, 8, 8)])
def test_the_batch_that_is_given_is_taken(nets: Path, shape: tuple[int, ...]):
    graph = read(f"{nets}:Net").trace([(None, shape)], symbol("N"))

    assert graph.inputs[0][1].shape == (symbol("N"), 3, 8, 8)
    assert graph.assumed == ()


def test_sizes_may_be_symbols(nets: Path):
    height, width = symbol("H"), symbol("W")
    graph = read(f"{nets}:Net").trace([(None, (1, 3, height, width))])

    assert graph.outputs[0].shape == (1, 8, height - 2, width - 2)


def test_a_branch_on_a_symbol_says_which_sizes_take_which_way(nets: Path):
    graph = read(f"{nets}:Branches").trace([(None, (1, 3, symbol("H"), 8))])

    assert str(graph.error) == (
        f"{nets}:35:28: which way this goes depends on the sizes: H % 32 == 0\n"
        "    return x[:, :1] if x.shape[2] % 32 == 0 else x\n"
        "                       ^^^^^^^^^^^^^^^^^^^^\n"
        "true where H is divisible by 32\n"
        "false where H is not divisible by 32\n"
        "in Branches.forward\n"
        'hint: --assume "H % 32 == 0" decides it, or --assume "H % 32 != 0"; '
        "or give the input in numbers"
    )


@pytest.mark.parametrize(("fact", "channels"), [("H % 32 == 0", 1), ("H % 32 != 0", 3)])
def test_an_assumption_decides_a_branch(nets: Path, fact: str, channels: int):
    graph = read(f"{nets}:Branches", assume=[fact]).trace([(None, (1, 3, symbol("H"), 8))])

    assert graph.outputs[0].shape == (1, channels, symbol("H"), 8)


def test_a_call_that_is_not_read_is_a_row_and_stops_where_it_is_needed(nets: Path):
    graph = read(f"{nets}:Foreign").trace([(None, (1, 3, 8, 8))])

    assert [node.name for node in graph.nodes] == ["encoders.look_at", "encoder"]
    assert graph.error is not None
    assert graph.error.source is not None
    assert graph.error.source.line == 44
    assert graph.error.hint == (
        "--assume encoder=SHAPE says what it gives; --root DIR adds a place to look for modules"
    )


def test_what_a_module_gives_may_be_said(nets: Path):
    definition = read(f"{nets}:Foreign", assume=["encoder=1x8x6x6"])
    graph = definition.trace([(None, (1, 3, 8, 8))])

    assert graph.error is None
    assert graph.outputs[0].shape == (1, 4, 4, 4)


def test_what_a_module_gives_that_could_be_read_may_be_said_too(nets: Path):
    graph = read(f"{nets}:Net", assume=["conv=1x5x1x1"]).trace([(None, (1, 3, 8, 8))])

    assert graph.outputs[0].shape == (1, 5, 1, 1)


WRONG = {
    "what is no model": ("Outer", "", "gives an object, which is no model"),
    "too few arguments": ("make", "", "make needs 'width'"),
    "arguments that do not parse": ("Net", "3 4", "a comma is missing"),
}


@pytest.mark.parametrize(("expression", "args", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_target_is_told(nets: Path, expression: str, args: str, said: str):
    with pytest.raises(UsageError, match=said):
        read(f"{nets}:{expression}", args=args).trace([(None, (1, 3, 8, 8))])


def test_too_many_inputs_are_told(nets: Path):
    with pytest.raises(UsageError) as caught:
        read(f"{nets}:Net").trace([(None, (1, 3, 8, 8))] * 2)
    assert str(caught.value) == (
        "2 input shapes for 1 input\nexpected: one for each of: x\n"
        "hint: a list of several is -i x=... -i x=..."
    )


def test_an_input_that_is_not_there_is_told(nets: Path):
    with pytest.raises(UsageError) as caught:
        read(f"{nets}:Two").trace([(None, (1, 2)), (None, (1, 2)), ("scal", (1, 2))])
    assert str(caught.value) == (
        "no input is called 'scal'\nexpected: a, b, scale\nhint: did you mean 'scale'?"
    )


SOURCES = {
    "a class": "class Net:\n    pass\n",
    "a builder": "from torch import nn\ndef make():\n    return nn.ReLU()\n",
    "a builder that is used": (
        "import keras\ndef make():\n    return keras.Sequential([])\n"
        "model = make()\nmodel.summary()\nprint(model)\n"
    ),
}


@pytest.mark.parametrize("text", SOURCES.values(), ids=SOURCES)
def test_what_makes_models_is_source(project: Project, text: str):
    file = project({"net.py": text}) / "net.py"

    assert isinstance(read(file), SourceDefinition)


SPECS = {
    "layers of torch.nn": "nn.Conv2d(3, 8, 3)\nnn.ReLU()\n",
    "layers and an import": "from torch import nn\ninput(3, 8, 8)\nnn.Conv2d(3, 8, 3)\n",
    "a Keras model line by line": (
        "from keras import layers, models\nmodel = models.Sequential()\n"
        "model.add(layers.Conv2D(8, 3, input_shape=(8, 8, 3)))\n"
    ),
}


@pytest.mark.parametrize("text", SPECS.values(), ids=SPECS)
def test_pasted_lines_are_still_a_spec(project: Project, text: str):
    file = project({"net.py": text}) / "net.py"

    assert not isinstance(read(file), SourceDefinition)


def test_a_loop_over_a_symbol_says_what_to_do(project: Project):
    text = "import torch\ndef forward(x):\n    for each in range(x.shape[0]):\n        x = x + 1\n    return x\n"
    file = project({"net.py": text}) / "net.py"
    error = read(f"{file}:forward").trace([(None, (symbol("N"), 3, 8, 8))]).error

    assert error is not None
    assert error.message == "range() takes numbers, and N is not known in numbers"
    assert error.hint == "give the input in numbers, for example -i 3x224x224"


def test_a_fact_about_a_size_that_no_input_has_is_told(nets: Path):
    with pytest.raises(UsageError) as caught:
        read(f"{nets}:Net", assume=["h >= 32"]).trace([(None, (1, 3, symbol("H"), 8))])
    assert str(caught.value) == ("no size of an input is called 'h'\nexpected: --assume with H")


def test_a_fact_is_no_matter_where_all_sizes_are_numbers(nets: Path):
    graph = read(f"{nets}:Net", assume=["H >= 32"]).trace([(None, (1, 3, 8, 8))])

    assert graph.error is None


def test_a_stated_path_that_is_never_called_is_told(nets: Path):
    with pytest.raises(UsageError) as caught:
        read(f"{nets}:Net", assume=["covn=1x2x3x4"]).trace([(None, (1, 3, 8, 8))])
    assert str(caught.value) == (
        "--assume covn=...: nothing of that path is called\n"
        "expected: the path of a module or call, as the first column has it\n"
        "hint: did you mean 'conv'?"
    )


def test_a_colon_and_nothing_behind_it_asks_which(project: Project):
    file = project({"net.py": "from torch import nn\nclass Net(nn.Module): pass\n"}) / "net.py"

    with pytest.raises(UsageError) as caught:
        read(f"{file}:")
    assert str(caught.value) == (
        f"{file} holds models\nexpected: one of them, behind a colon\n"
        f"hint: choose from\n    {file}:Net"
    )


def test_a_text_may_be_source():
    text = "from torch import nn\nclass Net(nn.Conv2d):\n    pass\n"
    graph = read("text", text, args="3, 8, 1").trace([(None, (1, 3, 4, 4))])

    assert graph.error is None
    assert graph.name == "Net"
    assert graph.outputs[0].shape == (1, 8, 4, 4)
