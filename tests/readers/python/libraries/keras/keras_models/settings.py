"""What people set, freeze and change while they make a model."""

import keras
import tensorflow as tf
from keras import layers, ops


def first_by_config(order="channels_first"):
    keras.config.set_image_data_format(order)
    image = layers.Input((3, 20, 24))
    x = layers.ZeroPadding2D(2)(image)
    x = layers.Conv2D(6, 3, name="one")(x)
    x = layers.MaxPooling2D()(x)
    return keras.Model(image, layers.GlobalAveragePooling2D()(x))


def first_by_backend():
    keras.backend.set_image_data_format("channels_first")
    image = layers.Input((3, 21, 25))
    x = layers.SeparableConv2D(4, (3, 5), strides=2)(image)
    axis = 1 if tf.keras.backend.image_data_format() == "channels_first" else -1
    x = layers.BatchNormalization(axis=axis)(x)
    return keras.Model(image, layers.UpSampling2D((2, 3))(x))


def first_then_last():
    tf.keras.backend.set_image_data_format("channels_first")
    image = layers.Input((4, 12, 10))
    x = layers.Conv2D(5, 3)(image)
    tf.keras.backend.set_image_data_format("channels_last")
    return keras.Model(image, layers.Conv2D(7, 3)(x))


def grown_list():
    image = layers.Input((16, 16, 3))
    parts = [layers.Conv2D(4, 3, padding="same")(image)]
    for _ in range(3):
        x = layers.Concatenate()(parts) if len(parts) > 1 else parts[0]
        parts.append(layers.Conv2D(4, 3, padding="same")(x))
    return keras.Model(image, layers.Concatenate()(parts))


def shrunk_list():
    image = layers.Input((16, 16, 3))
    parts = [layers.Conv2D(n, 3, padding="same")(image) for n in (4, 5, 6)]
    both = layers.Add()([layers.Conv2D(2, 1)(each) for each in parts[:2]])
    joined = layers.Concatenate()(parts)
    del parts[1:]
    return keras.Model(image, layers.Concatenate()([both, joined]))


def changed_ends():
    ends = [layers.Input((8,)), layers.Input((4,))]
    found = [layers.Dense(3)(ends[0]), layers.Dense(5)(ends[1])]
    model = keras.Model(ends, found)
    found.pop()
    ends.reverse()
    return model


def names_in_order():
    image = layers.Input((8, 8, 3))
    late, early = layers.Conv2D(4, 3), layers.Conv2D(5, 1)
    x = late(early(image))
    model = keras.Model(image, layers.Conv2D(6, 1)(x))
    return keras.Model(image, model.get_layer("conv2d_1").output)


def frozen_root():
    model = keras.Sequential([layers.Input((4,)), layers.Dense(3), layers.Dense(2)])
    model.trainable = False
    model.layers[0].trainable = True
    return model


def frozen_part():
    part = keras.Sequential([layers.Input((4,)), layers.Dense(3), layers.Dense(2)])
    part.trainable = False
    part.layers[0].trainable = True
    return keras.Sequential([layers.Input((4,)), part, layers.Dense(5)])


def frozen_when_made():
    image = layers.Input((4,))
    part = keras.Model(
        image, layers.Dense(3, trainable=False)(layers.Dense(6)(image)), trainable=False
    )
    return keras.Sequential([layers.Input((4,)), part, layers.Dense(5)])


def frozen_slice():
    model = keras.Sequential([layers.Input((9, 9, 3)), *[layers.Conv2D(4, 1) for _ in range(5)]])
    for layer in model.layers[:3]:
        layer.trainable = False
    model.layers[1].trainable = True
    return model


def frozen_norm():
    model = keras.Sequential(
        [layers.Input((9, 9, 3)), layers.Conv2D(4, 1), layers.BatchNormalization()]
    )
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.trainable = False
    return model


class Pair(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.one = layers.Dense(3)
        self.two = layers.Dense(2)

    def call(self, x):
        return self.two(self.one(x))


def own_frozen_when_made():
    return keras.Sequential([layers.Input((4,)), Pair(trainable=False), layers.Dense(5)])


def blocks():
    image = layers.Input((8, 8, 12))
    x = ops.depth_to_space(image, 2)
    x = layers.Conv2D(2, 3, padding="same")(x)
    x = ops.space_to_depth(x, 4)
    return keras.Model(
        image, layers.Concatenate()([ops.repeat(x, 2, axis=1), ops.tile(x, (1, 2, 1, 1))])
    )
