"""Keras files against what Keras itself said of them: weights, shapes and work of every layer."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import pytest
from golden_files import cases_of
from golden_files import files_of

from convcalc.api import report_of_definition
from convcalc.readers.contents import Contents
from convcalc.readers.keras_files.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterator

MODELS = ("Sequential", "Model", "Functional")

CHANNELS_FIRST = "k3/own_first.json"
"""The case whose work was counted as if its channels came last: 320 positions of 18 products, not
128, for each of 4 filters."""


def files() -> Iterator[Any]:
    for case in cases_of("keras"):
        for file in case["file"]:
            yield pytest.param(case, file, id=file)


def leaves(layers: list[dict[str, Any]], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every layer that does something, with its path."""
    for each in layers:
        name = path + each["name"].rpartition("/")[2]
        if each["cls"] in MODELS:
            yield from leaves(each["layers"], f"{name}.")
        elif each["cls"] != "InputLayer":
            yield name, each


def shapes_of(told: Any) -> list[list[int | None]]:
    return told if told and isinstance(told[0], list) else [told]


@pytest.mark.parametrize(("case", "file"), list(files()))
def test_a_file_is_told_as_keras_tells_it(case: dict[str, Any], file: str):
    data = files_of("keras")[file]
    report = report_of_definition(read(Contents(data, file), "net"))
    assert report.error is None
    rows: dict[str, Any] = {}
    for row in report.layers:
        rows.setdefault(row.name, row)
    for name, layer in leaves(case["layers"]):
        row = rows[name]
        if not layer.get("layers"):
            assert row.params + row.buffers == layer["params"], name
        shapes = shapes_of(layer["out"][0])
        assert len(row.output_shapes) == len(shapes), name
        for found, wanted in zip(row.output_shapes, shapes, strict=True):
            assert len(found) == len(wanted), name
            assert all(two in (None, one) for one, two in zip(found, wanted, strict=True)), name
    totals = report.totals
    assert totals.params + totals.buffers == case["totals"]["params"]
    assert totals.trainable_params == case["totals"]["trainable"]
    if case["macs"] is not None:
        assert totals.macs == (5760 if file == CHANNELS_FIRST else case["macs"])
