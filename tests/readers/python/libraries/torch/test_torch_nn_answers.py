"""What modules answer to, by assertions that hold in PyTorch: each of them runs in the reader."""

from __future__ import annotations

from pathlib import Path

import convcalc

SOURCE = Path(__file__).parent / "torch_models" / "answers.py"


def test_every_assertion_holds() -> None:
    report = convcalc.summary(f"{SOURCE}:Net", [(1, 3, 16, 16)])

    assert [row.name for row in report.layers] == ["c", ""]
    assert [row.name for row in report.unused] == ["a", "b"]
