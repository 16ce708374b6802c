"""Manners of real sources: how people write models, and what they are told when it goes wrong."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from typing import Any

import pytest

from convcalc.errors import SyntaxProblem
from convcalc.readers import read

if TYPE_CHECKING:
    from pathlib import Path

    from convcalc.graph.graph import Graph

START = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n"


def traced(
    folder: Path, text: str, target: str = "Net", size: tuple[int, ...] = (1, 3, 8, 8)
) -> Graph:
    """The graph of a source."""
    file = folder / "net.py"
    file.write_text(START + text, encoding="utf-8")
    return read(f"{file}:{target}").trace([(None, size)])


def net(made: str, forward: str = "return x", above: str = "") -> str:
    """A module with statements of its own in its constructor and its forward."""
    body = "\n        ".join(["super().__init__()", *made.split("\n")])
    steps = "\n        ".join(forward.split("\n"))
    return (
        f"{above}\nclass Net(nn.Module):\n    def __init__(self):\n        {body}\n"
        f"    def forward(self, x):\n        {steps}\n"
    )


READ: dict[str, tuple[str, tuple[Any, ...]]] = {
    "modules put in front of an empty list": (
        net(
            "self.ups = nn.ModuleList()\nfor n in (4, 3):\n    self.ups.insert(0, nn.Conv2d(n, n + 1, 1))",
            "for up in self.ups:\n    x = up(x)\nreturn x",
        ),
        (1, 5, 8, 8),
    ),
    "a name bound by two imports": (
        net(
            "self.c = nn.Conv2d(3, int(sqrt(16)), 1)",
            "return self.c(x)",
            "from torch import nn, sqrt\nfrom math import sqrt",
        ),
        (1, 4, 8, 8),
    ),
    "callable() of a tensor": (
        net(
            "self.p = nn.Parameter(torch.zeros(3, 1, 1))",
            "p = self.p\nreturn x + (p() if callable(p) else p)",
        ),
        (1, 3, 8, 8),
    ),
    "versions compared": (
        net(
            "new = version.parse(torch.__version__) >= version.parse('1.10.0rc1')\nself.c = nn.Conv2d(3, 4 if new else 5, 1)",
            "return self.c(x)",
            "from packaging import version",
        ),
        (1, 4, 8, 8),
    ),
    "an assert about values": (
        net("pass", "assert (x >= 0).all() and x.max() < 5, 'range'\nreturn x"),
        (1, 3, 8, 8),
    ),
    "recurrent weights laid out again": (
        net(
            "self.r = nn.LSTM(8, 5, bidirectional=True)\nself.r.flatten_parameters()",
            "return self.r(x[0])[0]",
        ),
        (3, 8, 10),
    ),
    "layers named by texts": (
        net(
            "self.l = nn.Sequential(*[eval(n)(*a) for n, a in PARTS])",
            "return self.l(x)",
            "class Up(nn.Upsample): pass\nPARTS = [('nn.Conv2d', [3, 6, 3]), ('Up', [None, 2])]",
        ),
        (1, 6, 12, 12),
    ),
    "einops.einsum with dots": (
        net(
            "self.w = nn.Parameter(torch.zeros(8, 5))",
            "return einsum(x, self.w, '... i, i j -> ... j')",
            "from einops import einsum",
        ),
        (1, 3, 8, 5),
    ),
    "a spectrum and back": (
        net(
            "pass",
            "z = torch.stft(x[:, 0].flatten(1), 16, 4, return_complex=True)\nassert z.shape == (1, 9, 17)\nreturn torch.istft(z, 16, 4)",
        ),
        (1, 64),
    ),
    "packed sequences": (
        net(
            "self.r = nn.GRU(8, 5, batch_first=True)",
            "p = pack(x, [7, 4], batch_first=True)\np, h = self.r(p)\nreturn pad(p, batch_first=True)[0]",
            "from torch.nn.utils.rnn import pack_padded_sequence as pack, pad_packed_sequence as pad",
        ),
        (2, 7, 5),
    ),
    "a mixin of the hub": (
        net("self.c = nn.Conv2d(3, 2, 1)", "return self.c(x)")
        .replace("(nn.Module)", "(nn.Module, Hub, library_name='x')")
        .replace(
            "\nclass Net", "\nfrom huggingface_hub import PyTorchModelHubMixin as Hub\nclass Net", 1
        ),
        (1, 2, 8, 8),
    ),
    "a parametrized weight used by hand": (
        net(
            "self.l = nn.Linear(8, 8)\nP.register_parametrization(self.l, 'weight', Sym())",
            "return x @ self.l.weight",
            "import torch.nn.utils.parametrize as P\nclass Sym(nn.Module):\n    def forward(self, w): return w.triu() + w.triu(1).T",
        ),
        (1, 3, 8, 8),
    ),
}


@pytest.mark.parametrize(("text", "shape"), READ.values(), ids=READ)
def test_a_manner_is_read(tmp_path: Path, text: str, shape: tuple[int, ...]):
    sizes = {(2, 7, 5): (2, 7, 8)}
    graph = traced(tmp_path, text, size=sizes.get(shape, (1, 3, 8, 8)))

    assert graph.error is None
    assert graph.outputs[0].shape == shape


CONFIGS = {
    "a command line": (
        "import argparse\nparser = argparse.ArgumentParser('train')\n"
        "group = parser.add_argument_group('model')\n"
        "group.add_argument('-w', '--out-width', type=int, default='6')\n"
        "parser.add_argument('--fast', action='store_true')\n"
        "args = parser.parse_args()\nassert args.fast is False\nnet = Net(args).to('cpu')\n"
    ),
    "a dict that is its attributes": (
        "class Config(dict):\n    def __init__(self, *args, **kwargs):\n"
        "        super().__init__(*args, **kwargs)\n        self.__dict__ = self\n"
        "net = nn.DataParallel(Net(Config(out_width=6))).module\n"
    ),
}


@pytest.mark.parametrize("above", CONFIGS.values(), ids=CONFIGS)
def test_a_configuration_is_read(tmp_path: Path, above: str):
    model = (
        "class Net(nn.Module):\n    def __init__(self, args):\n        super().__init__()\n"
        "        self.c = nn.Conv2d(3, args.out_width, 1)\n"
        "    def forward(self, x): return self.c(x)\n"
    )
    assert traced(tmp_path, model + above, "net").outputs[0].shape == (1, 6, 8, 8)


def test_an_operation_never_has_the_name_of_a_module(tmp_path: Path):
    text = net("self.relu = nn.ReLU()", "return self.relu(torch.relu(x))")

    assert [each.name for each in traced(tmp_path, text).nodes] == ["relu_1", "relu"]


def test_a_declared_encoding_is_read(tmp_path: Path):
    text = f"# -*- coding: latin-1 -*-\n# caf\xe9\n{START}{net('pass')}"
    (tmp_path / "net.py").write_bytes(text.encode("latin-1"))

    assert read(f"{tmp_path / 'net.py'}:Net").trace([(None, (1, 3))]).error is None


WRONG: dict[str, tuple[str, str, str]] = {
    "no super().__init__()": (
        net("self.c = nn.Conv2d(3, 4, 1)").replace("super().__init__()", "pass"),
        "cannot assign module before Module.__init__() call in Net",
        "super().__init__() comes first in Net.__init__",
    ),
    "a forgotten self": (
        net("self.c = nn.Conv2d(3, 4, 1)", "return c(x)"),
        "name 'c' is not defined",
        "did you mean self.c?",
    ),
    "an attribute bound without self": (
        net("pool = nn.MaxPool2d(2)", "return self.pool(x)"),
        "'Net' object has no attribute 'pool'",
        "line 8 of Net.__init__ says pool without self",
    ),
    "a missing import": (
        net("pass", "return np.ones(3)"),
        "name 'np' is not defined",
        "import numpy as np",
    ),
    "a forward that returns nothing": (
        net("self.c = nn.Conv2d(3, 4, 1)", "self.c(x)"),
        "Net.forward returns None",
        "return what the last layer gives",
    ),
    "a part that returns nothing": (
        net(
            "self.l = nn.Sequential(Part(), nn.ReLU())",
            "return self.l(x)",
            "class Part(nn.Module):\n    def forward(self, x):\n        x + 1",
        ),
        "ReLU: the input is None",
        "a forward() without return gives None: return what its last layer gives",
    ),
    "a list for a sequence": (
        net("self.l = nn.Sequential([nn.ReLU()])"),
        "a list is not a Module subclass",
        "a star hands over what is in it: nn.Sequential(*layers)",
    ),
    "a layer made where it is called": (
        net("pass", "return nn.Flatten(x)"),
        "Flatten() is given a tensor where the layer is made, not where it is called",
        "",
    ),
    "an option without default": (
        net(
            "self.c = nn.Conv2d(3, args.width, 1)",
            above="import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument('--width', required=True)\nargs = parser.parse_args()",
        ),
        "width is not known: the command line must give --width",
        '--args "--width VALUE" gives the command line of the file',
    ),
    "a file that is opened": (
        net("self.c = nn.Conv2d(3, int(open('n').read()), 1)"),
        "open('n').read(...) is not known: only what is below the model's own folders and --root is read",
        "give what is needed as an argument, for example --args 'config={...}'",
    ),
}


@pytest.mark.parametrize(("text", "message", "hint"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_told(tmp_path: Path, text: str, message: str, hint: str):
    error = traced(tmp_path, text).error

    assert error is not None
    assert (error.message, error.hint) == (message, hint)
    assert error.source is not None


OTHER_PYTHONS = {
    "a printing statement": (
        "print 'x'",
        "this is Python 2: missing parentheses in call to 'print'. Did you mean print(...)?",
        "convert the file to Python 3 first",
    ),
    "a notebook's magic": (
        "%matplotlib inline",
        "this line is for a notebook, not for Python: %matplotlib inline",
        "take it out, or export the notebook with jupyter nbconvert --to script",
    ),
}


@pytest.mark.parametrize(("line", "message", "hint"), OTHER_PYTHONS.values(), ids=OTHER_PYTHONS)
def test_a_line_of_another_language_is_told(tmp_path: Path, line: str, message: str, hint: str):
    with pytest.raises(SyntaxProblem) as caught:
        traced(tmp_path, f"{line}\n{net('pass')}")

    assert (caught.value.message, caught.value.hint) == (message, hint)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python reads them")
def test_a_newer_python_is_told(tmp_path: Path):
    with pytest.raises(SyntaxProblem) as caught:
        traced(tmp_path, "class Box[T]: pass\n")

    assert caught.value.message == (
        "type parameters in brackets need Python 3.12, and convcalc runs on Python 3.11 here"
    )
