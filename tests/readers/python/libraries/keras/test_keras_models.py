"""Small models in the manners of people, against what Keras itself says of them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import convcalc

HERE = Path(__file__).parent
GOLDEN = HERE.parents[3] / "golden" / "sources" / "keras_small.json"
MODELS: list[dict[str, Any]] = json.loads(GOLDEN.read_text())["models"]
FROM_APPLICATIONS = {"transfer()", "surgery()"}
STEP_BY_STEP = {"frames()"}
"""Keras calls the model inside once a step; here it is called once, with all steps."""

ENDS = ["global_average_pooling2d", "lstm", "dense"]
IDS = [f"{each['file']}:{each['target']}" for each in MODELS]


def _installed() -> str | None:
    """Where keras's own source can be read."""
    import importlib.util

    found = importlib.util.find_spec("keras")
    return None if found is None else str(Path(str(found.origin)).parents[1])


def summary(model: dict[str, Any]) -> convcalc.Report:
    inputs = [tuple(each) for each in model["inputs"]] or None
    roots = [_installed()] if model["target"] in FROM_APPLICATIONS else []
    given = inputs[0] if inputs and len(inputs) == 1 else inputs
    target = f"{HERE / 'keras_models' / model['file']}:{model['target']}"
    return convcalc.summary(target, given, roots=[each for each in roots if each])


@pytest.mark.parametrize("model", MODELS, ids=IDS)
def test_models_are_as_keras_has_them(model: dict[str, Any]) -> None:
    if model["target"] in FROM_APPLICATIONS and _installed() is None:
        pytest.skip("keras is not installed")

    report = summary(model)

    totals = report.totals
    assert totals.params + totals.buffers == model["params"]
    assert totals.trainable_params == model["trainable"]
    assert sorted([list(shape) for _, shape in report.outputs]) == sorted(model["outputs"])
    rows = [
        (row.name.rpartition(".")[2], [list(shape) for shape in row.output_shapes])
        for row in report.layers
    ]
    wanted = [(name, shapes) for name, _, shapes in model["calls"]]
    if model["target"] in STEP_BY_STEP:
        assert [name for name, _ in rows if not name.startswith("steps")] == ["conv2d", *ENDS]
        return
    if model["inputs"]:
        names = {name for name, _ in wanted}
        assert [row for row in rows if row[0] in names] == wanted
    assert Counter(map(str, wanted)) - Counter(map(str, rows)) == {}
