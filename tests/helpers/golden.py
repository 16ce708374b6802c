"""Runs the single-layer cases that the real frameworks made."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from convcalc import vocabulary
from convcalc.dims import product
from convcalc.errors import ConvcalcError
from convcalc.layers.core.needs import Needs

if TYPE_CHECKING:
    from convcalc.layers.core.layer import Layer

FOLDER = Path(__file__).parent.parent / "golden" / "frameworks"


class Spelled:
    """`nn.` or `layers.` for the calls of the golden files."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __getattr__(self, name: str) -> Any:
        maker = vocabulary.find(self.name, name)
        if maker is None:
            raise AttributeError(f"no layer is called {name!r}")
        return lambda *args, **kwargs: maker.make(args, kwargs)


def cases(file: str) -> list[dict[str, Any]]:
    """The single calls of layer objects in a file."""
    found = json.loads(gzip.decompress((FOLDER / file).read_bytes()))["cases"]
    return [case for case in found if case["call"].startswith(("nn.", "layers."))]


def answer(call: str, shapes: list[list[int]]) -> dict[str, Any]:
    """What convcalc says of a call: shapes, counts, or the error."""
    inputs = tuple(tuple(shape) for shape in shapes)
    try:
        layer: Layer = eval(  # noqa: S307 (the golden files are our own)
            call, {"nn": Spelled("torch"), "layers": Spelled("keras")}
        )
        outputs = layer.outputs(inputs, Needs())
    except ConvcalcError as error:
        return {"error": str(error)}
    weights = sum(product(shape) for shape in layer.weights(inputs).values())
    buffers = sum(product(shape) for shape in layer.buffers(inputs).values())
    macs = layer.macs(inputs, outputs)
    return {
        "out": [list(shape) for shape in outputs],
        "params": weights,
        "buffers": buffers,
        "macs": macs,
    }
