"""What modules answer to, by assertions that hold in PyTorch: each of them runs in the reader."""

from __future__ import annotations

from pathlib import Path

import convcalc

MODELS = Path(__file__).parent / "torch_models"


def test_every_assertion_holds() -> None:
    report = convcalc.summary(f"{MODELS / 'answers.py'}:Net", [(1, 3, 16, 16)])

    assert [row.name for row in report.layers] == ["c", ""]
    assert [row.name for row in report.unused] == ["a", "b"]


def test_every_assertion_about_what_holds_others_holds() -> None:
    report = convcalc.summary(f"{MODELS / 'holders.py'}:Net", [(1, 3, 16, 16)])

    assert [row.name for row in report.layers] == ["conv"]
