"""
Write the golden data of keras.applications, one model after another.

    python tools/golden/make_keras.py FULL.json.gz COMPACT.json.gz [MODEL ...]

Needs keras (3.15) with its backend tensorflow (2.21).
"""

from __future__ import annotations

import gzip
import inspect
import json
import math
import sys
from pathlib import Path
from typing import Any

import keras
import tensorflow as tf

NOTE = (
    "weights=None, everything else as it is by default; layers: of model.layers in order, each"
    " [name, class, output shape, parameters]"
)


def count(weights: list[Any]) -> int:
    """The values of some weights."""
    return sum(math.prod(weight.shape) for weight in weights)


def shape(tensors: Any) -> Any:
    """A tensor's shape as a list, several tensors' as a list of those."""
    if isinstance(tensors, list | tuple):
        return [list(tensor.shape) for tensor in tensors]
    return list(tensors.shape)


def row(layer: Any) -> dict[str, Any]:
    """A layer of a functional model; its first call is the one in the model."""
    called = layer._inbound_nodes[0]  # noqa: SLF001  (the framework has no public name)
    return {
        "name": layer.name,
        "cls": type(layer).__name__,
        "out": shape(layer.output),
        "ins": [list(tensor.shape) for tensor in called.input_tensors],
        "params": count(layer.weights),
        "trainable": count(layer.trainable_weights),
        "inbound": [source.operation.name for source in called.parent_nodes],
    }


def one(name: str) -> dict[str, Any]:
    """A model's record."""
    keras.backend.clear_session()
    build = getattr(keras.applications, name)
    model = build(weights=None)
    return {
        "name": name,
        "file": build.__module__.replace(".", "/") + ".py",
        "input": shape(model.input),
        "output": shape(model.output),
        "params": count(model.weights),
        "trainable": count(model.trainable_weights),
        "keras_count_params": model.count_params(),
        "layers": [row(layer) for layer in model.layers],
    }


def compact(model: dict[str, Any]) -> dict[str, Any]:
    """A model's totals, and of each layer its name, class, output shape and parameters."""
    layers = [[row["name"], row["cls"], row["out"], row["params"]] for row in model["layers"]]
    return model | {"layers": layers}


def write(path: Path, content: dict[str, Any]) -> None:
    """Gzipped JSON, the same bytes for the same content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def main() -> None:
    """Record the models named, or all."""
    full, short = Path(sys.argv[1]), Path(sys.argv[2])
    every = [n for n, v in vars(keras.applications).items() if inspect.isfunction(v)]
    found = []
    for name in sys.argv[3:] or sorted(every):
        found.append(one(name))
        print(name, found[-1]["params"], len(found[-1]["layers"]), flush=True)
    versions = {"keras": keras.__version__, "tensorflow": tf.__version__}
    head = {"versions": versions, "note": NOTE}
    write(full, head | {"models": found})
    write(short, head | {"models": [compact(model) for model in found]})


if __name__ == "__main__":
    main()
