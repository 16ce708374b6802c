"""tensorflow_addons.layers: the normalisations that Keras took over, and those around a layer."""

from keras.layers import GroupNormalization
from keras.layers import Layer


def InstanceNormalization(groups=-1, axis=-1, **kwargs):
    return GroupNormalization(groups=-1, axis=axis, **kwargs)


class WeightNormalization(Layer):
    def __init__(self, layer, data_init=True, **kwargs):
        super().__init__(**kwargs)
        self.layer = layer
        self.data_init = data_init

    def build(self, input_shape):
        self.layer.build(input_shape)
        weights = self.layer.weights
        self.add_weight(shape=(weights[0].shape[-1],), name="g")
        self.add_weight(shape=(), name="initialized", trainable=False)
        if self.data_init:
            for each in weights:
                self.add_weight(shape=each.shape, name=f"first_{each.name}", trainable=False)

    def call(self, inputs):
        return self.layer(inputs)


class StochasticDepth(Layer):
    def __init__(self, survival_probability=0.5, **kwargs):
        super().__init__(**kwargs)
        self.survival_probability = survival_probability

    def call(self, inputs, training=None):
        shortcut, residual = inputs
        return shortcut + self.survival_probability * residual
