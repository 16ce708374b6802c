"""What PyTorch's functions do with tensors: one file a sort, one rule a function."""
