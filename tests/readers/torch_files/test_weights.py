"""Checkpoints and safetensors against the state_dicts that were stored in them."""

from __future__ import annotations

import io
import json
import pickle
import random
import zipfile
from typing import TYPE_CHECKING
from typing import Any

import pytest
from golden_files import cases_of
from golden_files import files_of

from convcalc.api import report_of_definition
from convcalc.errors import ConvcalcError
from convcalc.readers.contents import Contents
from convcalc.readers.torch_files import checkpoints
from convcalc.readers.torch_files import safetensors

if TYPE_CHECKING:
    from convcalc.report import Report

CASES = [case for case in cases_of("torch_saved") if "state" in case]


def report_of(data: bytes, file: str = "x.pth") -> Report:
    reader = safetensors if file.endswith("safetensors") else checkpoints
    return report_of_definition(reader.read(Contents(data, file), "x"))


def stored_in(report: Report) -> dict[str, list[int]]:
    """The weights by their dotted names."""
    found: dict[str, list[int]] = {}
    for row in (*report.layers, *report.unused):
        path = "" if row.name == "(root)" else f"{row.name}."
        found |= {f"{path}{role}": list(shape) for role, shape in row.weights.items()}
    return found


def data_of(case: dict[str, Any]) -> bytes:
    files = files_of("torch_saved")
    name = case["file"].rpartition("/")[2]
    return next(data for path, data in files.items() if path.endswith(name))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"].rpartition("/")[2])
def test_what_is_stored_is_told_exactly(case: dict[str, Any]):
    report = report_of(data_of(case), case["file"])
    assert (report.totals.params, report.totals.buffers) == (case["params"], case["buffers"])
    state = case["state"]
    for name, shape in stored_in(report).items():
        assert state[name][1] == shape
    assert {"macs", "activation_bytes"} <= report.totals.at_least


def test_a_script_is_told_to_be_one():
    data = next(data for path, data in files_of("torch_saved").items() if "script" in path)
    with pytest.raises(ConvcalcError, match="TorchScript"):
        report_of(data)


class Boom:
    """What a hostile pickle would run."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (exec, ("raise SystemExit('the pickle was run')",))


def archive(whole: Any) -> bytes:
    """A zip archive as torch.save makes it, around a pickle."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as zipped:
        zipped.writestr("archive/data.pkl", pickle.dumps(whole, 2))
    return stream.getvalue()


def test_nothing_of_a_pickle_is_run():
    with pytest.raises(ConvcalcError, match="stores no tensors"):
        report_of(archive({"state_dict": Boom(), "a": [Boom(), (Boom(),)]}))


def test_the_network_is_told_from_what_stands_beside_it():
    tensor = checkpoints.Tensor((2, 3), "float32", 1)
    other = checkpoints.Tensor((4,), "float32", 2)
    whole = {"epoch": 3, "state_dict": {"fc.weight": tensor}, "optimizer": {"state": [other]}}
    chosen, notes = checkpoints.network_in(whole)
    assert [each.name for each in checkpoints.tensors_in(chosen)] == ["fc.weight"]
    assert notes == ["read from 'state_dict'", "left out beside it: optimizer (1 tensor)"]


def header(entries: dict[str, Any]) -> bytes:
    text = json.dumps(entries).encode()
    return len(text).to_bytes(8, "little") + text


def test_number_formats_have_their_own_bytes():
    report = report_of(
        header(
            {
                "__metadata__": {"format": "pt"},
                "a.weight": {"dtype": "BF16", "shape": [4, 2], "data_offsets": [0, 16]},
                "b.weight": {"dtype": "I8", "shape": [3], "data_offsets": [16, 19]},
            }
        ),
        "x.safetensors",
    )
    assert report.totals.weight_bytes == 16 + 3


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\xff" * 16, "its header claims"),
        ((5).to_bytes(8, "little") + b"{nope", "no JSON"),
        ((2).to_bytes(8, "little") + b"[]", "no object"),
        (header({"w": {"dtype": "F32", "shape": [-1]}}), "'w' is none of a tensor"),
        (header({"w": {"dtype": "F31", "shape": [1]}}), "'w' is none of a tensor"),
        (header({"w": 3}), "'w' is none of a tensor"),
    ],
)
def test_broken_headers_are_told(data: bytes, told: str):
    with pytest.raises(ConvcalcError, match=told):
        report_of(data, "x.safetensors")


@pytest.mark.parametrize("name", ["unet.ckpt.pth", "pools.ckpt_legacy.pth"])
def test_mutants_are_told_in_words(name: str):
    data = next(data for path, data in files_of("torch_saved").items() if path.endswith(name))
    chance = random.Random(3)
    told = 0
    for _ in range(200):
        changed = bytearray(data)
        for _ in range(chance.choice((1, 2, 4))):
            changed[chance.randrange(min(len(changed), 4000))] = chance.randrange(256)
        try:
            report_of(bytes(changed))
        except ConvcalcError:
            told += 1
    assert told
