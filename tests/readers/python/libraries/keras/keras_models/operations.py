"""Functions of tensors between layers, in functional models and in layers of one's own."""

import keras
from keras import layers
from keras import ops


def hard_swish(x):
    return x * ops.relu6(x + 3.0) / 6.0


def pointwise():
    x = inputs = keras.Input((16, 16, 8))
    x = hard_swish(layers.Conv2D(8, 1)(x))
    gate = ops.mean(x, axis=(1, 2), keepdims=True)
    gate = ops.sigmoid(layers.Dense(8)(gate))
    x = x * gate - 0.5
    x = ops.maximum(x, inputs)
    x = ops.where(x > 0, x, -x)
    return keras.Model(inputs, [x, ops.max(x, axis=-1), ops.argmax(x, axis=-1)])


def shapes():
    inputs = keras.Input((12, 10, 6))
    x = ops.transpose(inputs, (0, 3, 1, 2))
    x = ops.reshape(x, (-1, 6, 120))
    one, two = ops.split(x, 2, axis=1)
    y = ops.matmul(one, ops.transpose(two, (0, 2, 1)))
    z = ops.einsum("bij,bkj->bik", one, two)
    stacked = ops.stack([y, z], axis=-1)
    tiled = ops.tile(stacked, (1, 2, 1, 1))
    padded = ops.pad(tiled, [[0, 0], [1, 1], [0, 2], [0, 0]])
    return keras.Model(inputs, [padded[:, ::2, 1:-1], ops.squeeze(padded[..., :1], -1)])


class Residual(layers.Layer):
    def __init__(self, inner, **kwargs):
        super().__init__(**kwargs)
        self.inner = inner
        self.norm = layers.BatchNormalization(axis=-1)

    def call(self, inputs, training=None):
        outputs = self.norm(self.inner(inputs), training=training)
        if outputs.shape[-1] == inputs.shape[-1]:
            outputs = outputs + inputs
        return keras.activations.relu(outputs)


class PaddedConv(layers.Conv2D):
    """Pads by hand, then convolves as Keras does."""

    def call(self, inputs):
        before = (self.kernel_size[0] - 1) // 2
        padded = ops.pad(inputs, [[0, 0], [before, before], [before, before], [0, 0]])
        return super().call(padded)


def residual():
    inputs = keras.Input((8, 8, 4))
    x = Residual(layers.Conv2D(4, 3, padding="same"), name="first")(inputs)
    x = Residual(PaddedConv(6, 3), name="second")(x)
    x = layers.Lambda(lambda t: t[:, ::2, ::2] * 2.0)(x)
    return keras.Model(inputs, x)


class WindowAttention(layers.Layer):
    def __init__(self, window, heads):
        super().__init__()
        self.window = window
        self.heads = heads

    def build(self, input_shape):
        dim = input_shape[-1]
        self.scale = (dim // self.heads) ** -0.5
        self.qkv = layers.Dense(3 * dim, use_bias=False)
        self.bias = self.add_weight(
            shape=(self.heads, self.window**2, self.window**2), initializer="zeros", name="bias"
        )

    def call(self, x):
        _, height, width, dim = x.shape
        w = self.window
        x = ops.reshape(x, (-1, height // w, w, width // w, w, dim))
        x = ops.reshape(ops.transpose(x, (0, 1, 3, 2, 4, 5)), (-1, w * w, dim))
        qkv = ops.reshape(self.qkv(x), (-1, w * w, 3, self.heads, dim // self.heads))
        q, k, v = ops.unstack(ops.transpose(qkv, (2, 0, 3, 1, 4)), axis=0)
        scores = ops.matmul(q * self.scale, ops.transpose(k, (0, 1, 3, 2))) + self.bias
        y = ops.matmul(ops.softmax(scores, axis=-1), v)
        y = ops.reshape(ops.transpose(y, (0, 2, 1, 3)), (-1, w * w, dim))
        y = ops.reshape(y, (-1, height // w, width // w, w, w, dim))
        return ops.reshape(ops.transpose(y, (0, 1, 3, 2, 4, 5)), (-1, height, width, dim))


def windows():
    inputs = keras.Input((8, 8, 12))
    return keras.Model(inputs, WindowAttention(4, 3)(inputs))
