"""Models are found by the names under which their packages would register them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from convcalc.readers import read

if TYPE_CHECKING:
    from pathlib import Path

NET = """\
from torch import nn
from ._registry import register_model

@register_model
def small_net(pretrained=False, width=4):
    return nn.Conv2d(3, width, 1)
"""
FILES = {
    "timm/__init__.py": "from .models import create_model\n",
    "timm/models/__init__.py": "from .nets import *\nfrom ._factory import create_model\n",
    "timm/models/_registry.py": (
        "_entrypoints = {}\n"
        "def register_model(f):\n    _entrypoints[f.__name__] = f\n    return f\n"
        "def is_model(name): return name in _entrypoints\n"
        "def model_entrypoint(name): return _entrypoints[name]\n"
    ),
    "timm/models/_factory.py": (
        "from ._registry import is_model, model_entrypoint\n"
        "def create_model(name, **kwargs):\n"
        "    if not is_model(name):\n        raise RuntimeError('Unknown model ' + name)\n"
        "    return model_entrypoint(name)(**kwargs)\n"
    ),
    "timm/models/nets.py": NET,
    "torchvision/__init__.py": "from . import models\n",
    "torchvision/models/__init__.py": "from .nets import *\nfrom ._api import get_model\n",
    "torchvision/models/_api.py": "MODELS = {}\ndef get_model(name, **c): return MODELS[name](**c)\n",
    "torchvision/models/nets.py": NET.replace("._registry", "timm.models._registry"),
    "mine.py": (
        "import timm\nimport torchvision\n"
        "def one(): return timm.create_model('small_net', pretrained=True, width=5)\n"
        "def two(): return torchvision.models.get_model('Small_Net', width=6)\n"
        "def none(): return timm.create_model('large_net')\n"
    ),
}


@pytest.fixture
def mine(tmp_path: Path) -> str:
    for name, text in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return str(tmp_path / "mine.py")


@pytest.mark.parametrize(("builder", "width"), [("one", 5), ("two", 6)])
def test_a_registered_model_is_made_by_its_name(mine: str, builder: str, width: int):
    graph = read(f"{mine}:{builder}").trace([(None, (1, 3, 2, 2))])

    assert graph.error is None
    assert graph.outputs[0].shape == (1, width, 2, 2)


def test_a_name_that_nobody_registers_is_told(mine: str):
    error = read(f"{mine}:none").trace([(None, (1, 3, 2, 2))]).error

    assert "Unknown model large_net" in str(error)
