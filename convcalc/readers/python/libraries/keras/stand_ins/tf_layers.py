"""tf.layers of TensorFlow 1: layers that are made and called at once, shared by their scopes."""

from keras.layers import AveragePooling1D
from keras.layers import AveragePooling2D
from keras.layers import AveragePooling3D
from keras.layers import BatchNormalization
from keras.layers import Conv1D
from keras.layers import Conv2D
from keras.layers import Conv2DTranspose
from keras.layers import Conv3D
from keras.layers import Conv3DTranspose
from keras.layers import Dense
from keras.layers import Dropout
from keras.layers import Flatten
from keras.layers import MaxPooling1D
from keras.layers import MaxPooling2D
from keras.layers import MaxPooling3D
from keras.layers import SeparableConv1D
from keras.layers import SeparableConv2D
from tensorflow import variable_scope


def _call(inputs, cls, base, name, reuse, told, trainable):
    if name is None and reuse:
        name = base
    with variable_scope(name, default_name=base, reuse=reuse) as scope:
        return scope.layer(cls, *told, trainable=trainable)(inputs)


def conv1d(
    inputs,
    filters,
    kernel_size,
    strides=1,
    padding="valid",
    data_format="channels_last",
    dilation_rate=1,
    activation=None,
    use_bias=True,
    kernel_initializer=None,
    bias_initializer=None,
    kernel_regularizer=None,
    bias_regularizer=None,
    activity_regularizer=None,
    kernel_constraint=None,
    bias_constraint=None,
    trainable=True,
    name=None,
    reuse=None,
):
    told = (filters, kernel_size, strides, padding, data_format, dilation_rate, 1)
    told = (*told, activation, use_bias)
    return _call(inputs, Conv1D, "conv1d", name, reuse, told, trainable)


def conv2d(
    inputs,
    filters,
    kernel_size,
    strides=(1, 1),
    padding="valid",
    data_format="channels_last",
    dilation_rate=(1, 1),
    activation=None,
    use_bias=True,
    kernel_initializer=None,
    bias_initializer=None,
    kernel_regularizer=None,
    bias_regularizer=None,
    activity_regularizer=None,
    kernel_constraint=None,
    bias_constraint=None,
    trainable=True,
    name=None,
    reuse=None,
):
    told = (filters, kernel_size, strides, padding, data_format, dilation_rate, 1)
    told = (*told, activation, use_bias)
    return _call(inputs, Conv2D, "conv2d", name, reuse, told, trainable)


def conv3d(
    inputs,
    filters,
    kernel_size,
    strides=(1, 1, 1),
    padding="valid",
    data_format="channels_last",
    dilation_rate=(1, 1, 1),
    activation=None,
    use_bias=True,
    kernel_initializer=None,
    bias_initializer=None,
    kernel_regularizer=None,
    bias_regularizer=None,
    activity_regularizer=None,
    kernel_constraint=None,
    bias_constraint=None,
    trainable=True,
    name=None,
    reuse=None,
):
    told = (filters, kernel_size, strides, padding, data_format, dilation_rate, 1)
    told = (*told, activation, use_bias)
    return _call(inputs, Conv3D, "conv3d", name, reuse, told, trainable)


def separable_conv1d(
    inputs,
    filters,
    kernel_size,
    strides=1,
    padding="valid",
    data_format="channels_last",
    dilation_rate=1,
    depth_multiplier=1,
    activation=None,
    use_bias=True,
    *initializers,
    trainable=True,
    name=None,
    reuse=None,
    **rest,
):
    told = (filters, kernel_size, strides, padding, data_format, dilation_rate, depth_multiplier)
    told = (*told, activation, use_bias)
    return _call(inputs, SeparableConv1D, "separable_conv1d", name, reuse, told, trainable)


def separable_conv2d(
    inputs,
    filters,
    kernel_size,
    strides=(1, 1),
    padding="valid",
    data_format="channels_last",
    dilation_rate=(1, 1),
    depth_multiplier=1,
    activation=None,
    use_bias=True,
    *initializers,
    trainable=True,
    name=None,
    reuse=None,
    **rest,
):
    told = (filters, kernel_size, strides, padding, data_format, dilation_rate, depth_multiplier)
    told = (*told, activation, use_bias)
    return _call(inputs, SeparableConv2D, "separable_conv2d", name, reuse, told, trainable)


def conv2d_transpose(
    inputs,
    filters,
    kernel_size,
    strides=(1, 1),
    padding="valid",
    data_format="channels_last",
    activation=None,
    use_bias=True,
    *initializers,
    trainable=True,
    name=None,
    reuse=None,
    **rest,
):
    told = (filters, kernel_size, strides, padding, None, data_format, (1, 1))
    told = (*told, activation, use_bias)
    return _call(inputs, Conv2DTranspose, "conv2d_transpose", name, reuse, told, trainable)


def conv3d_transpose(
    inputs,
    filters,
    kernel_size,
    strides=(1, 1, 1),
    padding="valid",
    data_format="channels_last",
    activation=None,
    use_bias=True,
    *initializers,
    trainable=True,
    name=None,
    reuse=None,
    **rest,
):
    told = (filters, kernel_size, strides, padding, data_format, None, (1, 1, 1))
    told = (*told, activation, use_bias)
    return _call(inputs, Conv3DTranspose, "conv3d_transpose", name, reuse, told, trainable)


def dense(
    inputs,
    units,
    activation=None,
    use_bias=True,
    *initializers,
    trainable=True,
    name=None,
    reuse=None,
    **rest,
):
    return _call(inputs, Dense, "dense", name, reuse, (units, activation, use_bias), trainable)


def batch_normalization(
    inputs,
    axis=-1,
    momentum=0.99,
    epsilon=1e-3,
    center=True,
    scale=True,
    *initializers,
    trainable=True,
    name=None,
    reuse=None,
    **rest,
):
    told = (axis, momentum, epsilon, center, scale)
    return _call(inputs, BatchNormalization, "batch_normalization", name, reuse, told, trainable)


def dropout(inputs, rate=0.5, noise_shape=None, seed=None, training=False, name=None):
    return Dropout(0.5)(inputs)


def flatten(inputs, name=None, data_format="channels_last"):
    return Flatten(data_format)(inputs)


def max_pooling1d(
    inputs, pool_size, strides, padding="valid", data_format="channels_last", name=None
):
    return MaxPooling1D(pool_size, strides, padding.lower(), data_format)(inputs)


def max_pooling2d(
    inputs, pool_size, strides, padding="valid", data_format="channels_last", name=None
):
    return MaxPooling2D(pool_size, strides, padding.lower(), data_format)(inputs)


def max_pooling3d(
    inputs, pool_size, strides, padding="valid", data_format="channels_last", name=None
):
    return MaxPooling3D(pool_size, strides, padding.lower(), data_format)(inputs)


def average_pooling1d(
    inputs, pool_size, strides, padding="valid", data_format="channels_last", name=None
):
    return AveragePooling1D(pool_size, strides, padding.lower(), data_format)(inputs)


def average_pooling2d(
    inputs, pool_size, strides, padding="valid", data_format="channels_last", name=None
):
    return AveragePooling2D(pool_size, strides, padding.lower(), data_format)(inputs)


def average_pooling3d(
    inputs, pool_size, strides, padding="valid", data_format="channels_last", name=None
):
    return AveragePooling3D(pool_size, strides, padding.lower(), data_format)(inputs)
