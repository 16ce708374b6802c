"""What modules give when they are called: the rows that PyTorch's own hooks show."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest

import convcalc

if TYPE_CHECKING:
    from convcalc.layers.core.shapes import Shape

HERE = Path(__file__).parent
GOLDEN = HERE.parents[3] / "golden" / "sources" / "torch_module_rows.json.gz"
MODELS = json.loads(gzip.decompress(GOLDEN.read_bytes()))["models"]
SOURCE = HERE / "torch_models" / "modules.py"


def counted(row: dict[str, Any]) -> int:
    """The parameters that a row of the golden file counts for the first time."""
    return 0 if row.get("shared") or row.get("tied_to") else row["params"]


def flat(shapes: Any) -> list[list[int]]:
    """The shapes of several tensors, however they are nested."""
    if isinstance(shapes, list) and all(isinstance(each, int) for each in shapes):
        return [shapes]
    return [shape for each in shapes for shape in flat(each)]


def listed(shapes: tuple[Shape, ...]) -> list[list[Any]]:
    """Shapes as the golden file writes them."""
    return [list(shape) for shape in shapes]


@pytest.fixture(params=MODELS, ids=[model["name"] for model in MODELS], scope="module")
def pair(request: pytest.FixtureRequest) -> tuple[dict[str, Any], convcalc.Report]:
    """A network as PyTorch ran it, and as it is read."""
    model = request.param
    report = convcalc.summary(f"{SOURCE}:{model['name']}", [tuple(each) for each in model["input"]])
    return model, report


class TestRows:
    def test_totals(self, pair: tuple[dict[str, Any], convcalc.Report]) -> None:
        model, report = pair
        totals = report.totals

        assert (totals.params, totals.buffers) == (model["params"], model["buffers"])

    def test_called_modules_in_order(self, pair: tuple[dict[str, Any], convcalc.Report]) -> None:
        model, report = pair
        rows = [row for row in model["rows"] if row.get("called", True)]
        names = {(row["name"], row["cls"]) for row in rows}
        found = [
            (row.name, row.kind, listed(row.input_shapes), listed(row.output_shapes), row.params)
            for row in report.layers
            if (row.name, row.kind) in names
        ]

        assert found == [
            (row["name"], row["cls"], row["in"], flat(row["out"]), counted(row)) for row in rows
        ]

    def test_what_is_never_called(self, pair: tuple[dict[str, Any], convcalc.Report]) -> None:
        model, report = pair
        rows = [row for row in model["rows"] if not row.get("called", True)]

        assert [(row.name, row.kind, row.params) for row in report.unused] == [
            (row["name"], row["cls"], row["params"]) for row in rows
        ]

    def test_outputs(self, pair: tuple[dict[str, Any], convcalc.Report]) -> None:
        model, report = pair

        assert [list(shape) for _, shape in report.outputs] == flat(model["output"])
