"""`torch.nn.functional`: one entry a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.readers.python.libraries import Deferred
from convcalc.readers.python.libraries.torch.calls import TorchFunction

if TYPE_CHECKING:
    from convcalc.readers.python.libraries.torch.calls import RuleEntry


LAYERS: dict[str, str] = {
    "avg_pool1d": "AvgPool1d",
    "avg_pool2d": "AvgPool2d",
    "avg_pool3d": "AvgPool3d",
    "celu": "CELU",
    "elu": "ELU",
    "fold": "Fold",
    "gelu": "GELU",
    "glu": "GLU",
    "hardshrink": "Hardshrink",
    "hardsigmoid": "Hardsigmoid",
    "hardswish": "Hardswish",
    "hardtanh": "Hardtanh",
    "leaky_relu": "LeakyReLU",
    "local_response_norm": "LocalResponseNorm",
    "logsigmoid": "LogSigmoid",
    "lp_pool1d": "LPPool1d",
    "lp_pool2d": "LPPool2d",
    "lp_pool3d": "LPPool3d",
    "mish": "Mish",
    "pixel_shuffle": "PixelShuffle",
    "pixel_unshuffle": "PixelUnshuffle",
    "relu": "ReLU",
    "relu6": "ReLU6",
    "selu": "SELU",
    "sigmoid": "Sigmoid",
    "silu": "SiLU",
    "softplus": "Softplus",
    "softshrink": "Softshrink",
    "softsign": "Softsign",
    "tanh": "Tanh",
    "tanhshrink": "Tanhshrink",
    "unfold": "Unfold",
    "adaptive_avg_pool1d": "AdaptiveAvgPool1d",
    "adaptive_avg_pool2d": "AdaptiveAvgPool2d",
    "adaptive_avg_pool3d": "AdaptiveAvgPool3d",
}
"""Functions with the arguments of a layer, behind the input."""

ENTRIES: dict[str, RuleEntry] = {
    **{name: ("torch.functions.windows", "as_layer", layer) for name, layer in LAYERS.items()},
    **{
        f"avg_pool{n}d": ("torch.functions.windows", "average_pool", f"AvgPool{n}d")
        for n in (1, 2, 3)
    },
    **{
        f"max_pool{n}d{end}": ("torch.functions.windows", "max_pool", f"MaxPool{n}d")
        for n in (1, 2, 3)
        for end in ("", "_with_indices")
    },
    **{
        f"adaptive_max_pool{n}d": (
            "torch.functions.windows",
            "adaptive_max_pool",
            f"AdaptiveMaxPool{n}d",
        )
        for n in (1, 2, 3)
    },
    **{
        f"max_unpool{n}d": ("torch.functions.windows", "unpool", f"MaxUnpool{n}d")
        for n in (1, 2, 3)
    },
    **{
        f"fractional_max_pool{n}d": (
            "torch.functions.windows",
            "fractional_pool",
            f"FractionalMaxPool{n}d",
        )
        for n in (2, 3)
    },
    **{f"conv{n}d": ("torch.functions.weights", "conv", n) for n in (1, 2, 3)},
    **{f"conv_transpose{n}d": ("torch.functions.weights", "transposed_conv", n) for n in (1, 2, 3)},
    **dict.fromkeys(
        (
            "alpha_dropout",
            "dropout",
            "dropout2d",
            "dropout3d",
            "feature_alpha_dropout",
        ),
        ("torch.functions.windows", "kept"),
    ),
    "dropout1d": ("torch.functions.windows", "kept_sequence"),
    "threshold": ("torch.functions.windows", "threshold"),
    "prelu": ("torch.functions.windows", "prelu"),
    "rrelu": ("torch.functions.windows", "rrelu"),
    "channel_shuffle": ("torch.functions.windows", "shuffled_channels"),
    "interpolate": ("torch.functions.windows", "interpolate"),
    "upsample": ("torch.functions.windows", "interpolate"),
    "upsample_bilinear": ("torch.functions.windows", "interpolate"),
    "upsample_nearest": ("torch.functions.windows", "interpolate"),
    "pad": ("torch.functions.windows", "pad"),
    "grid_sample": ("torch.functions.windows", "grid_sample"),
    "affine_grid": ("torch.functions.windows", "affine_grid"),
    "softmax": ("torch.functions.along", "softmax"),
    "log_softmax": ("torch.functions.along", "softmax"),
    "softmin": ("torch.functions.along", "softmax"),
    "gumbel_softmax": ("torch.functions.along", "gumbel_softmax"),
    "normalize": ("torch.functions.along", "normalize"),
    "cosine_similarity": ("torch.functions.along", "similarity"),
    "pairwise_distance": ("torch.functions.along", "similarity"),
    "linear": ("torch.functions.weights", "linear"),
    "bilinear": ("torch.functions.weights", "bilinear"),
    "scaled_dot_product_attention": ("torch.functions.products", "attention"),
    "multi_head_attention_forward": ("torch.functions.weights", "multi_head_attention"),
    "layer_norm": ("torch.functions.norms", "layer_norm"),
    "rms_norm": ("torch.functions.norms", "rms_norm"),
    "batch_norm": ("torch.functions.norms", "batch_norm"),
    "instance_norm": ("torch.functions.norms", "instance_norm"),
    "group_norm": ("torch.functions.norms", "group_norm"),
    "embedding": ("torch.functions.gathering", "embedding"),
    "one_hot": ("torch.functions.gathering", "one_hot"),
    **dict.fromkeys(
        (
            "binary_cross_entropy",
            "binary_cross_entropy_with_logits",
            "hinge_embedding_loss",
            "huber_loss",
            "kl_div",
            "l1_loss",
            "mse_loss",
            "poisson_nll_loss",
            "smooth_l1_loss",
            "soft_margin_loss",
        ),
        ("torch.functions.losses", "elementwise_loss"),
    ),
    "cross_entropy": ("torch.functions.losses", "class_loss"),
    "nll_loss": ("torch.functions.losses", "class_loss"),
    **{
        name: ("torch.functions.losses", "sample_loss", kept)
        for name, kept in (
            ("cosine_embedding_loss", "rows"),
            ("ctc_loss", "batch"),
            ("gaussian_nll_loss", "first"),
            ("margin_ranking_loss", "all"),
            ("multi_margin_loss", "target"),
            ("multilabel_margin_loss", "rows"),
            ("multilabel_soft_margin_loss", "rows"),
            ("triplet_margin_loss", "broadcast rows"),
            ("triplet_margin_with_distance_loss", "broadcast rows"),
        )
    },
}

IN_PLACE = frozenset(
    {"celu_", "elu_", "hardtanh_", "leaky_relu_", "relu_", "rrelu_", "selu_", "threshold_"}
)
"""Functions whose result takes the place of the input."""


def deferred(entry: RuleEntry, *, in_place: bool = False) -> Deferred:
    """A function that is made when it is first asked for."""
    return Deferred(lambda name: TorchFunction(name, entry, in_place=in_place))


def entries(table: dict[str, RuleEntry]) -> dict[str, Deferred]:
    """Functions that are made when they are first asked for."""
    return {name: deferred(entry) for name, entry in table.items()}


TABLE: dict[str, Deferred] = {
    **entries(ENTRIES),
    **{name: deferred(ENTRIES[name[:-1]], in_place=True) for name in sorted(IN_PLACE)},
}
