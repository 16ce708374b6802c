"""From a model in Python source to a graph: found, read as text, evaluated, never imported."""
