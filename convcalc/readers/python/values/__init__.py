"""What can be done with plain values: operators, methods, formats, builtins."""
