"""`torch`: its functions, types and settings, one row a name."""

from __future__ import annotations

from math import e
from math import inf
from math import nan
from math import pi
from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.overlays.torch_checks import Check
from convcalc.readers.python.overlays.torch_classes import CLASSES
from convcalc.readers.python.overlays.torch_dtypes import ALIASES
from convcalc.readers.python.overlays.torch_dtypes import DTYPES
from convcalc.readers.python.overlays.torch_functional import LAYERS
from convcalc.readers.python.overlays.torch_functional import ROWS as FUNCTIONAL
from convcalc.readers.python.overlays.torch_functional import deferred
from convcalc.readers.python.overlays.torch_methods import SHARED
from convcalc.readers.python.overlays.torch_settings import CPU
from convcalc.readers.python.overlays.torch_settings import DeviceClass
from convcalc.readers.python.overlays.torch_settings import DtypeClass
from convcalc.readers.python.overlays.torch_settings import Fixed
from convcalc.readers.python.overlays.torch_settings import Silent
from convcalc.readers.python.overlays.torch_settings import SizeClass
from convcalc.readers.python.overlays.torch_settings import Transparent

if TYPE_CHECKING:
    from convcalc.readers.python.overlays import Deferred
    from convcalc.readers.python.overlays.torch_calls import Row

ROWS: dict[str, Row] = {
    **SHARED,
    **{name: FUNCTIONAL[name] for name in LAYERS if name.startswith(("adaptive", "avg_pool"))},
    **{
        name: FUNCTIONAL[name]
        for name in (
            "affine_grid",
            "alpha_dropout",
            "batch_norm",
            "bilinear",
            "celu",
            "channel_shuffle",
            "conv1d",
            "conv2d",
            "conv3d",
            "conv_transpose1d",
            "conv_transpose2d",
            "conv_transpose3d",
            "cosine_similarity",
            "dropout",
            "embedding",
            "feature_alpha_dropout",
            "group_norm",
            "instance_norm",
            "layer_norm",
            "max_pool1d",
            "max_pool2d",
            "max_pool3d",
            "pairwise_distance",
            "pixel_shuffle",
            "pixel_unshuffle",
            "prelu",
            "rms_norm",
            "rrelu",
            "selu",
            "threshold",
        )
    },
    **dict.fromkeys(("promote_types", "result_type"), ("torch_queries", "common_type")),
    **dict.fromkeys(("cat", "concat", "concatenate"), ("torch_joining", "cat")),
    "stack": ("torch_joining", "stack"),
    "stft": ("torch_spectra", "forwards"),
    "istft": ("torch_spectra", "backwards"),
    "hstack": ("torch_joining", "stacked_along", 1, 1),
    "vstack": ("torch_joining", "stacked_along", 2, 0),
    "row_stack": ("torch_joining", "stacked_along", 2, 0),
    "dstack": ("torch_joining", "stacked_along", 3, 2),
    "column_stack": ("torch_joining", "columns"),
    "meshgrid": ("torch_joining", "meshgrid"),
    "broadcast_tensors": ("torch_joining", "broadcast_tensors"),
    "broadcast_shapes": ("torch_joining", "broadcast_shapes"),
    "atleast_1d": ("torch_views", "at_least", 1),
    "atleast_2d": ("torch_views", "at_least", 2),
    "atleast_3d": ("torch_views", "at_least", 3),
    "view_as_complex": ("torch_views", "paired"),
    "view_as_real": ("torch_views", "paired"),
    "where": ("torch_choosing", "where"),
    "rsub": ("torch_elementwise", "subtracted_from"),
    "bucketize": ("torch_gathering", "bucketed"),
    "searchsorted": ("torch_gathering", "bucketed_second"),
    "einsum": ("torch_products", "einsum"),
    "tensordot": ("torch_products", "tensordot"),
    "cdist": ("torch_products", "distances"),
    "chain_matmul": ("torch_products", "chained"),
    "var_mean": ("torch_reducing", "variance"),
    "std_mean": ("torch_reducing", "variance"),
    **dict.fromkeys(("empty", "ones", "rand", "randn", "zeros"), ("torch_factories", "filled")),
    **dict.fromkeys(
        (
            "empty_like",
            "full_like",
            "ones_like",
            "rand_like",
            "randint_like",
            "randn_like",
            "zeros_like",
        ),
        ("torch_factories", "like"),
    ),
    "full": ("torch_factories", "full"),
    "arange": ("torch_ranges", "arange"),
    "range": ("torch_ranges", "arange"),
    "linspace": ("torch_ranges", "linspace"),
    "logspace": ("torch_ranges", "linspace"),
    "eye": ("torch_ranges", "eye"),
    "randint": ("torch_factories", "random_integers"),
    "randperm": ("torch_factories", "random_order"),
    "normal": ("torch_factories", "random_like"),
    "poisson": ("torch_factories", "random_like"),
    "tril_indices": ("torch_ranges", "triangle_indices"),
    "triu_indices": ("torch_ranges", "triangle_indices"),
    **dict.fromkeys(
        ("as_tensor", "asarray", "from_numpy", "scalar_tensor", "tensor"),
        ("torch_factories", "from_numbers"),
    ),
    **dict.fromkeys(
        ("bartlett_window", "blackman_window", "hamming_window", "hann_window"),
        ("torch_factories", "window"),
    ),
    "is_tensor": ("torch_queries", "is_tensor"),
    "finfo": ("torch_dtypes", "float_limits"),
    "iinfo": ("torch_dtypes", "integer_limits"),
    "get_default_dtype": ("torch_queries", "default_dtype"),
}

WRAPPERS = (
    "autocast",
    "compile",
    "compiler",
    "enable_grad",
    "inference_mode",
    "no_grad",
    "set_grad_enabled",
    "Generator",
    "channels_last",
    "channels_last_3d",
    "contiguous_format",
    "preserve_format",
    "strided",
)
"""Contexts, decorators and words that change nothing."""

IGNORED = (
    "manual_seed",
    "save",
    "seed",
    "set_default_device",
    "set_default_dtype",
    "set_default_tensor_type",
    "set_deterministic_debug_mode",
    "set_float32_matmul_precision",
    "set_num_interop_threads",
    "set_num_threads",
    "set_printoptions",
    "use_deterministic_algorithms",
)
"""Functions that are called for their effect."""

IN_PLACE = ("celu_", "relu_", "rrelu_", "selu_", "sigmoid_", "tanh_", "threshold_")
"""Functions whose result takes the place of the input."""

HALVES = ("get_autocast_cpu_dtype", "get_autocast_dtype", "get_autocast_gpu_dtype")

FALSE = (
    "are_deterministic_algorithms_enabled",
    "is_autocast_cpu_enabled",
    "is_deterministic_algorithms_warn_only_enabled",
    "is_warn_always_enabled",
    "is_autocast_enabled",
    "is_grad_enabled",
    "is_inference_mode_enabled",
)


def rows(table: dict[str, Row]) -> dict[str, Deferred]:
    """Functions that are made when they are first asked for."""
    return {name: deferred(row) for name, row in table.items()}


CHECKS = ("_assert", "_assert_async", "_check")

TABLE: dict[str, Any] = {
    **rows(ROWS),
    **{name: Check(f"torch.{name}") for name in CHECKS},
    **{name: deferred(FUNCTIONAL[name[:-1]], in_place=True) for name in IN_PLACE},
    **DTYPES,
    **{short: DTYPES[name] for short, name in ALIASES.items()},
    **CLASSES,
    **{name: Transparent(f"torch.{name}") for name in WRAPPERS},
    **{name: Silent(f"torch.{name}") for name in IGNORED},
    **{name: Fixed(f"torch.{name}", False) for name in FALSE},
    **{name: Fixed(f"torch.{name}", DTYPES["bfloat16"]) for name in HALVES},
    "device": DeviceClass(),
    "dtype": DtypeClass(),
    "get_default_device": Fixed("torch.get_default_device", CPU),
    "Size": SizeClass(),
    "get_num_threads": Fixed("torch.get_num_threads", 1),
    "initial_seed": Fixed("torch.initial_seed", 0),
    "__version__": "2.13.0",
    "e": e,
    "inf": inf,
    "nan": nan,
    "newaxis": None,
    "pi": pi,
}
