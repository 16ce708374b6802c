"""A small vision transformer in Keras 3: patches, embeddings, attention, operations on tensors."""

import keras
from keras import layers
from keras import ops


class Patches(layers.Layer):
    def __init__(self, patch_size):
        super().__init__()
        self.patch_size = patch_size

    def call(self, images):
        batch, height, width, channels = ops.shape(images)
        count_h = height // self.patch_size
        count_w = width // self.patch_size
        patches = ops.image.extract_patches(images, size=self.patch_size)
        return ops.reshape(
            patches, (batch, count_h * count_w, self.patch_size * self.patch_size * channels)
        )


class PatchEncoder(layers.Layer):
    def __init__(self, num_patches, projection_dim):
        super().__init__()
        self.num_patches = num_patches
        self.projection = layers.Dense(units=projection_dim)
        self.position_embedding = layers.Embedding(input_dim=num_patches, output_dim=projection_dim)

    def call(self, patch):
        positions = ops.expand_dims(ops.arange(start=0, stop=self.num_patches, step=1), axis=0)
        return self.projection(patch) + self.position_embedding(positions)


class ClassToken(layers.Layer):
    def build(self, input_shape):
        self.token = self.add_weight(shape=(1, 1, input_shape[-1]), name="token")

    def call(self, x):
        token = ops.broadcast_to(self.token, (ops.shape(x)[0], 1, x.shape[-1]))
        return ops.concatenate([token, x], axis=1)


def mlp(x, hidden_units, dropout_rate):
    for units in hidden_units:
        x = layers.Dense(units, activation=keras.activations.gelu)(x)
        x = layers.Dropout(dropout_rate)(x)
    return x


def vit(image_size=32, patch_size=4, dim=24, heads=4, depth=2, num_classes=10):
    inputs = keras.Input(shape=(image_size, image_size, 3))
    count = (image_size // patch_size) ** 2
    x = PatchEncoder(count, dim)(Patches(patch_size)(inputs))
    x = ClassToken()(x)
    for _ in range(depth):
        x1 = layers.LayerNormalization(epsilon=1e-6)(x)
        attention = layers.MultiHeadAttention(num_heads=heads, key_dim=dim, dropout=0.1)(x1, x1)
        x2 = layers.Add()([attention, x])
        x3 = layers.LayerNormalization(epsilon=1e-6)(x2)
        x3 = mlp(x3, [dim * 2, dim], 0.1)
        x = layers.Add()([x3, x2])
    x = layers.LayerNormalization(epsilon=1e-6)(x)
    x = x[:, 0]
    return keras.Model(inputs=inputs, outputs=layers.Dense(num_classes)(x))
