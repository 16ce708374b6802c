"""Every row of PyTorch's tables has calls that PyTorch answered, and convcalc gives the same answers."""

from __future__ import annotations

from typing import Any

import framework_names
import pytest
from golden_rows import Case
from golden_rows import by_row
from golden_rows import cases
from golden_rows import flat
from golden_rows import judged
from golden_rows import names_in
from golden_rows import open_calls
from golden_rows import plain
from golden_rows import shape_text
from golden_rows import shown
from torch_expressions import evaluated
from torch_hand import WITHOUT

from convcalc.readers.python.libraries.torch.tensor import TorchTensor
from convcalc.readers.python.tracing.named_results import NamedResults

CASES = cases("torch_rows.jsonl")
OPEN = open_calls("torch_rows_open.txt")
ROWS = by_row(CASES)
MODULES = {
    "torch": "torch",
    "torch.nn.functional": "F",
    "torch.fft": "torch.fft",
    "torch.linalg": "torch.linalg",
    "torch.special": "torch.special",
}
MOST_NOT_KNOWN = 469
"""Calls whose answer is not known: fewer is better."""


def evaluate(case: Case, given: list[tuple[list[int], str]]) -> Any:
    shapes = [shape for shape, _ in given]
    dtypes = {name: dtype for name, (_, dtype) in zip("xyzwvuts", given, strict=False)}
    value = evaluated(f"r = {case['call']}", shapes, dtypes).scope.variables["r"]
    return value.items if isinstance(value, NamedResults) else value


def told(value: Any) -> Any:
    if isinstance(value, TorchTensor):
        return shape_text(value.shape, value.dtype)
    if any(isinstance(each, TorchTensor) for each in flat(value)):
        return [told(each) for each in value]
    return {"is": plain(value)}


def rows() -> dict[str, set[str]]:
    """Every row of the tables, and what calls it."""
    found = {
        f"{module}.{name}": {f"{short}.{name}"}
        for module, short in MODULES.items()
        for name in framework_names.names(module)
    }
    found |= {
        f"torch.Tensor.{name}": {f".{name}", f".{name}_"} for name in framework_names.methods()
    }
    return found


def test_every_row_has_a_call():
    called = {name for case in CASES for name in names_in(case["call"])}

    bare = [row for row, words in rows().items() if not words & called and row not in WITHOUT]
    assert bare == [], "run tools/golden/make_torch_functions.py; torch_calls.txt has whole calls"


def test_what_has_no_call_is_a_row():
    assert set(WITHOUT) <= rows().keys()


def test_what_is_open_was_recorded():
    assert OPEN.keys() <= {shown(case) for case in CASES}


def test_little_is_not_known():
    verdicts = {shown(case): judged(case, evaluate, told)[0] for case in CASES}
    unknown = [call for call, verdict in verdicts.items() if verdict == "not known"]

    assert len(unknown) <= MOST_NOT_KNOWN, f"say their values by compute: {unknown[-20:]}"


@pytest.mark.parametrize("row", ROWS)
def test_agrees_with_the_framework(row: str):
    disagree = {}
    for case in ROWS[row]:
        verdict, answer = judged(case, evaluate, told)
        if verdict not in ("agrees", "not known"):
            disagree[shown(case)] = f"{verdict}: {answer}, not {case.get('out', case.get('error'))}"

    known = {call for call in map(shown, ROWS[row]) if call in OPEN}
    assert {call: told for call, told in disagree.items() if call not in known} == {}
    assert known <= disagree.keys(), "agrees now: leave it out of the open ones"
