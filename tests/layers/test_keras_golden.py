"""Every Keras layer call of the golden file: the symbolic answer where it differs from the eager one."""

from __future__ import annotations

from typing import Any

import pytest
from golden import answer
from golden import cases

CASES = cases("keras_layers.json.gz") + cases("keras_layers_2.json.gz")


def expected(case: dict[str, Any]) -> list[Any] | None:
    """The shapes that Keras infers, or None where it refuses."""
    if "symbolic_error" in case:
        return None
    out = case.get("symbolic_out", case.get("out"))
    if out is None:
        return None
    return out if out and isinstance(out[0], list) else [out]


@pytest.mark.parametrize("case", CASES, ids=[case["call"] for case in CASES])
def test_agrees_with_keras(case: dict[str, Any]):
    ours = answer(case["call"], case["in"])

    wanted = expected(case)
    if wanted is None:
        assert "error" in ours, f"Keras refuses: {case.get('symbolic_message') or case['message']}"
        return
    assert "error" not in ours, ours
    assert ours["out"] == wanted
    if "trainable" in case:
        counted = (ours["params"] + ours["buffers"], ours["params"])
        assert counted == (case["params"], case["trainable"])
