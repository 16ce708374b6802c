"""
Write the golden data of models of transformers and diffusers: those of `huggingface_models.txt`.

    python tools/golden/make_huggingface.py transformers COMPACT.json.gz [MODEL ...]
"""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path
from typing import Any

import torch
from torch_record import compact
from torch_record import record
from torch_record import without_initialisation
from torch_record import write

LISTED = Path(__file__).parent / "huggingface_models.txt"
NOTE = (
    "eval mode on the meta device, or the CPU where values are looked at; source: the file that"
    " makes the model; inputs: as they are given to the forward, by position or name; trainable:"
    " the parameters that require a gradient; macs: null where it ran on the CPU, whose fused"
    " layers are not counted; the rest as for timm"
)


def listed(package: str) -> list[tuple[str, list[str]]]:
    """How each model of a package is made, and its inputs."""
    found = []
    current = ""
    for line in LISTED.read_text(encoding="utf-8").splitlines():
        call, bar, inputs = line.partition(" | ")
        if line.startswith("# "):
            current = line[2:]
        elif bar and current == package:
            found.append((call, inputs.split()))
    return found


def source_of(package: str, call: str) -> str:
    """The file that a user would write."""
    first = call.partition("(")[0]
    names = dict.fromkeys([*re.findall(r"\b\w+Config\b(?=\()", call), first])
    return f"from {package} import {', '.join(names)}\n\nmodel = {call}\n"


def tensor_of(text: str) -> torch.Tensor:
    """An input of a shape, and of whole numbers where it says so."""
    shape, _, kind = text.partition(":")
    sizes = [int(each) for each in shape.split("x")]
    return torch.zeros(sizes, dtype=getattr(torch, kind or "float32"))


def one(package: str, call: str, inputs: list[str]) -> dict[str, Any]:
    """A model's record."""
    found = recorded(package, call, inputs, "meta")
    if "failed" not in found:
        return found
    # It looks at values. The counter knows no work of fused attentions and LSTMs on the CPU.
    return recorded(package, call, inputs, "cpu") | {"macs": None}


def recorded(package: str, call: str, inputs: list[str], device: str) -> dict[str, Any]:
    """A model's record on one device."""
    source = source_of(package, call)
    names: dict[str, Any] = {}
    with torch.device(device), without_initialisation():
        exec(source, names)  # noqa: S102  (a line of our own list)
        model = names["model"].eval()
        trainable = sum(each.numel() for each in model.parameters() if each.requires_grad)
        given = [each.rpartition("=") for each in inputs]
        args = tuple(tensor_of(text) for name, _, text in given if not name)
        keywords = {name: tensor_of(text) for name, _, text in given if name}
        found = record(model, args, keywords)
    head = {
        "name": call.partition("(")[0],
        "file": type(model).__module__.replace(".", "/") + ".py",
        "source": source,
        "inputs": inputs,
        "trainable": trainable,
    }
    return head | found | {"convolutional": 2 * found["conv_macs"] >= found["macs"]}


def main() -> None:
    """Record the models of a package, or those named."""
    package, short, *chosen = sys.argv[1:]
    found = []
    for call, inputs in listed(package):
        if not chosen or call.partition("(")[0] in chosen:
            found.append(one(package, call, inputs))
            last = found[-1]
            print(last["name"], last["params"], last["macs"], last.get("failed", ""), flush=True)
    versions = {"torch": torch.__version__, package: importlib.import_module(package).__version__}
    head = {"versions": versions, "note": NOTE}
    write(Path(short), head | {"models": [compact(each) for each in found]})


if __name__ == "__main__":
    main()
