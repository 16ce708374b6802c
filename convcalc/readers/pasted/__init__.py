"""
What people paste: texts that are no definition as they stand, and hold one.

Only a text that could not be read as it stands comes here. Whatever is mended in it is said.
"""
