"""A DCGAN pair and an autoencoder: models made of models."""

import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import Model
from tensorflow.keras import layers


def generator(latent=100):
    model = tf.keras.Sequential()
    model.add(layers.Dense(7 * 7 * 64, use_bias=False, input_shape=(latent,)))
    model.add(layers.BatchNormalization())
    model.add(layers.LeakyReLU())
    model.add(layers.Reshape((7, 7, 64)))
    assert model.output_shape == (None, 7, 7, 64)
    for filters, strides in [(32, 1), (16, 2)]:
        model.add(layers.Conv2DTranspose(filters, (5, 5), strides=strides, padding="same"))
        model.add(layers.BatchNormalization())
        model.add(layers.LeakyReLU())
    model.add(layers.Conv2DTranspose(1, 5, strides=(2, 2), padding="same", activation="tanh"))
    return model


def discriminator(size=28):
    image = keras.Input((size, size, 1))
    x = image
    for index, filters in enumerate((16, 32)):
        x = layers.Conv2D(filters, 5, 2, "same", name=f"conv_{index}")(x)
        x = layers.LeakyReLU(0.2)(x)
        x = layers.Dropout(0.3)(x)
    x = layers.Flatten()(x)
    return Model(image, layers.Dense(1)(x), name="discriminator")


class Sampling(layers.Layer):
    """Draws from the latent distribution."""

    def call(self, inputs):
        mean, log_var = inputs
        batch = tf.shape(mean)[0]
        dim = tf.shape(mean)[1]
        epsilon = tf.random.normal(shape=(batch, dim))
        return mean + tf.exp(0.5 * log_var) * epsilon


class Autoencoder(Model):
    def __init__(self, latent_dim):
        super(Autoencoder, self).__init__()
        self.encoder = keras.Sequential(
            [
                layers.Conv2D(8, 3, activation="relu", strides=2, padding="same"),
                layers.Flatten(),
            ]
        )
        self.mean = layers.Dense(latent_dim, name="z_mean")
        self.log_var = layers.Dense(latent_dim, name="z_log_var")
        self.sampling = Sampling()
        self.decoder = keras.Sequential(
            [
                layers.Dense(14 * 14 * 4, activation="relu"),
                layers.Reshape((14, 14, 4)),
                layers.UpSampling2D(2),
                layers.ZeroPadding2D(1),
                layers.Conv2D(1, 3, activation="sigmoid"),
            ]
        )

    def call(self, x):
        x = self.encoder(x)
        z = self.sampling([self.mean(x), self.log_var(x)])
        return self.decoder(z)
