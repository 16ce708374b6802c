"""A Sequential classifier on a convolutional base that is frozen."""

import tensorflow as tf


def make_base():
    base = tf.keras.Sequential(name="base")
    base.add(tf.keras.layers.Input(shape=(96, 96, 3)))
    for filters in (16, 32, 64):
        base.add(tf.keras.layers.SeparableConv2D(filters, 3, padding="same", activation="relu"))
        base.add(tf.keras.layers.MaxPool2D())
    return base


base = make_base()
base.trainable = False
model = tf.keras.models.Sequential(
    [
        tf.keras.Input(shape=(96, 96, 3)),
        base,
        tf.keras.layers.Flatten(),
        tf.keras.layers.Dense(64, activation="relu"),
        tf.keras.layers.Dropout(0.3),
        tf.keras.layers.Dense(5, activation="softmax"),
    ]
)
