"""Darknet's .cfg files, as AlexeyAB's Darknet reads them."""
