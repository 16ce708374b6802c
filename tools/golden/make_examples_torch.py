"""Write tests/golden/sources/examples_torch.json: what PyTorch says of examples/source."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples" / "source"
GOLDEN = ROOT / "tests" / "golden" / "sources" / "examples_torch.json"
NOTE = (
    "examples/source run by PyTorch: eval mode; rows: every call of a module without children, or "
    "with parameters or buffers of its own, in order of leaving; macs = torch.utils.flop_counter/2"
)
CASES: list[tuple[str, str, dict[str, Any], list[list[int]]]] = [
    ("small", "Net", {}, [[4, 3, 32, 32]]),
    ("unet", "UNet", {}, [[1, 3, 572, 572]]),
    ("unet", "UNet", {"bilinear": True}, [[2, 3, 64, 96]]),
    ("dcgan", "Generator", {}, [[64, 100, 1, 1]]),
    ("dcgan", "Discriminator", {}, [[64, 3, 64, 64]]),
    ("signals", "Net", {"length": 1000}, [[8, 1, 1000]]),
    ("squeeze_excite", "Net", {}, [[2, 3, 64, 64]]),
    ("aspp", "DeepLab", {}, [[1, 3, 65, 97]]),
    ("acmix", "ACmix", {"in_planes": 64, "out_planes": 64}, [[2, 64, 32, 32]]),
    ("acmix", "ACmix", {"in_planes": 16, "out_planes": 32, "stride": 2}, [[1, 16, 28, 28]]),
    ("video", "resnet10", {}, [[1, 3, 16, 112, 112]]),
    ("video", "resnet18", {"num_classes": 7}, [[2, 3, 8, 64, 64]]),
    ("refine", "Refiner", {}, [[1, 3, 64, 64]]),
    ("shared", "Shared", {}, [[1, 3, 20, 20]]),
    ("scripted", "Scripted", {}, [[2, 3, 33, 33]]),
    ("patches", "ViT", {}, [[3, 3, 32, 32]]),
    ("recurrent", "Speech", {}, [[2, 1, 40, 100]]),
]
ON_META = {"recurrent"}
"""A recurrent layer is one fused call on the CPU, whose products the counter does not see."""


def made(file: str, target: str, arguments: dict[str, Any]) -> nn.Module:
    """The model of a case."""
    model: nn.Module = runpy.run_path(str(EXAMPLES / f"{file}.py"))[target](**arguments)
    return model.eval()


def shapes(value: Any) -> Any:
    """The shapes of the tensors in a value."""
    if isinstance(value, torch.Tensor):
        return list(value.shape)
    if isinstance(value, dict):
        return {key: shapes(each) for key, each in value.items()}
    return [shapes(each) for each in value] if isinstance(value, (list, tuple)) else None


def own_params(module: nn.Module, name: str, first: dict[int, str]) -> int:
    """How many parameters a module has that no module before it has."""
    return sum(
        each.numel()
        for key, each in module.named_parameters(recurse=False)
        if first[id(each)] == (f"{name}.{key}" if name else key)
    )


def record(model: nn.Module, inputs: list[torch.Tensor]) -> dict[str, Any]:
    """What one forward pass gives."""
    first: dict[int, str] = {}
    for key, each in model.named_parameters(remove_duplicate=False):
        first.setdefault(id(each), key)
    names = {module: name for name, module in model.named_modules()}
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()

    def hook(module: nn.Module, args: Any, output: Any) -> None:
        is_leaf = not list(module.children())
        owned = [*module.parameters(recurse=False), *module.buffers(recurse=False)]
        if not is_leaf and not owned:
            return
        name = names[module]
        row = {
            "name": name,
            "cls": type(module).__name__,
            "params": 0 if name in seen else own_params(module, name, first),
            "buffers": sum(each.numel() for each in module.buffers(recurse=False)),
            "in": [list(each.shape) for each in args if isinstance(each, torch.Tensor)],
            "out": shapes(output),
        }
        if not is_leaf:
            row["leaf"] = False
        if name in seen:
            row["shared"] = True
        seen.add(name)
        rows.append(row)

    for module in model.modules():
        module.register_forward_hook(hook)
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        output = model(*inputs)
    rows += [
        {"name": name, "cls": type(each).__name__, "called": False}
        for name, each in model.named_modules()
        if name not in seen and not list(each.children())
    ]
    return {
        "output": shapes(output),
        "params": sum(each.numel() for each in model.parameters()),
        "buffers": sum(each.numel() for each in model.buffers()),
        "macs": counter.get_total_flops() // 2,
        "rows": rows,
    }


def main() -> None:
    """Run every case."""
    models = []
    for file, target, arguments, sizes in CASES:
        with torch.device("meta" if file in ON_META else "cpu"):
            model = made(file, target, arguments)
            found = record(model, [torch.zeros(*each) for each in sizes])
        models.append({"file": f"{file}.py", "target": target, "args": arguments, "input": sizes})
        models[-1] |= found
    document = {"versions": {"torch": torch.__version__}, "note": NOTE, "models": models}
    GOLDEN.write_text(json.dumps(document, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
