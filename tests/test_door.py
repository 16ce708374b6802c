from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

import pytest

import convcalc
from convcalc.door import in_own_words

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("-i SHAPE", "input_size=(1, 3, 224, 224)"),
        ("for example -i 1,1,H,W", "for example input_size=(1, 1, 'H', 'W')"),
        ("-i x=1x3x4", "input_size={'x': (1, 3, 4)}"),
        ("-i x=...", "input_size={'x': ...}"),
        ("-i 5", "input_size=(5,)"),
        ('--assume "H == 3" decides it', 'assume="H == 3" decides it'),
        ("--root DIR adds a place", "roots=[DIR] adds a place"),
        ("a floor-i 3", "a floor-i 3"),
        ("nothing of the sort", "nothing of the sort"),
    ],
)
def test_options_become_arguments(told: str, meant: str):
    assert in_own_words(told) == meant


def test_an_error_speaks_of_arguments_and_has_few_frames(tmp_path: Path):
    file = tmp_path / "net.py"
    file.write_text("from torch import nn\nnet = nn.Sequential(nn.Conv2d(3, 8, 3))\n", "utf-8")
    with pytest.raises(convcalc.ConvcalcError) as caught:
        convcalc.summary(f"{file}:net")

    assert "-i" not in f"{caught.value.expected} {caught.value.hint}"
    assert "input_size=" in f"{caught.value.expected} {caught.value.hint}"
    assert len(traceback.extract_tb(caught.value.__traceback__)) <= 2


def test_a_notebook_shows_the_rows_and_the_error_without_a_traceback():
    with pytest.raises(convcalc.ConvcalcError) as caught:
        convcalc.summary("conv2d(8, k=3)\nConv2d(9, 8, 3)", (1, 3, 8, 8))

    table, error = caught.value._render_traceback_()
    assert "conv2d_1" in table
    assert error.startswith("ShapeError: ")
