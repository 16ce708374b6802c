"""What a file feeds comes out of arrays, data sets, loaders and tests, as in PyTorch."""

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
import numpy as np
import torch
import torch.nn as nn
import torch.utils.data as data
import unittest
from torch.utils.data import ConcatDataset, DataLoader, Dataset, IterableDataset
from torch.utils.data import Subset, TensorDataset, random_split
from tqdm import tqdm
class Net(nn.Module):
    def __init__(self, width=8):
        super().__init__()
        self.conv = nn.Conv2d(3, width, 3)
    def forward(self, x):
        return self.conv(x)
class Pairs(Dataset):
    def __len__(self): return 7
    def __getitem__(self, i): return {"image": torch.zeros(3, 9, 9), "label": i, "name": f"{i}"}
class Stream(IterableDataset):
    def __iter__(self):
        for _ in range(5):
            yield np.zeros((3, 9, 9), dtype="float32")
tensors = TensorDataset(torch.zeros(10, 3, 9, 9), torch.arange(10))
net = Net(4)
"""
FED: dict[str, tuple[str, int]] = {
    "batches of tensors": ("for x, y in DataLoader(tensors, batch_size=4): net(x)", 4),
    "a batch that is left over": ("*_, (x, y) = DataLoader(tensors, 4)\nnet(x)", 2),
    "none left over": ("x = [x for x, _ in DataLoader(tensors, 4, drop_last=True)][-1]\nnet(x)", 4),
    "how many": ("net(torch.zeros(len(DataLoader(tensors, 4)), 3, 9, 9))", 3),
    "one by one": ("for x, _ in DataLoader(tensors): net(x)", 1),
    "without batches": ("for x, _ in DataLoader(tensors, None): net(x[None])", 1),
    "shuffled dicts": ("for b in data.DataLoader(Pairs(), 3, True): net(b['image'])", 3),
    "its own joining": (
        "for x in DataLoader(Pairs(), 3, collate_fn=lambda b: torch.stack([e['image'] for e in b])): net(x)",
        3,
    ),
    "a stream of arrays": ("for x in DataLoader(Stream(), batch_size=2): net(x)", 2),
    "the next of an iterator": ("x, y = next(iter(DataLoader(tensors, 6)))\nnet(x)", 6),
    "a split": ("a, b = random_split(tensors, [7, 3])\nfor x, y in DataLoader(b, 8): net(x)", 3),
    "a split by shares": (
        "a, b = random_split(tensors, [0.75, 0.25])\nnet(torch.zeros(len(a), 3, 9, 9))",
        8,
    ),
    "some, of two": (
        "both = Subset(tensors + tensors, [0, 15, 19])\nfor x, y in DataLoader(both, 8): net(x)",
        3,
    ),
    "with a bar": ("for i, (x, y) in enumerate(tqdm(DataLoader(tensors, 4), desc='t')): net(x)", 4),
    "numbers by chance": (
        "net(torch.from_numpy(np.random.rand(2, 3, 9, 9).astype(np.float32)))",
        2,
    ),
    "a generator of them": (
        "r = np.random.default_rng(0)\nnet(torch.tensor(r.normal(size=(2, 3, 9, 9))).float())",
        2,
    ),
    "whole ones": ("net(torch.from_numpy(np.random.randint(0, 255, size=(2, 3, 9, 9))) / 255)", 2),
    "around others": ("a = np.random.normal(np.ones((2, 3, 9, 9)))\nnet(torch.Tensor(a))", 2),
    "axes that move": (
        "a = np.moveaxis(np.empty((2, 9, 9, 3), 'f4'), -1, 1)\nnet(torch.from_numpy(a))",
        2,
    ),
    "a shape from a range": ("net(torch.arange(2 * 243).view(2, 3, 9, 9).float())", 2),
    "an axis by None": ("net(torch.zeros(3, 9, 9)[None])", 1),
    "a test case": (
        "class TestNet(unittest.TestCase):\n    def setUp(self):\n        self.n = 2\n"
        "    def test_shape(self):\n        y = net(torch.zeros(self.n, 3, 9, 9))\n"
        "        self.assertEqual(y.shape, (2, 4, 7, 7))\nunittest.main()",
        2,
    ),
    "a class of tests": (
        "class TestNet:\n    def test_it(self):\n        assert net(torch.zeros(2, 3, 9, 9)).shape[1] == 4",
        2,
    ),
    "fx": ("net = torch.fx.symbolic_trace(net)\nnet(torch.zeros(2, 3, 9, 9))", 2),
    "a trace of its methods": (
        "torch.jit.trace_module(net, {'forward': torch.zeros(2, 3, 9, 9)})",
        2,
    ),
    "other weights": (
        "from torch.func import functional_call\nfunctional_call(net, dict(net.named_parameters()), (torch.zeros(2, 3, 9, 9),))",
        2,
    ),
}
"""What stands below, and the batch that PyTorch says of it."""


@pytest.mark.parametrize(("text", "batch"), FED.values(), ids=FED)
def test_the_first_batch_is_what_pytorch_takes(project: Project, text: str, batch: int):
    graph = read(project({"net.py": NET + text}) / "net.py").trace()

    assert graph.error is None
    assert [each.shape for each in graph.outputs] == [(batch, 4, 7, 7)]


UNKNOWN = {
    "labels of a part": "part, _ = random_split(tensors, [5, 5])\nn = int(part[0][1])",
    "labels in any order": "n = int(next(iter(DataLoader(tensors, 4, shuffle=True)))[1][0])",
    "numbers by chance": "n = np.random.randint(1, 9)",
}


@pytest.mark.parametrize("text", UNKNOWN.values(), ids=UNKNOWN)
def test_values_by_chance_are_not_known(project: Project, text: str):
    file = project({"net.py": NET + text + "\nnet(torch.zeros(n, 3, 9, 9))"}) / "net.py"

    with pytest.raises(UsageError, match="the shape of the input 'x' is not known"):
        read(file).trace()
