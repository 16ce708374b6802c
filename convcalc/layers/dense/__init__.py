"""Products with matrices, and look-up tables."""
