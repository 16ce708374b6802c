"""Checks that a source makes of its sizes are conditions on the symbols, not choices."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import convcalc

Project = Callable[[dict[str, str]], Path]
N, C, H, W = convcalc.symbols("N C H W")

NET = """
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 4, 4)

    def forward(self, x):
        b, c, h, w = x.shape
        CHECK
        return self.conv(x)
"""


def report(project: Project, check: str) -> convcalc.Report:
    """What is said of the net with a check in it."""
    folder = project({"net.py": NET.replace("CHECK", check)})
    return convcalc.summary(f"{folder / 'net.py'}:Net", (N, C, H, W))


@pytest.mark.parametrize(
    ("check", "wanted"),
    [
        pytest.param("assert h % 4 == 0", "H divisible by 4", id="an assert"),
        pytest.param("assert h == w, f'{h}'", "H = W", id="an assert with a message"),
        pytest.param("assert h % 8 == 0 and w >= 64", "W ≥ 64", id="two at once"),
        pytest.param("assert not h < 32", "H ≥ 32", id="the opposite"),
        pytest.param("torch._assert(h == 224, 'no')", "H = 224", id="PyTorch's own check"),
        pytest.param("if w > 64: raise ValueError(w)", "4 ≤ W ≤ 64", id="an error that is raised"),
        pytest.param("if h % 4 != 0 or w < 9: raise Exception", "W ≥ 9", id="one for two reasons"),
    ],
)
def test_a_check_is_a_condition(project: Project, check: str, wanted: str):
    found = report(project, check)

    assert found.error is None
    assert wanted in found.constraints


@pytest.mark.parametrize(
    "check",
    [
        pytest.param("assert h % 4 == 0 or w % 4 == 0", id="either of two"),
        pytest.param("assert h != 7", id="one size left out"),
        pytest.param("x = x[:, :3] if h > w else x", id="a choice"),
    ],
)
def test_what_is_no_condition_is_left_to_the_user(project: Project, check: str):
    with pytest.raises(convcalc.ConvcalcError, match="which way this goes depends on the sizes"):
        report(project, check)


def test_a_check_that_fails_for_numbers_is_the_source_s_own_error(project: Project):
    folder = project({"net.py": NET.replace("CHECK", "assert h % 4 == 0, f'not {h}'")})

    with pytest.raises(convcalc.ConvcalcError, match="AssertionError: not 30"):
        convcalc.summary(f"{folder / 'net.py'}:Net", (1, 3, 30, 32))
