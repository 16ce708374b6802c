"""Prints of PyTorch's models against what the models themselves hold, module by module."""

from __future__ import annotations

import gzip
import json
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest

import convcalc
from convcalc.readers.printed.tree import printed

if TYPE_CHECKING:
    from convcalc.analysis.report import Row

GOLDEN = Path(__file__).parents[2] / "golden/formats"
CASES = json.loads(gzip.decompress((GOLDEN / "torch_repr.json.gz").read_bytes()))["cases"]
OWN_TEXT = {"SelectAdaptivePool2d"}
"""Classes that print their children otherwise than PyTorch, so that these are not seen."""


def text_of(case: dict[str, Any]) -> str:
    with tarfile.open(GOLDEN / "torch_repr_files.tar.gz") as archive:
        member = archive.extractfile(case["file"])
        assert member is not None
        return member.read().decode()


by_name = pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])


@by_name
def test_the_modules_are_found_under_their_paths(case: dict[str, Any]) -> None:
    found = printed(text_of(case), case["file"])
    assert found is not None
    hidden = [path for path, cls, _, _ in case["modules"] if cls in OWN_TEXT]
    wanted = [
        (path, cls)
        for path, cls, _, _ in case["modules"]
        if not any(path.startswith(f"{each}.") for each in hidden)
    ]
    modules = [
        (path, None if each.cls == "None" else each.cls)
        for path, each, _ in found.root.walk()
        if each.cls != "Parameter"
    ]

    assert modules == wanted


@by_name
def test_parameters_are_the_models_own_or_not_known(case: dict[str, Any]) -> None:
    report = convcalc.summary(text_of(case))
    rows = {row.name: row for row in report.layers}
    missing = 0
    for path, cls, params, more in case["modules"]:
        row = rows.get(path or cls)
        if params is None:
            missing -= row.params if row is not None and isinstance(row.params, int) else 0
        elif row is None or not isinstance(row.params, int):
            missing += params
        else:
            assert row.params == params, path
            assert shapes(row) == more.get("weights", {}), path

    assert report.totals.params + missing == case["params"]
    assert "params" in report.totals.at_least or report.totals.params == case["params"]


def shapes(row: Row) -> dict[str, list[Any]]:
    return {name: list(shape) for name, shape in row.weights.items()}
