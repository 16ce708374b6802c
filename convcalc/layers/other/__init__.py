"""Merges, reductions, identities, wrappers, and what is not known."""
