"""A subclassed Keras model with blocks in lists, and a layer with weights of its own."""

import keras
from keras import layers, ops


class Scale(layers.Layer):
    def build(self, input_shape):
        self.gamma = self.add_weight(shape=(input_shape[-1],), initializer="ones", name="gamma")
        super().build(input_shape)

    def call(self, x):
        return x * self.gamma


class Block(layers.Layer):
    def __init__(self, filters, **kwargs):
        super().__init__(**kwargs)
        self.depthwise = layers.DepthwiseConv2D(7, padding="same")
        self.norm = layers.LayerNormalization(epsilon=1e-6)
        self.expand = layers.Dense(filters * 4, activation="gelu")
        self.project = layers.Dense(filters)
        self.scale = Scale()

    def call(self, inputs, training=False):
        x = self.norm(self.depthwise(inputs))
        x = self.project(self.expand(x))
        return inputs + self.scale(x)


class ConvMixer(keras.Model):
    def __init__(self, filters=32, depth=3, num_classes=10):
        super().__init__()
        self.stem = keras.Sequential([layers.Conv2D(filters, 4, strides=4), layers.BatchNormalization()])
        self.blocks = [Block(filters) for _ in range(depth)]
        self.classifier = layers.Dense(num_classes)

    def call(self, inputs, training=None):
        x = self.stem(inputs)
        for block in self.blocks:
            x = block(x, training=training)
        x = ops.mean(x, axis=(1, 2))
        return self.classifier(x)
