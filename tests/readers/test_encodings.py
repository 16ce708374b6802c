"""Encodings by the looks of the bytes, and said."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pytest

import convcalc
from convcalc.errors import ReadError
from convcalc.readers.encodings import guessed

if TYPE_CHECKING:
    from pathlib import Path

NET = """\
from torch import nn  # 卷积神经网络，第一层


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)  # 卷积核的大小是三

    def forward(self, x):
        return self.conv(x)
"""


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(NET.encode("gbk"), "GBK", id="GBK"),
        pytest.param(NET.encode("utf-16"), "UTF-16", id="UTF-16 with a mark"),
        pytest.param(NET.encode("utf-16-le"), "UTF-16", id="UTF-16, little end first"),
        pytest.param(NET.encode("utf-16-be"), "UTF-16", id="UTF-16, big end first"),
        pytest.param(codecs.BOM_UTF16_BE + NET.encode("utf-16-be"), "UTF-16", id="big, marked"),
        pytest.param(
            NET.replace("卷", "é").encode("cp1252", "replace"), "Windows-1252", id="Windows"
        ),
    ],
)
@pytest.mark.parametrize("target", ["net.py", "net.py:Net", "net.txt", "net"])
def test_a_text_is_read_in_its_encoding_and_that_is_said(
    data: bytes, encoding: str, target: str, tmp_path: Path
) -> None:
    name, _, model = target.partition(":")
    (tmp_path / name).write_bytes(data)
    file = f"{tmp_path / name}:{model}" if model else tmp_path / name
    report = convcalc.summary(file, (1, 3, 8, 8))

    assert report.totals.params == 224
    assert report.assumed[0] == f"the text is {encoding}, by the looks of it"


@pytest.mark.parametrize(
    "data", [b"relu\0", b"\x80\x81\x00\xff", b"\x89PNG\r\n\x1a\n\xff\xfe", bytes(range(128, 256))]
)
def test_what_is_no_text_is_not_guessed(data: bytes) -> None:
    assert guessed(data) is None


def test_a_module_that_is_imported_is_refused_with_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "parts.py").write_bytes(NET.encode("gbk"))
    file = tmp_path / "net.py"
    file.write_text("from parts import Net\nmodel = Net()\n", encoding="utf-8")
    with pytest.raises(ReadError) as caught:
        convcalc.summary(f"{file}:model", (1, 3, 8, 8))

    assert caught.value.hint == "it reads as GBK: save it as UTF-8"
