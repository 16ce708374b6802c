"""tensorflow: the part of it that models are written with."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.libraries.keras import own_names
from convcalc.readers.python.libraries.keras.functions.along import ALONG
from convcalc.readers.python.libraries.keras.functions.along import top_k
from convcalc.readers.python.libraries.keras.functions.constants import tf_variable
from convcalc.readers.python.libraries.keras.functions.image import IMAGE
from convcalc.readers.python.libraries.keras.functions.image import NN
from convcalc.readers.python.libraries.keras.functions.image import pad
from convcalc.readers.python.libraries.keras.functions.math import MATH
from convcalc.readers.python.libraries.keras.functions.math import OF_TENSORFLOW
from convcalc.readers.python.libraries.keras.functions.math import normalised_with_norm
from convcalc.readers.python.libraries.keras.functions.seldom import conv2d_transpose
from convcalc.readers.python.libraries.keras.functions.seldom import cut
from convcalc.readers.python.libraries.keras.functions.seldom import meshgrid
from convcalc.readers.python.libraries.keras.functions.shapes import SHAPES
from convcalc.readers.python.libraries.keras.functions.shapes import tf_split
from convcalc.readers.python.libraries.keras.modules import LAYERS
from convcalc.readers.python.libraries.keras.ops import CONSTANTS
from convcalc.readers.python.libraries.keras.ops import RANDOM
from convcalc.readers.python.libraries.keras.ops import only
from convcalc.readers.python.libraries.keras.ops import wrapped
from convcalc.readers.python.libraries.keras.tensors import KERAS_TENSOR
from convcalc.readers.python.libraries.keras.without_effect import SCOPE
from convcalc.readers.python.libraries.keras.without_effect import AnyName
from convcalc.readers.python.libraries.keras.without_effect import Ignored
from convcalc.readers.python.libraries.stand_ins import stand_in
from convcalc.readers.python.objects.descriptors import HostStatic
from convcalc.readers.python.objects.host import Namespace

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site

TYPES = (
    "bfloat16",
    "bool",
    "float16",
    "float32",
    "float64",
    "half",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "string",
)


def _tensor_shape(site: Site, dims: Any = ()) -> object:
    return tuple(dims) if isinstance(dims, (list, tuple)) else dims


OF_SCOPES = stand_in("keras/stand_ins/variable_scopes.py", "tensorflow")
"""Variables and scopes of TensorFlow 1, which tf.compat.v1 still has."""

_EVERY: dict[str, Any] = {
    **wrapped(
        {**CONSTANTS, **MATH, **OF_TENSORFLOW, **SHAPES, **ALONG, "pad": pad, "split": tf_split}
    ),
    **wrapped({name: NN[name] for name in ("depth_to_space", "space_to_depth")}),
    **wrapped({name: NN[name] for name in ("sigmoid", "tanh")}),
    **{name: name for name in TYPES},
    "GradientTape": Ignored("tensorflow.GradientTape"),
    "Tensor": KERAS_TENSOR,
    "TensorShape": HostStatic("TensorShape", _tensor_shape),
    "Variable": HostStatic("Variable", tf_variable),
    "__version__": "2.21.0",
    "constant_initializer": Ignored("tensorflow.initializers.Constant"),
    "function": Ignored("tensorflow.function"),
    "initializers": Namespace("tensorflow.initializers", AnyName("tensorflow.initializers")),
    "name_scope": SCOPE,
    "newaxis": None,
    "ones_initializer": Ignored("tensorflow.initializers.Ones"),
    "random": Namespace("tensorflow.random", {**RANDOM, "set_seed": Ignored("set_seed")}),
    "random_normal_initializer": Ignored("tensorflow.initializers.RandomNormal"),
    "random_uniform_initializer": Ignored("tensorflow.initializers.RandomUniform"),
    "slice": wrapped({"slice": cut})["slice"],
    "meshgrid": wrapped({"meshgrid": meshgrid})["meshgrid"],
    "range": wrapped(CONSTANTS)["arange"],
    "zeros_initializer": Ignored("tensorflow.initializers.Zeros"),
}

OF_VERSION_1 = {
    name: Ignored(f"tensorflow.{name}")
    for name in (
        "disable_eager_execution",
        "disable_v2_behavior",
        "set_random_seed",
        "truncated_normal_initializer",
    )
}
"""What changes no size."""

RANDOM_OF_VERSION_1 = wrapped(
    dict.fromkeys(("random_normal", "random_uniform", "truncated_normal"), CONSTANTS["zeros"])
)

TENSORFLOW = {**only(_EVERY, own_names.TENSORFLOW), **OF_SCOPES, **OF_VERSION_1}
TENSORFLOW |= RANDOM_OF_VERSION_1
CONTRIB: dict[str, Any] = {}
"""tensorflow.contrib, for the modules in it."""
ADDONS: dict[str, Any] = {"__version__": "0.23.0"}
ADDED_LAYERS = stand_in("keras/stand_ins/addons.py", "tensorflow_addons.layers") | {
    name: LAYERS[name] for name in ("GroupNormalization", "SpectralNormalization")
}

TF_NN = {
    **only(
        wrapped(
            {**NN, **MATH, **OF_TENSORFLOW, "top_k": top_k, "conv2d_transpose": conv2d_transpose}
        ),
        own_names.TF_NN,
    ),
    **stand_in("keras/stand_ins/tf_nn.py", "tensorflow.nn"),
}
TF_MATH = only(
    wrapped(
        {
            **MATH,
            **OF_TENSORFLOW,
            **{name: NN[name] for name in ("sigmoid", "softplus", "tanh")},
            "top_k": top_k,
        }
    ),
    own_names.TF_MATH,
)
TF_IMAGE: dict[str, Any] = wrapped(IMAGE)
TF_LINALG = only(
    wrapped({**MATH, "eye": CONSTANTS["eye"], "normalize": normalised_with_norm}),
    own_names.TF_LINALG,
)
