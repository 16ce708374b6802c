"""The golden networks, and the specs that say the same."""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).parent.parent / "golden" / "frameworks"
SPECS = Path(__file__).parent.parent / "models" / "spec"
EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@cache
def golden(file: str, key: str) -> dict[str, Any]:
    """The models of one golden file, by name."""
    content = json.loads(gzip.decompress((GOLDEN / f"{file}.json.gz").read_bytes()))
    return {model["name"]: model for model in content[key]}


def spec(name: str) -> str:
    """The text of the spec of a torchvision model."""
    folder = EXAMPLES if name == "alexnet" else SPECS
    return (folder / f"{name}.layers").read_text(encoding="utf-8")


def keras_spec(model: dict[str, Any]) -> str:
    """A whole Keras model as a spec: one line a layer, wired as it was."""
    lines = []
    for layer in model["layers"]:
        if layer["cls"] == "InputLayer":
            lines.append(f"{layer['name']} = keras.Input(shape={tuple(layer['out'][1:])})")
            continue
        config = {"scale": 1 / 255} if layer["cls"] == "Rescaling" else layer["config"]
        arguments = ", ".join(f"{name}={value!r}" for name, value in config.items())
        inputs = ", ".join(layer["inbound"])
        inputs = f"[{inputs}]" if len(layer["inbound"]) > 1 else inputs
        lines.append(f"{layer['name']} = layers.{layer['cls']}({arguments})({inputs})")
    return "\n".join(lines)
