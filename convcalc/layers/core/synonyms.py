"""What one vocabulary calls another's arguments, for hints about a name that a layer lacks."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SAME = (
    ("kernel_size", "pool_size", "kernel", "k"),
    ("stride", "strides", "s"),
    ("padding", "pad", "p"),
    ("dilation", "dilation_rate", "d"),
    ("groups", "num_groups", "g"),
    ("bias", "use_bias"),
    ("out_channels", "filters", "out_features", "units", "hidden_size"),
    ("in_channels", "in_features", "num_features", "num_channels"),
    ("num_heads", "nhead", "heads"),
    ("p", "rate", "dropout"),
    ("eps", "epsilon"),
    ("axis", "dim"),
    ("multiplier", "depth_multiplier"),
    ("negative_slope", "slope", "alpha"),
    ("norm", "norm_type"),
    ("count", "num_embeddings", "input_dim"),
    ("width", "embedding_dim", "output_dim"),
    ("output_size", "target_shape"),
    ("start_dim", "start_axis"),
)
"""Groups of names that mean the same, by PyTorch, Keras, convcalc and habit."""


def same_meaning(word: str, names: Sequence[str]) -> str:
    """
    The one of these names that means what the word means elsewhere, misspelled or not; or nothing.

    >>> same_meaning("filters", ["in_channels", "out_channels"])
    'out_channels'
    >>> same_meaning("kernal", ["in_channels", "kernel_size"])
    'kernel_size'
    """
    lowered = word.lower()
    known = [each for group in SAME for each in group if len(each) > 3]
    near = get_close_matches(lowered, known, 3, 0.8) if len(lowered) > 3 else []
    for spelled in (lowered, *near):
        for group in SAME:
            if spelled in group:
                found = [each for each in group if each in names]
                if found:
                    return found[0]
    return ""
