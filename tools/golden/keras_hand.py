"""How the rows of Keras and TensorFlow are spelled, and which have no golden call."""

from __future__ import annotations

MODULES = {
    "keras.activations": "keras.activations",
    "keras.ops": "ops",
    "keras.ops.image": "ops.image",
    "keras.random": "keras.random",
    "tensorflow": "tf",
    "tensorflow.image": "tf.image",
    "tensorflow.linalg": "tf.linalg",
    "tensorflow.math": "tf.math",
    "tensorflow.nn": "tf.nn",
}
"""Module -> what it is called in the calls."""

_CLASSES = (
    "GradientTape",
    "Tensor",
    "TensorShape",
    "Variable",
    "constant_initializer",
    "function",
    "name_scope",
    "ones_initializer",
    "random_normal_initializer",
    "random_uniform_initializer",
    "variable_scope",
    "zeros_initializer",
)
WITHOUT: dict[str, str] = {
    **{f"tensorflow.{name}": "a class, a context or an initialiser" for name in _CLASSES},
    **{
        f"{module}.{name}": "told as plain numbers, since sizes are followed"
        for module, name in (
            ("keras.ops", "ndim"),
            ("keras.ops", "size"),
            ("tensorflow", "rank"),
            ("tensorflow", "shape"),
            ("tensorflow", "size"),
        )
    },
    "keras.ops.is_tensor": "a tensor is symbolic while a model is made, and is one later",
    "keras.ops.convert_to_numpy": "NumPy's arrays are no tensors of Keras",
    **{
        f"keras.activations.{name}": "names and objects, no tensors"
        for name in ("deserialize", "get", "serialize")
    },
}
"""Rows without a golden call, and why."""
