"""
Run a PyTorch model on the meta device and write down every call of its layers.

Needs torch (2.13) and, for the scripts beside it, torchvision (0.28) or timm (1.0.31).
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
from typing import TYPE_CHECKING
from typing import Any

import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MISSING_OPS = (
    "nms(Tensor a, Tensor b, float c) -> Tensor",
    "qnms(Tensor a, Tensor b, float c) -> Tensor",
)
"""What a torchvision built for another torch does not bring along, as far as importing it asks."""


def declare_missing_ops() -> torch.library.Library:
    """The operators torchvision registers shapes for, without kernels; keep what is returned."""
    library = torch.library.Library("torchvision", "DEF")
    for schema in MISSING_OPS:
        library.define(schema)
    return library


def tensors(value: Any) -> list[torch.Tensor]:
    """All tensors of nested arguments, in order."""
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [found for item in value for found in tensors(item)]
    return []


def shapes(value: Any) -> Any:
    """A tensor's shape as a list, several tensors' as a list of those, a dict's as a dict."""
    if isinstance(value, torch.Tensor):
        return list(value.shape)
    if isinstance(value, dict):
        return {str(key): shapes(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [
            shapes(item) for item in value if isinstance(item, torch.Tensor | dict | list | tuple)
        ]
    return None


def own(module: nn.Module) -> dict[str, list[int]]:
    """The parameters a module holds itself."""
    return {name: list(value.shape) for name, value in module.named_parameters(recurse=False)}


def described(name: str, module: nn.Module, earlier: dict[int, str]) -> dict[str, Any]:
    """A row without its call."""
    row = {
        "name": name,
        "cls": type(module).__name__,
        "params": sum(value.numel() for value in module.parameters(recurse=False)),
        "buffers": sum(value.numel() for value in module.buffers(recurse=False)),
        "repr": module.extra_repr().replace("\n", " "),
    }
    if any(module.children()):
        row |= {"leaf": False, "own": own(module)}
    tied = {
        label: earlier[id(value)]
        for label, value in module.named_parameters(recurse=False)
        if earlier[id(value)] != f"{name}.{label}".lstrip(".")
    }
    return row | ({"tied_to": tied} if tied else {})


def is_row(module: nn.Module) -> bool:
    """Whether a module's calls are rows: a leaf, or a container with parameters or buffers."""
    held = [*module.parameters(recurse=False), *module.buffers(recurse=False)]
    return bool(held) or not any(module.children())


def record(model: nn.Module, inputs: tuple[Any, ...], keywords: dict[str, Any]) -> dict[str, Any]:
    """The totals and rows of a model in eval mode; `failed` says why a run stopped."""
    model.requires_grad_(requires_grad=False)  # the counter wants a graph of whatever has gradients
    rows: list[dict[str, Any]] = []
    calls: dict[int, int] = {}
    earlier = {id(v): name for name, v in model.named_parameters()}
    plain = {id(m): described(name, m, earlier) for name, m in model.named_modules() if is_row(m)}

    def hook(module: nn.Module, arguments: Any, named: Any, result: Any) -> None:
        row = dict(plain[id(module)])
        row["in"] = [list(v.shape) for v in tensors((arguments, list(named.values())))]
        row["out"] = shapes(result)
        count = calls.get(id(module), 0)
        calls[id(module)] = count + 1
        rows.append(row | ({"shared": True, "call": count} if count else {}))

    for module in model.modules():
        if id(module) in plain:
            module.register_forward_hook(hook, with_kwargs=True)
    counter = FlopCounterMode(display=False)
    answer: dict[str, Any] = {
        "input": [list(v.shape) for v in tensors((inputs, list(keywords.values())))],
        "params": sum(value.numel() for value in model.parameters()),
        "buffers": sum(value.numel() for value in model.buffers()),
    }
    try:
        with torch.no_grad(), counter:
            answer["output"] = shapes(model(*inputs, **keywords))
    except Exception as error:  # noqa: BLE001  (whatever a model raises is what is recorded)
        answer["failed"] = f"{type(error).__name__}: {error}".splitlines()[0][:300]
    answer["macs"] = counter.get_total_flops() // 2
    answer["conv_macs"] = macs_of(counter, "conv")
    answer["product_macs"] = macs_of(counter, "bmm") + macs_of(counter, "attention")
    if "failed" not in answer:
        rest = [row for key, row in plain.items() if key not in calls and is_leaf(row)]
        rows += [row | {"called": False} for row in rest]
    return answer | {"rows": rows}


def is_leaf(row: dict[str, Any]) -> bool:
    """Whether a row is that of a module without modules inside."""
    return "leaf" not in row


def macs_of(counter: FlopCounterMode, word: str) -> int:
    """The multiply-accumulates of the operators with a word in their names."""
    counts: dict[Any, int] = counter.get_flop_counts().get("Global", {})
    return sum(n for operator, n in counts.items() if word in str(operator)) // 2


@contextlib.contextmanager
def without_initialisation() -> Iterator[None]:
    """Weights stay as they come: making a large model costs no time."""
    names = [name for name in dir(nn.init) if name.endswith("_") and not name.startswith("_")]
    kept = {name: getattr(nn.init, name) for name in names}
    for name in names:
        setattr(nn.init, name, lambda tensor, *_, **__: tensor)
    try:
        yield
    finally:
        for name, function in kept.items():
            setattr(nn.init, name, function)


def flat(value: Any) -> list[list[int]]:
    """The shapes inside nested lists and dicts, in order."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list) and value and isinstance(value[0], int):
        return [value]
    return [found for item in value or () for found in flat(item)]


def digest(rows: list[dict[str, Any]]) -> str:
    """The first 16 hex digits of the SHA-256 of [name, class, outputs, parameters] of each row."""
    listed = [[row["name"], row["cls"], flat(row.get("out")), row["params"]] for row in rows]
    text = json.dumps(listed, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def compact(model: dict[str, Any]) -> dict[str, Any]:
    """A model's totals, with its rows counted and hashed: called leaves, and all of them."""
    rows = model["rows"]
    leaves = [row for row in rows if is_leaf(row) and row.get("called", True)]
    short = {key: value for key, value in model.items() if key != "rows"}
    return short | {
        "leaves": len(leaves),
        "leaves_hash": digest(leaves),
        "all": len(rows),
        "all_hash": digest(rows),
    }


def write(path: Path, content: dict[str, Any]) -> None:
    """Gzipped JSON, the same bytes for the same content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
