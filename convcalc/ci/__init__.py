"""Definitions checked together: which, with what inputs and budgets, in how many processes."""
