"""
Write the golden data of timm's models: up to three of each file of `timm/models`.

    python tools/golden/make_timm.py FULL.json.gz COMPACT.json.gz [MODEL ...]
"""

from __future__ import annotations

import math
import operator
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch_record import compact
from torch_record import declare_missing_ops
from torch_record import record
from torch_record import without_initialisation
from torch_record import write

KEPT = declare_missing_ops()

import timm  # noqa: E402
from timm.models import _registry  # noqa: E402

NOTE = (
    "eval mode, batch 1, pretrained=False, input as in the model's configuration; of each file of"
    " timm/models the first, middle and last registered model; leaves: called leaf modules in"
    " order; all: with containers that own parameters or buffers, and with leaves never called;"
    " hashes: first 16 hex digits of SHA-256 of the JSON list of [name, class, output shapes, own"
    " parameters]; macs: torch.utils.flop_counter / 2; conv_macs, product_macs: those of"
    " convolutions and of products of two activations (attention); convolutional: half of the macs"
    " or more in convolutions other than those of 4 x 4 windows or larger that do not overlap"
    " (patch embeddings), or no product_macs and a convolution with overlapping windows;"
    " failed: why a run stopped, rows up to there"
)

REGISTERED = _registry._model_entrypoints  # noqa: SLF001  (sources' order has no public name)


def chosen() -> list[str]:
    """The first, middle and last registered model of each file, in source order."""
    files: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for name, function in REGISTERED.items():
        if function.__module__ == _registry.__name__:
            continue  # another name of a model
        line = getattr(function, "__wrapped__", function).__code__.co_firstlineno
        files[function.__module__].append((line, name))
    picked = []
    for module in sorted(files):
        names = [name for _, name in sorted(files[module])]
        picked += [names[i] for i in sorted({0, len(names) // 2, len(names) - 1})]
    return picked


def make(name: str, device: str) -> torch.nn.Module:
    """A model without weights."""
    with torch.device(device), without_initialisation():
        return timm.create_model(name, pretrained=False).eval()


def made(name: str) -> torch.nn.Module:
    """A model on the meta device, made there if its constructor needs no values."""
    try:
        return make(name, "meta")
    except (NotImplementedError, RuntimeError):
        return make(name, "cpu").to("meta")


def one(name: str) -> dict[str, Any]:
    """A model's record."""
    entry = _registry.model_entrypoint(name)
    head = {"name": name, "file": entry.__module__.replace(".", "/") + ".py"}
    try:
        model = made(name)
    except Exception as error:  # noqa: BLE001  (whatever a constructor raises is what is recorded)
        return head | {"failed": f"construct: {error!r}"[:300], "rows": [], "macs": 0, "params": 0}
    size = (1, *model.pretrained_cfg.get("input_size", (3, 224, 224)))
    with torch.device("meta"):
        found = record(model, (torch.zeros(size),), {})
    return head | found | {"convolutional": is_convolutional(model, found)}


def is_convolutional(model: torch.nn.Module, found: dict[str, Any]) -> bool:
    """Whether convolutions that are no patch embeddings do the work, or the mixing of places."""
    called = [row for row in found["rows"] if row.get("called", True)]
    patches = sum(patch_macs(model, row) for row in called)
    if found["macs"] and 2 * (found["conv_macs"] - patches) >= found["macs"]:
        return True
    return not found["product_macs"] and any(overlaps(model, row) for row in called)


def overlaps(model: torch.nn.Module, row: dict[str, Any]) -> bool:
    """Whether a layer is a convolution of windows that overlap."""
    layer = model.get_submodule(row["name"])
    return isinstance(layer, nn.Conv2d) and any(map(operator.gt, layer.kernel_size, layer.stride))


def patch_macs(model: torch.nn.Module, row: dict[str, Any]) -> int:
    """The work of a layer if it is a convolution of large windows that do not overlap."""
    layer = model.get_submodule(row["name"])
    if not isinstance(layer, nn.Conv2d) or overlaps(model, row) or max(layer.kernel_size) < 4:
        return 0
    return int(math.prod(row["out"]) * layer.weight[0].numel())


def main() -> None:
    """Record the models named, or the chosen ones."""
    full, short = Path(sys.argv[1]), Path(sys.argv[2])
    found = []
    for name in sys.argv[3:] or chosen():
        found.append(one(name))
        last = found[-1]
        print(
            name,
            last["params"],
            last["macs"],
            len(last["rows"]),
            last.get("convolutional"),
            last.get("failed", ""),
            flush=True,
        )
    head = {"versions": {"torch": torch.__version__, "timm": timm.__version__}, "note": NOTE}
    write(full, head | {"models": found})
    write(short, head | {"models": [compact(model) for model in found]})


if __name__ == "__main__":
    main()
