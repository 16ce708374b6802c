"""Keras by the paths of older versions, NumPy beside its tensors, and files of other frameworks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import convcalc
from convcalc.errors import ConvcalcError

if TYPE_CHECKING:
    from pathlib import Path

PATHS = (
    ("keras.layers.convolutional", "Conv2D"),
    ("keras.layers.core", "Dense"),
    ("keras.layers.pooling", "MaxPooling2D"),
    ("keras.layers.advanced_activations", "LeakyReLU"),
    ("keras.layers.normalization", "BatchNormalization"),
    ("keras.layers.normalization.batch_normalization", "BatchNormalization"),
    ("keras.layers.merge", "concatenate"),
    ("keras.layers.recurrent", "LSTM"),
    ("keras.layers.embeddings", "Embedding"),
    ("keras.layers.wrappers", "TimeDistributed"),
    ("keras.engine", "Layer"),
    ("keras.engine.topology", "Input"),
    ("keras.engine.base_layer", "Layer"),
    ("keras.engine.training", "Model"),
    ("keras.engine.topology", "get_source_inputs"),
    ("keras.utils.np_utils", "to_categorical"),
    ("keras.utils.data_utils", "get_file"),
    ("keras.utils.layer_utils", "get_source_inputs"),
    ("tensorflow.python.keras.layers", "Conv2D"),
    ("tensorflow.python.keras.engine.training", "Model"),
    ("tensorflow.compat.v1.keras.layers", "Conv2D"),
    ("tensorflow.contrib.keras", "layers"),
    ("tensorflow.keras.config", "image_data_format"),
)


def net(tmp_path: Path, text: str) -> str:
    file = tmp_path / "net.py"
    file.write_text(text)
    return str(file)


@pytest.mark.parametrize(("module", "name"), PATHS)
def test_old_paths_lead_to_the_same(tmp_path: Path, module: str, name: str) -> None:
    text = f"""from keras import layers, models
from {module} import {name} as found
def make():
    image = layers.Input((8, 8, 3))
    width = 4 if found is not None else 9
    return models.Model(image, layers.Conv2D(width, 3)(image))
"""
    report = convcalc.summary(f"{net(tmp_path, text)}:make()")

    assert report.totals.params == 112


@pytest.mark.parametrize(
    "call",
    ["x - np.array([3.0, 2.0, 1.0])", "np.array([3.0, 2.0, 1.0]) * x", "x / np.ones((1, 1, 3))"],
)
def test_an_array_beside_a_tensor_is_a_constant(tmp_path: Path, call: str) -> None:
    text = f"""import numpy as np
from keras import layers, models
def make():
    x = layers.Input((8, 6, 3))
    return models.Model(x, layers.Conv2D(4, 3)({call}))
"""
    report = convcalc.summary(f"{net(tmp_path, text)}:make()")

    assert report.outputs[0][1] == (1, 6, 4, 4)


OTHERS = (
    ("import flax.linen as nn", "nn.Module", "Flax"),
    ("import paddle.nn as nn", "nn.Layer", "PaddlePaddle"),
    ("from mindspore import nn", "nn.Cell", "MindSpore"),
    ("from mxnet.gluon import nn", "nn.HybridBlock", "MXNet"),
    ("import mlx.nn as nn", "nn.Module", "MLX"),
    ("import equinox as eqx", "eqx.Module", "Equinox"),
)


@pytest.mark.parametrize(("line", "base", "name"), OTHERS)
def test_other_frameworks_are_told_by_name(tmp_path: Path, line: str, base: str, name: str) -> None:
    text = f"""{line}
class Net({base}):
    def __init__(self):
        self.conv = nn.Conv(8, 3)
"""
    with pytest.raises(ConvcalcError, match=f"reads PyTorch and Keras; this is {name}") as caught:
        convcalc.summary(f"{net(tmp_path, text)}:Net")

    assert "--root" not in f"{caught.value}"


def test_a_framework_that_is_only_tried_is_no_matter(tmp_path: Path) -> None:
    text = """import torch.nn as nn
try:
    import flax
except ImportError:
    flax = None
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)
    def forward(self, x):
        return self.conv(x)
"""
    report = convcalc.summary(f"{net(tmp_path, text)}:Net", (1, 3, 8, 8))

    assert report.totals.params == 224
