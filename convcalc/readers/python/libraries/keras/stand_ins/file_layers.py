"""Layers that files name and keras.layers has not: those of keras.applications, and of Keras 1."""

from keras import activations
from keras import ops
from keras.layers import Layer


class LayerScale(Layer):
    def __init__(self, init_values=None, projection_dim=None, **kwargs):
        super().__init__(**kwargs)
        self.projection_dim = projection_dim

    def build(self, input_shape):
        self.gamma = self.add_weight(shape=(self.projection_dim,), name="gamma")

    def call(self, x):
        return x * self.gamma


class StochasticDepth(Layer):
    def __init__(self, drop_path_rate=0.0, **kwargs):
        super().__init__(**kwargs)

    def call(self, x, training=None):
        return x


class CustomScaleLayer(Layer):
    def __init__(self, scale=1.0, **kwargs):
        super().__init__(**kwargs)
        self.scale = scale

    def call(self, inputs):
        return inputs[0] + inputs[1] * self.scale


class MaxoutDense(Layer):
    def __init__(self, output_dim, nb_feature=4, bias=True, **kwargs):
        super().__init__(**kwargs)
        self.output_dim = output_dim
        self.nb_feature = nb_feature
        self.bias = bias

    def build(self, input_shape):
        shape = (self.nb_feature, input_shape[-1], self.output_dim)
        self.W = self.add_weight(shape=shape, name="W")
        if self.bias:
            self.b = self.add_weight(shape=(self.nb_feature, self.output_dim), name="b")

    def call(self, x):
        output = ops.einsum("ni,kio->nko", x, self.W)
        if self.bias:
            output = output + self.b
        return ops.max(output, axis=1)


class Highway(Layer):
    def __init__(self, activation=None, bias=True, **kwargs):
        super().__init__(**kwargs)
        self.activation = activations.get(activation)
        self.bias = bias

    def build(self, input_shape):
        size = input_shape[-1]
        self.W = self.add_weight(shape=(size, size), name="W")
        self.W_carry = self.add_weight(shape=(size, size), name="W_carry")
        if self.bias:
            self.b = self.add_weight(shape=(size,), name="b")
            self.b_carry = self.add_weight(shape=(size,), name="b_carry")

    def call(self, x):
        transform = ops.matmul(x, self.W_carry)
        value = ops.matmul(x, self.W)
        if self.bias:
            transform = transform + self.b_carry
            value = value + self.b
        gate = ops.sigmoid(transform)
        return self.activation(value) * gate + (1 - gate) * x


class ParametricSoftplus(Layer):
    def __init__(self, shared_axes=None, **kwargs):
        super().__init__(**kwargs)
        self.shared_axes = shared_axes or ()

    def build(self, input_shape):
        shape = list(input_shape[1:])
        for axis in self.shared_axes:
            shape[axis - 1] = 1
        self.alphas = self.add_weight(shape=shape, name="alphas")
        self.betas = self.add_weight(shape=shape, name="betas")

    def call(self, x):
        return ops.softplus(self.betas * x) * self.alphas


class SReLU(Layer):
    def __init__(self, shared_axes=None, **kwargs):
        super().__init__(**kwargs)
        self.shared_axes = shared_axes or ()

    def build(self, input_shape):
        shape = list(input_shape[1:])
        for axis in self.shared_axes:
            shape[axis - 1] = 1
        self.t_left = self.add_weight(shape=shape, name="t_left")
        self.a_left = self.add_weight(shape=shape, name="a_left")
        self.t_right = self.add_weight(shape=shape, name="t_right")
        self.a_right = self.add_weight(shape=shape, name="a_right")

    def call(self, x):
        right = self.t_left + ops.abs(self.t_right)
        left = ops.where(x < self.t_left, self.t_left + self.a_left * (x - self.t_left), x)
        return ops.where(x < right, left, right + self.a_right * (x - right))
