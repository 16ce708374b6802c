"""Whether a network is what it should be."""
