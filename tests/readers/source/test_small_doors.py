"""Python that people's repositories hang on: what CPython and PyTorch make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from convcalc.api import summary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Project = Callable[[dict[str, str]], Path]

HEAD = "import copy, os, sys\nfrom functools import partialmethod\nimport torch\nfrom torch import nn\n"
NET = (
    "class Net(nn.Module):\n    def __init__(self, wide=8, groups=1):\n        super().__init__()\n"
    "        self.conv = nn.Conv2d(4, wide, 3, groups=groups)\n"
    "    def forward(self, x):\n        return self.conv(x)\n"
)

# text, target, parameters
DOORS = {
    "a constructor with arguments filled in": (
        NET + "class Grouped(Net):\n    __init__ = partialmethod(Net.__init__, groups=4)\n",
        "Grouped(wide=8)",
        80,
    ),
    "a method with arguments filled in": (
        NET + "class Wide(Net):\n    def grow(self, by, more=0):\n        return 8 * by + more\n"
        "    double = partialmethod(grow, 2, more=4)\n    def __init__(self):\n        super().__init__(self.double())\n",
        "Wide()",
        740,
    ),
    "what an object is made of again": (
        NET + "class Kept(Net):\n    def __init__(self):\n        super().__init__()\n"
        "        self.made = tuple(super().__reduce_ex__(2))[1][0] is Kept\n"
        "        self.conv = nn.Conv2d(4, 8 if self.made else 2, 1)\n",
        "Kept()",
        40,
    ),
    "a folder that is put in front": (
        "here = os.path.dirname(os.path.abspath(__file__))\nsys.path.insert(0, os.path.join(here, 'drawer'))\n"
        "from pieces import piece\n" + NET + "net = Net(piece())\n",
        "net",
        592,
    ),
    "a folder behind does not hide what is beside": (
        "from pathlib import Path\nsys.path.append(str(Path(__file__).parent / 'drawer'))\n"
        "from beside import wide\nfrom pieces import piece\n" + NET + "net = Net(wide + piece())\n",
        "net",
        740,
    ),
    "a module that is found at the second try": (
        "try:\n    import pieces\nexcept ImportError:\n    sys.path.append(os.path.join(os.path.dirname(__file__), 'drawer'))\n"
        "    import pieces\n" + NET + "net = Net(pieces.piece())\n",
        "net",
        592,
    ),
}


@pytest.mark.parametrize(("text", "target", "parameters"), DOORS.values(), ids=DOORS)
def test_it_is_read_as_python_reads_it(project: Project, text: str, target: str, parameters: int):
    files = {
        "net.py": HEAD + text,
        "drawer/pieces.py": "def piece():\n    return 16\n",
        "drawer/beside.py": "wide = 1000\n",
        "beside.py": "wide = 4\n",
    }
    file = project(files) / "net.py"

    assert summary(f"{file}:{target}", (1, 4, 8, 8)).totals.params == parameters


def test_a_sparse_product_is_one_of_matrices(project: Project):
    text = "class Net(nn.Module):\n    def forward(self, near, x):\n        return torch.spmm(near, torch.sparse.mm(near, x))\n"
    report = summary(project({"net.py": HEAD + text}) / "net.py", [(5, 5), (5, 8)])

    assert report.outputs[0][1] == (5, 8)
    assert report.totals.macs == 400
