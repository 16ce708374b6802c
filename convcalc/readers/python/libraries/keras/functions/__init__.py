"""What the functions of keras.ops and tensorflow do with tensors."""
