"""The standard library's ways to make classes: enum, dataclasses, named tuples, abstract ones."""
