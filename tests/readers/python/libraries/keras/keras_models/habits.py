"""Habits of many people: own layers, graphs of subclassed models, dicts, frozen layers."""

import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import backend as K
from tensorflow.keras import Input, Model, Sequential, layers
from tensorflow.keras.layers import (
    BatchNormalization,
    Conv2D,
    Dense,
    Flatten,
    InputLayer,
    ReLU,
    Reshape,
    add,
)

input_shape = (28, 28, 1)
init = tf.random_normal_initializer(0.0, 0.02)
keras.utils.get_custom_objects().update({"mish": lambda x: x})


def lenet():
    model = Sequential(name="lenet")
    model.add(InputLayer(input_shape=(28, 28, 1)))
    model.add(
        Conv2D(6, kernel_size=(5, 5), activation="tanh", padding="same", kernel_initializer=init)
    )
    model.add(keras.layers.AveragePooling2D(pool_size=(2, 2)))
    model.add(Reshape(target_shape=(-1,)))
    model.add(Dense(units=10))
    model.compile(loss="mse", optimizer=keras.optimizers.SGD(0.1))
    return model


@tf.keras.utils.register_keras_serializable(package="mine")
class GEM(layers.Layer):
    def __init__(self, p=3, eps=1e-6, **kwargs):
        super().__init__(**kwargs)
        self.p = tf.Variable(float(p), trainable=True, name="p")
        self.eps = eps

    @tf.function
    def call(self, x):
        x = tf.pow(tf.maximum(x, self.eps), self.p)
        return tf.reduce_mean(x, axis=[1, 2]) ** (1.0 / self.p)

    def get_config(self):
        config = super().get_config()
        config.update({"eps": self.eps})
        return config


class Net(Model):
    def __init__(self, classes=10, **kw):
        super().__init__(name="net", **kw)
        self.convs = [Conv2D(f, 3, name=f"c{f}") for f in (8, 16)]
        self.bns = [BatchNormalization() for _ in self.convs]
        self.pool = GEM()
        self.act = ReLU()
        self.out = Dense(classes)
        self.loss_tracker = keras.metrics.Mean(name="loss")

    @property
    def metrics(self):
        return [self.loss_tracker]

    def train_step(self, data):
        with tf.GradientTape() as tape:
            y = self(data, training=True)
        return {"loss": y}

    @tf.function(jit_compile=True)
    def call(self, inputs, training=None, mask=None):
        x = inputs
        for conv, bn in zip(self.convs, self.bns):
            x = self.act(bn(conv(x), training=training))
        if K.int_shape(x)[1] > 4:
            x = tf.image.resize(x, (4, 4))
        x = self.pool(x)
        shape = x.shape.as_list()
        x = tf.reshape(x, [-1, shape[-1]])
        return self.out(x)

    def build_graph(self, shape=(28, 28, 1)):
        x = Input(shape=shape)
        return Model(inputs=[x], outputs=self.call(x))


def graph():
    return Net().build_graph()


def built():
    net = Net()
    net.build(input_shape=(None, 28, 28, 1))
    net.summary()
    return net


class Functional(keras.Model):
    def __init__(self, shape=(16, 16, 3)):
        inputs = Input(shape)
        x = Conv2D(4, 3)(inputs)
        outputs = {"map": x, "vector": Flatten()(x)}
        super().__init__(inputs=inputs, outputs=outputs)


def frozen():
    m = Functional()
    for layer in m.layers:
        layer.trainable = not isinstance(layer, BatchNormalization)
    for i in range(len(m.layers)):
        m.layers[i].trainable = False
    return m


class Dicts(Model):
    def __init__(self):
        super().__init__()
        self.a = Dense(4)
        self.b = Dense(4)

    def call(self, inputs):
        return self.a(inputs["x"]) + self.b(inputs["y"])


def named():
    x, y = Input((3,), name="x"), Input((5,), name="y")
    return Model(inputs={"x": x, "y": y}, outputs=Dicts()({"x": x, "y": y}))


def merged():
    inp = Input((4, 4, 2))
    x = Conv2D(2, 3, padding="same")(inp)
    for _ in range(3):
        y = layers.Conv2D(2, 3, padding="same", activation=layers.LeakyReLU(0.1))(x)
        x = add([x, y])
    out1, out2 = Dense(3, name="o1")(Flatten()(x)), layers.GlobalMaxPooling2D()(x)
    m = Model(inp, [out1, out2])
    return m


def encoders():
    class Enc(layers.Layer):
        def __init__(self):
            super().__init__()
            self.seq = Sequential([Dense(8), layers.Dropout(0.1), Dense(4)])
            self.ln = layers.LayerNormalization()

        def call(self, x, training):
            return self.ln(x + self.seq(x, training=training))

    i = Input((7, 4))
    x = i
    for blk in [Enc() for _ in range(2)]:
        x = blk(x, training=False)
    return Model(i, x)
