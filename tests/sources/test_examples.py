"""The networks in examples/source, written in the manners of many people, against their frameworks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import convcalc
from convcalc.readers import read

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples" / "source"
GOLDEN = ROOT / "tests" / "golden" / "sources"


def golden(name: str) -> list[dict[str, Any]]:
    """The models of a golden file."""
    found: list[dict[str, Any]] = json.loads((GOLDEN / name).read_text(encoding="utf-8"))["models"]
    return found


def target(case: dict[str, Any]) -> str:
    """What to write on the command line for a case."""
    arguments = ", ".join(f"{name}={value!r}" for name, value in case.get("args", {}).items())
    return f"{EXAMPLES / case['file']}:{case['target']}" + (f"({arguments})" if arguments else "")


def title(case: dict[str, Any]) -> str:
    """What a case is called in pytest's own output."""
    return target(case).rpartition("/")[2]


def flat(shapes: Any) -> list[tuple[int, ...]]:
    """The shapes inside lists and dicts, in order."""
    if isinstance(shapes, dict):
        return [shape for each in shapes.values() for shape in flat(each)]
    if shapes and isinstance(shapes[0], int):
        return [tuple(shapes)]
    return [shape for each in shapes or () for shape in flat(each)]


def report(case: dict[str, Any]) -> convcalc.Report:
    """What convcalc says of a case."""
    inputs = [tuple(shape) for shape in case.get("input", ())]
    found = convcalc.summary(target(case), inputs or None)
    assert found.error is None
    return found


TORCH = golden("examples_torch.json")
KERAS = golden("examples_keras.json")


@pytest.mark.parametrize("case", TORCH, ids=title)
def test_a_torch_model_has_the_framework_s_totals(case: dict[str, Any]):
    found = report(case)

    assert [shape for _, shape in found.outputs] == flat(case["output"])
    assert found.totals.params == case["params"]
    assert found.totals.buffers == case["buffers"]
    assert found.totals.macs == case["macs"]
    assert found.totals.at_least == frozenset()


@pytest.mark.parametrize("case", TORCH, ids=title)
def test_a_torch_model_has_the_framework_s_rows(case: dict[str, Any]):
    found = report(case)
    wanted = [each for each in case["rows"] if each.get("called", True) and each["name"]]
    names = {each["name"] for each in wanted}
    mine = [row for row in found.layers if row.name in names]

    assert [row.name for row in mine] == [each["name"] for each in wanted]
    assert [row.output_shapes for row in mine] == [tuple(flat(each["out"])) for each in wanted]
    assert [row.params for row in mine] == [each["params"] for each in wanted]
    assert [row.name for row in found.unused] == [
        each["name"] for each in case["rows"] if not each.get("called", True)
    ]


@pytest.mark.parametrize("case", KERAS, ids=title)
def test_a_keras_model_has_the_framework_s_totals(case: dict[str, Any]):
    found = report(case)

    (shape,) = [shape for _, shape in found.outputs]
    assert shape == tuple(1 if size is None else size for size in case["output"])
    assert found.totals.params + found.totals.buffers == case["params"]
    assert found.totals.trainable_params == case["trainable"]


def test_every_example_is_checked():
    files = {each["file"] for each in (*TORCH, *KERAS)}

    assert files == {file.name for file in EXAMPLES.glob("*.py")}


def test_the_input_that_a_file_feeds_its_model_is_taken():
    graph = read(str(EXAMPLES / "unet.py")).trace()

    assert [tensor.shape for _, tensor in graph.inputs] == [(1, 3, 572, 572)]
    assert any("as the file itself feeds on line" in note for note in graph.assumed)
