"""The arguments of a layer as PyTorch keeps them, and as it shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from convcalc.readers.python.libraries.torch.nn.layer_entries import LayerEntry


def attributes_of(entry: LayerEntry, given: Mapping[str, Any], ndim: int) -> dict[str, Any]:
    """The attributes that PyTorch makes of these arguments, defaults among them."""
    kept: dict[str, Any] = {}
    for name, rule, constant in entry.kept:
        if rule:
            kept[name] = RULES[rule](name, given, ndim)
        elif not constant:
            kept[name] = given[name]
        else:
            # A constant may be the name of the argument that the attribute is another word for.
            kept[name] = given.get(constant, CONSTANTS.get(constant, constant))
    return kept


CONSTANTS: dict[str, Any] = {
    "True": True,
    "False": False,
    "None": None,
    "0": 0,
    "0.0": 0.0,
    "6.0": 6.0,
}


def spread(value: Any, ndim: int) -> Any:
    """One value for every spatial axis; several, words and None as they are."""
    if isinstance(value, (list, tuple)):
        return tuple(value)
    return value if value is None or isinstance(value, str) else (value,) * ndim


def _pads(name: str, given: Mapping[str, Any], ndim: int) -> Any:
    return spread(given[name], 2 * ndim)


def _kernel(name: str, given: Mapping[str, Any], ndim: int) -> Any:
    return given["kernel_size"] if given[name] is None else given[name]


def _each_kernel(name: str, given: Mapping[str, Any], ndim: int) -> Any:
    return spread(_kernel(name, given, ndim), ndim)


def _scale(name: str, given: Mapping[str, Any], ndim: int) -> Any:
    value = given[name]
    if isinstance(value, (tuple, list)):
        return tuple([_as_float(each) for each in value])
    return value if value is None else _as_float(value)


def _as_float(value: Any) -> Any:
    return float(value) if isinstance(value, int) else value


def _index(name: str, given: Mapping[str, Any], ndim: int) -> Any:
    value, count = given[name], given["num_embeddings"]
    if type(value) is int and value < 0:
        return value + count
    return value


def _shape(name: str, given: Mapping[str, Any], ndim: int) -> Any:
    value = given[name]
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)


RULES: dict[str, Callable[[str, Mapping[str, Any], int], Any]] = {
    "each": lambda name, given, ndim: spread(given[name], ndim),
    "each_or_none": lambda name, given, ndim: spread(given[name], ndim),
    "each_kernel": _each_kernel,
    "kernel": _kernel,
    "none": lambda _, __, ndim: (0,) * ndim,
    "pads": _pads,
    "scale": _scale,
    "index": _index,
    "shape": _shape,
    "whole": lambda name, given, _: 1 if given[name] == 1 else given[name],
    "mode": lambda _, given, __: f"RNN_{given['nonlinearity'].upper()}",
    "float": lambda name, given, _: _as_float(given[name]),
}
"""What PyTorch makes of an argument before it keeps it."""


def words_of(entry: LayerEntry, kept: Mapping[str, Any], *, has_bias: bool) -> str:
    """The arguments of a layer as PyTorch's `extra_repr` shows them."""
    special = WORDS.get(entry.shows)
    if special is not None:
        return special(kept, has_bias)
    template, _, inplace = entry.shows.partition("+")
    if "bias" in entry.owns:
        kept = {**kept, "bias": has_bias}
    shown = template.format_map({name: repr(value) for name, value in kept.items()})
    if inplace and kept.get("inplace"):
        return f"{shown}, inplace=True" if shown else "inplace=True"
    return shown


def _unlike(kept: Mapping[str, Any], **usual: Any) -> list[str]:
    """The attributes that are not as usual, as PyTorch shows them."""
    return [f"{name}={kept[name]!r}" for name, value in usual.items() if kept[name] != value]


def conv_words(kept: Mapping[str, Any], has_bias: bool) -> str:
    """Those of convolutions."""
    ndim = len(kept["kernel_size"])
    parts = [f"{kept['in_channels']}", f"{kept['out_channels']}"]
    parts += [f"kernel_size={kept['kernel_size']!r}", f"stride={kept['stride']!r}"]
    parts += _unlike(
        kept, padding=(0,) * ndim, dilation=(1,) * ndim, output_padding=(0,) * ndim, groups=1
    )
    if not has_bias:
        parts.append("bias=False")
    return ", ".join([*parts, *_unlike(kept, padding_mode="zeros")])


def embedding_words(kept: Mapping[str, Any], has_bias: bool) -> str:
    """Those of embeddings."""
    parts = [f"{kept['num_embeddings']}", f"{kept['embedding_dim']}"]
    bag = "mode" in kept
    if not bag:
        parts += _unlike(kept, padding_idx=None)
    parts += _unlike(kept, max_norm=None, norm_type=2, scale_grad_by_freq=False)
    parts += _unlike(kept, sparse=False)
    if bag:
        parts.append(f"mode={kept['mode']!r}")
        parts += _unlike(kept, padding_idx=None)
    return ", ".join(parts)


def recurrent_words(kept: Mapping[str, Any], has_bias: bool) -> str:
    """Those of recurrent layers."""
    parts = [f"{kept['input_size']}", f"{kept['hidden_size']}"]
    parts += _unlike(kept, proj_size=0, num_layers=1, bias=True, batch_first=False)
    return ", ".join([*parts, *_unlike(kept, dropout=0, bidirectional=False)])


def cell_words(kept: Mapping[str, Any], has_bias: bool) -> str:
    """Those of recurrent cells."""
    parts = [f"{kept['input_size']}", f"{kept['hidden_size']}", *_unlike(kept, bias=True)]
    if "nonlinearity" in kept:
        parts += _unlike(kept, nonlinearity="tanh")
    return ", ".join(parts)


def resize_words(kept: Mapping[str, Any], has_bias: bool) -> str:
    """Those of resizing layers."""
    name = "size" if kept["scale_factor"] is None else "scale_factor"
    return f"{name}={kept[name]!r}, mode={kept['mode']!r}"


WORDS: dict[str, Callable[[Mapping[str, Any], bool], str]] = {
    "conv_words": conv_words,
    "embedding_words": embedding_words,
    "recurrent_words": recurrent_words,
    "cell_words": cell_words,
    "resize_words": resize_words,
}
"""What is shown in a way of its own, by the name that an entry gives."""
