import tensorflow.compat.v1 as tf

tf.disable_eager_execution()


def conv(x, k, cin, cout, name, stride=1, trainable=True):
    with tf.variable_scope(name):
        start = tf.truncated_normal_initializer(stddev=0.1)
        w = tf.get_variable("w", [k, k, cin, cout], initializer=start, trainable=trainable)
        b = tf.get_variable("b", cout, initializer=tf.constant_initializer(0.0))
        y = tf.nn.conv2d(x, w, strides=[1, stride, stride, 1], padding="SAME")
        return tf.nn.relu(tf.nn.bias_add(y, b))


def plain(x):
    x = conv(x, 3, 3, 16, "c1", trainable=False)
    x = tf.nn.max_pool(x, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding="SAME")
    x = conv(x, 3, 16, 8, "c2", 2)
    flat = tf.reshape(x, [-1, 8 * 8 * 8])
    with tf.variable_scope("fc"):
        w = tf.get_variable("w", shape=[8 * 8 * 8, 10])
        b = tf.get_variable("b", shape=(10,))
        return tf.nn.xw_plus_b(flat, w, b)


def shared(x):
    with tf.variable_scope("tower"):
        a = conv(x, 3, 3, 4, "c")
    with tf.variable_scope("tower", reuse=True):
        b = conv(x, 3, 3, 4, "c")
    return tf.add(a, b)


def missing(x):
    with tf.variable_scope("tower", reuse=True):
        return conv(x, 3, 3, 4, "c")


def again(x):
    return conv(conv(x, 3, 3, 3, "c"), 3, 3, 3, "c")


def other_shape(x):
    with tf.variable_scope("all", reuse=tf.AUTO_REUSE):
        return conv(conv(x, 3, 3, 4, "c"), 3, 4, 4, "c")


def of_a_dict(x):
    made = {
        "w": tf.Variable(tf.truncated_normal([5, 5, 3, 8], stddev=0.1)),
        "b": tf.Variable(tf.constant(0.1, shape=[8])),
        "out": tf.Variable(tf.random_normal([16 * 16 * 8, 10])),
    }
    x = tf.nn.relu(tf.nn.conv2d(x, made["w"], [1, 1, 1, 1], "SAME") + made["b"])
    x = tf.nn.max_pool(x, [1, 2, 2, 1], [1, 2, 2, 1], "SAME")
    return tf.matmul(tf.reshape(x, [-1, made["out"].get_shape().as_list()[0]]), made["out"])
