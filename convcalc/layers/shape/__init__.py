"""The same elements in another shape, more of them, or some of them."""
