"""Calls of functions and methods where single layers are asked for."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

import convcalc
from convcalc.errors import ConvcalcError

FILE = Path(__file__).parents[1] / "golden" / "frameworks" / "torch_layers.json.gz"
CASES = [
    case
    for case in json.loads(gzip.decompress(FILE.read_bytes()))["cases"]
    if not case["call"].startswith("nn.")
]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['call']} {case['in']}" for case in CASES])
def test_agrees_with_pytorch(case: dict[str, Any]):
    if "error" in case:
        with pytest.raises(ConvcalcError):
            convcalc.layer(case["call"], case["in"][0])
        return
    row = convcalc.layer(case["call"], case["in"][0])

    out = case["out"]
    several = bool(out) and isinstance(out[0], list)
    assert [list(shape) for shape in row.output_shapes] == (out if several else [out])
    assert row.params == case["params"]


def test_free_names_are_symbols():
    row = convcalc.layer("F.avg_pool2d(x, K)", ("N", "C", "H", "W"))

    assert str(row.output_shapes[0][2]) == "⌊H/K⌋"


def test_what_changes_nothing_is_a_row():
    assert convcalc.layer("x.contiguous()", (1, 2)).output_shapes == ((1, 2),)


def test_a_call_that_gives_no_tensor_is_refused():
    with pytest.raises(ConvcalcError, match="a call that gives no tensor"):
        convcalc.layer("x.size(1)", (1, 2))


@pytest.mark.parametrize("call", ["torch.no_such_function(x)", "F.no_such_function(x)"])
def test_a_function_that_nobody_knows_is_told_as_that(call: str):
    with pytest.raises(ConvcalcError, match=r"no_such_function.* is not known"):
        convcalc.layer(call, (1, 4))
