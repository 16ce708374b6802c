"""Every value of ONNX files against what ONNX Runtime made of them, at all sizes that were tried."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import pytest
from golden_files import cases_of
from golden_files import files_of

from convcalc.analysis.summarise import report_of
from convcalc.dims import Expr
from convcalc.readers.contents import Contents
from convcalc.readers.onnx.reader import model_of
from convcalc.readers.onnx.reader import run_model
from convcalc.readers.stored.network import Network

if TYPE_CHECKING:
    from collections.abc import Iterator

    from convcalc.readers.onnx.scope import Scope

SETS = {
    "onnx_exports": "onnx",
    "onnx_keras": "onnx",
    "onnx_special": "onnx",
    "onnx_found": "onnx_found",
}
"""Golden cases, and the archive that has their files."""

REFUSED = {
    "mixed_rank_broadcasting.onnx": "axis 3 has 4 in input 1 and 3 in input 2",
    "bad_graph_with_multi_level_errors.onnx": r"\(4, 5\) has 5 columns, \(4, 5\) has 4 rows",
    "test_recursive_pattern_building.onnx": "does not say the shape of its input 'i0'",
    "test_toyPlugin_intermediate_output_to_other_node_unmatch_case.onnx": "its input 'i0'",
    "test_toyPlugin_intermediate_output_unmatch_case.onnx": "its input 'i0'",
    "ArgMaxDefault.onnxtxt": "does not say the shape of its input 'input'",
    "ArgMaxKeepDim.onnxtxt": "does not say the shape of its input 'input'",
    "ArgMaxNoKeepDim.onnxtxt": "does not say the shape of its input 'input'",
    "ArgMinNoKeepDim.onnxtxt": "does not say the shape of its input 'input'",
    "sliceInvalidAxes.onnxtxt": "does not say the shape of its input 'axes'",
}
"""Files that are wrong, or lack the shape of an input, and what is said of them."""

VALUE_DEPENDENT = {"04_setting_upper_bounds/model.onnx"}
"""Files in which the work depends on values."""

WITH_A_PAST = {
    "attention_cache.onnx": 16,
    "attention_qk_output_1.onnx": 16,
    "attention_qk_output_2.onnx": 16,
}
"""Attention over keys of a past as well, 2 in all, which the counter of the cases leaves out."""

MISSING = {"ort_all.onnx", "bad_graph_conditionally_invalid.onnx"}
"""Files with operators of which nothing is known, or branches of other numbers of axes."""


def runs() -> Iterator[Any]:
    for name, archive in SETS.items():
        for case in cases_of(name):
            for index, run in enumerate(case.get("runs") or [{}]):
                if "error" not in run or "torch_outputs" in run:
                    yield pytest.param(archive, case, run, id=f"{case['file']}-{index}")


def traced(archive: str, case: dict[str, Any], run: dict[str, Any]) -> tuple[Network, Scope]:
    files = files_of(archive)
    file = case["file"]
    data = files.get(file, files.get(file.removeprefix("files/")))
    assert data is not None, file
    model = model_of(Contents(data, file))
    network = Network("net")
    declared = model.declared()
    names = {each.name for each in declared}
    inputs = run.get("inputs") or {}
    given = [
        (name, tuple(shape))
        for name, shape in inputs.items()
        if isinstance(shape, list) and name in names
    ]
    scope = run_model(model, network, network.take_inputs(declared, given, None))[1]
    return network, scope


def differences(shapes: dict[str, Any], scope: Scope) -> tuple[list[Any], int]:
    """The values that have other shapes, and how many sizes stay open."""
    wrong, open_sizes = [], 0
    for name, wanted in shapes.items():
        value = scope.find(name)
        if value is None or value.is_sequence or not isinstance(wanted, list):
            continue
        got = list(value.shape)
        open_sizes += sum(isinstance(size, Expr) for size in got)
        if len(got) != len(wanted) or any(
            one != other for one, other in zip(got, wanted, strict=True) if type(one) is int
        ):
            wrong.append((name, got, wanted))
    return wrong, open_sizes


@pytest.mark.parametrize(("archive", "case", "run"), list(runs()))
def test_every_value_has_the_shape_that_the_runtime_saw(
    archive: str, case: dict[str, Any], run: dict[str, Any]
):
    file = case["file"].rpartition("/")[2]
    if file in REFUSED:
        with pytest.raises(Exception, match=REFUSED[file]):
            traced(archive, case, run)
        return
    network, scope = traced(archive, case, run)
    if file in MISSING:
        return
    wrong, open_sizes = differences(run.get("shapes", {}), scope)
    assert not wrong
    if archive == "onnx" and "onnx_special" not in case["file"]:
        assert open_sizes == 0
    work = run.get("macs")
    if work is None or work["uncounted"] or case["file"].endswith(tuple(VALUE_DEPENDENT)):
        return
    wanted = case.get("expected_macs", WITH_A_PAST.get(file, work["total"]))
    assert report_of(network.builder.graph()).totals.macs == wanted


@pytest.mark.parametrize(
    "case",
    [each for each in cases_of("onnx_exports") if each["torch"]["macs"]],
    ids=lambda case: str(case["name"]),
)
def test_parameters_and_buffers_are_the_stored_fractions(case: dict[str, Any]):
    network, _ = traced("onnx", case, case["runs"][0])
    totals = report_of(network.builder.graph()).totals
    stored = case["initializer_elements"]
    most = sum(stored.get(kind, 0) for kind in ("float", "double", "float16"))
    constants = sum(case["constant_elements"].get(kind, 0) for kind in ("float", "double"))
    # Single numbers, such as an epsilon, are stored as well; they are no parameters.
    assert most - 160 <= totals.params + totals.buffers <= most + constants


def test_a_batch_left_open_stays_a_formula_to_the_end():
    case = next(each for each in cases_of("onnx_exports") if each["name"] == "own.view-ts13-dyn")
    network, scope = traced("onnx", case, {})
    graph = network.builder.graph()
    output = scope.find(case["outputs"][0]["name"])
    assert output is not None
    assert str(output.shape[0]) == "batch"
    assert str(report_of(graph).totals.macs) == "225576·batch"
