"""`torch.nn.functional`: one row a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.readers.python.overlays import Deferred
from convcalc.readers.python.overlays.torch_calls import TorchFunction

if TYPE_CHECKING:
    from convcalc.readers.python.overlays.torch_calls import Row


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

ROWS: dict[str, Row] = {
    **{name: ("torch_windows", "as_layer", layer) for name, layer in LAYERS.items()},
    **{f"avg_pool{n}d": ("torch_windows", "average_pool", f"AvgPool{n}d") for n in (1, 2, 3)},
    **{
        f"max_pool{n}d{end}": ("torch_windows", "max_pool", f"MaxPool{n}d")
        for n in (1, 2, 3)
        for end in ("", "_with_indices")
    },
    **{
        f"adaptive_max_pool{n}d": (
            "torch_windows",
            "adaptive_max_pool",
            f"AdaptiveMaxPool{n}d",
        )
        for n in (1, 2, 3)
    },
    **{f"max_unpool{n}d": ("torch_windows", "unpool", f"MaxUnpool{n}d") for n in (1, 2, 3)},
    **{
        f"fractional_max_pool{n}d": (
            "torch_windows",
            "fractional_pool",
            f"FractionalMaxPool{n}d",
        )
        for n in (2, 3)
    },
    **{f"conv{n}d": ("torch_weights", "conv", n) for n in (1, 2, 3)},
    **{f"conv_transpose{n}d": ("torch_weights", "transposed_conv", n) for n in (1, 2, 3)},
    **dict.fromkeys(
        (
            "alpha_dropout",
            "dropout",
            "dropout1d",
            "dropout2d",
            "dropout3d",
            "feature_alpha_dropout",
        ),
        ("torch_windows", "kept"),
    ),
    "threshold": ("torch_windows", "threshold"),
    "prelu": ("torch_windows", "prelu"),
    "rrelu": ("torch_windows", "rrelu"),
    "channel_shuffle": ("torch_windows", "shuffled_channels"),
    "interpolate": ("torch_windows", "interpolate"),
    "upsample": ("torch_windows", "interpolate"),
    "upsample_bilinear": ("torch_windows", "interpolate"),
    "upsample_nearest": ("torch_windows", "interpolate"),
    "pad": ("torch_windows", "pad"),
    "grid_sample": ("torch_windows", "grid_sample"),
    "affine_grid": ("torch_windows", "affine_grid"),
    "softmax": ("torch_along", "softmax"),
    "log_softmax": ("torch_along", "softmax"),
    "softmin": ("torch_along", "softmax"),
    "gumbel_softmax": ("torch_along", "gumbel_softmax"),
    "normalize": ("torch_along", "normalize"),
    "cosine_similarity": ("torch_along", "similarity"),
    "pairwise_distance": ("torch_along", "similarity"),
    "linear": ("torch_weights", "linear"),
    "bilinear": ("torch_weights", "bilinear"),
    "scaled_dot_product_attention": ("torch_products", "attention"),
    "multi_head_attention_forward": ("torch_weights", "multi_head_attention"),
    "layer_norm": ("torch_norms", "layer_norm"),
    "rms_norm": ("torch_norms", "rms_norm"),
    "batch_norm": ("torch_norms", "batch_norm"),
    "instance_norm": ("torch_norms", "instance_norm"),
    "group_norm": ("torch_norms", "group_norm"),
    "embedding": ("torch_gathering", "embedding"),
    "one_hot": ("torch_gathering", "one_hot"),
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
        ("torch_losses", "elementwise_loss"),
    ),
    "cross_entropy": ("torch_losses", "class_loss"),
    "nll_loss": ("torch_losses", "class_loss"),
    **dict.fromkeys(
        (
            "cosine_embedding_loss",
            "ctc_loss",
            "gaussian_nll_loss",
            "margin_ranking_loss",
            "multi_margin_loss",
            "multilabel_margin_loss",
            "multilabel_soft_margin_loss",
            "triplet_margin_loss",
            "triplet_margin_with_distance_loss",
        ),
        ("torch_losses", "sample_loss"),
    ),
}

IN_PLACE = frozenset(
    {"celu_", "elu_", "hardtanh_", "leaky_relu_", "relu_", "rrelu_", "selu_", "threshold_"}
)
"""Functions whose result takes the place of the input."""


def deferred(row: Row, *, in_place: bool = False) -> Deferred:
    """A function that is made when it is first asked for."""
    return Deferred(lambda name: TorchFunction(name, row, in_place=in_place))


TABLE: dict[str, Deferred] = {
    **{name: deferred(row) for name, row in ROWS.items()},
    **{name: deferred(ROWS[name[:-1]], in_place=True) for name in sorted(IN_PLACE)},
}
