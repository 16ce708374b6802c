"""Formats of other tools that are not read, and what to give in the place of their files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import NamedTuple
from typing import NoReturn

from convcalc.errors import ReadError

if TYPE_CHECKING:
    from convcalc.readers.contents import Contents


class Elsewhere(NamedTuple):
    """A format: its name, how its files' names end, if alike, how they begin, what to do."""

    name: str
    suffixes: tuple[str, ...]
    sign: bytes
    instead: str


LOOKED_AT = 65_536
"""Bytes in which a sign is looked for."""

SOURCE = "the network it was converted from: an .onnx or .tflite file, or the model's source"

TENSORFLOW = Elsewhere(
    "TensorFlow's graph",
    (".pb", ".pbtxt"),
    rb"\x08\x01\x12|\x0a|\s*(?:node|saved_model_schema_version)\b",
    "python -m tf2onnx.convert --graphdef or --saved-model writes it as an .onnx file",
)

ELSEWHERE: tuple[Elsewhere, ...] = (
    Elsewhere("Core ML", (".mlmodel", ".mlpackage"), b"", SOURCE),
    Elsewhere("OpenVINO's IR", (), rb"\s*(?:<\?xml[^>]*\?>\s*)?<net\b", SOURCE),
    Elsewhere(
        "MXNet's symbol",
        (),
        rb"\s*\{\s*\"nodes\"\s*:\s*\[\s*\{\s*\"op\"\s*:",
        "mxnet.onnx.export_model writes it as an .onnx file",
    ),
    TENSORFLOW,
    Elsewhere("PaddlePaddle", (".pdmodel",), b"", "paddle2onnx writes it as an .onnx file"),
    Elsewhere(
        "TensorRT's engine", (".engine", ".plan", ".trt"), b"", "the .onnx it was built from"
    ),
    Elsewhere("MNN", (".mnn",), b"", SOURCE),
    Elsewhere("TNN", (".tnnproto", ".tnnmodel"), b"", SOURCE),
    Elsewhere("RKNN", (".rknn",), b"", SOURCE),
    Elsewhere("Qualcomm's DLC", (".dlc",), b"", SOURCE),
)


def told_by(head: bytes, suffix: str) -> Elsewhere | None:
    """
    The format of a file that ends and begins so.

    >>> told_by(b"", ".mnn").name
    'MNN'
    """
    for each in ELSEWHERE:
        if (not each.suffixes or suffix in each.suffixes) and re.match(each.sign, head):
            return each
    return None


def refuse(contents: Contents, name: str) -> NoReturn:
    """
    Say what a file is, and what to give in its place.

    Raises:
        ReadError: Always.
    """
    found = told_by(contents.head(LOOKED_AT), f".{contents.file.rpartition('.')[2].lower()}")
    what = found.name if found else "of another tool"
    raise ReadError(
        f"{contents.file} is {what}, which is not read",
        expected="ONNX, TFLite, Keras, Darknet, Caffe, ncnn, PyTorch, or a definition",
        hint=found.instead if found else "",
    )
