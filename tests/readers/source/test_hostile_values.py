"""Values that no network has: nested without end, of a million axes, or of the wrong kind."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import pytest

from convcalc.errors import ConvcalcError
from convcalc.errors import LimitError
from convcalc.readers import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from convcalc.graph.graph import Graph

    Project = Callable[[dict[str, str]], Path]

NET = """
import torch
import keras
from torch import nn
from torch.nn import functional as F

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 1)

    def forward(self, x):
        {body}
        return self.conv(x)
"""

DOUBLED = "d = [1]\n        for i in range(60): d = [d, d]\n        "
CYCLE = "d = []\n        d.append(d)\n        "


@pytest.fixture(autouse=True)
def few_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many that the tests are over soon."""
    monkeypatch.setattr("convcalc.readers.source.finding.STEPS", 400_000)


def trace(project: Project, body: str, size: int = 8) -> Graph:
    """What comes of a network with a body in its forward."""
    folder = project({"net.py": NET.format(body=body)})
    return read(f"{folder / 'net.py'}:Net").trace([(None, (1, 3, size, size))])


ENDLESS = {
    "given to a function that is not read": f"{DOUBLED}torch.nope(d)",
    "given to a layer's call": f"{DOUBLED}self.conv(d)",
    "given as a size": f"{DOUBLED}nn.AvgPool1d(d)",
    "given to a function": f"{DOUBLED}F.max_pool2d(x, d)",
    "a list in itself given to PyTorch": f"{CYCLE}torch.nope(d)",
    "a list in itself given to Keras": f"{CYCLE}keras.ops.abs(d)",
    "a list in itself given to a layer of Keras": f"{CYCLE}keras.layers.Dense(3)(d)",
    "factors of a product": (
        "import itertools\n        list(itertools.product([0] * 100_000, repeat=1_000_000))"
    ),
    "a tensor of many axes": "torch.zeros(*[1] * 100_000)",
    "a tensor of many elements": "torch.zeros(*[10 ** 1000] * 1_000).sum()",
    "an equation of many inputs": "torch.einsum(','.join(['a'] * 90_000), *[x] * 90_000)",
    "as many axes as there are turns": "while True: x = x.unsqueeze(0)",
}


@pytest.mark.parametrize("body", ENDLESS.values(), ids=ENDLESS)
def test_what_has_no_end_is_refused(project: Project, body: str):
    started = process_time()
    error = trace(project, body).error

    assert error is not None
    assert process_time() - started < 8


WRONG = {
    "a loss without a tensor": "F.cosine_embedding_loss(torch.float32)",
    "a module that is none": "nn.DataParallel(...)(x)",
    "a checkpoint of a number": "torch.utils.checkpoint.checkpoint(1.5, x)",
    "statistics that are a class": "F.batch_norm(x, Net, Net)",
    "an axis that is a tensor": "keras.ops.repeat(3, 1, torch.arange(6))",
    "a kernel that is a number": "keras.ops.conv_transpose(x, 3)",
}


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
def test_what_a_rule_did_not_expect_is_an_error_at_its_line(project: Project, body: str):
    error = trace(project, f"import torch.utils.checkpoint\n        {body}").error

    assert error is not None
    assert error.source is not None
    assert error.source.line == 14


def test_no_except_takes_what_a_rule_did_not_expect(project: Project):
    body = "try: nn.utils.remove_weight_norm(...)\n        except Exception: pass"

    assert trace(project, body).error is not None


def test_a_limit_is_not_met_a_second_time_with_a_batch(project: Project):
    folder = project({"net.py": NET.format(body="while True: pass")})
    started = process_time()
    with pytest.raises(LimitError):
        raise read(f"{folder / 'net.py'}:Net").trace([(None, (3, 8, 8))]).error or ConvcalcError("")

    assert process_time() - started < 10


def test_a_module_whose_name_is_a_path_is_not_read(project: Project):
    folder = project(
        {
            "secret/words.py": "width = 4\n",
            "work/net.py": (
                "import importlib\nfrom torch import nn\n"
                "words = importlib.import_module('PATH/secret/words')\n"
                "model = nn.Conv2d(3, words.width, 1)\n"
            ),
        }
    )
    file = folder / "work" / "net.py"
    file.write_text(file.read_text("utf-8").replace("PATH", str(folder)), encoding="utf-8")
    with pytest.raises(ConvcalcError, match="no module"):
        raise read(f"{file}:model").trace([(None, (1, 3, 8, 8))]).error or ConvcalcError("")
