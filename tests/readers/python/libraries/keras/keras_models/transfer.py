"""Transfer learning: a network of keras.applications below a new head, shared branches, two inputs."""

import tensorflow as tf
from tensorflow.keras.applications import MobileNetV2
from tensorflow.keras.layers import Concatenate, Dense, Dropout, GlobalAveragePooling2D, Input
from tensorflow.keras.models import Model

IMG_SIZE = (96, 96)


def transfer():
    base = MobileNetV2(input_shape=IMG_SIZE + (3,), include_top=False, weights="imagenet")
    base.trainable = False
    inputs = Input(shape=IMG_SIZE + (3,))
    x = tf.keras.applications.mobilenet_v2.preprocess_input(inputs)
    x = base(x, training=False)
    x = GlobalAveragePooling2D()(x)
    x = Dropout(0.2)(x)
    return Model(inputs, Dense(1, activation="sigmoid")(x))


def surgery():
    base = tf.keras.applications.VGG16(weights=None, include_top=False, input_shape=(64, 64, 3))
    for layer in base.layers[:-4]:
        layer.trainable = False
    x = tf.keras.layers.Flatten()(base.output)
    x = Dense(32, activation="relu")(x)
    return Model(inputs=base.input, outputs=Dense(4)(x))


def siamese():
    encoder = tf.keras.Sequential(
        [
            Input((32, 32, 1)),
            tf.keras.layers.Conv2D(8, 5, activation="relu"),
            tf.keras.layers.MaxPooling2D(),
            tf.keras.layers.Flatten(),
            Dense(16),
        ],
        name="encoder",
    )
    left, right = Input((32, 32, 1), name="left"), Input((32, 32, 1), name="right")
    a, b = encoder(left), encoder(right)
    distance = tf.keras.layers.Lambda(lambda pair: tf.abs(pair[0] - pair[1]), name="distance")(
        [a, b]
    )
    extra = Input((4,), name="extra")
    merged = Concatenate()([distance, extra])
    shared = Dense(20, name="shared")
    return Model({"left": left, "right": right, "extra": extra}, [shared(merged), shared(merged)])
