"""torch.nn: modules, layers, parameters."""
