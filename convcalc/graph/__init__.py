"""A traced network: tensors, nodes, and the builder that records them."""
