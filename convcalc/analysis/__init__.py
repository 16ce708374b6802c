"""From a graph to facts: cost, memory, receptive field, and the report of them."""
