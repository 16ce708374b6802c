"""
What PyTorch keeps for the backward pass of every operation on record: torch_kept.jsonl.

Run with PyTorch and this checkout importable:
PYTHONPATH=. python tools/golden/make_torch_kept.py tests/golden/frameworks/torch_kept.jsonl
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812 (everybody calls it so)

from convcalc.operations import elementwise
from convcalc.operations.along_axes import RUNNING
from convcalc.operations.gathering import GATHERINGS
from convcalc.operations.products import PRODUCTS
from convcalc.operations.reductions import PICKINGS
from convcalc.operations.reductions import REDUCTIONS

FEW = [[0.25, 0.5, 0.75], [0.6, 0.3, 0.1]]
SPELLED = {
    "clamp": "torch.clamp(x, 0.2, 0.6)",
    "leakyrelu": "F.leaky_relu(x)",
    "threshold": "F.threshold(x, 0.3, 0.0)",
    "div_floor": "torch.div(x, y, rounding_mode='floor')",
    "div_trunc": "torch.div(x, y, rounding_mode='trunc')",
}
"""Operations that are called otherwise than by their name and inputs."""

OF_SEVERAL = {
    "addcdiv": "torch.addcdiv(x, y, z)",
    "addcmul": "torch.addcmul(x, y, z)",
    "clamp": "torch.clamp(x, y, z)",
    "lerp": "torch.lerp(x, y, z)",
    "masked_fill": "x.masked_fill(m, 0.0)",
    "where": "torch.where(m, x, y)",
}
PLACES = {"where": "mxy", "masked_fill": "xm"}
"""The order of the inputs, where it is not that of x, y, z."""

OF_AXES = {
    "amax": "torch.amax(x, 1)",
    "amin": "torch.amin(x, 1)",
    "kthvalue": "torch.kthvalue(x, 2, 1)",
    "logsumexp": "torch.logsumexp(x, 1)",
    "flip": "torch.flip(x, (1,))",
    "roll": "torch.roll(x, 1, 1)",
    "topk": "torch.topk(x, 2, 1)",
}
"""Calls along an axis that are spelled otherwise than with it alone."""

OF_PRODUCTS = {
    "einsum": "torch.einsum('ij,kj->ik', x, y)",
    "matmul": "torch.matmul(x, y.T)",
    "outer": "torch.outer(x[0], y[0])",
    "tensordot": "torch.tensordot(x, y, ([1], [1]))",
}

OF_PLACES = {
    "gather": "torch.gather(x, 1, i)",
    "take": "torch.take(x, i)",
    "take_along_dim": "torch.take_along_dim(x, i, 1)",
}

WORDS = ("first", "second", "third")


def call_of(name: str, arguments: str) -> str | None:
    """The call of an operation; None where PyTorch has none of that name."""
    if name in SPELLED:
        return SPELLED[name]
    for module, short in ((torch, "torch"), (F, "F")):
        if hasattr(module, name):
            return f"{short}.{name}({arguments})"
    return None


def kept(call: str, order: str) -> str | None:
    """What a call keeps, in the words of the records; None where PyTorch refuses it."""
    given = {name: torch.tensor(FEW, requires_grad=True) for name in "xyz"}
    given["m"] = torch.tensor([[True, False, True], [False, True, False]])
    given["i"] = torch.tensor([[0, 2, 0], [1, 0, 1]])
    saved: list[Any] = []

    def pack(tensor: Any) -> Any:
        saved.append(tensor)
        return tensor

    try:
        with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
            result = eval(call, {"torch": torch, "F": F, **given})  # noqa: S307 (calls of this file)
    except (NotImplementedError, RuntimeError, TypeError):
        return None
    results = result if isinstance(result, tuple) else (result,)
    names = dict(zip([given[name].data_ptr() for name in order], WORDS, strict=False))
    names |= dict(zip([each.data_ptr() for each in results], ("output", "indices"), strict=False))
    if not results[0].requires_grad:
        return ""
    found = {names.get(each.data_ptr(), "more") for each in saved}
    return " ".join(word for word in (*WORDS, "output", "indices", "more") if word in found)


def lines() -> list[dict[str, Any]]:
    """Every operation that PyTorch has, with what it keeps."""
    asked = [
        *[("unary", name, call_of(name, "x"), "x") for name in elementwise.UNARY],
        *[("binary", name, call_of(name, "x, y"), "xy") for name in elementwise.BINARY],
        *[("number", name, call_of(name, "x, 2.0"), "x") for name in elementwise.BINARY],
        *[
            ("joined", name, OF_SEVERAL[name], PLACES.get(name, "xyz"))
            for name in elementwise.JOINED
        ],
        *[("gathering", name, OF_PLACES[name], "xi") for name in GATHERINGS],
        *[("product", name, OF_PRODUCTS[name], "xy") for name in PRODUCTS],
        *[("reduction", name, OF_AXES.get(name, f"torch.{name}(x)"), "x") for name in REDUCTIONS],
        *[("picking", name, OF_AXES.get(name, f"torch.{name}(x, 1)"), "x") for name in PICKINGS],
        *[("running", name, OF_AXES.get(name, f"torch.{name}(x, 1)"), "x") for name in RUNNING],
    ]
    found = []
    for family, name, call, order in asked:
        answer = None if call is None else kept(call, order)
        if answer is not None and (family != "number" or "y" not in str(call)):
            found.append({"family": family, "operation": name, "call": call, "kept": answer})
    return found


def main() -> None:
    """Write the file that is named."""
    header = {"torch": torch.__version__}
    text = [json.dumps(each) for each in (header, *lines())]
    Path(sys.argv[1]).write_text("\n".join(text) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
