"""
Write the golden calls of every function of Keras and TensorFlow that convcalc has a row of.

    KERAS_BACKEND=tensorflow python tools/golden/make_keras_rows.py OUT.jsonl

Needs keras (3.15), tensorflow and convcalc itself: its tables are the list. Keras's functions are
called on symbolic tensors, TensorFlow's on tensors; names that a framework does not have are not
called: Keras's and TensorFlow's share their tables.
"""

from __future__ import annotations

import sys
from typing import Any

import calls
import framework_names
import keras
import tensorflow as tf
from argument_book import Book
from argument_book import of_python
from keras_book import HAND
from keras_book import IMAGE
from keras_book import OPTIONAL
from keras_book import OWN
from keras_book import REQUIRED
from keras_book import X
from keras_hand import MODULES
from keras_hand import WITHOUT

BOOK = Book(REQUIRED, OPTIONAL, OWN)
HOMES = {
    "keras.activations": keras.activations,
    "keras.ops": keras.ops,
    "keras.ops.image": keras.ops.image,
    "keras.random": keras.random,
    "tensorflow": tf,
    "tensorflow.image": tf.image,
    "tensorflow.linalg": tf.linalg,
    "tensorflow.math": tf.math,
    "tensorflow.nn": tf.nn,
}


def templates(prefix: str, name: str, function: Any) -> list[str]:
    """Every call of a row."""
    if name in HAND:
        return [each.format(prefix + name) for each in HAND[name]]
    found = [each for given in of_python(function) for each in BOOK.templates(prefix, name, given)]
    more = []
    for first in found[:1]:
        for old, new in ((X, "T[3,4]"), (X, "T[2,5,4,3]"), (IMAGE, "T[2,7,9,4]")):
            # TensorFlow ends the process where a convolution has too few axes.
            if old in first and not (old == X and "conv" in name):
                more.append(first.replace(old, new))
        if X in first:
            more.append(calls.retyped(first, "int32"))
    return found + more


def told(value: Any) -> Any:
    """A result as it is recorded."""
    if hasattr(value, "shape") and hasattr(value, "dtype"):
        dtype = value.dtype if isinstance(value.dtype, str) else value.dtype.name
        return calls.shape_text(value.shape, dtype)
    if isinstance(value, (tuple, list)) and any(hasattr(each, "shape") for each in value):
        return [told(each) for each in value]
    if isinstance(value, tf.TensorShape):
        return {"is": list(value)}
    if value is None or isinstance(value, (int, float, str, tuple, list)):
        return {"is": calls.rounded(value)}
    raise TypeError(f"no tensor but {type(value).__name__}")


def made(text: str, *, symbolic: bool) -> Any:
    """An input of a shape and type as they are written."""
    sizes, _, dtype = text.partition(" ")
    shape = () if sizes == "()" else tuple(int(each) for each in sizes.split("x"))
    dtype = dtype or "float32"
    return keras.KerasTensor(shape, dtype) if symbolic else tf.zeros(shape, dtype)


def evaluated(call: calls.Call, *, symbolic: bool) -> dict[str, Any]:
    """What the framework says of a call on symbolic tensors, or on tensors."""
    names: dict[str, Any] = {"keras": keras, "ops": keras.ops, "tf": tf}
    given = [made(each, symbolic=symbolic) for each in call.inputs]
    names |= dict(zip(calls.NAMES, given, strict=False))
    return calls.answered(lambda: eval(call.text, names), told)  # noqa: S307 (our own calls)


def recorded(module: str, name: str) -> list[str]:
    """The lines of a row; `eager` where symbolic tensors do not go into a function."""
    prefix = MODULES[module] + "."
    lines, refused = [], 0
    for template in dict.fromkeys(templates(prefix, name, getattr(HOMES[module], name))):
        call = calls.on_inputs(template)
        eager = not module.startswith("keras") or name.startswith("adaptive")
        answer = evaluated(call, symbolic=not eager)
        if "KerasTensor" in answer.get("error", ""):
            eager, answer = True, evaluated(call, symbolic=False)
        refused += "error" in answer
        if "error" in answer and (":int32]" in template or "channels_first" in template):
            continue
        if "error" not in answer or refused <= 2:
            lines.append(calls.line(call, answer | ({"eager": True} if eager else {})))
    return lines


def main() -> None:
    """Record every row."""
    lines = []
    for module, home in HOMES.items():
        for name in framework_names.names(module):
            row = f"{module}.{name}"
            if callable(getattr(home, name, None)) and row not in WITHOUT:
                found = recorded(module, name)
                if not any('"error"' not in each for each in found):
                    print("no call works:", row, found[:1])
                lines += found
    versions = {"keras": keras.__version__, "tensorflow": tf.__version__}
    calls.write(sys.argv[1], {"versions": versions}, lines)
    print(len(lines), "calls")


if __name__ == "__main__":
    main()
