"""A Sequential classifier, with the shape of its input in the first layer."""

import tensorflow as tf
from tensorflow.keras.layers import *
from tensorflow.keras.models import Sequential

model = Sequential()
model.add(Conv2D(32, (3, 3), activation="relu", input_shape=(28, 28, 1)))
model.add(MaxPooling2D((2, 2)))
model.add(Conv2D(64, (3, 3), activation=tf.nn.relu))
model.add(BatchNormalization())
model.add(MaxPool2D(pool_size=(2, 2)))
model.add(SpatialDropout2D(0.2))
model.add(Flatten())
model.add(Dense(128, activation="relu", kernel_regularizer=tf.keras.regularizers.l2(0.01)))
model.add(Dropout(0.5))
model.add(Dense(10, activation="softmax"))
model.summary()


def listed(classes=5):
    return tf.keras.Sequential(
        [
            tf.keras.Input(shape=(64, 64, 3)),
            tf.keras.layers.RandomFlip("horizontal"),
            tf.keras.layers.SeparableConv2D(16, 3, padding="same", activation="swish"),
            tf.keras.layers.AveragePooling2D(2),
            tf.keras.layers.DepthwiseConv2D(3, depth_multiplier=2, strides=2),
            tf.keras.layers.LeakyReLU(alpha=0.1),
            tf.keras.layers.GlobalMaxPool2D(),
            tf.keras.layers.Dense(classes),
        ],
        name="listed",
    )


def unbuilt():
    return Sequential(
        [Conv1D(8, 3, padding="causal"), LSTM(16, return_sequences=True), GRU(4), Dense(1)]
    )
