"""Every tensor of TensorFlow Lite files against what the interpreter has, at all sizes tried."""

from __future__ import annotations

import struct
from collections import Counter
from math import prod
from typing import TYPE_CHECKING
from typing import Any

import pytest
from golden_files import cases_of
from golden_files import files_of

from convcalc.analysis.summarise import report_of
from convcalc.dims import Expr
from convcalc.dims import free_symbols
from convcalc.dims import substitute
from convcalc.operations.operand import Operand
from convcalc.readers.contents import Contents
from convcalc.readers.stored.network import Network
from convcalc.readers.tflite.model import Model
from convcalc.readers.tflite.reader import inputs_of
from convcalc.readers.tflite.reader import read
from convcalc.readers.tflite.running import Run
from convcalc.writers.facts import footer

if TYPE_CHECKING:
    from convcalc.analysis.report import Report

CASES = [pytest.param(case, id=case["file"]) for case in cases_of("tflite")]
RESIZED = [pytest.param(case, id=case["file"]) for case in cases_of("tflite") if "resized" in case]

STALE = {"tflite/mixed-float_batch.tflite": (891_528, 2)}
"""
Files whose stored shapes are not those that the interpreter has, by which the work was counted.

Both are right where the shapes are: the same network with a fixed batch has this much work.
"""

WEIGHTS = ("float32", "float16", "int8", "int16")


def traced(case: dict[str, Any], resized: dict[str, list[int]]) -> tuple[Run, Network]:
    model = Model(memoryview(files_of("tflite")[case["file"]]))
    network = Network("net")
    given = []
    for place, each in zip(model.subgraphs[0].inputs, inputs_of(model), strict=True):
        assert each.shape is not None
        shape: Any = tuple(resized.get(str(place), each.shape))
        given.append(Operand(network.builder.input(each.name, shape), each.dtype))
    run = Run(model, network)
    run.differences.is_moved = bool(resized)
    run.main(given)
    return run, network


def at_one(size: Any) -> Any:
    """The size where all that is open is 1, as the file stores it."""
    if not isinstance(size, Expr):
        return size
    return substitute(size, dict.fromkeys(free_symbols(size), 1))


def report(case: dict[str, Any]) -> Report:
    data = files_of("tflite")[case["file"]]
    return report_of(read(Contents(data, case["file"]), "net").trace())


@pytest.mark.parametrize("case", CASES)
def test_every_tensor_has_the_shape_that_the_interpreter_gives_it(case: dict[str, Any]):
    run, _ = traced(case, {})
    seen = case.get("interpreter")
    other = seen if isinstance(seen, dict) else {}
    told = case["subgraphs"][0]["tensors"]
    for place, (value, each) in enumerate(zip(run.values, told, strict=True)):
        if value is not None:
            wanted = other.get(str(place), each["shape"])
            assert [at_one(size) for size in value.shape] == wanted, each["name"]
    assert all(run.values[place] is not None for place in case["subgraphs"][0]["outputs"])


@pytest.mark.parametrize("case", RESIZED)
def test_other_sizes_reach_every_tensor(case: dict[str, Any]):
    run, _ = traced(case, case["resized"])
    for place, wanted in case["resized_shapes"].items():
        value = run.values[int(place)]
        assert value is not None
        assert list(value.shape) == wanted


@pytest.mark.parametrize("case", CASES)
def test_work_is_the_files(case: dict[str, Any]):
    found = report(case)
    assert found.error is None
    rows = case["macs"]["rows"]
    assert len(found.layers) == len(rows)
    total, stale = STALE.get(case["file"], (case["macs"]["total"], None))
    for place, (row, wanted) in enumerate(zip(found.layers, rows, strict=True)):
        if place != stale and isinstance(row.macs, (int, Expr)):
            assert at_one(row.macs) == (wanted or 0), row.name
    assert at_one(found.totals.macs) == total
    unknown = {row.kind for row in found.layers if not isinstance(row.macs, (int, Expr))}
    assert {f"CUSTOM:{each}" for each in unknown} == set(case["macs"].get("uncounted", ()))


@pytest.mark.parametrize("case", CASES)
def test_stored_tensors_are_counted_once(case: dict[str, Any]):
    _, network = traced(case, {})
    counted: Counter[str] = Counter()
    for each in network.stored_since((0, {}, {}, 0)):
        counted[each.dtype] += prod(size for size in each.shape if isinstance(size, int))
    for dtype in WEIGHTS:
        assert counted[dtype] == case["constant_elements"].get(dtype, 0)
    assert report(case).totals.params == sum(counted.values())


def test_what_the_file_tells_otherwise_is_noted():
    data = files_of("tflite")["tflite/gate-float.tflite"]
    told, other = (struct.pack("<5i", 4, 1, 15, 15, each) for each in (8, 9))
    assert data.count(told) > 1
    found = report_of(read(Contents(data.replace(told, other), "net"), "net").trace())
    (noted,) = found.assumed
    assert "is (1, 15, 15, 8), the file says (1, 15, 15, 9)" in noted
    assert "and so for" in noted
    assert not report_of(read(Contents(data, "net"), "net").trace()).assumed


@pytest.mark.parametrize(
    ("kind", "told"), [("float", "float32"), ("int8", "in the number formats of the file")]
)
def test_bytes_are_those_of_the_file(kind: str, told: str):
    (case,) = [each for each in cases_of("tflite") if each["file"] == f"tflite/lenet-{kind}.tflite"]
    found = report(case)
    assert ("weights", told) in [(label, note) for label, _, note in footer(found)]
