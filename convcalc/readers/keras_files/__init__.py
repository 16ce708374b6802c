"""Keras's files: model.json of all versions, .keras, .h5, and TensorFlow.js's model.json."""
