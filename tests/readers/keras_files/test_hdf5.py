"""HDF5 files as weights alone: every name and shape that Keras wrote."""

from __future__ import annotations

from typing import Any

import pytest
from golden_files import cases_of
from golden_files import files_of

from convcalc.api import report_of_definition
from convcalc.readers.contents import Contents
from convcalc.readers.keras_files.hdf5 import Hdf5
from convcalc.readers.keras_files.reader import read
from convcalc.readers.keras_files.stored import Stored
from convcalc.unknown import Unknown

FILES = [
    pytest.param(case, file, id=file)
    for case in cases_of("keras")
    for file in case["file"]
    if file.endswith(".h5")
]


def shapes_in(layers: list[dict[str, Any]]) -> list[tuple[int, ...]]:
    found: list[tuple[int, ...]] = []
    for each in layers:
        if each.get("weights"):
            found += [tuple(shape) for _, shape in each["weights"]]
        else:
            found += shapes_in(each.get("layers") or [])
    return found


@pytest.mark.parametrize(("case", "file"), FILES)
def test_the_weights_of_a_file_are_told(case: dict[str, Any], file: str):
    data = files_of("keras")[file].replace(b"model_config", b"model_konfig")
    report = report_of_definition(read(Contents(data, file), "net"))
    found = [tuple(shape) for row in report.layers for shape in row.weights.values()]
    assert sorted(found) == sorted(shapes_in(case["layers"]))
    assert report.totals.params == case["totals"]["params"]


def test_attributes_are_read():
    file = Hdf5(memoryview(files_of("keras")["k2/own_text.h5"]), "net.h5")
    root = file.object(file.root)
    assert root.attributes["keras_version"] == "2.3.1"
    assert root.attributes["backend"] == "tensorflow"
    weights = file.object(root.links["model_weights"])
    assert "embedding_1" in weights.attributes["layer_names"]


def test_the_weights_of_one_layer_are_told_by_its_name():
    file = Hdf5(memoryview(files_of("keras")["k2/own_text.h5"]), "net.h5")
    stored = Stored(file, file.object(file.root).links["model_weights"])
    assert stored("embedding_1") == {"embeddings": (100, 16)}
    assert stored("conv1d_2") == {"bias": (8,), "kernel": (4, 16, 8)}
    assert stored("permute_1") == {}
    assert stored("mine") is None


def test_a_layer_that_is_not_known_has_the_weights_of_the_file():
    data = files_of("keras")["k2/own_gate.h5"].replace(b"LeakyReLU", b"HQuantize")
    report = report_of_definition(read(Contents(data, "net.h5"), "net"))
    row = next(each for each in report.layers if each.kind == "HQuantize")
    assert row.params == 0
    assert isinstance(row.macs, Unknown)
    assert report.totals.params == 296
