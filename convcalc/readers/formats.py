"""
The formats in which frameworks store networks, and how their files are told apart.

A file is what its first bytes say; where those say nothing, what the end of its name says.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from convcalc.readers.elsewhere import told_by

HEAD = 65_536
"""Bytes that are looked at to tell what a file is."""


class Format(NamedTuple):
    """
    A format: what it is called, how its files begin, how their names end, and who reads them.

    `sign` is a regular expression over the first bytes; without one only the name tells. `reader`
    is "module:function" in `convcalc.readers`, and takes (contents, name). `tells` is what is
    read of it, and `lacks` what is not, for the documentation.
    """

    name: str
    suffixes: tuple[str, ...]
    sign: bytes
    reader: str
    tells: str
    lacks: str


FORMATS: tuple[Format, ...] = (
    Format(
        "TensorFlow Lite",
        (".tflite", ".lite"),
        rb"(?s).{4}TFL3",
        "tflite.reader:read",
        "the first subgraph and those that its operators run; all types of elements, with their "
        "own bytes; fused activations; variables; sizes that are worked out in the graph stay "
        "formulas",
        "the numbers of weights; custom operators, which are rows that are not known, but "
        "TFLite_Detection_PostProcess; most operators of StableHLO, whose shapes are the file's",
    ),
    Format(
        "ONNX",
        (".onnx", ".onnxtxt", ".textproto"),
        rb"\x08[\x01-\x1f][\x10\x12\x1a\x22\x28\x32\x3a\x42]|\s*(?:#.*\n\s*)*ir_version\s*:\s*\d",
        "onnx.reader:read",
        "graphs of all operator sets, binary and as text, with branches, loops, scans, functions, "
        "sequences and quantised operators; sizes that are worked out in the graph stay formulas",
        "the numbers of weights; operators of other domains but the common ones of ONNX Runtime, "
        "QONNX and ai.onnx.ml, which are rows that are not known",
    ),
    Format(
        "Darknet",
        (".cfg",),
        rb"\s*(?:[#;][^\n]*\n\s*)*\[\s*(?:net|network)\s*\]",
        "darknet.reader:read",
        "all sections of AlexeyAB's and pjreddie's Darknet, as AlexeyAB's reads them; what "
        "pjreddie's reads otherwise is said",
        "the values of weights; unknown sections are refused",
    ),
    Format(
        "Keras",
        (".keras", ".h5", ".hdf5"),
        rb"(?s)PK\x03\x04.{26}(?:metadata|config)\.json|\x89HDF\r\n\x1a\n|"
        rb"\s*\{(?=.*\"(?:class_name|modelTopology)\"\s*:)(?=.*\"(?:config|modelTopology)\"\s*:)",
        "keras_files.reader:read",
        "model.json of Keras 1, 2 and 3, .keras, .h5 and the model.json of TensorFlow.js: "
        "functional and Sequential models, models inside, shared layers, wrappers, functions; "
        "an .h5 with weights alone as their names and shapes",
        "the numbers of weights; what a Lambda does; layers of one's own classes, which are rows "
        "that are not known where the file tells what leaves them; groups in a fractal heap",
    ),
    Format(
        "Caffe",
        (".prototxt",),
        rb"\s*(?:#[^\n]*\n\s*)*(?:name\s*:\s*['\"][^'\"\n]*['\"]\s*(?:#[^\n]*\n\s*)*)?"
        rb"(?:layers?\s*:?\s*\{|input\s*:\s*['\"]|input_shape\s*:?\s*\{)",
        "caffe.reader:read",
        "networks of all three generations of the format in the phase of tests, the layers of "
        "BVLC's Caffe, of SSD and the usual ones of other forks",
        "Python layers and types of other forks, which are rows that are not known",
    ),
    Format(
        "Caffe, weights",
        (".caffemodel",),
        b"",
        "caffe.weights:read",
        "names, types and shapes of what is stored",
        "the layers' settings: the .prototxt has them",
    ),
    Format(
        "ncnn",
        (".param",),
        rb"\s*7767517\s*\n",
        "ncnn.reader:read",
        "convolutional, recurrent and attention layers, with the weights that the file's settings "
        "tell of; blobs have the batch in front",
        "weights of quantised Gemm and attention, sizes that are worked out as the network runs: "
        "rows that are not known",
    ),
    Format(
        "safetensors",
        (".safetensors",),
        rb"(?s).{8}\{\s*\"(?=.{0,400}?\"(?:dtype|__metadata__)\")",
        "torch_files.safetensors:read",
        "names, shapes and number formats of what is stored",
        "which layers these are and what is done with them: the model's source has it",
    ),
    Format(
        "torch.save",
        (".pth", ".pt", ".ckpt", ".bin"),
        rb"(?s)\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19|PK\x03\x04.{26}[^\x00]{0,200}?data\.pkl",
        "torch_files.checkpoints:read",
        "names, shapes and number formats of a state_dict, of a checkpoint's network, or of a "
        "module that was stored whole; the pickle is taken apart and never run",
        "which layers these are and what is done with them; TorchScript archives",
    ),
)
"""In the order in which their signs are looked for."""


def recognised(head: bytes, suffix: str) -> str | None:
    """
    The reader of a file that begins so and whose name ends so; None where it is no format of these.

    >>> recognised(b"conv2d(8, k=3)", ".txt") is None
    True
    """
    if told_by(head, suffix) is not None:
        return "elsewhere:refuse"
    for each in FORMATS:
        if each.sign and re.match(each.sign, head):
            return each.reader
    for each in FORMATS:
        if suffix and suffix in each.suffixes:
            return each.reader
    return None
