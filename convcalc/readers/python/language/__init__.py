"""What the statements and expressions of Python do, within limits."""
