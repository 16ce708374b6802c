"""
Write down how the real torch.nn behaves: the rows of the networks in tests/…/torch_models.

Usage: make_modules.py OUT.json.gz
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import torch
from torch_record import record
from torch_record import write

HERE = (
    Path(__file__).parents[2]
    / "tests"
    / "readers"
    / "python"
    / "libraries"
    / "torch"
    / "torch_models"
)
IMAGE = [1, 3, 16, 16]
INPUTS = {
    "Attention": [2, 5, 8],
    "Losses": [2, 4],
    "Recurrent": [2, 5, 6],
    "Tied": [2, 7],
    "Transformers": [2, 5, 8],
}
PARTS = {
    "ConvBNReLU",
    "Dense",
    "LayerNorm2d",
    "Mixed",
    "Mixin",
    "Residual",
    "Same",
    "Scale",
    "Stochastic",
    "Wide",
}


def main(out: str) -> None:
    """Record every network of the file."""
    models = []
    for name, cls in runpy.run_path(str(HERE / "modules.py"), run_name="modules").items():
        if getattr(cls, "__module__", "") != "modules" or not isinstance(cls, type):
            continue
        if name in PARTS:
            continue
        dtype = torch.int64 if name == "Tied" else torch.float32
        given = torch.zeros(INPUTS.get(name, IMAGE), dtype=dtype)
        model = cls().eval()
        if name == "Lazy":
            model(given)
        models.append({"name": name, **record(model, (given,), {})})
    versions = {"torch": torch.__version__}
    write(Path(out), {"versions": versions, "models": models})


if __name__ == "__main__":
    main(sys.argv[1])
