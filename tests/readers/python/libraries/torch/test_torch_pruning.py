"""`torch.nn.utils.prune`: parameters and buffers as torch 2.13.0 has them afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from convcalc.api import summary

if TYPE_CHECKING:
    from pathlib import Path

NET = """\
import torch
from torch import nn
import torch.nn.utils.prune as prune
from torch.nn.utils.prune import l1_unstructured
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.c = nn.Conv2d(3, 4, 3)
        self.f = nn.Conv2d(4, 2, 1, bias=False)
    def forward(self, x):
        return self.f(self.c(x))
net = Net()
"""

# (parameters, buffers) of the model after these lines.
LINES = {
    "weight": ("prune.l1_unstructured(net.c, 'weight', amount=0.5)", (120, 108)),
    "bias": ("l1_unstructured(net.c, name='bias', amount=2)", (120, 4)),
    "structured": ("prune.ln_structured(net.c, 'weight', amount=0.5, n=2, dim=0)", (120, 108)),
    "twice": (
        "prune.random_unstructured(net.c, 'weight', 0.1)\nprune.l1_unstructured(net.c, 'weight', 0.1)",
        (120, 108),
    ),
    "a mask": ("prune.custom_from_mask(net.c, 'weight', torch.ones(4, 3, 3, 3))", (120, 108)),
    "global": (
        "prune.global_unstructured([(net.c, 'weight'), (net.f, 'weight')], "
        "pruning_method=prune.L1Unstructured, amount=0.2)",
        (120, 116),
    ),
    "removed": ("prune.identity(net.c, 'weight')\nprune.remove(net.c, 'weight')", (120, 0)),
    "asked": (
        "if prune.is_pruned(net):\n    net.f = nn.Conv2d(4, 9, 1)\n"
        "prune.identity(net.c, 'weight')\nif prune.is_pruned(net):\n    net.f = nn.Conv2d(4, 5, 1)",
        (137, 108),
    ),
}


@pytest.mark.parametrize(("lines", "totals"), LINES.values(), ids=LINES)
def test_masks_are_buffers(tmp_path: Path, lines: str, totals: tuple[int, int]):
    file = tmp_path / "net.py"
    file.write_text(NET + lines + "\n")

    report = summary(f"{file}:net", (1, 3, 8, 8))

    assert (report.totals.params, report.totals.buffers) == totals
    assert report.layers[0].macs == 3888
