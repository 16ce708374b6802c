import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()


def lenet(x):
    with tf.variable_scope("conv1"):
        x = tf.layers.conv2d(x, 32, 5, padding="same", activation=tf.nn.relu)
        x = tf.layers.max_pooling2d(x, 2, 2)
    with tf.variable_scope("conv2"):
        x = tf.layers.conv2d(inputs=x, filters=16, kernel_size=[3, 3], strides=2, use_bias=False)
        x = tf.layers.batch_normalization(x, training=False)
        x = tf.nn.relu(x)
    x = tf.layers.flatten(x)
    x = tf.layers.dropout(tf.layers.dense(x, 20, tf.nn.relu, name="fc"), rate=0.4)
    return tf.layers.dense(x, 10, name="logits")


def siamese(x):
    def branch(x):
        with tf.variable_scope("branch", reuse=tf.AUTO_REUSE):
            x = tf.layers.conv2d(x, 8, 3, name="first")
            return tf.layers.conv2d(x, 8, 3, padding="SAME", name="second")

    return branch(x) + branch(x * 2.0)


def reopened(x):
    with tf.variable_scope("net") as scope:
        a = tf.layers.conv2d(x, 4, 3)
        a = tf.layers.conv2d(a, 4, 3)
        scope.reuse_variables()
    with tf.variable_scope(scope, reuse=True):
        b = tf.layers.conv2d(x, 4, 3)
        b = tf.layers.conv2d(b, 4, 3)
    return tf.concat([a, b], 3)


def decoder(x):
    x = tf.layers.separable_conv2d(x, 12, 3, depth_multiplier=2, padding="same")
    x = tf.layers.average_pooling2d(x, 2, 2, padding="same")
    return tf.layers.conv2d_transpose(x, 6, 4, strides=2, padding="same")


def twice(x):
    x = tf.layers.conv2d(x, 4, 3, name="conv")
    return tf.layers.conv2d(x, 4, 3, name="conv")
