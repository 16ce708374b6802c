"""From an evaluation to a graph: tensors, models, and the hand that applies layers."""
