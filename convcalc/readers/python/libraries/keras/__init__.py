"""
Keras and TensorFlow.

`modules` has the tables of `keras`, `keras.layers` and `keras.models`, `ops` those of `keras.ops`,
`tensorflow` that of `tensorflow`; their rules are in `functions`. `layer`, `model` and `graph` are
Keras's own objects, `hand` what its tensors lend to the operations that all libraries share.
"""
