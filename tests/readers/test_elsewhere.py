"""What is not read is told by its name, and what to give in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from convcalc.errors import ReadError
from convcalc.readers import read

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("net.mlmodel", b"\x08\x04\x12\x03abc", "is Core ML, which is not read"),
        ("net.xml", b'<?xml version="1.0"?>\n<net name="n" version="11">', "is OpenVINO's IR"),
        ("net-symbol.json", b'{ "nodes": [{"op": "null", "name": "data"}]}', "is MXNet's symbol"),
        ("saved_model.pb", b"\x08\x01\x12\x05abcde", "is TensorFlow's graph"),
        ("frozen.pb", b"\x0a\x03abc", "python -m tf2onnx.convert"),
        ("net.pdmodel", b"\x0a\x03abc", "paddle2onnx writes it"),
        ("net.engine", b"ftrt", "the .onnx it was built from"),
    ],
)
def test_a_file_of_another_tool(tmp_path: Path, name: str, data: bytes, told: str):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read(path)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("name", "told"), [("net.mlpackage", "it was converted from"), ("saved", "tf2onnx")]
)
def test_a_directory_of_another_tool(tmp_path: Path, name: str, told: str):
    path = tmp_path / name
    path.mkdir()
    if name == "saved":
        (path / "saved_model.pb").write_bytes(b"")
    with pytest.raises(ReadError) as caught:
        read(path)
    assert "is a directory" in str(caught.value)
    assert told in str(caught.value)
