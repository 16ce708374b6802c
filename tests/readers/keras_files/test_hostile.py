"""Bytes that are no Keras file, or a broken one: an error in words, and nothing else."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from typing import Any

import pytest
from golden_files import files_of

from convcalc.api import report_of_definition
from convcalc.errors import ConvcalcError
from convcalc.readers.contents import Contents
from convcalc.readers.keras_files.reader import read

JUNK: tuple[Any, ...] = (
    None,
    -1,
    0,
    2**70,
    True,
    "x",
    [],
    {},
    [[]],
    ["a", 0, 0],
    [None] * 5,
    {"class_name": "__tuple__", "items": [1, None]},
    {"class_name": "Dense", "config": {}},
    {"class_name": [1]},
)


def attempt(data: bytes, file: str = "net.json") -> str:
    try:
        report = report_of_definition(read(Contents(data, file), "net"))
    except ConvcalcError as error:
        return str(error)
    return str(report.error or "")


def paths_in(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    inner = value.items() if isinstance(value, dict) else ()
    inner = enumerate(value) if isinstance(value, list) else inner
    for key, each in inner:
        found += paths_in(each, (*path, key))
    return found


def mutated_json(text: bytes, seed: int) -> bytes:
    """A configuration of which one value is taken out, or is another one."""
    chance = random.Random(seed)
    root = json.loads(text)
    *way, last = chance.choice(paths_in(root))
    holder = root
    for key in way:
        holder = holder[key]
    if chance.randrange(3) == 0:
        del holder[last]
    else:
        holder[last] = chance.choice(JUNK)
    return json.dumps(root).encode()


def mutated_bytes(data: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(changed))
        if chance.randrange(2):
            changed[at] = chance.randrange(256)
        else:
            del changed[at : at + chance.randrange(1, 9)]
    return bytes(changed[: chance.randrange(1, len(changed))] if seed % 10 == 0 else changed)


@pytest.mark.parametrize(
    "name", ["k3/own_shared.json", "tfkeras/own_gate.json", "k1/own_frames.json"]
)
def test_a_mutated_configuration_gives_a_report_or_an_error_in_words(name: str):
    data = files_of("keras")[name]
    told = [attempt(mutated_json(data, seed)) for seed in range(200)]
    assert any(told)


@pytest.mark.parametrize("name", ["k2/own_text.h5", "k3/own_dicts.keras", "k3/own_video.h5"])
def test_a_mutated_file_gives_a_report_or_an_error_in_words(name: str):
    data = files_of("keras")[name]
    told = [attempt(mutated_bytes(data, seed), name) for seed in range(200)]
    assert any(told)


def functional(*layers: dict[str, Any], ends: Any = (("a", 0, 0),)) -> bytes:
    config = {"layers": layers, "input_layers": [["x", 0, 0]], "output_layers": list(ends)}
    return json.dumps({"class_name": "Functional", "config": config}).encode()


def layer(name: str, *calls: Any, cls: str = "ReLU", **config: Any) -> dict[str, Any]:
    own = {"name": name, **config}
    return {"class_name": cls, "name": name, "config": own, "inbound_nodes": list(calls)}


X = layer("x", cls="InputLayer", batch_input_shape=[None, 4, 4, 3])


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"{}", "describes no model of Keras"),
        (b'{"class_name": "Functional"', "no JSON"),
        (b'{"class_name": "Net", "config": {}}', "made by code of its own"),
        (functional(X, layer("a", [["b", 0, 0]]), layer("b", [["a", 0, 0]])), "in a circle"),
        (functional(X, layer("a", [["y", 0, 0]])), "there is no such layer"),
        (functional(X, layer("a", [["x", 0, 1]])), "takes tensor 1 of 'x', which gives 1"),
        (functional(X, layer("a", [["x", 0, 0]]), layer("a", [["x", 0, 0]])), "two layers"),
        (functional(X, layer("a", [["x", 0, 0]], cls="Mine")), "nothing is known of Mine"),
        (functional(X, layer("a", [["x", 0, 0]], cls="Dense", units=-3)), "units=-3"),
        (b"\x89HDF\r\n\x1a\n" + b"\0" * 40, "addresses of 0"),
        (b"\x89HDF\r\n\x1a\n\x07" + b"\0" * 40, "superblock of version 7"),
        (b"PK\x03\x04" + b"\0" * 26 + b"config.json", "the zip cannot be read"),
    ],
)
def test_what_is_wrong_is_said(data: bytes, told: str):
    assert re.search(told, attempt(data))


def test_models_inside_one_another_without_end_are_refused():
    inner: dict[str, Any] = layer("d", cls="Dense", units=1)
    for _ in range(60):
        inner = {"class_name": "Sequential", "config": {"layers": [inner]}}
    assert "inside one another" in attempt(json.dumps(inner).encode())
    deep = b'{"class_name": "Model", "config": ' + b"[" * 100_000
    assert "too deeply" in attempt(deep)


def test_a_configuration_that_unpacks_to_too_much_is_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("config.json", b" " * 20_000_000)
    assert "20,000,000 bytes" in attempt(packed.getvalue(), "net.keras")


def test_a_chain_of_many_layers_is_read():
    chain = [
        layer(f"r{index}", [[f"r{index - 1}" if index else "x", 0, 0]]) for index in range(500)
    ]
    assert attempt(functional(X, *reversed(chain), ends=[["r499", 0, 0]])) == ""
