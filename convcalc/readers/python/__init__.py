"""A small evaluator of Python source that never reaches the host's builtins."""
