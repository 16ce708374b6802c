"""Files of weights as PyTorch and safetensors write them: names, shapes and number formats."""
