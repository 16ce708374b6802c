"""The words of Keras 1 and of early Keras 2, said as Keras has said them since."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.vocabulary import KERAS

if TYPE_CHECKING:
    from collections.abc import Collection

    from convcalc.readers.keras_files.values import Record

CLASSES = {
    "AtrousConvolution1D": "Conv1D",
    "AtrousConvolution2D": "Conv2D",
    "BatchNormalizationV1": "BatchNormalization",
    "BatchNormalizationV2": "BatchNormalization",
    "Deconvolution2D": "Conv2DTranspose",
    "Deconvolution3D": "Conv3DTranspose",
    "DenseV1": "Dense",
    "GRUV1": "GRU",
    "GRUV2": "GRU",
    "LSTMV1": "LSTM",
    "LSTMV2": "LSTM",
    "SyncBatchNormalization": "BatchNormalization",
    "TimeDistributedDense": "Dense",
}
"""Classes that have gone, and those that do the same."""

_WORKING = (
    "Conv1D",
    "Conv2D",
    "Conv2DTranspose",
    "Dense",
    "DepthwiseConv2D",
    "GRU",
    "LSTM",
    "SeparableConv1D",
    "SeparableConv2D",
    "SimpleRNN",
)

QUANTISED = {
    **{f"Q{name}": name for name in _WORKING},
    **{f"{few}{name}": name for few in ("Binary", "Ternary") for name in ("Conv2D", "Dense")},
    "QActivation": "Activation",
    "QBatchNormalization": "BatchNormalization",
}
"""Layers of QKeras, and of networks with few bits, shaped and weighted as Keras's own."""

ALIKE = frozenset({"Clip", "FixedPointQuantizer", "HQuantize", "UnaryLUT"})
"""Layers of others whose result is shaped as what goes in; their weights are not known."""

WORDS = {
    "alpha": "negative_slope",
    "atrous_rate": "dilation_rate",
    "bias": "use_bias",
    "border_mode": "padding",
    "concat_axis": "axis",
    "dim_ordering": "data_format",
    "dot_axes": "axes",
    "filter_length": "kernel_size",
    "inner_activation": "recurrent_activation",
    "length": "size",
    "nb_filter": "filters",
    "output_dim": "units",
    "p": "rate",
    "pool_length": "pool_size",
    "sigma": "stddev",
    "stride": "strides",
    "subsample": "strides",
    "subsample_length": "strides",
}
"""An argument of Keras 1 -> what it is called since."""

KERNELS = (("nb_row", "nb_col"), ("kernel_dim1", "kernel_dim2", "kernel_dim3"))
"""Arguments of Keras 1 that together are the size of a kernel."""

FOUR_SIDES = 4
"""Of a padding of Keras 1: top, bottom, left, right."""

ORDERINGS = {"th": "channels_first", "tf": "channels_last", "default": None}

_HARMLESS = """
H U_constraint U_regularizer W_constraint W_learning_rate W_regularizer adjustment arguments
b_constraint b_learning_rate b_regularizer batch_input_shape batch_size beta_init
bias_lr_multiplier bias_quantizer bias_range build_config causal cls concat_axis consume_less
data_format depthwise_quantizer dot_axes dropout dropout_U dropout_W dtype epsilon
forget_bias_init function_type fused gamma_init implementation init inner_init input_dtype
input_length kernel_lr_multiplier kernel_quantizer kernel_range key_shape mode mode_type module
momentum optional output_mask output_mask_type output_mode output_shape output_shape_type
pointwise_quantizer quantization_config query_shape ragged recurrent_dropout recurrent_quantizer
renorm renorm_clipping renorm_momentum rng_type seed sparse state_quantizer stateful
supports_masking synchronized synthetic time_major unroll value_shape virtual_batch_size weights
zero_output_for_mask
"""

HARMLESS = frozenset(_HARMLESS.split())
"""Arguments of some version that change no shape, where the vocabulary does not have them."""

MERGES = {
    "ave": "Average",
    "concat": "Concatenate",
    "cos": "Dot",
    "dot": "Dot",
    "max": "Maximum",
    "min": "Minimum",
    "mul": "Multiply",
    "sub": "Subtract",
    "sum": "Add",
}
"""The modes of Merge, and the layers that have taken its place."""


def class_now(name: str, config: Record) -> str:
    """The class of the vocabulary that a class of a file is, if it is one; else the same name."""
    if name == "Merge" and isinstance(config.get("mode"), str):
        return MERGES.get(config["mode"], name)
    found = CLASSES.get(name, QUANTISED.get(name, name))
    return found if found in KERAS else name


def config_now(name: str, config: Record, known: Collection[str]) -> Record:
    """
    The arguments of a layer under the names that `known` has.

    Args:
        name: The layer's class, of the vocabulary.
        config: What the file says.
        known: The arguments that the class takes.
    """
    found: Record = {}
    parts = [word for words in KERNELS if all(each in config for each in words) for word in words]
    if parts:
        found["kernel_size"] = tuple([config[word] for word in parts])
    for word, value in config.items():
        if word in parts:
            continue
        newer = WORDS.get(word, word)
        proper = newer if word not in known and newer in known else word
        is_ordering = word == "dim_ordering" and isinstance(value, str)
        found[proper] = ORDERINGS.get(value, value) if is_ordering else value
    pads = config.get("padding")
    if name == "ZeroPadding2D" and isinstance(pads, list) and len(pads) == FOUR_SIDES:
        found["padding"] = ((pads[0], pads[1]), (pads[2], pads[3]))
    if name in {"GRU", "GRUCell"}:
        found.setdefault("reset_after", False)
    if name == "Dot" and config.get("mode") == "cos":
        found["normalize"] = True
    return found


def joined_by_merge(layers: list[Any]) -> bool:
    """Whether a row of layers begins with the Merge of Keras 1, which has models inside."""
    first = layers[0] if layers else None
    if not isinstance(first, dict) or first.get("class_name") != "Merge":
        return False
    config = first.get("config")
    return isinstance(config, dict) and isinstance(config.get("layers"), list)
