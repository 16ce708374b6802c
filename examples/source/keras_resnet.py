"""A functional residual network in Keras."""

from tensorflow import keras
from tensorflow.keras import layers


def residual_block(x, filters, stride=1, name=None):
    shortcut = x
    if stride != 1 or x.shape[-1] != filters:
        shortcut = layers.Conv2D(filters, 1, strides=stride, name=name + "_0_conv")(x)
        shortcut = layers.BatchNormalization(name=name + "_0_bn")(shortcut)
    x = layers.Conv2D(filters, 3, strides=stride, padding="same", name=name + "_1_conv")(x)
    x = layers.BatchNormalization(name=name + "_1_bn")(x)
    x = layers.Activation("relu", name=name + "_1_relu")(x)
    x = layers.Conv2D(filters, 3, padding="same", name=name + "_2_conv")(x)
    x = layers.BatchNormalization(name=name + "_2_bn")(x)
    x = layers.Add(name=name + "_add")([shortcut, x])
    return layers.ReLU(name=name + "_out")(x)


def build(input_shape=(64, 64, 3), widths=(16, 32, 64), classes=10):
    inputs = keras.Input(shape=input_shape)
    x = layers.Rescaling(1.0 / 255)(inputs)
    x = layers.ZeroPadding2D(padding=((3, 3), (3, 3)))(x)
    x = layers.Conv2D(widths[0], 7, strides=2)(x)
    x = layers.MaxPooling2D(3, strides=2, padding="same")(x)
    for stage, width in enumerate(widths):
        for block in range(2):
            stride = 2 if stage > 0 and block == 0 else 1
            x = residual_block(x, width, stride, name=f"stage{stage + 1}_block{block + 1}")
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.5)(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inputs, outputs, name="small_resnet")


if __name__ == "__main__":
    model = build()
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    model.summary()
