"""TensorFlow Lite's files: a flatbuffer of tensors and the operators that make them."""
