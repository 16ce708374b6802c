"""What stands inside modules and layers, found by its path or by what it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from projects import value_of

import convcalc

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Project = Callable[[dict[str, str]], Path]

HEAD = "import inspect\nimport pydoc\nimport torch\nfrom torch import nn\n"
WIDE = "from torch import nn\nclass Wide(nn.Module):\n    width = 5\n"

ANSWERS = {
    "a layer of the framework": (
        "pydoc.locate('torch.nn.modules.conv.Conv2d') is nn.Conv2d",
        "True",
    ),
    "a class of the user's": ("pydoc.locate('parts.wide.Wide').width", "5"),
    "a module of the user's": ("pydoc.locate('parts.wide').Wide.width", "5"),
    "nothing of that name": ("pydoc.locate('parts.wide.Narrow')", "None"),
    "what a layer takes": (
        "inspect.getfullargspec(nn.Conv2d(3, 4, 1).forward).args",
        "['self', 'input']",
    ),
    "what a call of a layer takes": ("inspect.getfullargspec(nn.ReLU()).varargs", "args"),
    "what a layer's constructor takes": (
        "'bias' in inspect.getfullargspec(nn.Linear).args",
        "True",
    ),
    "checkpoints can be loaded safely": (
        "hasattr(torch.serialization, 'add_safe_globals')",
        "True",
    ),
}


@pytest.mark.parametrize(("text", "expected"), ANSWERS.values(), ids=ANSWERS)
def test_it_is_found_as_python_finds_it(project: Project, text: str, expected: str):
    files = {"net.py": f"{HEAD}x = {text}", "parts/__init__.py": "", "parts/wide.py": WIDE}

    assert str(value_of(project(files) / "net.py", "x")) == expected


def test_a_module_without_training_asks_the_one_inside(project: Project):
    text = (
        "class Holder(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.model = nn.Conv2d(3, 4, 1)\n"
        "        del self.training\n"
        "        self.model.training = False\n"
        "    def __getattr__(self, name):\n"
        "        return self._modules['model'] if name == 'model' else getattr(self.model, name)\n"
        "holder = Holder()\n"
        "net = nn.Conv2d(3, 8 if holder.training else 4, 1)\n"
    )
    file = project({"net.py": HEAD + text}) / "net.py"

    assert convcalc.summary(f"{file}:net", (1, 3, 8, 8)).totals.params == 16
