"""`--args` gives the arguments of one call, or the command line of the file."""

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
from torch import nn
class Net(nn.Module):
    def __init__(self, window, step=(1, 1)):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, window, step)
    def forward(self, x):
        return self.conv(x)
"""
SIZES = {
    "(3, 5)": (14, 12),
    "(3, 5), step=(2, 2)": (7, 6),
    "((3, 5), (2, 2))": (7, 6),
    "((3, 5)), (2, 2)": (7, 6),
    "(3, 5), (2, 2)": (7, 6),
    "((3, 5), step=2)": (7, 6),
    "(3, step=2)": (7, 7),
    "(3)": (14, 14),
    " 3, 2 ": (7, 7),
    "[3, 5]": (14, 12),
    "*((3, 5), 2)": (7, 6),
    "**dict(window=5)": (12, 12),
}


@pytest.mark.parametrize(("words", "sizes"), SIZES.items(), ids=SIZES)
def test_parentheses_are_taken_as_python_takes_them(
    project: Project, words: str, sizes: tuple[int, int]
):
    text = NET.replace("self, window", "self, window").replace(
        "nn.Conv2d(3, 8, window, step)", "nn.Conv2d(3, 8, *split(window, step))"
    )
    helper = (
        "def split(window, step):\n"
        "    if isinstance(window[0] if isinstance(window, tuple) else window, tuple):\n"
        "        return window\n"
        "    return window, step\n"
    )
    file = project({"net.py": helper + text}) / "net.py"
    graph = read(f"{file}:Net", args=words).trace([(None, (1, 3, 16, 16))])

    assert [each.shape for each in graph.outputs] == [(1, 8, *sizes)]


CONFIGURED = """\
from torch import nn
WIDE = 5
class Net(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.conv = nn.Conv2d(3, cfg.width, 3)
    def forward(self, x):
        return self.conv(x)
"""
OBJECTS = [
    "Namespace(width=5)",
    "argparse.Namespace(width=5)",
    "SimpleNamespace(width=WIDE)",
    "types.SimpleNamespace(width=int(math.sqrt(25)))",
    "EasyDict(width=5)",
    "OmegaConf.create({'width': 5})",
    "omegaconf.OmegaConf.create({'width': 5})",
    "collections.namedtuple('Cfg', 'width')(5)",
    "cfg={'width': 5}",
    "{'width': 5}",
    "torch.Size([5]) and Namespace(width=WIDE)",
]


@pytest.mark.parametrize("words", OBJECTS)
def test_names_are_those_of_the_file_and_the_usual_ones(project: Project, words: str):
    file = project({"net.py": CONFIGURED}) / "net.py"

    for target, args in ((f"{file}:Net", words), (f"{file}:Net({words})", "")):
        graph = read(target, args=args).trace([(None, (1, 3, 8, 8))])
        assert [each.shape for each in graph.outputs] == [(1, 5, 6, 6)]


def test_a_dict_stays_one_where_the_file_says_so(project: Project):
    text = CONFIGURED.replace("self, cfg", "self, cfg: dict[str, int]")
    file = project({"net.py": text}) / "net.py"
    graph = read(f"{file}:Net", args="{'width': 5}").trace([(None, (1, 3, 8, 8))])

    assert graph.error is not None
    assert graph.error.message == "a dict has no attribute 'width'"


def test_a_name_that_nothing_means_is_told(project: Project):
    file = project({"net.py": CONFIGURED}) / "net.py"
    graph = read(f"{file}:Net", args="Setings(width=5)").trace([(None, (1, 3, 8, 8))])

    assert graph.error is not None
    assert graph.error.message == "name 'Setings' is not defined"


PARSED = """\
import argparse
from torch import nn
parser = argparse.ArgumentParser()
parser.add_argument("--data-set", dest="data", required=True)
parser.add_argument("--wide", type=int, default=4)
parser.add_argument("--thin", action="store_true")
opt = parser.parse_args()
class Net(nn.Module):
    def __init__(self, kernel=3):
        super().__init__()
        self.conv = nn.Conv2d(3 if opt.data == "faces" else 1, 1 if opt.thin else opt.wide, kernel)
    def forward(self, x):
        return self.conv(x)
"""
LINES = {
    "--data-set faces": (4, 6),
    "--data-set faces --wide 7": (7, 6),
    "--data-set=faces --thin": (1, 6),
    "data='faces'": (4, 6),
    "data='faces', wide=7, kernel=1": (7, 8),
    "data='faces', thin=True": (1, 6),
    "5, data='faces', thin=False": (4, 4),
}


@pytest.mark.parametrize(("words", "answer"), LINES.items(), ids=LINES)
def test_the_command_line_of_the_file_can_be_given(
    project: Project, words: str, answer: tuple[int, int]
):
    file = project({"net.py": PARSED}) / "net.py"
    graph = read(f"{file}:Net", args=words).trace([(None, (1, 3, 8, 8))])
    channels, size = answer

    assert [each.shape for each in graph.outputs] == [(1, channels, size, size)]


def test_a_required_option_is_asked_for_as_it_may_be_pasted(project: Project):
    file = project({"net.py": PARSED}) / "net.py"
    error = read(f"{file}:Net").trace([(None, (1, 3, 8, 8))]).error

    assert error is not None
    assert error.hint == '--args "--data-set VALUE" gives the command line of the file'


def test_an_argument_that_neither_takes_is_refused(project: Project):
    file = project({"net.py": PARSED}) / "net.py"

    with pytest.raises(UsageError, match="Net has no argument 'dat'"):
        read(f"{file}:Net", args="dat='faces'").trace([(None, (1, 3, 8, 8))])
