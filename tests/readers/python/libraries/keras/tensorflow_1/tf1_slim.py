import tensorflow.compat.v1 as tf
import tf_slim as slim


def vgg(x):
    with slim.arg_scope(
        [slim.conv2d, slim.fully_connected],
        activation_fn=tf.nn.relu,
        weights_regularizer=slim.l2_regularizer(0.0005),
    ):
        x = slim.repeat(x, 2, slim.conv2d, 16, [3, 3], scope="conv1")
        x = slim.max_pool2d(x, [2, 2], scope="pool1")
        x = slim.stack(x, slim.conv2d, [(8, [3, 3]), (8, [1, 1])], scope="core")
        x = slim.flatten(x)
        x = slim.dropout(slim.fully_connected(x, 20, scope="fc6"), 0.5, is_training=False)
        return slim.fully_connected(x, 10, activation_fn=None, scope="fc8")


def settings(is_training=False):
    norm = {"is_training": is_training, "decay": 0.9, "scale": True}
    with slim.arg_scope([slim.conv2d], normalizer_fn=slim.batch_norm, padding="VALID"):
        with slim.arg_scope([slim.batch_norm], **norm) as scope:
            return scope


@slim.add_arg_scope
def bottleneck(x, depth, stride=1, scope=None):
    with tf.variable_scope(scope, "bottleneck", [x]):
        y = slim.conv2d(x, depth // 4, 1, scope="conv1")
        y = slim.conv2d(y, depth // 4, 3, stride=stride, padding="SAME", scope="conv2")
        y = slim.conv2d(y, depth, 1, activation_fn=None, scope="conv3")
        short = slim.conv2d(x, depth, 1, stride=stride, activation_fn=None, scope="shortcut")
        return tf.nn.relu(short + y)


def resnet(x):
    with slim.arg_scope(settings()):
        with slim.arg_scope([bottleneck], stride=2):
            x = bottleneck(x, 16)
            x = bottleneck(x, 32, stride=1)
    x = tf.reduce_mean(x, [1, 2])
    return slim.fully_connected(x, 5, activation_fn=None)


def mobile(x):
    x = slim.separable_conv2d(x, None, [3, 3], depth_multiplier=2, stride=2)
    x = slim.separable_conv2d(x, 8, 3, 1, normalizer_fn=slim.batch_norm)
    x = slim.conv2d(x, 4, 3, rate=2, biases_initializer=None)
    return slim.conv2d_transpose(x, 6, 3, stride=2)
