"""
Write the golden data of functions of keras.ops and tensorflow, called on symbolic tensors.

    KERAS_BACKEND=tensorflow python tools/golden/make_keras_functions.py OUT.json

Needs keras (3.15) and tensorflow (2.21). Every call is Python; x, y, z are tensors of the shapes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import keras
import tensorflow as tf
from keras import layers
from keras import ops

IMAGE = (2, 8, 6, 4)
SEQUENCE = (2, 5, 12)

CALLS: tuple[tuple[str, tuple[tuple[int, ...], ...]], ...] = (
    ("ops.relu(x)", (IMAGE,)),
    ("ops.softmax(x, axis=1)", (SEQUENCE,)),
    ("ops.add(x, y)", (IMAGE, (2, 1, 1, 4))),
    ("x * y + z", (IMAGE, (6, 1), (4,))),
    ("x / 2 - 1", (SEQUENCE,)),
    ("2.0 ** x", (SEQUENCE,)),
    ("-x", (SEQUENCE,)),
    ("abs(x)", (SEQUENCE,)),
    ("x > y", (SEQUENCE, SEQUENCE)),
    ("x @ y", ((2, 5, 12), (2, 12, 3))),
    ("ops.where(x > 0, x, y)", (SEQUENCE, (12,))),
    ("ops.where(x > 0, x, 0.0)", (SEQUENCE,)),
    ("ops.maximum(x, 0.5)", (SEQUENCE,)),
    ("ops.clip(x, 0, 1)", (SEQUENCE,)),
    ("ops.mean(x)", (IMAGE,)),
    ("ops.mean(x, axis=[1, 2])", (IMAGE,)),
    ("ops.mean(x, axis=(1, 2), keepdims=True)", (IMAGE,)),
    ("ops.sum(x, -1)", (IMAGE,)),
    ("ops.max(x, 1, True)", (IMAGE,)),
    ("ops.var(x, axis=3)", (IMAGE,)),
    ("ops.std(x, axis=-2)", (IMAGE,)),
    ("ops.argmax(x, axis=-1)", (IMAGE,)),
    ("ops.any(x > 0, axis=1)", (IMAGE,)),
    ("ops.logsumexp(x, axis=1)", (SEQUENCE,)),
    ("ops.norm(x, axis=-1)", (SEQUENCE,)),
    ("ops.moments(x, axes=[1])", (SEQUENCE,)),
    ("ops.reshape(x, (2, -1))", (IMAGE,)),
    ("ops.reshape(x, [-1, 24, 8])", (IMAGE,)),
    ("ops.reshape(x, ops.shape(x)[:2] + (24,))", (IMAGE,)),
    ("ops.transpose(x)", (SEQUENCE,)),
    ("ops.transpose(x, axes=[0, 3, 1, 2])", (IMAGE,)),
    ("ops.swapaxes(x, 1, -1)", (IMAGE,)),
    ("ops.moveaxis(x, 1, -1)", (IMAGE,)),
    ("ops.moveaxis(x, [1, 2], [-1, 0])", (IMAGE,)),
    ("ops.expand_dims(x, 1)", (SEQUENCE,)),
    ("ops.expand_dims(x, -1)", (SEQUENCE,)),
    ("ops.expand_dims(x, axis=(0, 2))", (SEQUENCE,)),
    ("ops.squeeze(x, axis=1)", ((2, 1, 5, 1),)),
    ("ops.squeeze(x)", ((2, 1, 5, 1),)),
    ("ops.concatenate([x, y])", (SEQUENCE, (3, 5, 12))),
    ("ops.concatenate([x, y], axis=-1)", (SEQUENCE, (2, 5, 3))),
    ("ops.stack([x, x, x], axis=1)", (SEQUENCE,)),
    ("ops.stack((x, x))", (SEQUENCE,)),
    ("ops.unstack(x, axis=1)", (SEQUENCE,)),
    ("ops.split(x, 3, axis=-1)", (SEQUENCE,)),
    ("ops.split(x, [2, 7], axis=2)", (SEQUENCE,)),
    ("ops.tile(x, [1, 2, 3])", (SEQUENCE,)),
    ("ops.tile(x, 2)", (SEQUENCE,)),
    ("ops.repeat(x, 3, axis=1)", (SEQUENCE,)),
    ("ops.repeat(x, 2)", (SEQUENCE,)),
    ("ops.broadcast_to(x, (3, 2, 5, 12))", (SEQUENCE,)),
    ("ops.flip(x, axis=1)", (SEQUENCE,)),
    ("ops.roll(x, 2, axis=1)", (SEQUENCE,)),
    ("ops.cumsum(x, axis=1)", (SEQUENCE,)),
    ("ops.sort(x)", (SEQUENCE,)),
    ("ops.argsort(x)", (SEQUENCE,)),
    ("ops.ravel(x)", (SEQUENCE,)),
    ("ops.pad(x, 2)", (SEQUENCE,)),
    ("ops.pad(x, [[0, 0], [1, 2], [3, 0]])", (SEQUENCE,)),
    ("ops.pad(x, ((0, 0), (1, 1), (2, 2), (0, 0)), mode='reflect')", (IMAGE,)),
    ("ops.matmul(x, y)", ((2, 3, 5, 12), (12, 7))),
    ("ops.dot(x, y)", ((2, 12), (12, 7))),
    ("ops.tensordot(x, y, axes=[[2], [0]])", (SEQUENCE, (12, 3, 4))),
    ("ops.tensordot(x, y, axes=1)", (SEQUENCE, (12, 3))),
    ("ops.einsum('bhwc,cd->bhwd', x, y)", (IMAGE, (4, 9))),
    ("ops.einsum('...c,cd->...d', x, y)", (IMAGE, (4, 9))),
    ("ops.einsum('bqhd,bkhd->bhqk', x, y)", ((2, 5, 3, 4), (2, 7, 3, 4))),
    ("ops.top_k(x, 3)", (SEQUENCE,)),
    ("ops.one_hot(ops.cast(x, 'int32'), 7)", ((2, 5),)),
    ("ops.take(x, y, axis=1)", (SEQUENCE, (3, 4))),
    ("ops.take(x, [0, 2], axis=1)", (SEQUENCE,)),
    ("ops.meshgrid(x, y)", ((4,), (7,))),
    ("ops.arange(7) + x", ((2, 7),)),
    ("ops.zeros((1, 5, 1)) + x", (SEQUENCE,)),
    ("ops.ones_like(x)", (SEQUENCE,)),
    ("ops.linspace(0.0, 1.0, 5) * y", ((1,), (2, 5))),
    ("ops.slice(x, [0, 1, 2], [2, 3, 4])", (SEQUENCE,)),
    ("x[:, 0]", (SEQUENCE,)),
    ("x[:, -1:]", (SEQUENCE,)),
    ("x[..., ::2]", (SEQUENCE,)),
    ("x[:, 1:-1, None, 3]", (SEQUENCE,)),
    ("x[0]", (SEQUENCE,)),
    ("x[:, ::2, 1::2, :]", (IMAGE,)),
    ("ops.image.resize(x, (16, 9))", (IMAGE,)),
    ("ops.image.resize(x, size=(4, 3), interpolation='nearest')", (IMAGE,)),
    ("ops.image.extract_patches(x, 2)", (IMAGE,)),
    ("ops.image.extract_patches(x, (3, 2), strides=1, padding='same')", (IMAGE,)),
    ("ops.image.rgb_to_grayscale(x)", ((2, 8, 6, 3),)),
    ("ops.max_pool(x, 2)", (IMAGE,)),
    ("ops.max_pool(x, 3, strides=2, padding='same')", (IMAGE,)),
    ("ops.average_pool(x, (2, 3), 1)", (IMAGE,)),
    ("ops.conv(x, y, strides=2, padding='same')", (IMAGE, (3, 3, 4, 10))),
    ("ops.conv(x, y)", (SEQUENCE, (3, 12, 7))),
    ("ops.depthwise_conv(x, y, padding='valid')", (IMAGE, (3, 3, 4, 2))),
    ("ops.separable_conv(x, y, z)", (IMAGE, (3, 3, 4, 2), (1, 1, 8, 5))),
    ("ops.conv_transpose(x, y, strides=2, padding='same')", (IMAGE, (3, 3, 5, 4))),
    ("ops.batch_normalization(x, y, y, axis=-1)", (IMAGE, (4,))),
    ("ops.layer_normalization(x, y, y)", (IMAGE, (4,))),
    ("ops.normalize(x, axis=-1)", (SEQUENCE,)),
    ("ops.dot_product_attention(x, y, y)", ((2, 5, 3, 4), (2, 7, 3, 4))),
    ("ops.glu(x)", (SEQUENCE,)),
    ("keras.activations.softmax(x)", (SEQUENCE,)),
    ("keras.activations.get('swish')(x)", (SEQUENCE,)),
    ("layers.add([x, y])", (SEQUENCE, SEQUENCE)),
    ("layers.concatenate([x, y], axis=1)", (SEQUENCE, (2, 4, 12))),
    ("layers.Dot(axes=(2, 2))([x, y])", (SEQUENCE, (2, 7, 12))),
    ("layers.multiply([x, y])", (IMAGE, (2, 1, 1, 4))),
    ("layers.Lambda(lambda t: t[:, :2] * 3)(x)", (SEQUENCE,)),
    ("layers.Lambda(lambda t, k: t[:, :k], arguments={'k': 3})(x)", (SEQUENCE,)),
    ("layers.LSTM(7, return_state=True)(x)", (SEQUENCE,)),
    ("layers.Bidirectional(layers.GRU(7, return_sequences=True))(x)", (SEQUENCE,)),
    ("layers.TimeDistributed(layers.Conv2D(3, 3))(x)", ((2, 5, 8, 8, 1),)),
    ("layers.MultiHeadAttention(2, 8)(x, y)", (SEQUENCE, (2, 7, 12))),
    (
        "layers.MultiHeadAttention(2, 8)(query=x, value=y, return_attention_scores=True)",
        (SEQUENCE, SEQUENCE),
    ),
    ("layers.RNN(layers.LSTMCell(4), return_sequences=True)(x)", (SEQUENCE,)),
    ("layers.Attention()([x, y])", (SEQUENCE, (2, 7, 12))),
)

EAGER: tuple[tuple[str, tuple[tuple[int, ...], ...]], ...] = (
    ("tf.reshape(x, [tf.shape(x)[0], -1, 2])", (IMAGE,)),
    ("tf.concat([x, y], axis=-1)", (SEQUENCE, (2, 5, 3))),
    ("tf.concat([x, y], 1)", (SEQUENCE, (2, 3, 12))),
    ("tf.split(x, num_or_size_splits=2, axis=-1)", (SEQUENCE,)),
    ("tf.split(x, [3, 4, 5], 2)", (SEQUENCE,)),
    ("tf.reduce_mean(x, axis=[1, 2], keepdims=True)", (IMAGE,)),
    ("tf.reduce_sum(x, 1)", (SEQUENCE,)),
    ("tf.reduce_max(input_tensor=x, axis=-1)", (SEQUENCE,)),
    ("tf.transpose(x, perm=[0, 2, 1])", (SEQUENCE,)),
    ("tf.expand_dims(x, axis=-1)", (SEQUENCE,)),
    ("tf.squeeze(x, axis=[1, 2])", ((2, 1, 1, 5),)),
    ("tf.stack([x, x], axis=-1)", (SEQUENCE,)),
    ("tf.unstack(x, axis=1)", (SEQUENCE,)),
    ("tf.tile(x, [1, 1, 2])", (SEQUENCE,)),
    ("tf.repeat(x, 2, axis=0)", (SEQUENCE,)),
    ("tf.pad(x, [[0, 0], [1, 1], [2, 0], [0, 0]])", (IMAGE,)),
    ("tf.pad(x, [[0, 0], [1, 1], [1, 1], [0, 0]], 'REFLECT')", (IMAGE,)),
    ("tf.matmul(x, y, transpose_b=True)", (SEQUENCE, (2, 7, 12))),
    ("tf.linalg.matmul(x, y)", (SEQUENCE, (2, 12, 7))),
    ("tf.einsum('bij,bkj->bik', x, y)", (SEQUENCE, (2, 7, 12))),
    ("tf.gather(x, [0, 3], axis=1)", (SEQUENCE,)),
    ("tf.nn.relu6(x)", (SEQUENCE,)),
    ("tf.nn.leaky_relu(x, alpha=0.2)", (SEQUENCE,)),
    ("tf.nn.softmax(x, axis=1)", (SEQUENCE,)),
    ("tf.nn.sigmoid(x) * tf.math.tanh(x)", (SEQUENCE,)),
    ("tf.nn.conv2d(x, y, strides=1, padding='SAME')", (IMAGE, (3, 3, 4, 10))),
    ("tf.nn.conv2d(x, y, [1, 2, 2, 1], 'VALID')", (IMAGE, (3, 3, 4, 10))),
    ("tf.nn.depthwise_conv2d(x, y, [1, 1, 1, 1], 'SAME')", (IMAGE, (3, 3, 4, 2))),
    ("tf.nn.conv2d_transpose(x, y, [2, 16, 12, 5], [1, 2, 2, 1])", (IMAGE, (3, 3, 5, 4))),
    ("tf.nn.max_pool2d(x, 2, 2, 'VALID')", (IMAGE,)),
    ("tf.nn.max_pool2d(x, ksize=3, strides=2, padding='SAME')", (IMAGE,)),
    ("tf.nn.avg_pool2d(x, [1, 2, 2, 1], [1, 2, 2, 1], 'VALID')", (IMAGE,)),
    ("tf.nn.depth_to_space(x, 2)", (IMAGE,)),
    ("tf.nn.space_to_depth(x, 2)", (IMAGE,)),
    ("tf.nn.bias_add(x, y)", (IMAGE, (4,))),
    ("tf.nn.l2_normalize(x, axis=-1)", (SEQUENCE,)),
    ("tf.nn.moments(x, axes=[1, 2])", (IMAGE,)),
    ("tf.image.resize(x, [16, 12])", (IMAGE,)),
    ("tf.image.resize(x, (4, 3), method='nearest')", (IMAGE,)),
    ("tf.one_hot(tf.cast(x, tf.int32), depth=5)", ((2, 5),)),
    ("tf.where(x > 0, x, tf.zeros_like(x))", (SEQUENCE,)),
    ("tf.clip_by_value(x, 0.0, 1.0)", (SEQUENCE,)),
    ("tf.range(4)", (SEQUENCE,)),
    ("tf.constant([[1.0, 2.0]]) + x", ((5, 2),)),
    ("tf.ones([3, 4])", (SEQUENCE,)),
    ("tf.random.normal((2, 3))", (SEQUENCE,)),
    ("tf.argmax(x, axis=-1)", (SEQUENCE,)),
    ("tf.cumsum(x, axis=1)", (SEQUENCE,)),
    ("tf.reverse(x, axis=[1])", (SEQUENCE,)),
    ("tf.slice(x, [0, 1, 0], [2, 3, -1])", (SEQUENCE,)),
    ("tf.math.reduce_std(x, axis=-1)", (SEQUENCE,)),
    ("tf.add_n([x, x, x])", (SEQUENCE,)),
    ("tf.meshgrid(tf.range(3), tf.range(4))", (SEQUENCE,)),
    ("x[:, tf.newaxis]", (SEQUENCE,)),
    ("tf.broadcast_to(x, [3, 2, 5, 12])", (SEQUENCE,)),
    ("tf.keras.backend.mean(x, axis=1)", (SEQUENCE,)),
    ("tf.squeeze(tf.expand_dims(x, 0), 0)", (SEQUENCE,)),
    ("tf.math.top_k(x, k=3)", (SEQUENCE,)),
    ("tf.identity(x)", (SEQUENCE,)),
    ("ops.adaptive_average_pool(x, (2, 3))", (IMAGE,)),
    ("layers.MultiHeadAttention(2, 8)(x, y, return_attention_scores=True)", (SEQUENCE, (2, 7, 12))),
)


def shapes(value: Any) -> list[list[int]]:
    """The shapes of the tensors in a value."""
    return [list(each.shape) for each in keras.tree.flatten(value)]


def outcome(call: str, tensors: list[Any]) -> list[list[int]]:
    """What the call gives."""
    names: dict[str, Any] = {"keras": keras, "layers": layers, "ops": ops, "tf": tf}
    names |= dict(zip("xyz", tensors, strict=False))
    return shapes(eval(call, names))  # noqa: S307 (our own calls)


def main() -> None:
    """Record all calls."""
    rows: list[dict[str, Any]] = []
    for call, given in CALLS:
        tensors = [keras.KerasTensor(each) for each in given]
        rows.append({"call": call, "in": given, "out": outcome(call, tensors)})
    for call, given in EAGER:
        arrays = [tf.zeros(each) for each in given]
        rows.append({"call": call, "in": given, "out": outcome(call, arrays), "eager": True})
    versions = {"keras": keras.__version__, "tensorflow": tf.__version__}
    lines = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
    head = json.dumps(versions)
    Path(sys.argv[1]).write_text(f'{{"versions":{head},"calls":[\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
