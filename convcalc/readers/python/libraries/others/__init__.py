"""The other libraries that models import."""
