"""Networks that a framework stored in a file: what their readers have in common."""
