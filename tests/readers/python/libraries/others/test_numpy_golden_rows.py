"""Every row of NumPy's and einops's tables has calls that they answered, and the same answers."""

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

from convcalc.readers.python.libraries.torch.tensor import TorchTensor

CASES = cases("numpy_rows.jsonl")
OPEN = open_calls("numpy_rows_open.txt")
ROWS = by_row(CASES)
WITHOUT = {
    "einops.__version__": "told by the release",
    "numpy.e": "a number",
    "numpy.empty": "its numbers are left to chance",
    "numpy.float_": "a name that NumPy 2 no longer has",
    "numpy.inf": "a number",
    "numpy.nan": "a number",
    "numpy.ndarray": "a class that nobody makes objects of",
    "numpy.newaxis": "None",
    "numpy.pi": "a number",
    "numpy.product": "a name that NumPy 2 no longer has",
    "numpy.set_printoptions": "called for its effect alone",
}
"""Rows without a golden call, and why."""


def evaluate(case: Case, given: list[tuple[list[int], str]]) -> Any:
    return evaluated(f"r = {case['call']}", [shape for shape, _ in given]).scope.variables["r"]


def told(value: Any) -> Any:
    if isinstance(value, TorchTensor):
        return shape_text(value.shape, value.dtype)
    if any(isinstance(each, TorchTensor) for each in flat(value)):
        return [told(each) for each in value]
    return {"is": plain(value)}


def test_every_row_has_a_call():
    called = {name for case in CASES for name in names_in(case["call"])}

    bare = [
        f"{module}.{name}"
        for module, short in (("numpy", "np"), ("einops", "einops"))
        for name in framework_names.names(module)
        if f"{short}.{name}" not in called and f"{module}.{name}" not in WITHOUT
    ]
    assert bare == []


def test_what_is_open_was_recorded():
    assert OPEN.keys() <= {shown(case) for case in CASES}


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
