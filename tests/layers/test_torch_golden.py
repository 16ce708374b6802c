"""Every PyTorch layer call of the golden file: the same shapes, parameters, buffers and work, or refused as well."""

from __future__ import annotations

from typing import Any

import pytest
from golden import answer
from golden import cases

CASES = cases("torch_layers.json.gz") + cases("torch_layers_2.json.gz")


def tensors(out: list[Any]) -> list[list[int]]:
    """The shapes of all tensors in a result, nested as an LSTM's (output, (h, c)) or not."""
    if not out or isinstance(out[0], int):
        return [out]
    return [shape for each in out for shape in tensors(each)]


@pytest.mark.parametrize("case", CASES, ids=[case["call"] for case in CASES])
def test_agrees_with_pytorch(case: dict[str, Any]):
    ours = answer(case["call"], case["in"])

    if "error" in case:
        assert "error" in ours, f"PyTorch refuses: {case['message']}"
        return
    out = case["out"]
    assert "error" not in ours, ours
    if out is not None:
        assert ours["out"] == tensors(out)
    assert (ours["params"], ours["buffers"]) == (case["params"], case.get("buffers", 0))
    if "flops" in case:
        assert ours["macs"] * 2 == case["flops"]
