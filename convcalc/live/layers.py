"""Layers of torch.nn as the calls that make them, from what their objects keep."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.live.values import NotSpelled
from convcalc.live.values import spelled
from convcalc.vocabulary import TORCH

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

FROM_PARTS: Mapping[str, Callable[[Any], Any]] = {
    "d_model": lambda layer: layer.self_attn.embed_dim,
    "nhead": lambda layer: layer.self_attn.num_heads,
    "dim_feedforward": lambda layer: layer.linear1.out_features,
    "dropout": lambda layer: layer.dropout.p,
    "layer_norm_eps": lambda layer: layer.norm1.eps,
    "batch_first": lambda layer: layer.self_attn.batch_first,
    "bias": lambda layer: layer.linear1.bias is not None,
}
"""Arguments of a transformer's layer, by what they made."""

PRESENCE = {"add_bias_kv": "bias_k"}
"""Arguments that say whether there is a parameter, which has another name."""


def call_of(module: Any) -> str | None:
    """
    How a layer of torch.nn is made, for example `nn.Conv2d(3, 8, kernel_size=(3, 3))`.

    None where the module is no layer of PyTorch's own class, or changed after it was made.
    """
    kind = type(module)
    if not kind.__module__.startswith("torch.nn.modules") or kind.__name__ not in TORCH:
        return None
    if "forward" in vars(module) or getattr(module, "parametrizations", None):
        return None
    maker = TORCH.find(kind.__name__)
    if maker is None or kind.__name__ in ("Transformer", "TransformerEncoder"):
        return None
    given = {}
    for name in maker.parameters():
        if name in ("device", "dtype") or name.startswith("_"):
            continue
        try:
            given[name] = spelled(_kept(module, name), lambda _: None)
        except (AttributeError, NotSpelled):
            continue
    return f"nn.{kind.__name__}({', '.join([f'{k}={v}' for k, v in given.items()])})"


def _kept(module: Any, name: str) -> Any:
    """
    What a layer keeps of an argument.

    Raises:
        AttributeError: If nothing.
    """
    if "TransformerEncoderLayer" in type(module).__name__ and name in FROM_PARTS:
        return FROM_PARTS[name](module)
    if name in PRESENCE:
        return getattr(module, PRESENCE[name]) is not None
    if name == "bias" and hasattr(module, "in_proj_bias"):
        return module.in_proj_bias is not None
    kept = getattr(module, name)
    if name == "bias" and not isinstance(kept, bool):
        return kept is not None
    return kept
