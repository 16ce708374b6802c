"""Sequences: recurrent layers with states, attention, models on every frame, embeddings."""

import keras
from keras import layers


def attend(vocabulary=1000, length=20, width=32):
    tokens = keras.Input(shape=(length,), dtype="int32", name="tokens")
    x = layers.Embedding(vocabulary, width, mask_zero=True)(tokens)
    x = layers.Bidirectional(layers.LSTM(16, return_sequences=True))(x)
    sequence, state_h, state_c = layers.LSTM(32, return_sequences=True, return_state=True)(x)
    context = layers.Attention()([sequence, sequence])
    y = layers.GRU(8, return_sequences=True)(context)
    y = layers.TimeDistributed(layers.Dense(5, activation="relu"))(y)
    y = layers.Flatten()(y)
    joined = layers.Concatenate()([y, state_h, state_c])
    return keras.Model(tokens, layers.Dense(3, activation="softmax")(joined))


def frames(count=4, size=32):
    encoder = keras.Sequential(
        [
            keras.Input((size, size, 3)),
            layers.Conv2D(8, 3, strides=2, activation="relu"),
            layers.GlobalAveragePooling2D(),
        ]
    )
    video = layers.Input(shape=(count, size, size, 3))
    x = layers.TimeDistributed(encoder)(video)
    x = layers.LSTM(6)(x)
    return keras.models.Model(inputs=[video], outputs=[layers.Dense(2)(x)])


class Tagger(keras.Model):
    def __init__(self, vocabulary, tags, **kwargs):
        super().__init__(**kwargs)
        self.embedding = layers.Embedding(vocabulary, 16)
        self.encoders = {"first": layers.Conv1D(16, 3, padding="same"), "second": layers.Dense(16)}
        self.norm = layers.LayerNormalization()
        self.head = layers.Dense(tags)

    def call(self, tokens, training=None, mask=None):
        x = self.embedding(tokens)
        for name, layer in self.encoders.items():
            x = self.norm(layer(x) + x)
        return {"tags": self.head(x), "features": x}
