"""A U-Net with transposed convolutions and skip connections, and a feature extractor over it."""

import keras
from keras import layers


def conv_block(x, filters, name):
    for index in range(2):
        x = layers.Conv2D(filters, 3, padding="same", name=f"{name}_conv{index + 1}")(x)
        x = layers.BatchNormalization(name=f"{name}_bn{index + 1}")(x)
        x = layers.Activation("relu", name=f"{name}_relu{index + 1}")(x)
    return x


def unet(height=128, width=128, channels=1, classes=2, widths=(16, 32, 64)):
    inputs = layers.Input((height, width, channels), name="image")
    skips = []
    x = inputs
    for level, filters in enumerate(widths):
        x = conv_block(x, filters, f"down{level}")
        skips.append(x)
        x = layers.MaxPooling2D(2, name=f"pool{level}")(x)
    x = conv_block(x, 2 * widths[-1], "bottom")
    for level, (filters, skip) in enumerate(zip(reversed(widths), skips[::-1])):
        x = layers.Conv2DTranspose(filters, 2, strides=2, padding="same", name=f"up{level}")(x)
        x = layers.concatenate([x, skip], axis=-1, name=f"join{level}")
        x = conv_block(x, filters, f"decode{level}")
    outputs = layers.Conv2D(classes, 1, activation="softmax", name="mask")(x)
    return keras.Model(inputs, outputs, name="unet")


def features():
    model = unet()
    names = ["down0_relu2", "down2_relu2", "bottom_relu2"]
    outputs = [model.get_layer(name).output for name in names]
    return keras.Model(inputs=model.input, outputs=outputs)


def truncated():
    base = unet(64, 64, 3)
    base.trainable = False
    x = base.layers[-2].output
    x = layers.GlobalAveragePooling2D()(x)
    return keras.models.Model(base.inputs, layers.Dense(3)(x))
