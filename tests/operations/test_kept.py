"""Every record says what PyTorch keeps for the backward pass."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from convcalc.operations.along_axes import RUNNING
from convcalc.operations.elementwise import BINARY
from convcalc.operations.elementwise import JOINED
from convcalc.operations.elementwise import UNARY
from convcalc.operations.gathering import GATHERINGS
from convcalc.operations.products import PRODUCTS
from convcalc.operations.reductions import PICKINGS
from convcalc.operations.reductions import REDUCTIONS

KEPT = Path(__file__).parents[1] / "golden" / "frameworks" / "torch_kept.jsonl"
CASES = [json.loads(line) for line in KEPT.read_text(encoding="utf-8").splitlines()[1:]]
TABLES: dict[str, Any] = {
    "unary": UNARY,
    "binary": BINARY,
    "number": BINARY,
    "joined": JOINED,
    "gathering": GATHERINGS,
    "product": PRODUCTS,
    "reduction": REDUCTIONS,
    "picking": PICKINGS,
    "running": RUNNING,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['family']} {case['call']}")
def test_the_backward_pass_keeps_what_pytorch_keeps(case: dict[str, Any]):
    record = TABLES[case["family"]][case["operation"]]
    told = record.keeps_beside_number if case["family"] == "number" else record.keeps

    assert told == case["kept"]


def test_nearly_every_record_was_recorded():
    recorded = {(case["family"], case["operation"]) for case in CASES}
    every = {(family, name) for family, table in TABLES.items() for name in table}

    assert {name for family, name in every - recorded if family != "number"} == OF_OTHERS


OF_OTHERS = {
    "bitwise_and",
    "bitwise_left_shift",
    "bitwise_not",
    "bitwise_or",
    "bitwise_right_shift",
    "bitwise_xor",
    "cbrt",
    "div_no_nan",
    "squared_difference",
}
"""Operations that PyTorch has none of, or that are of whole numbers alone."""
