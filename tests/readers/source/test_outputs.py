"""What a model returns gives its tensors, each where it stands, and nothing that is only kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from convcalc.readers import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Project = Callable[[dict[str, str]], Path]

TEXT = """\
from collections import namedtuple
from dataclasses import dataclass
from typing import NamedTuple
import torch
from torch import nn
Pair = namedtuple("Pair", "one two")
class Three(NamedTuple):
    one: object
    two: object
@dataclass
class Fields:
    one: object
    two: object = None
    def keep(self, cache):
        self.cache = cache
        self._seen = [cache]
        return self
class Plain:
    def __init__(self, one, cache):
        self.one = one
        self._cache = cache
        self.steps = [cache]
class Kept(dict):
    pass
def kept(one, cache):
    made = Kept(one=one)
    made.cache = cache
    return made
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(3, 4, 3)
        self.b = nn.Conv2d(4, 2, 1)
    def forward(self, x):
        a = self.a(x)
        b = self.b(a)
        return RETURNED
"""
A, B = (1, 4, 6, 6), (1, 2, 6, 6)
RETURNED = {
    "b": [B],
    "b, a, {'features': a}": [B, A, A],
    "[a, (a, [a])]": [A, A, A],
    "{'x': {'y': b, 'z': [a]}, 'w': b, 'n': None, 'k': 3}": [B, A, B],
    "Pair(b, a)": [B, A],
    "Three(two=a, one=b)": [B, A],
    "Fields(b, (a, b))": [B, A, B],
    "Fields(b).keep(a)": [B],
    "Plain(b, a)": [B],
    "kept(b, a)": [B],
    "torch.max(b, 1)": [(1, 6, 6), (1, 6, 6)],
}


@pytest.mark.parametrize(("returned", "shapes"), RETURNED.items(), ids=RETURNED)
def test_the_outputs_are_what_is_returned(
    project: Project, returned: str, shapes: list[tuple[int, ...]]
):
    file = project({"net.py": TEXT.replace("RETURNED", returned)}) / "net.py"
    graph = read(f"{file}:Net").trace([(None, (1, 3, 8, 8))])

    assert graph.error is None
    assert [each.shape for each in graph.outputs] == shapes


def test_what_holds_itself_ends(project: Project):
    text = TEXT.replace("return RETURNED", "c = [a]\n        c.append(c)\n        return c")
    file = project({"net.py": text}) / "net.py"
    error = read(f"{file}:Net").trace([(None, (1, 3, 8, 8))]).error

    assert error is not None
    assert "values in what the model returns" in error.message
