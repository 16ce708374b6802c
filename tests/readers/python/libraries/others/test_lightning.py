"""Lightning's modules are read like PyTorch's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from convcalc.readers import read

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
import {module} as pl
from torch import nn
class Net(pl.LightningModule):
    def __init__(self, width=4, lr=0.1):
        super().__init__()
        self.save_hyperparameters()
        self.conv = nn.Conv2d(3, self.hparams.width, 1)
        self.fc = nn.Linear(self.hparams["width"], 2)
    def forward(self, x):
        self.log("mean", x.mean())
        return self.fc(self.conv(x).mean((2, 3)))
    def training_step(self, batch, number):
        raise ValueError
"""


@pytest.mark.parametrize("module", ["pytorch_lightning", "lightning", "lightning.pytorch"])
def test_a_lightning_module_is_a_module(tmp_path: Path, module: str):
    (tmp_path / "net.py").write_text(TEXT.format(module=module), encoding="utf-8")
    graph = read(f"{tmp_path / 'net.py'}:Net", args="width=5").trace([(None, (1, 3, 8, 8))])

    assert graph.error is None
    assert graph.outputs[0].shape == (1, 2)
