"""Layers of tensorflow_addons, against what TensorFlow Addons 0.23 says with Keras 2."""

from __future__ import annotations

from typing import TYPE_CHECKING

import convcalc

if TYPE_CHECKING:
    from pathlib import Path

MODEL = """
import tensorflow as tf
import tensorflow_addons as tfa
from tensorflow.keras import layers


def make():
    image = layers.Input((32, 32, 3))
    x = tfa.layers.SpectralNormalization(layers.Conv2D(16, 3, strides=2, padding="same"))(image)
    x = tfa.layers.InstanceNormalization()(x)
    x = layers.Activation(tfa.activations.mish)(x)
    x = tfa.layers.WeightNormalization(layers.Conv2D(8, 3))(x)
    x = tfa.layers.GroupNormalization(groups=4, axis=-1)(x)
    return tf.keras.Model(image, layers.Dense(2)(layers.Flatten()(x)))
"""


def test_normalisations_count_as_the_addons_do(tmp_path: Path) -> None:
    file = tmp_path / "net.py"
    file.write_text(MODEL)

    report = convcalc.summary(f"{file}:make()").to_dict()

    # model.count_params() is 5979, of which 1177 are not trained.
    totals = report["totals"]
    assert [each["shape"] for each in report["outputs"]] == [[1, 2]]
    assert (totals["trainable_params"], totals["params"] + totals["buffers"]) == (4802, 5979)


def test_depth_is_kept_at_inference(tmp_path: Path) -> None:
    file = tmp_path / "net.py"
    file.write_text(
        MODEL.replace(
            "x = tfa.layers.InstanceNormalization()(x)",
            "x = tfa.layers.StochasticDepth()([x, layers.Conv2D(16, 1)(x)])",
        )
    )

    totals = convcalc.summary(f"{file}:make()").to_dict()["totals"]

    # A convolution of 16·16 + 16 in place of the 2·16 of the instance normalisation.
    assert totals["trainable_params"] == 4802 - 32 + 272
