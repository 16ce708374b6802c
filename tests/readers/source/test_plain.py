"""A bare function is a model of the library whose functions it calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import convcalc
from convcalc.errors import ConvcalcError

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


def test_variables_that_a_function_makes_are_its_weights(tmp_path: Path):
    (tmp_path / "net.py").write_text(
        "import tensorflow as tf\n\n"
        "bias = tf.Variable(tf.zeros([4]), trainable=False)\n\n\n"
        "def net(x):\n"
        "    weight = tf.Variable(tf.random.normal([3, 3, 2, 4]))\n"
        '    return tf.nn.conv2d(x, weight, strides=1, padding="SAME") + bias\n'
    )

    report = convcalc.summary(f"{tmp_path / 'net.py'}:net", (1, 8, 8, 2))

    assert report.totals.params == 3 * 3 * 2 * 4 + 4
    assert report.totals.trainable_params == 3 * 3 * 2 * 4


@pytest.mark.parametrize(
    "call", ["keras.ops.arange(5, 0)", "keras.ops.take_along_axis(x, keras.ops.zeros((2, 2)))"]
)
def test_what_keras_refuses_is_refused(tmp_path: Path, call: str):
    (tmp_path / "net.py").write_text(f"import keras\n\n\ndef net(x):\n    return {call}\n")

    with pytest.raises(ConvcalcError, match=r"arange|axis"):
        convcalc.summary(f"{tmp_path / 'net.py'}:net", (2, 3))
