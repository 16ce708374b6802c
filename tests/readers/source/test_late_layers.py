"""Layers and parameters that `forward` makes are the model's, as PyTorch has it from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from convcalc.api import summary

if TYPE_CHECKING:
    from pathlib import Path

NET = """\
import torch
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.fc = self.scale = None
        self.more = nn.ModuleList()
    def forward(self, x):
        x = self.conv(x)
"""

# Parameters, buffers and rows with parameters of torch 2.13.0 after the first call with (1, 3, 8, 8).
LATE = {
    "a layer": (
        "        x = x.flatten(1)\n        if self.fc is None:\n"
        "            self.fc = nn.Linear(x.shape[1], 5)\n        return self.fc(x)\n",
        (837, 0),
        ["conv", "fc"],
    ),
    "a layer each time": (
        "        self.fc = nn.Conv2d(4, 2, 1)\n        return self.fc(x)\n",
        (122, 0),
        None,
    ),
    "a layer that ran before": (
        "        if self.fc is None:\n            fc = nn.Conv2d(4, 2, 1)\n            y = fc(x)\n"
        "            self.fc = fc\n            return y\n        return self.fc(x)\n",
        (122, 0),
        ["conv", "fc"],
    ),
    "a parameter": (
        "        if self.scale is None:\n            self.scale = nn.Parameter(torch.ones(x.shape[1], 1, 1))\n"
        "        return x * self.scale\n",
        (116, 0),
        None,
    ),
    "a block in a list": (
        "        if len(self.more) == 0:\n"
        "            self.more.append(nn.Sequential(nn.Conv2d(4, 4, 1), nn.BatchNorm2d(4)))\n"
        "        return self.more[0](x)\n",
        (140, 9),
        ["conv", "more.0.0", "more.0.1"],
    ),
    "a layer by add_module": (
        "        if 'head' not in self._modules:\n            self.add_module('head', nn.Conv2d(4, 6, 1))\n"
        "        return self.head(x)\n",
        (142, 0),
        ["conv", "head"],
    ),
}


@pytest.mark.parametrize(("text", "totals", "names"), LATE.values(), ids=LATE)
def test_what_forward_makes_counts(
    tmp_path: Path, text: str, totals: tuple[int, int], names: list[str] | None
):
    file = tmp_path / "net.py"
    file.write_text(NET + text)

    report = summary(file, (1, 3, 8, 8))

    assert (report.totals.params, report.totals.buffers) == totals
    if names is not None:
        assert [each.name for each in report.layers if each.params] == names
    assert "the layers that it makes when it first runs" in report.assumed[0]
