"""Code that lost its line breaks: the same tree as before, or a refusal, never another."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import convcalc
from convcalc.errors import SyntaxProblem
from convcalc.readers.pasted.line_breaks import has_lost_breaks
from convcalc.readers.pasted.line_breaks import with_line_breaks
from convcalc.readers.pasted.lines import joined
from convcalc.readers.pasted.lines import lines_of
from convcalc.readers.pasted.statements import Unclear

NOTE = "line breaks were put back"
SOURCES = sorted((Path(__file__).parents[2]).rglob("*.py"))


def mended(text: str) -> str:
    return joined(with_line_breaks(lines_of(text)))


def tree(text: str) -> str:
    """What a text says, docstrings and annotations apart."""
    found = ast.parse(text)
    for node in ast.walk(found):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [each for each in body if not _is_silent(each)] or [ast.Pass()]  # type: ignore[attr-defined]
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = re.sub(r"\s+", " ", node.value)
    return ast.dump(found)


def _is_silent(node: ast.stmt) -> bool:
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_text or (isinstance(node, ast.AnnAssign) and node.value is None)


LENET = (
    "import torch import torch.nn as nn import torch.nn.functional as F class Net(nn.Module): "
    "def __init__(self): super(Net, self).__init__() # 1 input channel, 6 output channels, 5x5 "
    "square kernel self.conv1 = nn.Conv2d(1, 6, 5) self.conv2 = nn.Conv2d(6, 16, 5) # an affine "
    "operation: y = Wx + b self.fc1 = nn.Linear(16 * 5 * 5, 120) # 5*5 from the image self.fc2 = "
    "nn.Linear(120, 84) self.fc3 = nn.Linear(84, 10) def forward(self, x): # Max pooling over a "
    "(2, 2) window x = F.max_pool2d(F.relu(self.conv1(x)), (2, 2)) # If the size is a square x = "
    "F.max_pool2d(F.relu(self.conv2(x)), 2) x = torch.flatten(x, 1) # flatten all dimensions but "
    "the batch x = F.relu(self.fc1(x)) x = F.relu(self.fc2(x)) x = self.fc3(x) return x net = Net() "
    "print(net)"
)


def test_a_network_is_read_and_that_is_said() -> None:
    report = convcalc.summary(LENET + "\n", (1, 1, 32, 32))

    assert (report.totals.params, report.outputs[0][1]) == (61_706, (1, 10))
    assert NOTE in report.assumed


def test_places_are_columns_of_the_long_line() -> None:
    with pytest.raises(convcalc.errors.ShapeError) as caught:
        convcalc.summary(LENET + "\n", (1, 1, 28, 28))

    source = caught.value.source
    assert source is not None
    assert LENET[source.column - 1 :].startswith("self.fc1(x)")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "model = Sequential() model.add(Dense(3, input_shape=(4,))) model.add(Dense(1))",
            "model = Sequential()\nmodel.add(Dense(3, input_shape=(4,)))\nmodel.add(Dense(1))",
            id="calls",
        ),
        pytest.param(
            "x = a if b else c y = -x z = not y w = x is not y v = lambda t: t + 1 return_ = v",
            "x = a if b else c\ny = -x\nz = not y\nw = x is not y\nv = lambda t: t + 1\nreturn_ = v",
            id="operators that are words",
        ),
        pytest.param(
            "from a.b import (c, d) from e import f as g, h import i as j, k l = 1 m += 2; n = 3",
            "from a.b import (c, d)\nfrom e import f as g, h\nimport i as j, k\nl = 1\nm += 2\nn = 3",
            id="imports",
        ),
        pytest.param(
            "class A: def f(self): if self.x: return 1 return 2 @staticmethod def g(y): return y "
            "@property def h(self): return 3 a = A()",
            "class A:\n    def f(self):\n        if self.x:\n            return 1\n        return 2\n"
            "    @staticmethod\n    def g(y):\n        return y\n    @property\n    def h(self):\n"
            "        return 3\na = A()",
            id="methods and a branch",
        ),
        pytest.param(
            "class A: def f(self, x): if x: y = 1 else: y = 2 def g(self): pass",
            "class A:\n    def f(self, x):\n        if x:\n            y = 1\n        else:\n"
            "            y = 2\n    def g(self):\n        pass",
            id="two branches of one statement",
        ),
        pytest.param(
            "Here is my net: class A(B): def f(self): return 'a b # c' What is wrong?",
            "class A(B):\n    def f(self):\n        return 'a b # c'",
            id="sentences around",
        ),
        pytest.param(
            "class A(B):     def f(self):         for i in c:             d(i)         e()",
            "class A(B):\n    def f(self):\n        for i in c:\n            d(i)\n        e()",
            id="indentation that is still there",
        ),
    ],
)
def test_statements_are_parted_again(text: str, wanted: str) -> None:
    assert mended(text) == wanted


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "class A(B): def f(self): for i in c: self.d = 1 self.e = 2 def g(self): pass",
            "it is not known where this for ends",
        ),
        (
            "class A(B): def f(self): self.a = 1 # self.b = 2 self.c = 3 self.d = 4",
            "it is not known where this comment ends",
        ),
        (
            "class A(B): def f(self): self.a = 1 # then self.g runs self.c = 3 self.d = 4",
            "it is not known where this comment ends",
        ),
        (
            "class A(B): def f(self): n = 1 # here n = 2 self.c = n self.d = 4",
            "it is not known whether this is in a comment",
        ),
        ("class A(B): def f(self): self.a = (1 self.b = 2 self.c = 3", "a bracket is not closed"),
        (
            "class A(B): def f(self): self.a = 1 def g(x): return x def h(self): self.b = 2",
            "it is not known what this def belongs to",
        ),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused(text: str, reason: str) -> None:
    with pytest.raises(SyntaxProblem, match=reason):
        convcalc.summary(text + "\n")


@pytest.mark.parametrize("joint", [" ", ""])
def test_the_projects_own_classes_come_back_or_are_refused(joint: str) -> None:
    came_back = 0
    for file in SOURCES:
        text = file.read_text(encoding="utf-8")
        for node in ast.parse(text).body:
            if not isinstance(node, ast.ClassDef):
                continue
            lines = text.split("\n")[node.lineno - 1 : node.end_lineno]
            flat = joint.join(lines) if not joint else joint.join(each.strip() for each in lines)
            if not has_lost_breaks(lines_of(flat)):
                continue
            try:
                found = mended(flat)
            except Unclear:
                continue
            assert tree(found) == tree("\n".join(lines)), f"{file}: {node.name}"
            came_back += 1

    assert came_back > 20


def test_a_long_text_takes_no_long_time() -> None:
    text = "class A(B): def f(self): " + "self.a = nn.Linear(3, 4) # some words " * 4_000
    assert mended(text).count("\n") > 3_000
