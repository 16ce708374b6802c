"""A model of classes: blocks that are layers, lists of them, a layer with weights of its own."""

import tensorflow as tf
from tensorflow.keras import layers


class Scale(layers.Layer):
    def __init__(self, initial=1.0, **kwargs):
        super().__init__(**kwargs)
        self.initial = initial

    def build(self, input_shape):
        self.gamma = self.add_weight(
            name="gamma",
            shape=(input_shape[-1],),
            initializer=tf.keras.initializers.Constant(self.initial),
            trainable=True,
        )
        super().build(input_shape)

    def call(self, inputs):
        return inputs * self.gamma


class SqueezeExcite(layers.Layer):
    def __init__(self, ratio=4, **kwargs):
        super(SqueezeExcite, self).__init__(**kwargs)
        self.ratio = ratio

    def build(self, input_shape):
        channels = input_shape[-1]
        self.pool = layers.GlobalAveragePooling2D(keepdims=True)
        self.reduce = layers.Conv2D(channels // self.ratio, 1, activation="relu")
        self.expand = layers.Conv2D(channels, 1, activation="sigmoid")

    def call(self, x):
        return x * self.expand(self.reduce(self.pool(x)))


class Block(layers.Layer):
    def __init__(self, filters, stride=1, use_se=False):
        super().__init__()
        self.conv1 = layers.Conv2D(filters, 3, strides=stride, padding="same", use_bias=False)
        self.bn1 = layers.BatchNormalization()
        self.conv2 = layers.Conv2D(filters, 3, padding="same", use_bias=False)
        self.bn2 = layers.BatchNormalization()
        self.se = SqueezeExcite() if use_se else None
        self.scale = Scale(0.1)
        self.project = layers.Conv2D(filters, 1, strides=stride) if stride > 1 else None

    def call(self, x, training=None):
        y = tf.nn.relu(self.bn1(self.conv1(x), training=training))
        y = self.bn2(self.conv2(y), training=training)
        if self.se is not None:
            y = self.se(y)
        shortcut = x if self.project is None else self.project(x)
        return tf.nn.relu(self.scale(y) + shortcut)


class Net(tf.keras.Model):
    def __init__(self, num_classes=10, widths=(16, 32)):
        super().__init__()
        self.stem = tf.keras.Sequential(
            [layers.Conv2D(16, 3, padding="same"), layers.BatchNormalization(), layers.ReLU()]
        )
        self.blocks = [Block(w, stride=2, use_se=i == 1) for i, w in enumerate(widths)]
        self.pool = layers.GlobalAveragePooling2D()
        self.dropout = layers.Dropout(0.2)
        self.classifier = layers.Dense(num_classes)

    def call(self, inputs, training=False):
        x = self.stem(inputs)
        for block in self.blocks:
            x = block(x, training=training)
        x = self.pool(x)
        if training:
            x = self.dropout(x, training=training)
        return self.classifier(x)
