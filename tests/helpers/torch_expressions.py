"""Evaluates an expression of PyTorch's functions on inputs of given shapes."""

from __future__ import annotations

from typing import Any

from convcalc.readers.python.language.evaluator import Evaluator
from convcalc.readers.python.language.source_text import SourceText
from convcalc.readers.python.libraries import library
from convcalc.readers.python.libraries.torch.tensor import TorchTensor
from convcalc.readers.python.tracing.trace import Trace

NAMES = "xyzwvuts"


def evaluated(source: str, shapes: list[Any], dtypes: dict[str, str] | None = None) -> Any:
    """The reader after a source in which x, y, ... are tensors of these shapes."""
    text = SourceText(source, "call.py")
    reader: Any = Evaluator(text)
    reader.trace = Trace("call")
    for name, shape in zip(NAMES, shapes, strict=False):
        tensor = reader.trace.builder.input(name, tuple(shape))
        dtype = (dtypes or {}).get(name, "float32")
        reader.scope.variables[name] = TorchTensor(tensor, dtype)
    for name, module in (
        ("torch", "torch"),
        ("F", "torch.nn.functional"),
        ("einops", "einops"),
        ("np", "numpy"),
    ):
        reader.scope.variables[name] = library(module)
    reader.run_pieces([(text, text.parse(reader.limits))])
    return reader
