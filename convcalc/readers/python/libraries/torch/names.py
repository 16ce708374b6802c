"""`torch`: its functions, types and settings, one entry a name."""

from __future__ import annotations

from math import e
from math import inf
from math import nan
from math import pi
from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.libraries.std.files.paths import changing
from convcalc.readers.python.libraries.torch.checks import Check
from convcalc.readers.python.libraries.torch.classes import CLASSES
from convcalc.readers.python.libraries.torch.dtypes import ALIASES
from convcalc.readers.python.libraries.torch.dtypes import DTYPES
from convcalc.readers.python.libraries.torch.functional import ENTRIES as FUNCTIONAL
from convcalc.readers.python.libraries.torch.functional import deferred
from convcalc.readers.python.libraries.torch.functional import entries
from convcalc.readers.python.libraries.torch.methods import SHARED
from convcalc.readers.python.libraries.torch.settings import CPU
from convcalc.readers.python.libraries.torch.settings import DeviceClass
from convcalc.readers.python.libraries.torch.settings import DtypeClass
from convcalc.readers.python.libraries.torch.settings import Fixed
from convcalc.readers.python.libraries.torch.settings import Silent
from convcalc.readers.python.libraries.torch.settings import SizeClass
from convcalc.readers.python.libraries.torch.settings import Transparent

if TYPE_CHECKING:
    from convcalc.readers.python.libraries.torch.calls import RuleEntry

ENTRIES: dict[str, RuleEntry] = {
    **SHARED,
    **{
        name: FUNCTIONAL[name]
        for name in (
            "adaptive_avg_pool1d",
            "alpha_dropout",
            "avg_pool1d",
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
            "feature_alpha_dropout",
            "group_norm",
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
    "promote_types": ("torch.functions.queries", "common_type"),
    "result_type": ("torch.functions.queries", "type_of_result"),
    **dict.fromkeys(("cat", "concat", "concatenate"), ("torch.functions.joining", "cat")),
    "batch_norm": ("torch.functions.norms", "batch_norm_weights_first"),
    "instance_norm": ("torch.functions.norms", "instance_norm_weights_first"),
    "embedding": ("torch.functions.gathering", "embedding_table_first"),
    "split": ("torch.functions.joining", "split_function"),
    "stack": ("torch.functions.joining", "stack"),
    "stft": ("torch.functions.spectra", "forwards"),
    "istft": ("torch.functions.spectra", "backwards"),
    "hstack": ("torch.functions.joining", "stacked_along", 1, 1),
    "vstack": ("torch.functions.joining", "stacked_along", 2, 0),
    "row_stack": ("torch.functions.joining", "stacked_along", 2, 0),
    "dstack": ("torch.functions.joining", "stacked_along", 3, 2),
    "column_stack": ("torch.functions.joining", "columns"),
    "meshgrid": ("torch.functions.joining", "meshgrid"),
    "broadcast_tensors": ("torch.functions.joining", "broadcast_tensors"),
    "broadcast_shapes": ("torch.functions.joining", "broadcast_shapes"),
    "atleast_1d": ("torch.functions.views", "at_least_each", 1),
    "atleast_2d": ("torch.functions.views", "at_least_each", 2),
    "atleast_3d": ("torch.functions.views", "at_least_each", 3),
    "view_as_complex": ("torch.functions.views", "paired"),
    "view_as_real": ("torch.functions.views", "paired"),
    "where": ("torch.functions.choosing", "where"),
    "rsub": ("torch.functions.elementwise", "subtracted_from"),
    "bucketize": ("torch.functions.gathering", "bucketed"),
    "searchsorted": ("torch.functions.gathering", "bucketed_second"),
    "einsum": ("torch.functions.products", "einsum"),
    "tensordot": ("torch.functions.products", "tensordot"),
    "cdist": ("torch.functions.products", "distances"),
    "chain_matmul": ("torch.functions.products", "chained"),
    "var_mean": ("torch.functions.reducing", "variance"),
    "std_mean": ("torch.functions.reducing", "variance"),
    **dict.fromkeys(
        ("empty", "ones", "rand", "randn", "zeros"), ("torch.functions.factories", "filled")
    ),
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
        ("torch.functions.factories", "like"),
    ),
    "full": ("torch.functions.factories", "full"),
    "arange": ("torch.functions.ranges", "arange"),
    "range": ("torch.functions.ranges", "inclusive"),
    "linspace": ("torch.functions.ranges", "linspace"),
    "logspace": ("torch.functions.ranges", "linspace"),
    "eye": ("torch.functions.ranges", "eye"),
    "randint": ("torch.functions.factories", "random_integers"),
    "randperm": ("torch.functions.factories", "random_order"),
    "normal": ("torch.functions.factories", "normal"),
    "poisson": ("torch.functions.factories", "random_like"),
    "tril_indices": ("torch.functions.ranges", "triangle_indices"),
    "triu_indices": ("torch.functions.ranges", "triangle_indices"),
    **dict.fromkeys(
        ("as_tensor", "asarray", "from_numpy", "tensor"),
        ("torch.functions.factories", "from_numbers"),
    ),
    **dict.fromkeys(
        ("bartlett_window", "blackman_window", "hamming_window", "hann_window"),
        ("torch.functions.factories", "window"),
    ),
    "spmm": SHARED["mm"],
    "scalar_tensor": ("torch.functions.factories", "scalar"),
    "is_tensor": ("torch.functions.queries", "is_tensor"),
    "finfo": ("torch.dtypes", "float_limits"),
    "iinfo": ("torch.dtypes", "integer_limits"),
    "get_default_dtype": ("torch.functions.queries", "default_dtype"),
}

WRAPPERS = (
    "autocast",
    "compile",
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


CHECKS = ("_assert", "_assert_async", "_check")

TABLE: dict[str, Any] = {
    **entries(ENTRIES),
    **{name: Check(f"torch.{name}") for name in CHECKS},
    **{name: deferred(FUNCTIONAL[name[:-1]], in_place=True) for name in IN_PLACE},
    **DTYPES,
    **{short: DTYPES[name] for short, name in ALIASES.items()},
    **CLASSES,
    **{name: Transparent(f"torch.{name}") for name in WRAPPERS},
    **{name: Silent(f"torch.{name}") for name in IGNORED},
    **{name: Fixed(f"torch.{name}", False) for name in FALSE},
    **{name: Fixed(f"torch.{name}", DTYPES["bfloat16"]) for name in HALVES},
    **functions({"save": changing("torch.save", 1)}),
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
