"""Files, standard input and bare texts become definitions, or say why not."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from convcalc.errors import LimitError
from convcalc.errors import ReadError
from convcalc.readers import files
from convcalc.readers import read

TEXT = "input(3)\nlinear(4)\n"
YAML = "input: 3\nlayers: [linear(4)]\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("net.layers", TEXT),
        ("net.TXT", TEXT),
        ("net", TEXT),
        ("net.spec", TEXT),
        ("net.yaml", YAML),
        ("net.yml", YAML),
        ("net.unknown", YAML),
        ("net.toml", 'input = "3"\nlayers = ["linear(4)"]\n'),
        ("net.json", '{"input": [3], "layers": ["linear(4)"]}'),
        ("net", '{"input": [3], "layers": ["linear(4)"]}'),
        ("net", 'layers = ["linear(4)"]\ninput = "3"\n'),
        ("net", "layers = [linear(4)]\n"),
        ("bom.layers", "\ufeff" + TEXT),
        ("windows.layers", TEXT.replace("\n", "\r\n")),
    ],
)
def test_a_file_is_read_by_its_end_or_its_look(tmp_path: Path, name: str, text: str):
    path = tmp_path / name
    path.write_bytes(text.encode())
    graph = read(path).trace([(None, (3,))])

    assert graph.error is None
    assert [node.outputs[0].shape for node in graph.nodes] == [(1, 4)]
    assert graph.name == path.name.partition(".")[0]


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    graph = read("-").trace()

    assert graph.name == "network"
    assert graph.nodes[0].source is not None
    assert str(graph.nodes[0].source) == "stdin:2:1"


def test_a_closed_standard_input_is_said(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", None)

    with pytest.raises(ReadError) as caught:
        read("-")

    assert str(caught.value) == (
        "standard input is closed\nhint: give a file, or pipe a definition in"
    )


def refusal(path: Path | str) -> str:
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.exit_code == 3
    return str(caught.value)


BYTES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "is empty\nexpected: one layer a line, for example conv2d(64, k=3)"),
    "blank lines": (b" \n\n", "is empty\nexpected: one layer a line, for example conv2d(64, k=3)"),
    "comments only": (
        b"# nothing\n",
        "holds no layer\nexpected: one layer a line, for example conv2d(64, k=3)",
    ),
    "a NUL": (b"relu\0", "is binary: it holds a NUL\nexpected: a text"),
    "no UTF-8": (
        b"relu\n# caf\xe9\n",
        "is not UTF-8: byte 0xe9 in line 2\nexpected: a text in UTF-8",
    ),
    "too much": (
        b"#" * 10_000_001,
        "is larger than 10,000,000 bytes\nexpected: at most 10,000,000 bytes",
    ),
}


@pytest.mark.parametrize(("data", "message"), BYTES.values(), ids=BYTES)
def test_what_is_no_definition_is_refused(tmp_path: Path, data: bytes, message: str):
    path = tmp_path / "net.layers"
    path.write_bytes(data)

    assert refusal(path) == f"{path} {message}"


def test_a_missing_file_has_a_neighbour(tmp_path: Path):
    (tmp_path / "resnet.layers").write_text("relu")
    path = str(tmp_path / "resnte.layers")

    assert refusal(path) == f"there is no file {path!r}\nhint: did you mean 'resnet.layers'?"


def test_a_directory_is_no_file(tmp_path: Path):
    (tmp_path / "net.layers").write_text("relu")

    assert refusal(tmp_path) == (
        f"{str(tmp_path)!r} is a directory\nexpected: a file\n"
        f"hint: for example {tmp_path / 'net.layers'}"
    )


def test_a_pipe_in_the_file_system_is_not_waited_for(tmp_path: Path):
    path = tmp_path / "pipe"
    os.mkfifo(path)

    assert refusal(path) == (
        f"{str(path)!r} is a device, a pipe or a socket\nexpected: a regular file\n"
        "hint: pipe it in, and give - as the file"
    )


def test_an_endless_device_is_not_read():
    assert refusal("/dev/zero").startswith("'/dev/zero' is a device")


@pytest.mark.parametrize("path", ["a\0b", "x" * 5000], ids=["a NUL", "too long"])
def test_a_path_that_cannot_be_is_refused(path: str):
    assert "cannot be read" in refusal(path)


def test_a_file_that_may_not_be_read_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    path = tmp_path / "net.layers"
    path.write_text("relu")

    def refuse(*_: Any) -> None:
        raise PermissionError

    monkeypatch.setattr(files, "check_kind", refuse)

    assert refusal(path) == f"{str(path)!r} may not be read\nhint: check its permissions"


def test_endless_standard_input_meets_the_limit(monkeypatch: pytest.MonkeyPatch):
    with Path("/dev/zero").open("rb") as endless:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(endless))
        with pytest.raises(LimitError, match="larger than"):
            read("-")
