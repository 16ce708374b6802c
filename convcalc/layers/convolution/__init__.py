"""Convolutions, and the windows they slide."""
