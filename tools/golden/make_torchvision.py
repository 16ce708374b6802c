"""
Write the golden data of torchvision's models.

    python tools/golden/make_torchvision.py FULL.json.gz COMPACT.json.gz [MODEL ...]
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import torch
from torch_record import compact
from torch_record import declare_missing_ops
from torch_record import record
from torch_record import without_initialisation
from torch_record import write

KEPT = declare_missing_ops()

import torchvision  # noqa: E402
from torchvision import models  # noqa: E402

IN_FULL = frozenset(
    {
        *("alexnet", "densenet121", "efficientnet_b0", "googlenet", "mobilenet_v2"),
        *("mobilenet_v3_small", "resnet18", "resnet50", "resnext50_32x4d", "shufflenet_v2_x1_0"),
        *("squeezenet1_1", "vgg11", "vgg16_bn", "vit_b_16", "fcn_resnet50", "r3d_18"),
    }
)
NOTE = (
    "eval mode, batch 1, weights=None; leaves: called leaf modules in order; all: with containers"
    " that own parameters or buffers, and with leaves never called; hashes: first 16 hex digits of"
    " SHA-256 of the JSON list of [name, class, output shapes, own parameters];"
    " macs: torch.utils.flop_counter / 2; failed: why a run stopped, rows up to there"
)
SIZES: dict[str, list[tuple[int, ...]]] = {
    "inception_v3": [(1, 3, 299, 299)],
    "raft_large": [(1, 3, 520, 960)] * 2,
    "raft_small": [(1, 3, 520, 960)] * 2,
}
VIDEO_112 = frozenset({"r3d_18", "mc3_18", "r2plus1d_18"})


def sizes(name: str, module: str) -> list[tuple[int, ...]]:
    """The inputs' shapes of a model."""
    if name in SIZES:
        return SIZES[name]
    if ".segmentation" in module:
        return [(1, 3, 520, 520)]
    if ".video" in module:
        return [(1, 3, 16, 112, 112) if name in VIDEO_112 else (1, 3, 16, 224, 224)]
    if ".detection" in module:
        return [(3, 320, 320) if name.startswith("ssdlite") else (3, 800, 800)]
    return [(1, 3, 224, 224)]


def make(name: str, device: str) -> torch.nn.Module:
    """A model without weights."""
    backbone = {"weights_backbone": None} if takes_backbone(name) else {}
    with torch.device(device), without_initialisation():
        return models.get_model(name, weights=None, **backbone).eval()


def takes_backbone(name: str) -> bool:
    """Whether a model's builder would load a backbone's weights by itself."""
    module = models.get_model_builder(name).__module__
    return ".detection" in module or ".segmentation" in module


def one(name: str) -> dict[str, Any]:
    """A model's record: on the meta device, made there if its constructor needs no values."""
    builder = models.get_model_builder(name)
    module = builder.__module__
    try:
        model = make(name, "meta")
    except (NotImplementedError, RuntimeError):
        model = make(name, "cpu").to("meta")
    given = [torch.zeros(size, device="meta") for size in sizes(name, module)]
    inputs: tuple[Any, ...] = (given,) if ".detection" in module else tuple(given)
    with torch.device("meta"):
        found = record(model, inputs, {})
    return {"name": name, "file": module.replace(".", "/") + ".py"} | found


def main() -> None:
    """Record the models named, or all but the quantised ones."""
    full, short = Path(sys.argv[1]), Path(sys.argv[2])
    wanted = sys.argv[3:] or [n for n in models.list_models() if not n.startswith("quantized")]
    found = []
    for name in wanted:
        found.append(one(name))
        last = found[-1]
        print(
            name,
            last["params"],
            last["macs"],
            len(last["rows"]),
            last.get("failed", ""),
            flush=True,
        )
    head = {
        "versions": {"torch": torch.__version__, "torchvision": torchvision.__version__},
        "note": NOTE,
    }
    write(full, head | {"models": found})
    shortened = [
        compact(model) | ({"rows": model["rows"]} if model["name"] in IN_FULL else {})
        for model in found
    ]
    write(short, head | {"models": shortened})


if __name__ == "__main__":
    main()
