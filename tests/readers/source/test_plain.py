"""A bare function is a model of the library whose functions it calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import convcalc

if TYPE_CHECKING:
    from pathlib import Path

FUNCTIONS = {
    "PyTorch": "import torch\n\n\ndef head(x):\n    return torch.relu(x).mean(1)\n",
    "Keras": "import keras\n\n\ndef head(x):\n    return keras.ops.mean(keras.ops.relu(x), axis=1)\n",
    "keras.ops": "from keras import ops\n\n\ndef head(x):\n    return ops.mean(ops.relu(x), axis=1)\n",
    "TensorFlow": (
        "import tensorflow as tf\n\n\ndef head(x):\n"
        "    return tf.reduce_mean(tf.nn.relu(x), axis=1)\n"
    ),
}


@pytest.mark.parametrize("library", FUNCTIONS)
def test_a_function_is_traced_as_its_library_does(tmp_path: Path, library: str):
    (tmp_path / "functions.py").write_text(FUNCTIONS[library])

    report = convcalc.summary(f"{tmp_path / 'functions.py'}:head", (2, 8, 3))

    assert [str(row.output_shapes[0]) for row in report.layers] == ["(2, 8, 3)", "(2, 3)"]
