"""Functions as TensorFlow 1 had them, against what TensorFlow makes of them in its graph mode."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import convcalc
from convcalc.errors import ConvcalcError

FOLDER = Path(__file__).parent / "tensorflow_1"
TRUTH: dict[str, Any] = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
CASES = {name: each for name, each in TRUTH.items() if name != "versions"}


@pytest.mark.parametrize("name", CASES)
def test_counts_as_tensorflow_does(name: str) -> None:
    wanted = CASES[name]
    if "error" in wanted:
        with pytest.raises(ConvcalcError, match=r"Variable|variable"):
            convcalc.summary(f"{FOLDER / name}", "1x32x32x3")
        return

    totals = convcalc.summary(f"{FOLDER / name}", "1x32x32x3").to_dict()

    assert [each["shape"] for each in totals["outputs"]] == [wanted["output"]]
    found = totals["totals"]
    assert not found.get("at_least")
    assert found["trainable_params"] == wanted["trainable"]
    assert found["params"] + found["buffers"] == wanted["params"]
    assert found["macs"] == wanted["macs"]


def test_variables_have_rows_by_their_names() -> None:
    report = convcalc.summary(f"{FOLDER / 'tf1_variables.py:shared'}", "1x32x32x3")

    (row,) = [each for each in report.to_dict()["layers"] if each["params"]]
    assert row["weights"] == {"tower/c/w": [3, 3, 3, 4], "tower/c/b": [4]}


def test_a_call_at_the_top_of_the_file_takes_no_name(tmp_path: Path) -> None:
    # Graph mode makes Variable conv/kernel once in each graph: 3·3·3·4 + 4 = 112 elements.
    file = tmp_path / "net.py"
    file.write_text("""
import tensorflow.compat.v1 as tf

def net(x):
    return tf.layers.conv2d(x, 4, 3, name="conv")

images = tf.placeholder(tf.float32, [None, 32, 32, 3])
logits = net(images)
""")

    for _ in range(2):
        assert convcalc.summary(f"{file}:net", "1x32x32x3").to_dict()["totals"]["params"] == 112


def test_frozen_layers_are_not_trained(tmp_path: Path) -> None:
    # By hand: of 3·3·3·8 + 8, 2·8, 8·5 + 5, 3·3·5·4 + 4, 4·4 + 4 and 4·2 + 2 the third and the last.
    file = tmp_path / "net.py"
    file.write_text("""
import tensorflow as tf
slim = tf.contrib.slim

def net(x):
    x = tf.layers.conv2d(x, 8, 3, trainable=False, name="c")
    x = tf.layers.batch_normalization(x, trainable=False)
    x = tf.layers.dense(x, 5)
    x = slim.conv2d(x, 4, [3, 3], trainable=False)
    with slim.arg_scope([slim.conv2d], trainable=False):
        x = slim.conv2d(x, 4, 1)
    return slim.fully_connected(x, 2)
""")
    totals = convcalc.summary(f"{file}:net", "1x9x9x3").totals

    assert (totals.params, totals.trainable_params) == (499, 55)
