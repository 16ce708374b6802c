"""slim and tf.contrib.layers of TensorFlow 1: layers with their activation and normalisation."""

from keras.layers import AveragePooling2D
from keras.layers import BatchNormalization
from keras.layers import Conv2D
from keras.layers import Conv2DTranspose
from keras.layers import Dense
from keras.layers import DepthwiseConv2D
from keras.layers import Dropout
from keras.layers import Flatten
from keras.layers import LayerNormalization
from keras.layers import MaxPooling2D
from keras.layers import SeparableConv2D
from keras.layers import Softmax
from tensorflow import nn
from tensorflow import variable_scope

_scopes = [{}]


def add_arg_scope(func):
    key = f"{func.__module__}.{func.__name__}"

    def func_with_args(*args, **kwargs):
        return func(*args, **{**_scopes[-1].get(key, {}), **kwargs})

    func_with_args.__name__ = func.__name__
    func_with_args._key_op = key
    return func_with_args


def has_arg_scope(func):
    return hasattr(func, "_key_op")


def current_arg_scope():
    return _scopes[-1]


class arg_scope:
    def __init__(self, list_ops_or_scope, **kwargs):
        self._given = list_ops_or_scope
        self._kwargs = kwargs

    def __enter__(self):
        if isinstance(self._given, dict):
            if self._kwargs:
                raise ValueError(
                    "When attempting to re-use a scope by suppling a dictionary, kwargs must be"
                    " empty."
                )
            _scopes.append(dict(self._given))
            return _scopes[-1]
        if not isinstance(self._given, (list, tuple)):
            raise TypeError(
                "list_ops_or_scope must either be a list/tuple or reused scope (i.e. dict)"
            )
        found = {key: dict(each) for key, each in _scopes[-1].items()}
        for operation in self._given:
            if not has_arg_scope(operation):
                raise ValueError(f"{operation} is not decorated with @add_arg_scope")
            found.setdefault(operation._key_op, {}).update(self._kwargs)
        _scopes.append(found)
        return found

    def __exit__(self, *problem):
        _scopes.pop()
        return False


def _nothing(*args, **kwargs):
    return None


l1_regularizer = l2_regularizer = l1_l2_regularizer = xavier_initializer = _nothing
xavier_initializer_conv2d = variance_scaling_initializer = initializers = _nothing


def _format(data_format):
    return "channels_first" if data_format in ("NCHW", "channels_first") else "channels_last"


def _finished(outputs, normalizer_fn, normalizer_params, activation_fn):
    if normalizer_fn is not None:
        outputs = normalizer_fn(outputs, **(normalizer_params or {}))
    return outputs if activation_fn is None else activation_fn(outputs)


@add_arg_scope
def conv2d(
    inputs,
    num_outputs,
    kernel_size,
    stride=1,
    padding="SAME",
    data_format=None,
    rate=1,
    activation_fn=nn.relu,
    normalizer_fn=None,
    normalizer_params=None,
    weights_initializer=None,
    weights_regularizer=None,
    biases_initializer=0,
    biases_regularizer=None,
    reuse=None,
    variables_collections=None,
    outputs_collections=None,
    trainable=True,
    scope=None,
):
    bias = normalizer_fn is None and biases_initializer is not None
    told = (num_outputs, kernel_size, stride, padding, _format(data_format), rate, 1, None, bias)
    with variable_scope(scope, "Conv", [inputs], reuse=reuse) as inside:
        outputs = inside.layer(Conv2D, *told, trainable=trainable)(inputs)
        return _finished(outputs, normalizer_fn, normalizer_params, activation_fn)


@add_arg_scope
def conv2d_transpose(
    inputs,
    num_outputs,
    kernel_size,
    stride=1,
    padding="SAME",
    data_format="NHWC",
    activation_fn=nn.relu,
    normalizer_fn=None,
    normalizer_params=None,
    weights_initializer=None,
    weights_regularizer=None,
    biases_initializer=0,
    biases_regularizer=None,
    reuse=None,
    variables_collections=None,
    outputs_collections=None,
    trainable=True,
    scope=None,
):
    bias = normalizer_fn is None and biases_initializer is not None
    told = (num_outputs, kernel_size, stride, padding, None, _format(data_format), 1, None, bias)
    with variable_scope(scope, "Conv2d_transpose", [inputs], reuse=reuse) as inside:
        outputs = inside.layer(Conv2DTranspose, *told, trainable=trainable)(inputs)
        return _finished(outputs, normalizer_fn, normalizer_params, activation_fn)


@add_arg_scope
def separable_conv2d(
    inputs,
    num_outputs,
    kernel_size,
    depth_multiplier=1,
    stride=1,
    padding="SAME",
    data_format="NHWC",
    rate=1,
    activation_fn=nn.relu,
    normalizer_fn=None,
    normalizer_params=None,
    weights_initializer=None,
    pointwise_initializer=None,
    weights_regularizer=None,
    biases_initializer=0,
    biases_regularizer=None,
    reuse=None,
    variables_collections=None,
    outputs_collections=None,
    trainable=True,
    scope=None,
):
    bias = normalizer_fn is None and biases_initializer is not None
    order = _format(data_format)
    if num_outputs is None:
        cls = DepthwiseConv2D
        told = (kernel_size, stride, padding, depth_multiplier, order, rate, None, bias)
    else:
        cls = SeparableConv2D
        told = (num_outputs, kernel_size, stride, padding, order, rate, depth_multiplier)
        told = (*told, None, bias)
    with variable_scope(scope, "SeparableConv2d", [inputs], reuse=reuse) as inside:
        outputs = inside.layer(cls, *told, trainable=trainable)(inputs)
        return _finished(outputs, normalizer_fn, normalizer_params, activation_fn)


@add_arg_scope
def fully_connected(
    inputs,
    num_outputs,
    activation_fn=nn.relu,
    normalizer_fn=None,
    normalizer_params=None,
    weights_initializer=None,
    weights_regularizer=None,
    biases_initializer=0,
    biases_regularizer=None,
    reuse=None,
    variables_collections=None,
    outputs_collections=None,
    trainable=True,
    scope=None,
):
    bias = normalizer_fn is None and biases_initializer is not None
    with variable_scope(scope, "fully_connected", [inputs], reuse=reuse) as inside:
        outputs = inside.layer(Dense, num_outputs, None, bias, trainable=trainable)(inputs)
        return _finished(outputs, normalizer_fn, normalizer_params, activation_fn)


@add_arg_scope
def batch_norm(
    inputs,
    decay=0.999,
    center=True,
    scale=False,
    epsilon=0.001,
    activation_fn=None,
    *initializers,
    data_format="NHWC",
    reuse=None,
    trainable=True,
    scope=None,
    **rest,
):
    axis = 1 if _format(data_format) == "channels_first" else -1
    with variable_scope(scope, "BatchNorm", [inputs], reuse=reuse) as inside:
        told = (axis, decay, epsilon, center, scale)
        outputs = inside.layer(BatchNormalization, *told, trainable=trainable)(inputs)
        return _finished(outputs, None, None, activation_fn)


@add_arg_scope
def layer_norm(
    inputs,
    center=True,
    scale=True,
    activation_fn=None,
    reuse=None,
    variables_collections=None,
    outputs_collections=None,
    trainable=True,
    begin_norm_axis=1,
    begin_params_axis=-1,
    scope=None,
):
    if len(inputs.shape) > 2:
        raise NotImplementedError("layer_norm of more than two axes")
    with variable_scope(scope, "LayerNorm", [inputs], reuse=reuse) as inside:
        told = (-1, 1e-12, center, scale)
        outputs = inside.layer(LayerNormalization, *told, trainable=trainable)(inputs)
        return _finished(outputs, None, None, activation_fn)


@add_arg_scope
def max_pool2d(
    inputs,
    kernel_size,
    stride=2,
    padding="VALID",
    data_format="NHWC",
    outputs_collections=None,
    scope=None,
):
    return MaxPooling2D(kernel_size, stride, padding.lower(), _format(data_format))(inputs)


@add_arg_scope
def avg_pool2d(
    inputs,
    kernel_size,
    stride=2,
    padding="VALID",
    data_format="NHWC",
    outputs_collections=None,
    scope=None,
):
    return AveragePooling2D(kernel_size, stride, padding.lower(), _format(data_format))(inputs)


@add_arg_scope
def dropout(
    inputs,
    keep_prob=0.5,
    noise_shape=None,
    is_training=True,
    outputs_collections=None,
    scope=None,
    seed=None,
):
    return Dropout(0.5)(inputs)


@add_arg_scope
def flatten(inputs, outputs_collections=None, scope=None):
    return Flatten()(inputs)


@add_arg_scope
def softmax(logits, scope=None):
    return Softmax()(logits)


def repeat(inputs, repetitions, layer, *args, **kwargs):
    scope = kwargs.pop("scope", None)
    with variable_scope(scope, "Repeat", [inputs]):
        if scope is None:
            scope = getattr(layer, "__name__", "repeat")
        outputs = inputs
        for index in range(repetitions):
            kwargs["scope"] = f"{scope}_{index + 1}"
            outputs = layer(outputs, *args, **kwargs)
        return outputs


def stack(inputs, layer, stack_args, **kwargs):
    scope = kwargs.pop("scope", None)
    if not isinstance(stack_args, (list, tuple)):
        raise ValueError("stack_args need to be a list or tuple")  # noqa: TRY004 (as slim does)
    with variable_scope(scope, "Stack", [inputs]):
        if scope is None:
            scope = getattr(layer, "__name__", "stack")
        outputs = inputs
        for index, each in enumerate(stack_args):
            kwargs["scope"] = f"{scope}_{index + 1}"
            given = each if isinstance(each, (list, tuple)) else [each]
            outputs = layer(outputs, *given, **kwargs)
        return outputs


convolution2d = conv2d
convolution2d_transpose = conv2d_transpose
separable_convolution2d = separable_conv2d
linear = fully_connected
