"""Files as a definition meets them: paths, what is there, the text in them, the environment."""
