"""Keras and TensorFlow."""
